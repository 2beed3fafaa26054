"""Tables of contacts. Name and number are read by a function of the database only."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class UnitContact(SQLModel, table=True):
    """That there is somebody to call at a unit, since a day."""

    __tablename__: ClassVar[Any] = "unit_contact"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    unit_id: int = columns.reference("pub.unit.id")
    area_id: int = columns.reference("pub.area.id")
    since: dt.date = columns.day()
    ended_on: dt.date | None = columns.day(nullable=True)
    created_by: int = columns.bigint()


class ContactRequest(SQLModel, table=True):
    """Who asked for a contact, and what for."""

    __tablename__: ClassVar[Any] = "contact_request"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    contact_id: int = columns.reference("app.unit_contact.id")
    unit_id: int = columns.reference("pub.unit.id")
    organisation_id: int = columns.reference("app.organisation.id")
    person_id: int = columns.reference("app.person.id")
    purpose: str = columns.text()
    requested_at: dt.datetime = columns.moment()
