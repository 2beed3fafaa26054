"""The table of reassignments: what of a pledge was released so that others can give it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class ReassignmentState(StrEnum):
    """The state of a reassignment."""

    RELEASED = "released"
    TAKEN_BACK = "taken_back"


class Reassignment(SQLModel, table=True):
    """Packages of a pledge that the Pemprov released for others."""

    __tablename__: ClassVar[Any] = "reassignment"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    phase_id: int = columns.bigint()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    packages: int
    released_on: dt.date = columns.day()
    created_by: int = columns.bigint()
