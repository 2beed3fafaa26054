"""When an agreement or a permit can be, and whether one is in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from ksbb.kernel.errors import InvalidInput, Refusal
from ksbb.kernel.lifecycle import Lifecycle, Party, Transition
from ksbb.kernel.said import told_by

_TRANSITIONS = (
    Transition("", "submitted", Party.EXECUTOR),
    Transition("submitted", "active", Party.PEMPROV, another_person=True),
    Transition("submitted", "terminated", Party.PEMPROV, reason_required=True),
    Transition("active", "suspended", Party.PEMPROV, reason_required=True),
    Transition("suspended", "active", Party.PEMPROV),
    Transition("active", "expired", Party.SYSTEM),
    Transition("suspended", "expired", Party.SYSTEM),
    Transition("active", "terminated", Party.PEMPROV, reason_required=True),
    Transition("suspended", "terminated", Party.PEMPROV, reason_required=True),
)
AGREEMENT = Lifecycle("agreement", "Agreement", _TRANSITIONS)
PERMIT = Lifecycle("permit", "Permit", _TRANSITIONS)

# PP 29/1980: a collector's costs are at most 10% of what was collected. In permille.
HIGHEST_COST_CAP = 100
TEXT_LENGTH = range(1, 201)


@dataclass(eq=False)
class PeriodInvalid(Refusal):
    """The period ends before it begins, or is over already."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Masa berlaku {starts_on} sampai {ends_on} tidak mungkin: hari terakhir harus"
        " setelah hari pertama dan belum lewat.",
        "en": "A period from {starts_on} to {ends_on} can't be: its last day must follow its"
        " first and must not be over.",
    }
    starts_on: dt.date
    ends_on: dt.date


@dataclass(eq=False)
class PeriodOverlaps(Refusal):
    """Another one of the same aggregator is in force or suspended within the period.

    ``number`` is the other's; empty where it came about at the same moment.
    """

    number: str = ""

    def message(self, locale: str = "id") -> str:
        """Name the other one if it is known."""
        other = f" ({self.number})" if self.number else ""
        if locale == "en":
            return f"The period overlaps another one of this aggregator{other}. End that one first."
        return (
            f"Masa berlaku ini tumpang-tindih dengan yang lain dari agregator ini{other}."
            " Akhiri yang itu dahulu."
        )


@dataclass(eq=False)
class AgreementNotInForce(Refusal):
    """The aggregator has no agreement in force today, so it can't take on anything."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{aggregator} tidak memiliki PKS yang berlaku hari ini.",
        "en": "{aggregator} has no agreement (PKS) in force today.",
    }
    aggregator_id: int
    aggregator: str


@dataclass(eq=False)
class PermitNotInForce(Refusal):
    """The aggregator has no permit in force today, so it can't collect money."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{aggregator} tidak memiliki izin PUB yang berlaku hari ini, sehingga tidak dapat"
        " menerima uang.",
        "en": "{aggregator} has no collection permit in force today, so it can't take money.",
    }
    aggregator_id: int
    aggregator: str


# The database's own word for it, when two are activated at once.
told_by("agreement_aggregator_id_daterange_excl", PeriodOverlaps)
told_by("permit_aggregator_id_daterange_excl", PeriodOverlaps)


def check_period(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> None:
    """Refuse a period in which nothing could ever be in force.

    Raises:
        PeriodInvalid.
    """
    if ends_on < starts_on or ends_on < today:
        raise PeriodInvalid(starts_on, ends_on)


def check_number(number: str) -> None:
    """Refuse a number that can't be an agreement's or permit's.

    Raises:
        InvalidInput: not 1 to 200 characters.
    """
    if len(number) not in TEXT_LENGTH:
        raise InvalidInput("number", ("Tuliskan nomornya.", "Write its number."))


def check_issuer(issuer: str) -> None:
    """Refuse what can't be an issuer's name.

    Raises:
        InvalidInput: not 1 to 200 characters.
    """
    if len(issuer) not in TEXT_LENGTH:
        raise InvalidInput(
            "issuer", ("Tuliskan siapa yang menerbitkannya.", "Write who issued it.")
        )


def check_cost_cap(permille: int) -> None:
    """Refuse a cap on costs above the law's.

    Raises:
        InvalidInput: not 0 to 100 permille.
    """
    if not 0 <= permille <= HIGHEST_COST_CAP:
        raise InvalidInput(
            "costCap",
            (
                "Batas biaya paling tinggi 10% (100 permil), menurut PP 29/1980.",
                "The cap on costs is at most 10% (100 permille), by PP 29/1980.",
            ),
        )
