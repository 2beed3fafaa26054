"""Events of the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftOpened(Event):
    thing: ClassVar[str] = "shift"
    action: ClassVar[str] = "open_shift"
    label: str
    shipments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRevoked(Event):
    thing: ClassVar[str] = "shift"
    action: ClassVar[str] = "revoke_shift"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceOpened(Event):
    """A phone was bound to its shift, or to its courier for the next 96 hours."""

    thing: ClassVar[str] = "device"
    action: ClassVar[str] = "open_device"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKept(Event):
    """A phone left an entry to the office."""

    thing: ClassVar[str] = "field_entry"
    action: ClassVar[str] = "leave_entry"
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecorded(Event):
    thing: ClassVar[str] = "field_entry"
    action: ClassVar[str] = "record_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDismissed(Event):
    thing: ClassVar[str] = "field_entry"
    action: ClassVar[str] = "dismiss_entry"
    reason: str
