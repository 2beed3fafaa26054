"""Tables of the inbox: its entries, and what a person switched on or off."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Uuid
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class InboxEntry(SQLModel, table=True):
    """What one person was told of one event."""

    __tablename__: ClassVar[Any] = "inbox_entry"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    person_id: int = columns.bigint()
    organisation_id: int = columns.bigint()
    kind: str = columns.text()
    event: UUID = Field(sa_column=Column(Uuid, nullable=False))
    recorded: dt.datetime = columns.moment()
    read_at: dt.datetime | None = columns.moment(nullable=True)
    by_id: int | None = columns.bigint(nullable=True)
    pledge_id: int | None = columns.reference("app.pledge.id", nullable=True)
    contribution_id: int | None = columns.reference("app.contribution.id", nullable=True)
    shipment_id: int | None = columns.reference("app.shipment.id", nullable=True)
    handover_id: int | None = columns.reference("app.handover.id", nullable=True)
    unit_id: int | None = columns.reference("pub.unit.id", nullable=True)
    subject_id: int | None = columns.reference("app.organisation.id", nullable=True)
    packages: int | None = None
    amount: int | None = columns.bigint(nullable=True)
    day: dt.date | None = columns.day(nullable=True)
    days: int | None = None
    detail: str | None = columns.text(nullable=True)


class NotificationSetting(SQLModel, table=True):
    """Whether a person hears of a kind, where it differs from the default."""

    __tablename__: ClassVar[Any] = "notification_setting"
    __table_args__ = {"schema": "app"}

    person_id: int = columns.reference("app.person.id", primary_key=True)
    kind: str = columns.text(primary_key=True)
    inbox: bool
    mail: bool
