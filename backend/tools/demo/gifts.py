"""Who gave what: the table of the demo. Change a gift here and everything else follows.

The sums committed by 2 May 2020 are the published ones, per kind of package; per organisation they
are examples. Real aggregators gave packages of their own or bought them with money they had
received; what the reports did not name comes from donors whose name ends in "(contoh)".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tools.demo.programme import PackageCode
from tools.demo.rws import PASAR_KEDIP
from tools.demo.steps import WIB

# The state of a gift on Sunday 3 May, 12.00 WIB.
Outcome = Literal["SUBMITTED", "ACCEPTED", "ALLOCATED", "COMMITTED", "REJECTED", "WITHDRAWN"]

JAKARTA = "31"
PUSAT, UTARA, BARAT, SELATAN, TIMUR = "31.71", "31.72", "31.73", "31.74", "31.75"


def april(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of April 2020 in WIB."""
    return datetime(2020, 4, day, hour, minute, tzinfo=WIB)


def may(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of May 2020 in WIB."""
    return datetime(2020, 5, day, hour, minute, tzinfo=WIB)


@dataclass(frozen=True, slots=True)
class Gift:
    """``quantity`` packages for ``over`` RWs of ``area`` (code of provinsi, kota, kelurahan).

    ``through`` names the executor if it is not the giver; ``funded_by`` the contribution that pays
    for it.
    """

    at: datetime
    giver: str
    package: PackageCode
    phase: int
    quantity: int
    over: int
    area: str
    through: str | None = None
    funded_by: str | None = None
    outcome: Outcome = "COMMITTED"


@dataclass(frozen=True, slots=True)
class MoneyGift:
    """``amount`` rupiah of ``giver`` to ``aggregator``, with the bank's ``reference``."""

    name: str
    giver: str
    aggregator: str
    amount: int
    intended: datetime
    received: datetime
    reference: str


MONEY = (
    MoneyGift(
        "jne-money", "jne", "baznas", 1_000_000_000, april(28, 10), april(30, 9), "TRF-01 (contoh)"
    ),
    MoneyGift(
        "pgri-money",
        "pgri-smp",
        "baznas",
        545_000_000,
        april(29, 9),
        april(30, 9, 30),
        "TRF-02 (contoh)",
    ),
    MoneyGift("museum-money", "museum", "act", 20_000_000, may(1, 9), may(2, 9), "TRF-03 (contoh)"),
)

# Until something of theirs was committed once, a giver may reserve at most 1,000 packages per
# phase, so everybody begins with a thousand.
FIRST = (
    Gift(april(24, 9, 0), "lentera", "SEMBAKO", 1, 1_000, 5, PUSAT),
    Gift(april(24, 9, 20), "pmi", "SEMBAKO", 1, 1_000, 8, JAKARTA),
    Gift(april(24, 9, 40), "bahari", "SEMBAKO", 1, 1_000, 6, UTARA),
    Gift(april(24, 10, 0), "act", "SEMBAKO", 1, 1_000, 8, JAKARTA),
    Gift(april(24, 10, 20), "mendung", "SEMBAKO", 1, 1_000, 9, BARAT),
    Gift(april(25, 9, 0), "alumni", "SEMBAKO", 1, 1_000, 7, SELATAN),
    Gift(april(25, 9, 20), "baznas", "LEBARAN", 4, 1_000, 10, JAKARTA),
    Gift(april(25, 9, 40), "kemasan", "SEMBAKO", 1, 1_000, 10, TIMUR),
    Gift(april(25, 10, 0), "nusantara", "SEMBAKO", 1, 1_000, 8, PUSAT),
    Gift(april(26, 9, 0), "kirana", "SEMBAKO", 1, 1_000, 9, UTARA),
    Gift(april(26, 9, 20), "roti", "SEMBAKO", 1, 1_000, 6, BARAT),
    Gift(april(26, 9, 40), "sejahtera", "SEMBAKO", 1, 1_000, 4, SELATAN),
    Gift(april(27, 9, 0), "pesepeda", "SEMBAKO", 1, 1_000, 12, TIMUR),
    Gift(april(27, 9, 20), "pelita", "SEMBAKO", 1, 1_000, 8, PUSAT, "pmi"),
    Gift(april(27, 9, 40), "tetangga", "SEMBAKO", 1, 1_000, 5, UTARA),
    Gift(april(27, 10, 0), "pasar", "SEMBAKO", 1, 1_000, 12, BARAT, "act"),
    Gift(april(28, 9, 0), "arsitek", "SEMBAKO", 1, 1_000, 14, SELATAN),
    Gift(april(28, 9, 20), "rusun", "SEMBAKO", 1, 1_000, 6, TIMUR),
    Gift(april(28, 9, 40), "human-initiative", "SEMBAKO", 1, 1_000, 8, JAKARTA),
)

STAPLES = (
    Gift(april(27, 13, 0), "pmi", "SEMBAKO", 1, 3_000, 28, JAKARTA),
    Gift(april(28, 13, 0), "lentera", "SEMBAKO", 1, 340, 3, PUSAT),
    Gift(april(28, 13, 20), "act", "SEMBAKO", 1, 1_860, 12, JAKARTA),
    Gift(april(28, 13, 40), "bahari", "SEMBAKO", 1, 340, 3, UTARA, "pemprov"),
    Gift(april(29, 13, 0), "mendung", "SEMBAKO", 1, 340, 3, BARAT),
    Gift(april(29, 13, 20), "alumni", "SEMBAKO", 1, 340, 3, SELATAN),
    Gift(april(30, 11, 0), "rusun", "SEMBAKO", 1, 328, 3, TIMUR),
    Gift(april(30, 13, 0), "nusantara", "SEMBAKO", 2, 340, 3, PUSAT),
    Gift(april(30, 13, 20), "kirana", "SEMBAKO", 2, 340, 3, UTARA, "baznas"),
    Gift(april(30, 13, 40), "roti", "SEMBAKO", 2, 340, 3, BARAT),
    Gift(april(30, 14, 0), "baznas", "SEMBAKO", 2, 5_000, 16, JAKARTA, funded_by="jne-money"),
    Gift(april(30, 14, 20), "sejahtera", "SEMBAKO", 2, 340, 3, SELATAN, "pmi"),
    Gift(may(1, 9, 0), "pelita", "SEMBAKO", 2, 340, 3, PUSAT),
    Gift(may(1, 9, 20), "tetangga", "SEMBAKO", 2, 340, 3, UTARA),
    Gift(may(1, 9, 40), "pesepeda", "SEMBAKO", 2, 340, 3, TIMUR, "human-initiative"),
    Gift(may(1, 10, 0), "baznas", "SEMBAKO", 2, 2_725, 9, JAKARTA, funded_by="pgri-money"),
    Gift(may(1, 10, 20), "pmi", "SEMBAKO", 2, 2_000, 12, JAKARTA),
    Gift(may(1, 10, 40), "human-initiative", "SEMBAKO", 2, 2_000, 9, JAKARTA),
    Gift(may(2, 9, 20), "pasar", "SEMBAKO", 2, 340, 3, BARAT),
    Gift(may(2, 9, 40), "arsitek", "SEMBAKO", 2, 340, 3, SELATAN),
    Gift(may(2, 10, 0), "kemasan", "SEMBAKO", 2, 340, 3, TIMUR),
    Gift(may(2, 10, 20), "act", "SEMBAKO", 2, 1_240, 8, JAKARTA),
)

READY_MEALS = (
    Gift(april(25, 14, 0), "act", "SIAP_SAJI", 1, 3_500, 20, JAKARTA),
    Gift(april(26, 14, 0), "pmi", "SIAP_SAJI", 1, 3_000, 18, JAKARTA),
    Gift(april(26, 14, 20), "nusantara", "SIAP_SAJI", 1, 1_000, 5, PUSAT),
    Gift(april(27, 14, 0), "kirana", "SIAP_SAJI", 1, 1_000, 5, UTARA),
    Gift(april(27, 14, 20), "roti", "SIAP_SAJI", 1, 1_000, 5, BARAT),
    Gift(april(28, 14, 0), "sejahtera", "SIAP_SAJI", 1, 1_000, 5, SELATAN),
    Gift(april(28, 14, 20), "pesepeda", "SIAP_SAJI", 1, 1_000, 5, TIMUR),
    Gift(april(30, 15, 0), "act", "SIAP_SAJI", 2, 2_500, 16, JAKARTA),
    Gift(may(1, 14, 0), "nusantara", "SIAP_SAJI", 2, 890, 4, PUSAT),
    Gift(may(1, 14, 20), "kirana", "SIAP_SAJI", 2, 890, 4, UTARA),
    Gift(may(1, 14, 40), "roti", "SIAP_SAJI", 2, 890, 4, BARAT),
    Gift(may(1, 15, 0), "pmi", "SIAP_SAJI", 2, 2_000, 12, JAKARTA),
    Gift(may(2, 11, 0), "sejahtera", "SIAP_SAJI", 2, 890, 4, SELATAN),
    Gift(may(2, 11, 20), "pesepeda", "SIAP_SAJI", 2, 887, 4, TIMUR),
)

LEBARAN = (
    Gift(april(29, 15, 0), "baznas", "LEBARAN", 4, 1_000, 10, JAKARTA),
    Gift(april(29, 15, 20), "pelita", "LEBARAN", 4, 1_003, 8, JAKARTA),
    Gift(april(30, 16, 0), "tetangga", "LEBARAN", 4, 1_003, 8, JAKARTA),
    Gift(may(1, 16, 0), "pasar", "LEBARAN", 4, 1_003, 8, JAKARTA),
    Gift(may(1, 16, 20), "human-initiative", "LEBARAN", 4, 2_000, 20, JAKARTA),
    Gift(may(2, 13, 0), "arsitek", "LEBARAN", 4, 1_003, 8, JAKARTA),
    Gift(may(2, 13, 20), "rusun", "LEBARAN", 4, 1_003, 8, JAKARTA),
)

# Sunday 3 May around Gang Pasar Kedip: after the day of the recap, outside its 69 kelurahan.
PASAR_KEDIP_GIFT = Gift(may(3, 8), "barisan", "SEMBAKO", 2, 600, 3, PASAR_KEDIP.code)

# What still waits when the demo opens, what was refused and what was withdrawn. The givers are all
# made up; a gift may wait at a real aggregator.
OPEN = (
    Gift(april(29, 16, 0), "paduan", "SEMBAKO", 2, 150, 2, BARAT, outcome="WITHDRAWN"),
    Gift(
        may(1, 11, 0),
        "paduan",
        "SEMBAKO",
        2,
        200,
        2,
        BARAT,
        "lumbung-warga",
        outcome="REJECTED",
    ),
    Gift(may(2, 14, 0), "lentera", "SEMBAKO", 2, 400, 3, PUSAT, "baznas", outcome="ALLOCATED"),
    Gift(may(2, 15, 0), "perkakas", "SEMBAKO", 2, 300, 3, TIMUR, outcome="SUBMITTED"),
    Gift(may(2, 15, 20), "bahari", "SEMBAKO", 2, 250, 2, UTARA, "pmi", outcome="SUBMITTED"),
    Gift(may(2, 15, 40), "alumni", "LEBARAN", 4, 150, 2, JAKARTA, "pmi", outcome="ACCEPTED"),
    Gift(may(3, 8, 30), "mendung", "SIAP_SAJI", 2, 350, 2, BARAT, outcome="SUBMITTED"),
    Gift(may(3, 9, 0), "kemasan", "SEMBAKO", 2, 500, 4, TIMUR, "baznas", outcome="SUBMITTED"),
    Gift(may(3, 9, 20), "paduan", "LEBARAN", 4, 120, 2, BARAT, "pemprov", outcome="SUBMITTED"),
)

GIFTS = tuple(
    sorted(
        (*FIRST, *STAPLES, *READY_MEALS, *LEBARAN, PASAR_KEDIP_GIFT, *OPEN),
        key=lambda gift: gift.at,
    )
)
