"""The event of an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsExported(Event):
    """Somebody exported rows. ``id`` is the organisation whose rows the view shows."""

    thing: ClassVar[str] = "export"
    action: ClassVar[str] = "export"
    view: str
    form: str
    filters: dict[str, str]
    rows: int
