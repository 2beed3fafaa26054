"""Events of slips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPrinted(Event):
    """A slip was made for a unit; the one before it is void."""

    thing: ClassVar[str] = "slip"
    action: ClassVar[str] = "print_slip"
    unit: int
    phase: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipShown(Event):
    """The page with the slip's codes was opened: this happens once."""

    thing: ClassVar[str] = "slip"
    action: ClassVar[str] = "show_slip"
    codes: int
