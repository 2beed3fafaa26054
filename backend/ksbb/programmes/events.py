"""What happened to programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePublished(Event):
    """With its phases, packages and shares."""

    thing: ClassVar[str] = "programme"
    act: ClassVar[str] = "publish_programme"
    code: str
