"""Events of proposals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(Event):
    """``snapshot`` is the row id of the unit's new data."""

    thing: ClassVar[str] = "proposal"
    action: ClassVar[str] = "accept_proposal"
    unit: int
    snapshot: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined(Event):
    thing: ClassVar[str] = "proposal"
    action: ClassVar[str] = "decline_proposal"
    unit: int
