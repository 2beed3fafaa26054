"""Events of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAttached(Event):
    """A file was stored; ``to`` names what it belongs to, as ``Handover``."""

    thing: ClassVar[str] = "evidence"
    action: ClassVar[str] = "attach_evidence"
    to: str
    to_id: int
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceErased(Event):
    """Its bytes are deleted soon; the hash stays."""

    thing: ClassVar[str] = "evidence"
    action: ClassVar[str] = "erase_evidence"
    reason: str
