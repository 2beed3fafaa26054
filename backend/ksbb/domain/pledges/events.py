"""Events of pledges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeSubmitted(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "submit_pledge"
    channel: str
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeAllocated(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "allocate_pledge"
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationsReleased(Event):
    """``packages`` packages no longer have a destination."""

    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "release_allocations"
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeAccepted(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "accept_pledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRejected(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "reject_pledge"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeWithdrawn(Event):
    """``packages`` packages are free again."""

    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "withdraw_pledge"
    reason: str
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeCommitted(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "commit_pledge"
    packages: int
