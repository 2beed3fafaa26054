"""Events of contacts. They say that something happened, and never whom one calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContactSet(Event):
    thing: ClassVar[str] = "unit_contact"
    action: ClassVar[str] = "set_unit_contact"
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContactEnded(Event):
    thing: ClassVar[str] = "unit_contact"
    action: ClassVar[str] = "end_unit_contact"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContactRequested(Event):
    thing: ClassVar[str] = "contact_request"
    action: ClassVar[str] = "request_unit_contact"
    purpose: str
