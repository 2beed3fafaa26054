"""Tables of the ladder: base totals, and changes that are not added to them yet."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class Rung(StrEnum):
    """How far aid has come, the lowest rung first. Rungs are cumulative: never add them up."""

    PLEDGED = "pledged"
    COMMITTED = "committed"
    DISPATCHED = "dispatched"
    RECEIVED = "received"
    VERIFIED = "verified"


RECEIVED_BY_UNIT = "received_by_unit"
"""What the ladder keeps beside the rungs: the part of `received` that the unit itself confirmed."""


class Ladder(SQLModel, table=True):
    """Packages on a rung by area (every level), organisation, day, phase and package."""

    __tablename__: ClassVar[Any] = "ladder"
    __table_args__ = {"schema": "pub"}

    area_id: int = columns.reference("pub.area.id", primary_key=True)
    rung: str = columns.text(primary_key=True)
    package_id: int = columns.bigint(primary_key=True)
    phase_id: int = columns.bigint(primary_key=True)
    day: dt.date = columns.day(primary_key=True)
    giver_id: int = columns.bigint(primary_key=True)
    executor_id: int = columns.bigint(primary_key=True)
    unit_kind: str = columns.text(primary_key=True)
    quantity: int = columns.bigint()


class LadderChange(SQLModel, table=True):
    """A change that the worker has not added to `Ladder` yet; ``area_id`` is a kelurahan."""

    __tablename__: ClassVar[Any] = "ladder_change"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    area_id: int = columns.bigint()
    rung: str = columns.text()
    package_id: int = columns.bigint()
    phase_id: int = columns.bigint()
    day: dt.date = columns.day()
    giver_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    unit_kind: str = columns.text()
    quantity: int = columns.bigint()
