"""Events of contributions. Amounts are in rupiah."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionIntended(Event):
    thing: ClassVar[str] = "contribution"
    action: ClassVar[str] = "intend_contribution"
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionReceived(Event):
    thing: ClassVar[str] = "contribution"
    action: ClassVar[str] = "record_contribution"
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFunded(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "fund_pledge"
    packages: int
    contributions: list[int]
