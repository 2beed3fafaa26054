"""Events of closings; the giver, the executor and the Pemprov hear of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LineClosedShort(Event):
    """``came`` of ``promised`` packages came; ``packages`` were released."""

    thing: ClassVar[str] = "closing"
    action: ClassVar[str] = "close_short"
    promised: int
    came: int
    packages: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingContested(Event):
    thing: ClassVar[str] = "closing"
    action: ClassVar[str] = "contest_closing"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestDropped(Event):
    thing: ClassVar[str] = "closing"
    action: ClassVar[str] = "drop_contest"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestAnswered(Event):
    """``answer`` is upheld or overruled."""

    thing: ClassVar[str] = "closing"
    action: ClassVar[str] = "answer_contest"
    answer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingTakenBack(Event):
    """``packages`` packages are committed again."""

    thing: ClassVar[str] = "closing"
    action: ClassVar[str] = "take_back_closing"
    packages: int
    reason: str
