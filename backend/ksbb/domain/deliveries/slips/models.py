"""The table of slips. Their codes are read and written by functions of the database only."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class Slip(SQLModel, table=True):
    """A unit's paper for one phase. ``void_on`` is set when it was printed again."""

    __tablename__: ClassVar[Any] = "slip"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    unit_id: int = columns.reference("pub.unit.id")
    phase_id: int = columns.reference("pub.phase.id")
    area_id: int = columns.reference("pub.area.id")
    printed_on: dt.date = columns.day()
    printed_by: int = columns.bigint()
    void_on: dt.date | None = columns.day(nullable=True)
