"""The sums that the steps must give, by plain counting: without the database and its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from tools.demo.programme import NEWCOMER_LIMIT, PackageCode
from tools.demo.steps import (
    Allocation,
    AttestDelivery,
    CommitPledge,
    ConfirmByCode,
    Contribution,
    DecideHandover,
    IntendContribution,
    Pledge,
    ProveDelivery,
    ReceiveContribution,
    RejectPledge,
    ReportHandover,
    SettleDiscrepancy,
    Step,
    SubmitPledge,
    WithdrawPledge,
)

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Row:
    """Committed packages of one pledge for one RW; ``released`` of them count no longer."""

    pledge: str
    giver: str
    executor: str
    phase: int
    allocation: Allocation
    released: int = 0

    @property
    def quantity(self) -> int:
        return self.allocation.quantity - self.released

    @property
    def kelurahan(self) -> str:
        return self.allocation.unit[:13]

    @property
    def kota(self) -> str:
        return self.allocation.unit[:5]


@dataclass(frozen=True, slots=True)
class Expected:
    """A recap of a day: committed rows, and money received in rupiah per contribution."""

    as_of: date
    rows: tuple[Row, ...]
    received: Mapping[str, int]
    money_donors: frozenset[str]

    @property
    def packages(self) -> Counter[PackageCode]:
        """Packages by kind."""
        return self._packages_by(lambda row: row.allocation.package)

    @property
    def packages_by_phase(self) -> Counter[tuple[PackageCode, int]]:
        return self._packages_by(lambda row: (row.allocation.package, row.phase))

    @property
    def packages_by_kota(self) -> Counter[tuple[PackageCode, str]]:
        return self._packages_by(lambda row: (row.allocation.package, row.kota))

    @property
    def packages_by_giver(self) -> Counter[tuple[PackageCode, str]]:
        return self._packages_by(lambda row: (row.allocation.package, row.giver))

    @property
    def rws(self) -> frozenset[str]:
        return frozenset(row.allocation.unit for row in self.rows)

    @property
    def kelurahan(self) -> frozenset[str]:
        return frozenset(row.kelurahan for row in self.rows)

    @property
    def kota(self) -> frozenset[str]:
        return frozenset(row.kota for row in self.rows)

    @property
    def organisations(self) -> frozenset[str]:
        """Donors and aggregators of the rows, and donors of money received, each once.

        The Pemprov only delivers what is given through it, so it is not counted.
        """
        behind = {slug for row in self.rows for slug in (row.giver, row.executor)}
        return frozenset(behind - {"pemprov"}) | self.money_donors

    @property
    def money(self) -> int:
        """Rupiah received."""
        return sum(self.received.values())

    def _packages_by(self, key: Callable[[Row], Key]) -> Counter[Key]:
        sums: Counter[Key] = Counter()
        for row in self.rows:
            sums[key(row)] += row.quantity
        return sums


@dataclass(frozen=True, slots=True)
class Arrival:
    """Packages that an RW received, by whose word."""

    row: Row
    good: int
    by_unit: bool


def arrived(steps: Sequence[Step], as_of: date) -> list[Arrival]:
    """What these steps prove to have arrived by the end of that day in WIB.

    A handover counts on its own day, with the numbers that stand when all steps were played.
    """
    rows = {(row.pledge, row.allocation.unit): row for row in expected(steps, date.max).rows}
    counts: dict[tuple[str, str, str], tuple[date, int]] = {}
    proven: dict[tuple[str, str, str], bool] = {}
    for step in steps:
        match step.action:
            case ReportHandover(pledge, trip, unit, count):
                counts[pledge, trip, unit] = step.at.date(), count.good
            case ConfirmByCode(pledge, trip, unit, count) | AttestDelivery(
                pledge, trip, unit, count
            ):
                day, good = counts[pledge, trip, unit]
                counts[pledge, trip, unit] = day, min(good, count.good)
                proven[pledge, trip, unit] = True
            case ProveDelivery(pledge, trip, unit):
                proven[pledge, trip, unit] = False
            case DecideHandover(pledge, trip, unit, count):
                counts[pledge, trip, unit] = counts[pledge, trip, unit][0], count.good
            case _:
                pass
    return [
        Arrival(rows[stop[0], stop[2]], counts[stop][1], by_unit)
        for stop, by_unit in proven.items()
        if counts[stop][0] <= as_of
    ]


def expected(steps: Iterable[Step], as_of: date) -> Expected:
    """The recap that these steps give at the end of that day in WIB.

    A pledge counts from the day of its commitment on, less what was written off by then. What
    waits, was refused or was withdrawn is never counted.
    """
    pledges: dict[str, Pledge] = {}
    rows: list[Row] = []
    intended: dict[str, Contribution] = {}
    received: dict[str, int] = {}
    released: Counter[tuple[str, str]] = Counter()
    for step in steps:
        if step.at.date() > as_of:
            continue
        match step.action:
            case SubmitPledge(pledge):
                pledges[pledge.name] = pledge
            case CommitPledge(name):
                pledge = pledges[name]
                rows.extend(
                    Row(name, pledge.giver, pledge.executor, pledge.phase, allocation)
                    for allocation in pledge.allocations
                )
            case IntendContribution(contribution):
                intended[contribution.name] = contribution
            case ReceiveContribution(name):
                received[name] = intended[name].amount
            case SettleDiscrepancy(pledge, unit=unit, settlement="WRITTEN_OFF", packages=packages):
                released[pledge, unit] += packages
            case _:
                pass
    donors = frozenset(intended[name].giver for name in received)
    counted = tuple(
        replace(row, released=released[row.pledge, row.allocation.unit]) for row in rows
    )
    return Expected(as_of, counted, received, donors)


def waiting(steps: Iterable[Step]) -> Counter[PackageCode]:
    """Packages of pledges that at the end are neither committed, refused nor withdrawn."""
    open_pledges: dict[str, Pledge] = {}
    for step in steps:
        match step.action:
            case SubmitPledge(pledge):
                open_pledges[pledge.name] = pledge
            case CommitPledge() | RejectPledge() | WithdrawPledge():
                del open_pledges[step.action.pledge]
            case _:
                pass
    sums: Counter[PackageCode] = Counter()
    for pledge in open_pledges.values():
        for line in pledge.lines:
            sums[line.package] += line.quantity
    return sums


def too_much_at_first(steps: Iterable[Step]) -> str | None:
    """The first pledge with which its giver would exceed the limit for newcomers, if there is one.

    Leaving out a giver's first gift may make them a newcomer at a later, larger gift.
    """
    pledges: dict[str, Pledge] = {}
    held: Counter[tuple[str, int]] = Counter()
    trusted: set[str] = set()
    for step in steps:
        match step.action:
            case SubmitPledge(pledge):
                pledges[pledge.name] = pledge
                held[pledge.giver, pledge.phase] += _quantity(pledge)
                if pledge.giver not in trusted and (
                    held[pledge.giver, pledge.phase] > NEWCOMER_LIMIT
                ):
                    return pledge.name
            case RejectPledge(name) | WithdrawPledge(name):
                held[pledges[name].giver, pledges[name].phase] -= _quantity(pledges[name])
            case CommitPledge(name):
                trusted.add(pledges[name].giver)
            case _:
                pass
    return None


def _quantity(pledge: Pledge) -> int:
    return sum(line.quantity for line in pledge.lines)
