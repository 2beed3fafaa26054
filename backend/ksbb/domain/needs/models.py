"""Tables of needs; public. Only the database's functions change held and committed."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class NeedState(StrEnum):
    """Whether a need takes pledges."""

    PUBLISHED = "published"
    CLOSED = "closed"


class NeedOrder(StrEnum):
    """The sort order of a list of needs."""

    MOST_REMAINING = "MOST_REMAINING"
    FEWEST_REMAINING = "FEWEST_REMAINING"
    LARGEST = "LARGEST"
    SMALLEST = "SMALLEST"
    MOST_COMMITTED = "MOST_COMMITTED"
    LEAST_COMMITTED = "LEAST_COMMITTED"


class Need(SQLModel, table=True):
    """How many packages a unit needs in a phase, and how many of these are held and committed.

    ``held + committed <= target`` is always true; the database enforces it.
    """

    __tablename__: ClassVar[Any] = "need"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    unit_id: int = columns.reference("pub.unit.id")
    phase_id: int = columns.reference("pub.phase.id")
    package_id: int = columns.reference("pub.package.id")
    snapshot_id: int = columns.reference("pub.snapshot.id")
    target: int
    held: int
    committed: int
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    published_on: dt.date = columns.day()
    created_by: int = columns.bigint()


class NeedTarget(SQLModel, table=True):
    """The history of a need's target. The Pemprov reads it; only a trigger writes it."""

    __tablename__: ClassVar[Any] = "need_target"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    need_id: int = columns.reference("pub.need.id")
    old_target: int | None = None
    new_target: int
    reason: str | None = columns.text(nullable=True)
    person_id: int = columns.bigint()
    effective: dt.date = columns.day()
    recorded: dt.datetime = columns.moment()


class NeedTotal(SQLModel, table=True):
    """Targets by area (every level), phase, package and kind of unit; kept by a trigger."""

    __tablename__: ClassVar[Any] = "need_total"
    __table_args__ = {"schema": "pub"}

    area_id: int = columns.reference("pub.area.id", primary_key=True)
    phase_id: int = columns.bigint(primary_key=True)
    package_id: int = columns.bigint(primary_key=True)
    unit_kind: str = columns.text(primary_key=True)
    target: int = columns.bigint()
    needs: int
