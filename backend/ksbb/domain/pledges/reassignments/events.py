"""Events of reassignments; giver and executor hear of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeReassigned(Event):
    """``packages`` packages of it were released for other pledges."""

    thing: ClassVar[str] = "reassignment"
    action: ClassVar[str] = "reassign_pledge"
    packages: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentTakenBack(Event):
    """``packages`` packages are committed again."""

    thing: ClassVar[str] = "reassignment"
    action: ClassVar[str] = "take_back_reassignment"
    packages: int
    reason: str
