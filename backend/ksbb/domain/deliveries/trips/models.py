"""Tables of trips: shipments, stops, loads, and the public rows of loads that left."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class ShipmentState(StrEnum):
    """The state of a shipment."""

    PLANNED = "planned"
    DISPATCHED = "dispatched"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class StopState(StrEnum):
    """The state of a stop."""

    PLANNED = "planned"
    ON_THE_WAY = "on_the_way"
    HANDED_OVER = "handed_over"
    FAILED = "failed"
    CANCELLED = "cancelled"


class DeliveryMode(StrEnum):
    """To the door, or to a point where people fetch it."""

    DOORSTEP = "DOORSTEP"
    PICKUP_POINT = "PICKUP_POINT"


class DeliveryState(StrEnum):
    """How far a load that left has come."""

    ON_THE_WAY = "on_the_way"
    REPORTED = "reported"
    RECEIVED = "received"
    DISPUTED = "disputed"
    FAILED = "failed"


class ProofSide(StrEnum):
    """Whose word a proof is."""

    UNIT = "UNIT"
    EXECUTOR = "EXECUTOR"


class Shipment(SQLModel, table=True):
    """One trip of an executor on one day."""

    __tablename__: ClassVar[Any] = "shipment"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    number: str = columns.text()
    executor_id: int = columns.bigint()
    day: dt.date = columns.day()
    slot_starts: str = columns.text()
    slot_ends: str = columns.text()
    vehicle: str = columns.text()
    in_charge: str = columns.text()
    mode: str = columns.text()
    mode_reason: str | None = columns.text(nullable=True)
    crowd_plan: str | None = columns.text(nullable=True)
    note: str = columns.text()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    dispatched_on: dt.date | None = columns.day(nullable=True)
    drove_id: int | None = columns.bigint(nullable=True)
    early_id: int | None = columns.bigint(nullable=True)
    consented_on: dt.date | None = columns.day(nullable=True)
    consent_reason: str | None = columns.text(nullable=True)
    late_reason: str | None = columns.text(nullable=True)
    created_by: int = columns.bigint()
    recorded: dt.datetime = columns.moment()


class Stop(SQLModel, table=True):
    """A unit on a trip."""

    __tablename__: ClassVar[Any] = "stop"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    shipment_id: int = columns.reference("app.shipment.id")
    executor_id: int = columns.bigint()
    unit_id: int = columns.reference("pub.unit.id")
    area_id: int = columns.reference("pub.area.id")
    position: int
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    courier_id: int | None = columns.bigint(nullable=True)
    shift_id: int | None = columns.bigint(nullable=True)
    distribution_plan: str = columns.text()
    created_by: int = columns.bigint()


class Load(SQLModel, table=True):
    """Packages of one committed allocation at one stop."""

    __tablename__: ClassVar[Any] = "load"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    stop_id: int = columns.reference("app.stop.id")
    shipment_id: int = columns.reference("app.shipment.id")
    allocation_id: int = columns.reference("app.allocation.id")
    line_id: int = columns.reference("app.pledge_line.id")
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    need_id: int = columns.reference("pub.need.id")
    unit_id: int = columns.reference("pub.unit.id")
    area_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id")
    quantity: int
    dispatched: int | None = None
    cancelled: bool = False


class LoadLot(SQLModel, table=True):
    """How many packages of a load came from which lot."""

    __tablename__: ClassVar[Any] = "load_lot"
    __table_args__ = {"schema": "app"}

    load_id: int = columns.reference("app.load.id", primary_key=True)
    lot_id: int = columns.reference("app.lot.id", primary_key=True)
    stop_id: int = columns.bigint()
    line_id: int = columns.bigint()
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    funder_id: int | None = columns.bigint(nullable=True)
    quantity: int


class Delivery(SQLModel, table=True):
    """The public data of a load that left: figures of deliveries are computed from these rows."""

    __tablename__: ClassVar[Any] = "delivery"
    __table_args__ = {"schema": "pub"}

    load_id: int = columns.bigint(primary_key=True)
    stop_id: int = columns.bigint()
    allocation_id: int = columns.reference("pub.commitment.allocation_id")
    need_id: int = columns.reference("pub.need.id")
    unit_id: int = columns.reference("pub.unit.id")
    phase_id: int = columns.reference("pub.phase.id")
    package_id: int = columns.reference("pub.package.id")
    giver_id: int = columns.reference("pub.organisation.id")
    executor_id: int = columns.reference("pub.organisation.id")
    dispatched: int
    dispatched_on: dt.date = columns.day()
    state: str = columns.text()
    good: int
    damaged: int
    missing: int
    brought_back: int
    received: int
    happened_on: dt.date | None = columns.day(nullable=True)
    received_on: dt.date | None = columns.day(nullable=True)
    proven_by: str | None = columns.text(nullable=True)
    proven_how: str | None = columns.text(nullable=True)
    verified_on: dt.date | None = columns.day(nullable=True)
    unsettled: int
    recorded: dt.datetime = columns.moment()
    late: bool
    recorded_late_on: dt.date | None = columns.day(nullable=True)
    corrected: bool
    received_before: int | None = None
