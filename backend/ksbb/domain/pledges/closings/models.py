"""The table of closings: what of a pledge line came, and what was released."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class ClosingState(StrEnum):
    """The state of a closing."""

    CLOSED = "closed"
    CONTESTED = "contested"
    UPHELD = "upheld"
    OVERRULED = "overruled"
    TAKEN_BACK = "taken_back"


class Closing(SQLModel, table=True):
    """A pledge line that its executor closed short."""

    __tablename__: ClassVar[Any] = "closing"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    line_id: int = columns.reference("app.pledge_line.id")
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    phase_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id")
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    promised: int
    came: int
    packages: int
    closed_on: dt.date = columns.day()
    created_by: int = columns.bigint()
