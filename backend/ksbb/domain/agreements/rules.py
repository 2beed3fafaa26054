"""Rules of agreements and permits: valid values, and whether one is in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, InvalidInput, Refusal

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
    """The period ends before it begins, or has ended already."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Masa berlaku {starts_on} sampai {ends_on} tidak mungkin: hari terakhir tidak"
        " boleh sebelum hari pertama atau sudah lewat.",
        "en": "The period from {starts_on} to {ends_on} is not possible: its last day must not"
        " be before its first day or in the past.",
    }
    starts_on: Annotated[dt.date, Fact("Its first day.")]
    ends_on: Annotated[dt.date, Fact("Its last day.")]


@dataclass(eq=False)
class PeriodOverlaps(Refusal):
    """Another one of the same aggregator is in force or suspended within the period.

    ``number`` is the other's; empty if both were activated at the same moment.
    """

    number: Annotated[
        str, Fact("The number of the other one; empty if both were activated at once.")
    ] = ""

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
    """The aggregator has no agreement in force today, so it can't accept pledges."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{aggregator} tidak memiliki PKS yang berlaku hari ini.",
        "en": "{aggregator} has no agreement (PKS) in force today.",
    }
    aggregator_id: Annotated[int, Fact("The aggregator without an agreement.")]
    aggregator: str


@dataclass(eq=False)
class PermitNotInForce(Refusal):
    """The aggregator has no permit in force today, so it can't collect money."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{aggregator} tidak memiliki izin PUB yang berlaku hari ini, sehingga tidak dapat"
        " menerima uang.",
        "en": "{aggregator} has no collection permit in force today, so it can't take money.",
    }
    aggregator_id: Annotated[int, Fact("The aggregator without a permit.")]
    aggregator: str


# This constraint of the database decides when two are activated at once.
register_refusal("agreement_aggregator_id_daterange_excl", PeriodOverlaps)
register_refusal("permit_aggregator_id_daterange_excl", PeriodOverlaps)


def check_period(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> None:
    """Refuse a period that can never be in force.

    Raises:
        PeriodInvalid.
    """
    if ends_on < starts_on or ends_on < today:
        raise PeriodInvalid(starts_on, ends_on)


def check_number(number: str) -> None:
    """Refuse a text that can't be the number of an agreement or permit.

    Raises:
        InvalidInput: not 1 to 200 characters.
    """
    if len(number) not in TEXT_LENGTH:
        raise InvalidInput("number", ("Tuliskan nomornya.", "Write its number."))


def check_issuer(issuer: str) -> None:
    """Refuse a text that can't be the name of an issuer.

    Raises:
        InvalidInput: not 1 to 200 characters.
    """
    if len(issuer) not in TEXT_LENGTH:
        raise InvalidInput(
            "issuer", ("Tuliskan siapa yang menerbitkannya.", "Write who issued it.")
        )


def check_cost_cap(permille: int) -> None:
    """Refuse a cost cap above the one set by law.

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
