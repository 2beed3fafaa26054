"""The table of messages in disputes."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class DisputeMessage(SQLModel, table=True):
    """What a party of a dispute wrote to the others; a later message corrects an own one."""

    __tablename__: ClassVar[Any] = "dispute_message"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    handover_id: int = columns.reference("app.handover.id")
    stop_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    area_id: int = columns.bigint()
    party: str = columns.text()
    organisation_id: int = columns.bigint()
    body: str = columns.text()
    corrects_id: int | None = columns.bigint(nullable=True)
    created_by: int = columns.reference("app.person.id")
    recorded: dt.datetime = columns.moment()
