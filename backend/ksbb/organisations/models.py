"""Organisations, people, memberships and invitations as rows."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from ksbb.kernel import columns


class OrganisationState(StrEnum):
    """Where an organisation stands with the Pemprov."""

    APPLIED = "applied"
    VERIFIED = "verified"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


class OrganisationOrder(StrEnum):
    """How a list of organisations is ordered; each has its index."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    NAME = "NAME"
    NAME_DESCENDING = "NAME_DESCENDING"


class Person(SQLModel, table=True):
    """Somebody who signs in. ``email`` is lower case; ``locale`` is ``id`` or ``en``."""

    __tablename__: ClassVar[Any] = "person"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    email: str = columns.text()
    name: str = columns.text()
    locale: str = columns.text()
    created_at: dt.datetime = columns.moment()


class TenantOrganisation(SQLModel, table=True):
    """An organisation as its own people and the Pemprov see it."""

    __tablename__: ClassVar[Any] = "organisation"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    kind: str = columns.text()
    name: str = columns.text()
    example: bool
    about: str = columns.text()
    contact_email: str = columns.text()
    contact_phone: str = columns.text()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    applied_at: dt.datetime = columns.moment()
    created_by: int = columns.bigint()


class Organisation(SQLModel, table=True):
    """What anybody may read of an organisation that was verified once; a trigger keeps it."""

    __tablename__: ClassVar[Any] = "organisation"
    __table_args__ = {"schema": "pub"}

    id: int = columns.reference("app.organisation.id", primary_key=True)
    kind: str = columns.text()
    name: str = columns.text()
    about: str = columns.text()
    example: bool
    verified: bool
    verified_on: dt.date = columns.day()


class Membership(SQLModel, table=True):
    """A person's role in an organisation, until the end of the day ``ends_on`` if it has one."""

    __tablename__: ClassVar[Any] = "membership"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("organisation_id", "person_id"),
        {"schema": "app"},
    )

    id: int = columns.identity()
    organisation_id: int = columns.reference("app.organisation.id")
    person_id: int = columns.reference("app.person.id")
    role: str = columns.text()
    area_id: int | None = columns.bigint(nullable=True)
    since: dt.date = columns.day()
    ends_on: dt.date | None = columns.day(nullable=True)
    created_by: int = columns.bigint()


class Invitation(SQLModel, table=True):
    """An open door for one mail address. The token in its mail is the database's secret.

    ``ends_on`` is the last day of the membership it leads to. ``expires_at``, ``accepted_at`` and
    ``created_at`` are real time, not the domain's clock.
    """

    __tablename__: ClassVar[Any] = "invitation"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    organisation_id: int = columns.reference("app.organisation.id")
    email: str = columns.text()
    role: str = columns.text()
    expires_at: dt.datetime = columns.moment()
    accepted_at: dt.datetime | None = columns.moment(nullable=True)
    ends_on: dt.date | None = columns.day(nullable=True)
    created_by: int = columns.bigint()
    created_at: dt.datetime = columns.moment()


class Step(SQLModel, table=True):
    """One entry of the timeline of anything that has states."""

    __tablename__: ClassVar[Any] = "step"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    thing: str = columns.text()
    thing_id: int = columns.bigint()
    was: str = columns.text()
    becomes: str = columns.text()
    party: str = columns.text()
    tenant_id: int = columns.bigint()
    person_id: int = columns.bigint()
    reason: str | None = columns.text(nullable=True)
    effective: dt.date = columns.day()
    recorded: dt.datetime = columns.moment()
    giver_id: int = columns.bigint()
    executor_id: int = columns.bigint()
