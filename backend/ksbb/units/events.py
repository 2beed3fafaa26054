"""What happened to the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryImported(Event):
    """Areas, units or snapshots came in from files: name and SHA-256 of each.

    ``id`` is the provinsi's.
    """

    thing: ClassVar[str] = "area"
    act: ClassVar[str] = "import_registry"
    what: str
    files: dict[str, str]
    new: int
    changed: int
