"""Events of needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPublished(Event):
    thing: ClassVar[str] = "phase"
    action: ClassVar[str] = "publish_needs"
    needs: int
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChanged(Event):
    thing: ClassVar[str] = "need"
    action: ClassVar[str] = "change_target"
    was: int
    becomes: int
    reason: str
