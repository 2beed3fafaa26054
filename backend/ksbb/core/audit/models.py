"""The audit table; only `app.record_event()` writes to it, and rows never change."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class AuditOrder(StrEnum):
    """The order of audit rows."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


class Audit(SQLModel, table=True):
    """Who did what to which thing. ``recorded`` is by the domain's clock, ``at`` is real time."""

    __tablename__: ClassVar[Any] = "audit"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    tenant_id: int = columns.bigint()
    actor: str = columns.text()
    actor_id: int = columns.bigint()
    person_id: int = columns.bigint()
    role: str = columns.text()
    action: str = columns.text()
    thing: str = columns.text()
    thing_id: int = columns.bigint()
    facts: Any = Field(sa_column=Column(JSONB, nullable=False))
    recorded: dt.datetime = columns.moment()
    at: dt.datetime = columns.moment()
