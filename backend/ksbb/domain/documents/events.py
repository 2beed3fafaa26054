"""Events of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BastSigned(Event):
    """A copy of a version came back signed; ``fields`` are those that have a signature."""

    thing: ClassVar[str] = "bast_version"
    action: ClassVar[str] = "sign_bast"
    fields: list[str]
    sha256: str
