"""Numbers of packages, as a courier or a unit counted them at a stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import orjson

from ksbb.core.refusals import InvalidInput
from ksbb.domain.pledges.rules import MAX_PACKAGES


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Packages of one kind, as the unit counted them."""

    package_id: int
    good: int
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """Packages of one kind at a stop. Surplus is what came on top of what was sent."""

    package_id: int
    good: int
    damaged: int = 0
    missing: int = 0
    brought_back: int = 0
    surplus: int = 0


def check_counts(counts: Sequence[Count] | Sequence[UnitCount]) -> None:
    """Refuse a package that stands twice, and numbers that can't be.

    Raises:
        InvalidInput: names the field.
    """
    if len({count.package_id for count in counts}) < len(counts):
        raise InvalidInput(
            "counts", ("Tiap jenis paket ditulis satu kali.", "Write each kind of package once.")
        )
    if not all(
        0 <= number <= MAX_PACKAGES for count in counts for number in _numbers(count).values()
    ):
        raise InvalidInput(
            "counts",
            (
                "Jumlah paket harus 0 sampai 1.000.000.",
                "Numbers of packages must be 0 to 1,000,000.",
            ),
        )


def as_json(counts: Sequence[Count] | Sequence[UnitCount]) -> str:
    """The counts as the database's functions take them: ``[{"package": 1, "good": 93, ...}]``."""
    rows = [{"package": count.package_id} | _numbers(count) for count in counts]
    return orjson.dumps(rows).decode()


def _numbers(count: Count | UnitCount) -> dict[str, int]:
    return {name: number for name, number in asdict(count).items() if name != "package_id"}
