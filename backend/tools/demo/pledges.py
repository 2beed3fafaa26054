"""From gifts to pledges: which RWs a gift goes to, and how many packages each of them gets.

Donors choose freely and aggregators look at the gaps. So an RW comes earlier in a giver's choice
the less its need is filled and the more the giver prefers it, which a hash of the two decides. A
gift is split in proportion to what each of its RWs still needs. All this is computed once, in the
order in which the gifts were made: leaving a pledge out afterwards changes no other one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from tools.demo.gifts import GIFTS, Gift
from tools.demo.programme import PackageCode, phase, rw_target
from tools.demo.rws import KOTA, PASAR_KEDIP, RWS, Rw
from tools.demo.steps import Allocation, Channel, Pledge

READY_MEAL_RWS_PER_KOTA = 6
LEBARAN_RWS = 40


def largest(rws: Sequence[Rw], count: int) -> tuple[Rw, ...]:
    """The RWs with most vulnerable families; equal ones in the order of their codes."""
    return tuple(sorted(rws, key=lambda rw: (-rw.families, rw.code))[:count])


# Ready meals are cooked where most families live near each other: six RWs in every kota.
READY_MEAL_RWS = frozenset(
    rw
    for kota in KOTA
    for rw in largest([each for each in RWS if each.kota == kota], READY_MEAL_RWS_PER_KOTA)
)
LEBARAN_LARGEST = frozenset(largest(RWS, LEBARAN_RWS))


@dataclass(frozen=True, slots=True)
class PlannedPledge:
    """A gift and its pledge."""

    gift: Gift
    pledge: Pledge


@dataclass(slots=True)
class _Room:
    """What the RWs still need while the gifts are placed one after the other."""

    taken: Counter[tuple[Rw, PackageCode, int]] = field(default_factory=Counter)

    def left(self, rw: Rw, package: PackageCode, number: int) -> int:
        return rw_target(package, number, rw.families) - self.taken[rw, package, number]

    def filled(self, rw: Rw, package: PackageCode, number: int) -> float:
        """The share of the need that is taken, 0 to 1."""
        return self.taken[rw, package, number] / rw_target(package, number, rw.families)

    def distribute(self, gift: Gift) -> dict[Rw, int]:
        """Packages per RW, subtracted from what they still need."""
        chosen = sorted(
            candidates(gift),
            key=lambda rw: (
                2 * self.filled(rw, gift.package, gift.phase) + distance(gift.giver, rw),
                rw.code,
            ),
        )[: gift.over]
        room = {rw: self.left(rw, gift.package, gift.phase) for rw in chosen}
        given = split(gift.quantity, room)
        for rw, quantity in given.items():
            self.taken[rw, gift.package, gift.phase] += quantity
        return given


def distance(giver: str, rw: Rw) -> float:
    """How little a giver prefers an RW, 0 (most preferred) to 1."""
    digest = sha256(f"{giver} {rw.code}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32


def candidates(gift: Gift) -> list[Rw]:
    """The demo's RWs in the gift's area that get its kind of package."""
    served = PASAR_KEDIP.rws if gift.area == PASAR_KEDIP.code else RWS
    within = [rw for rw in served if rw.code.startswith(f"{gift.area}.")]
    match gift.package:
        case "SIAP_SAJI":
            return [rw for rw in within if rw in READY_MEAL_RWS]
        case "LEBARAN":
            return [rw for rw in within if rw in LEBARAN_LARGEST]
        case _:
            return within


def split(quantity: int, room: Mapping[Rw, int]) -> dict[Rw, int]:
    """Whole packages in proportion to ``room``, never more than it; largest remainders first.

    Raises:
        ValueError: ``room`` is less than the packages.
    """
    whole = sum(room.values())
    if quantity > whole:
        raise ValueError(f"{quantity} packages for RWs that need only {whole}")
    given = {rw: quantity * left // whole for rw, left in room.items()}
    by_remainder = sorted(room, key=lambda rw: (-(quantity * room[rw] % whole), rw.code))
    for rw in by_remainder[: quantity - sum(given.values())]:
        given[rw] += 1
    return {rw: packages for rw, packages in given.items() if packages}


def _window(gift: Gift) -> tuple[date, date]:
    """Delivery days: within the phase, and not before the gift is made."""
    when = phase(gift.phase)
    return max(when.first_day, gift.at.date()), when.last_day


def _channel(gift: Gift) -> Channel:
    match gift.through:
        case None:
            return "DIRECT"
        case "pemprov":
            return "VIA_PEMPROV"
        case _:
            return "VIA_AGGREGATOR"


def _pledge(name: str, gift: Gift, given: Mapping[Rw, int]) -> Pledge:
    first_day, last_day = _window(gift)
    return Pledge(
        name=name,
        giver=gift.giver,
        channel=_channel(gift),
        executor=gift.through or gift.giver,
        phase=gift.phase,
        allocations=tuple(
            Allocation(rw.code, gift.package, quantity, first_day, last_day)
            for rw, quantity in sorted(given.items())
        ),
        funded_by=gift.funded_by,
    )


def _plan() -> tuple[PlannedPledge, ...]:
    room = _Room()
    made_by: Counter[str] = Counter()
    planned: list[PlannedPledge] = []
    for gift in GIFTS:
        made_by[gift.giver] += 1
        name = f"{gift.giver}-{made_by[gift.giver]}"
        planned.append(PlannedPledge(gift, _pledge(name, gift, room.distribute(gift))))
    return tuple(planned)


# All gifts in order of time with their pledges, named by giver: "pmi-1", "pmi-2".
PLANNED_PLEDGES = _plan()
