"""Tables of the field: shifts, phones, and entries that wait for the office."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class EntryState(StrEnum):
    """What the office did with an entry of a phone."""

    WAITING = "waiting"
    RECORDED = "recorded"
    DISMISSED = "dismissed"


class Shift(SQLModel, table=True):
    """A link for a courier without an account; times are real time."""

    __tablename__: ClassVar[Any] = "shift"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    executor_id: int = columns.reference("app.organisation.id")
    label: str = columns.text()
    created_at: dt.datetime = columns.moment()
    ends_at: dt.datetime = columns.moment()
    revoked_at: dt.datetime | None = columns.moment(nullable=True)
    created_by: int = columns.bigint()


class ShiftShipment(SQLModel, table=True):
    """A trip whose stops a shift hands over."""

    __tablename__: ClassVar[Any] = "shift_shipment"
    __table_args__ = {"schema": "app"}

    shift_id: int = columns.reference("app.shift.id", primary_key=True)
    shipment_id: int = columns.reference("app.shipment.id", primary_key=True)
    executor_id: int = columns.bigint()


class Device(SQLModel, table=True):
    """A phone in the field, and what it last said of its queue; times are real time."""

    __tablename__: ClassVar[Any] = "device"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    executor_id: int = columns.reference("app.organisation.id")
    shift_id: int | None = columns.reference("app.shift.id", nullable=True)
    person_id: int | None = columns.reference("app.person.id", nullable=True)
    opened_at: dt.datetime = columns.moment()
    ends_at: dt.datetime = columns.moment()
    heard_at: dt.datetime = columns.moment()
    sequence: int
    waiting: int
    refused: int
    arrived: int
    photos: int


class FieldEntry(SQLModel, table=True):
    """What a phone could not report; the office records or dismisses it."""

    __tablename__: ClassVar[Any] = "field_entry"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    executor_id: int = columns.bigint()
    device_id: int = columns.reference("app.device.id")
    stop_id: int = columns.reference("app.stop.id")
    area_id: int = columns.bigint()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    problem: str = columns.text()
    happened_on: dt.date = columns.day()
    happened_at: dt.datetime = columns.moment()
    drift_seconds: int | None = None
    receiver: str = columns.text()
    note: str = columns.text()
    failed_because: str = columns.text()
    handover_id: int | None = columns.reference("app.handover.id", nullable=True)
    actor: str = columns.text()
    actor_id: int = columns.bigint()
    recorded: dt.datetime = columns.moment()


class FieldCount(SQLModel, table=True):
    """Packages of one kind, as a phone counted them."""

    __tablename__: ClassVar[Any] = "field_count"
    __table_args__ = {"schema": "app"}

    entry_id: int = columns.reference("app.field_entry.id", primary_key=True)
    executor_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id", primary_key=True)
    good: int
    damaged: int
    missing: int
    brought_back: int
    surplus: int
