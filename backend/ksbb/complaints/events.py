"""What happened to complaints. What was told, and by whom, stays with the complaint alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTaken(Event):
    thing: ClassVar[str] = "complaint"
    act: ClassVar[str] = "take_complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswered(Event):
    thing: ClassVar[str] = "complaint"
    act: ClassVar[str] = "answer_complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintClosed(Event):
    """Without an answer to what was told; the reason stands with the complaint."""

    thing: ClassVar[str] = "complaint"
    act: ClassVar[str] = "close_complaint"
