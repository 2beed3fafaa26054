"""Tables of agreements and permits."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class AgreementState(StrEnum):
    """The state of an agreement or a permit."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    TERMINATED = "terminated"


class Agreement(SQLModel, table=True):
    """An agreement of an aggregator with the Pemprov; the first and last day are included."""

    __tablename__: ClassVar[Any] = "agreement"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    aggregator_id: int = columns.reference("pub.organisation.id")
    number: str = columns.text()
    starts_on: dt.date = columns.day()
    ends_on: dt.date = columns.day()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    created_by: int = columns.bigint()
    created_at: dt.datetime = columns.moment()


class Permit(SQLModel, table=True):
    """A permit to collect money; ``cost_cap`` in permille of the money that was collected."""

    __tablename__: ClassVar[Any] = "permit"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    aggregator_id: int = columns.reference("pub.organisation.id")
    number: str = columns.text()
    issuer: str = columns.text()
    starts_on: dt.date = columns.day()
    ends_on: dt.date = columns.day()
    cost_cap: int
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    created_by: int = columns.bigint()
    created_at: dt.datetime = columns.moment()
