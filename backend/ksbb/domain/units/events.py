"""Events of the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryImported(Event):
    """Areas, units or snapshots were imported from files: name and SHA-256 of each.

    ``id`` is the row id of the provinsi.
    """

    thing: ClassVar[str] = "area"
    action: ClassVar[str] = "import_registry"
    what: str
    files: dict[str, str]
    new: int
    changed: int
