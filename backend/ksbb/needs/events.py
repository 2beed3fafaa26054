"""What happened to needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPublished(Event):
    thing: ClassVar[str] = "phase"
    act: ClassVar[str] = "publish_needs"
    needs: int
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChanged(Event):
    thing: ClassVar[str] = "need"
    act: ClassVar[str] = "change_target"
    was: int
    becomes: int
    reason: str
