"""Tables of handovers: the report of a stop, its counts, and what falls on each load and lot."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class HandoverState(StrEnum):
    """The state of a handover."""

    REPORTED = "reported"
    PROVEN = "proven"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    RESOLVED = "resolved"
    SECOND_REPORT = "second_report"
    SUPERSEDED = "superseded"
    FAILED = "failed"


class DiscrepancyState(StrEnum):
    """The state of a discrepancy, or how it was settled."""

    OPEN = "open"
    REPLACED = "replaced"
    RETURNED_TO_NEED = "returned_to_need"
    WRITTEN_OFF = "written_off"
    VOID = "void"


class Settlement(StrEnum):
    """How a discrepancy can be settled."""

    REPLACED = "replaced"
    RETURNED_TO_NEED = "returned_to_need"
    WRITTEN_OFF = "written_off"


class Handover(SQLModel, table=True):
    """What happened at one stop, reported by who stood there."""

    __tablename__: ClassVar[Any] = "handover"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    stop_id: int = columns.reference("app.stop.id")
    shipment_id: int = columns.reference("app.shipment.id")
    executor_id: int = columns.bigint()
    unit_id: int = columns.reference("pub.unit.id")
    area_id: int = columns.reference("pub.area.id")
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    happened_on: dt.date = columns.day()
    happened_at: dt.datetime | None = columns.moment(nullable=True)
    drift_seconds: int | None = None
    receiver: str = columns.text()
    note: str = columns.text()
    late_reason: str | None = columns.text(nullable=True)
    corrects_id: int | None = columns.bigint(nullable=True)
    actor: str = columns.text()
    actor_id: int = columns.bigint()
    recorded: dt.datetime = columns.moment()
    disputed_on: dt.date | None = columns.day(nullable=True)
    due_on: dt.date | None = columns.day(nullable=True)


class HandoverCount(SQLModel, table=True):
    """Packages of one kind, as they were counted at the stop."""

    __tablename__: ClassVar[Any] = "handover_count"
    __table_args__ = {"schema": "app"}

    handover_id: int = columns.reference("app.handover.id", primary_key=True)
    stop_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    area_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id", primary_key=True)
    sent: int
    good: int
    damaged: int
    missing: int
    brought_back: int
    surplus: int


class HandoverLine(SQLModel, table=True):
    """What of a handover falls on one load, as it is accepted now."""

    __tablename__: ClassVar[Any] = "handover_line"
    __table_args__ = {"schema": "app"}

    handover_id: int = columns.reference("app.handover.id", primary_key=True)
    load_id: int = columns.reference("app.load.id", primary_key=True)
    stop_id: int = columns.bigint()
    line_id: int = columns.bigint()
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    sent: int
    good: int
    damaged: int
    missing: int
    brought_back: int
    spoiled: int
    undecided: int


class HandoverLot(SQLModel, table=True):
    """What of a handover's line falls on one lot."""

    __tablename__: ClassVar[Any] = "handover_lot"
    __table_args__ = {"schema": "app"}

    handover_id: int = columns.reference("app.handover.id", primary_key=True)
    load_id: int = columns.reference("app.load.id", primary_key=True)
    lot_id: int = columns.reference("app.lot.id", primary_key=True)
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    funder_id: int | None = columns.bigint(nullable=True)
    sent: int
    good: int
    damaged: int
    missing: int
    brought_back: int
    spoiled: int
    undecided: int


class Discrepancy(SQLModel, table=True):
    """Damaged and missing packages of one load, and how they are settled."""

    __tablename__: ClassVar[Any] = "discrepancy"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    handover_id: int = columns.reference("app.handover.id")
    load_id: int = columns.reference("app.load.id")
    stop_id: int = columns.bigint()
    line_id: int = columns.bigint()
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    damaged: int
    missing: int
    spoiled: bool
    replaced: int
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    opened_on: dt.date = columns.day()
    due_on: dt.date = columns.day()
    settled_on: dt.date | None = columns.day(nullable=True)
