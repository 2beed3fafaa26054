"""Rules of needs: how many packages a unit needs, and how a target may change."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Annotated, ClassVar

from ksbb.core.refusals import Fact, Refusal


def people_in_need(
    families: int, people: int, kind: str, people_per_family: int
) -> tuple[int, int]:
    """The families and people that a unit counts as.

    An institution has only people. Its families are its people divided by the programme's size of a
    family, rounded up.
    """
    if kind == "RW":
        return families, people
    return ceil(people / people_per_family), people


def target(
    families: int,
    people: int,
    *,
    kind: str,
    per: str,
    permille: int,
    times: int,
    people_per_family: int = 4,
) -> int:
    """Packages that a unit needs in a phase: (families or people) x share, rounded up, x times.

    ``permille`` is the share of families or people of this kind of unit. ``times`` is the number of
    weeks or days in the phase, or 1. `queries.computed` does the same in SQL; a test compares both.
    """
    in_families, in_people = people_in_need(families, people, kind, people_per_family)
    base = in_families if per == "FAMILY" else in_people
    return ceil(base * permille / 1000) * times


@dataclass(eq=False)
class TargetBelowPromised(Refusal):
    """A target can't be lower than what is held and committed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Target tidak boleh kurang dari {promised} paket yang sudah dijanjikan.",
        "en": "The target can't be less than the {promised} packages already promised.",
    }
    need_id: Annotated[int, Fact("The need.")]
    promised: Annotated[int, Fact("Packages that are held or committed.")]


@dataclass(eq=False)
class NothingToPublish(Refusal):
    """The phase has none of the packages, or no unit has vulnerability data."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tidak ada kebutuhan untuk diterbitkan pada tahap {phase}: periksa paket tahap itu "
        "dan data kerentanan unit.",
        "en": "There is nothing to publish in phase {phase}: check the phase's packages and the "
        "units' vulnerability data.",
    }
    phase: str


@dataclass(eq=False)
class PhaseOver(Refusal):
    """The phase's last day has passed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tahap {phase} sudah berakhir pada {ends_on}.",
        "en": "Phase {phase} ended on {ends_on}.",
    }
    phase: str
    ends_on: str


def check_target(need_id: int, promised: int, wanted: int) -> None:
    """Refuse a target below the packages that are held or committed."""
    if wanted < promised:
        raise TargetBelowPromised(need_id, promised)
