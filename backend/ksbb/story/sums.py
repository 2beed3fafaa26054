"""What the steps must add up to, by plain counting: no database and none of its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ksbb.story.acts import (
    Allocation,
    CommitPledge,
    Contribution,
    IntendContribution,
    Pledge,
    ReceiveContribution,
    RejectPledge,
    Step,
    SubmitPledge,
    WithdrawPledge,
)
from ksbb.story.programme import NEWCOMER_LIMIT, PackageCode

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Row:
    """Committed packages of one pledge for one RW."""

    pledge: str
    giver: str
    executor: str
    phase: int
    allocation: Allocation

    @property
    def kelurahan(self) -> str:
        return self.allocation.unit[:13]

    @property
    def kota(self) -> str:
        return self.allocation.unit[:5]


@dataclass(frozen=True, slots=True)
class Expected:
    """A recap as of a day: committed rows, and money received in rupiah per contribution."""

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
        """Donors and aggregators behind the rows, and donors of money received, each once.

        The Pemprov delivers what is given through it and is neither.
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
            sums[key(row)] += row.allocation.quantity
        return sums


def expected(steps: Iterable[Step], as_of: date) -> Expected:
    """The recap that these steps give as of the end of that day in WIB.

    Nothing committed is released in the story, so a pledge counts from the day of its
    commitment on; what still waits, was refused or taken back never does.
    """
    pledges: dict[str, Pledge] = {}
    rows: list[Row] = []
    intended: dict[str, Contribution] = {}
    received: dict[str, int] = {}
    for step in steps:
        if step.at.date() > as_of:
            continue
        match step.act:
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
            case _:
                pass
    donors = frozenset(intended[name].giver for name in received)
    return Expected(as_of, tuple(rows), received, donors)


def waiting(steps: Iterable[Step]) -> Counter[PackageCode]:
    """Packages of pledges that are neither committed nor refused nor taken back at the end."""
    open_pledges: dict[str, Pledge] = {}
    for step in steps:
        match step.act:
            case SubmitPledge(pledge):
                open_pledges[pledge.name] = pledge
            case CommitPledge() | RejectPledge() | WithdrawPledge():
                del open_pledges[step.act.pledge]
            case _:
                pass
    sums: Counter[PackageCode] = Counter()
    for pledge in open_pledges.values():
        for line in pledge.lines:
            sums[line.package] += line.quantity
    return sums


def too_much_at_first(steps: Iterable[Step]) -> str | None:
    """The first pledge with which its giver would hold more than a newcomer may, if there is one.

    Whoever leaves out somebody's first gift may leave them a newcomer when they give much.
    """
    pledges: dict[str, Pledge] = {}
    held: Counter[tuple[str, int]] = Counter()
    trusted: set[str] = set()
    for step in steps:
        match step.act:
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
