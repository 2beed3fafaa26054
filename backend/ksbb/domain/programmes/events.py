"""Events of programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePublished(Event):
    """Published together with its phases, packages and shares."""

    thing: ClassVar[str] = "programme"
    action: ClassVar[str] = "publish_programme"
    code: str
