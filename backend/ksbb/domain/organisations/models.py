"""Tables of organisations, people, memberships and invitations."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from ksbb.core import columns


class OrganisationState(StrEnum):
    """The state of an organisation's verification."""

    APPLIED = "applied"
    VERIFIED = "verified"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


class OrganisationOrder(StrEnum):
    """The sort order of a list of organisations; each has an index."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    NAME = "NAME"
    NAME_DESCENDING = "NAME_DESCENDING"


class Person(SQLModel, table=True):
    """A person who signs in. ``email`` is lower case; ``locale`` is ``id`` or ``en``."""

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
    is_example: bool
    about: str = columns.text()
    contact_email: str = columns.text()
    contact_phone: str = columns.text()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    applied_at: dt.datetime = columns.moment()
    created_by: int = columns.bigint()


class Organisation(SQLModel, table=True):
    """The public profile of an organisation that was once verified; written by a trigger."""

    __tablename__: ClassVar[Any] = "organisation"
    __table_args__ = {"schema": "pub"}

    id: int = columns.reference("app.organisation.id", primary_key=True)
    kind: str = columns.text()
    name: str = columns.text()
    about: str = columns.text()
    is_example: bool
    verified: bool
    verified_on: dt.date = columns.day()


class Membership(SQLModel, table=True):
    """A person's role in an organisation, until the end of the day ``ends_on`` (if not null)."""

    __tablename__: ClassVar[Any] = "membership"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("organisation_id", "person_id"),
        {"schema": "app"},
    )

    id: int = columns.identity()
    organisation_id: int = columns.reference("app.organisation.id")
    person_id: int = columns.reference("app.person.id")
    role: str = columns.text()
    since: dt.date = columns.day()
    ends_on: dt.date | None = columns.day(nullable=True)
    created_by: int = columns.bigint()


class Invitation(SQLModel, table=True):
    """An invitation for one mail address. Only the database knows the token in the mail.

    ``ends_on`` is the last day of the membership that it leads to. ``expires_at``, ``accepted_at``
    and ``created_at`` are real time, not the domain's clock.
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
    area_ids: list[int] = columns.bigints()
    created_by: int = columns.bigint()
    created_at: dt.datetime = columns.moment()


class OfficerArea(SQLModel, table=True):
    """A kelurahan that an officer looks after, until ``ended_on`` (if not null)."""

    __tablename__: ClassVar[Any] = "officer_area"
    __table_args__ = {"schema": "app"}

    person_id: int = columns.reference("app.person.id", primary_key=True)
    area_id: int = columns.reference("pub.area.id", primary_key=True)
    created_by: int = columns.bigint()
    ended_on: dt.date | None = columns.day(nullable=True)


class Step(SQLModel, table=True):
    """One change of state of a thing: an entry of its timeline."""

    __tablename__: ClassVar[Any] = "step"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    thing: str = columns.text()
    thing_id: int = columns.bigint()
    from_state: str = columns.text()
    to_state: str = columns.text()
    party: str = columns.text()
    tenant_id: int = columns.bigint()
    actor: str = columns.text()
    actor_id: int = columns.bigint()
    person_id: int = columns.bigint()
    reason: str | None = columns.text(nullable=True)
    effective: dt.date = columns.day()
    recorded: dt.datetime = columns.moment()
    giver_id: int = columns.bigint()
    executor_id: int = columns.bigint()
