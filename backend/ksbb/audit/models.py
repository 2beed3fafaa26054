"""The audit as rows; written by `app.record()` alone, never edited."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from ksbb.kernel import columns


class AuditOrder(StrEnum):
    """How the audit is ordered."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


class Audit(SQLModel, table=True):
    """Who did what to which thing. ``recorded`` is the domain's clock, ``at`` real time."""

    __tablename__: ClassVar[Any] = "audit"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    tenant_id: int = columns.bigint()
    person_id: int = columns.bigint()
    role: str = columns.text()
    act: str = columns.text()
    thing: str = columns.text()
    thing_id: int = columns.bigint()
    facts: Any = Field(sa_column=Column(JSONB, nullable=False))
    recorded: dt.datetime = columns.moment()
    at: dt.datetime = columns.moment()
