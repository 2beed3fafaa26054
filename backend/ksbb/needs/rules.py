"""How much a unit needs, and what may become of a target."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from ksbb.kernel.errors import Refusal


def people_in_need(
    families: int, people: int, kind: str, people_per_family: int
) -> tuple[int, int]:
    """Families and people that a unit counts as.

    An institution has people and no families of its own: its families are its people by the
    programme's size of a family, rounded up.
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
    """Packages that a unit needs in a phase: basis x share, rounded up, x times.

    ``permille`` is the share of families or people of this kind of unit, ``times`` the weeks,
    days or single time that the phase asks for. `queries.computed` says the same in SQL; a
    test holds the two together.
    """
    in_families, in_people = people_in_need(families, people, kind, people_per_family)
    base = in_families if per == "FAMILY" else in_people
    return ceil(base * permille / 1000) * times


@dataclass(eq=False)
class TargetBelowTaken(Refusal):
    """A target never falls below what is held and committed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Target tidak boleh kurang dari {taken} paket yang sudah dijanjikan.",
        "en": "The target can't be less than the {taken} packages already promised.",
    }
    need_id: int
    taken: int


@dataclass(eq=False)
class NothingToPublish(Refusal):
    """A phase asks for none of the packages, or no unit has vulnerability data."""

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


def check_target(need_id: int, taken: int, wanted: int) -> None:
    """Refuse a target below what is taken."""
    if wanted < taken:
        raise TargetBelowTaken(need_id, taken)
