"""The table of early deliveries."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class EarlyDeliveryState(StrEnum):
    """The state of a delivery that was made before its commitment."""

    WAITING = "waiting"
    BOOKED = "booked"
    ENDED = "ended"
    TAKEN_BACK = "taken_back"


class EarlyDelivery(SQLModel, table=True):
    """What a donor reports of a delivery that it made before its pledge was committed."""

    __tablename__: ClassVar[Any] = "early_delivery"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    allocation_id: int = columns.reference("app.allocation.id")
    line_id: int = columns.bigint()
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    need_id: int = columns.bigint()
    unit_id: int = columns.reference("pub.unit.id")
    package_id: int = columns.reference("pub.package.id")
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    happened_on: dt.date = columns.day()
    good: int
    damaged: int
    missing: int
    late_reason: str = columns.text()
    receiver: str = columns.text()
    note: str = columns.text()
    vehicle: str = columns.text()
    created_by: int = columns.bigint()
    recorded: dt.datetime = columns.moment()
