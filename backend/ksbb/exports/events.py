"""What leaves in sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsExported(Event):
    """Somebody took rows along. ``id`` is the organisation whose rows the view shows."""

    thing: ClassVar[str] = "export"
    act: ClassVar[str] = "export"
    view: str
    form: str
    filters: dict[str, str]
    rows: int
