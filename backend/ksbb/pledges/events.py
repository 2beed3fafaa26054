"""What happened to pledges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeSubmitted(Event):
    thing: ClassVar[str] = "pledge"
    act: ClassVar[str] = "pledge"
    channel: str
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeAllocated(Event):
    thing: ClassVar[str] = "pledge"
    act: ClassVar[str] = "allocate_pledge"
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationsReleased(Event):
    """``packages`` have no destination any more."""

    thing: ClassVar[str] = "pledge"
    act: ClassVar[str] = "release_allocations"
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeAccepted(Event):
    thing: ClassVar[str] = "pledge"
    act: ClassVar[str] = "accept_pledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRejected(Event):
    thing: ClassVar[str] = "pledge"
    act: ClassVar[str] = "reject_pledge"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeWithdrawn(Event):
    """``packages`` are free again."""

    thing: ClassVar[str] = "pledge"
    act: ClassVar[str] = "withdraw_pledge"
    reason: str
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeCommitted(Event):
    thing: ClassVar[str] = "pledge"
    act: ClassVar[str] = "commit_pledge"
    packages: int
