"""Events of complaints. The text of a complaint and its reporter are never part of an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTaken(Event):
    thing: ClassVar[str] = "complaint"
    action: ClassVar[str] = "take_complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswered(Event):
    thing: ClassVar[str] = "complaint"
    action: ClassVar[str] = "answer_complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintClosed(Event):
    """Closed without an answer; the reason is stored with the complaint only."""

    thing: ClassVar[str] = "complaint"
    action: ClassVar[str] = "close_complaint"
