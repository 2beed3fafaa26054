"""Organisations, people, memberships and invitations as rows."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    LargeBinary,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel


class OrganisationState(StrEnum):
    """Where an organisation stands with the Pemprov."""

    APPLIED = "applied"
    VERIFIED = "verified"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


def _id() -> Column[int]:
    return Column(BigInteger, Identity(always=True), primary_key=True)


def _moment() -> Column[dt.datetime]:
    return Column(DateTime(timezone=True), nullable=False)


class Person(SQLModel, table=True):
    """Somebody who signs in. ``email`` is lower case; ``locale`` is ``id`` or ``en``."""

    __tablename__ = "person"
    __table_args__ = {"schema": "app"}

    id: int | None = Field(default=None, sa_column=_id())
    email: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    name: str = Field(sa_column=Column(Text, nullable=False))
    locale: str = Field(sa_column=Column(Text, nullable=False))
    created_at: dt.datetime = Field(sa_column=_moment())


class TenantOrganisation(SQLModel, table=True):
    """An organisation as its own people and the Pemprov see it."""

    __tablename__ = "organisation"
    __table_args__ = {"schema": "app"}

    id: int | None = Field(default=None, sa_column=_id())
    kind: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    example: bool = Field(sa_column=Column(Boolean, nullable=False))
    about: str = Field(sa_column=Column(Text, nullable=False))
    contact_email: str = Field(sa_column=Column(Text, nullable=False))
    contact_phone: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(sa_column=Column(Text, nullable=False))
    reason: str | None = Field(default=None, sa_column=Column(Text))
    applied_at: dt.datetime = Field(sa_column=_moment())
    created_by: int = Field(sa_column=Column(BigInteger, nullable=False))


class Organisation(SQLModel, table=True):
    """What anybody may read of an organisation that was verified once; a trigger keeps it."""

    __tablename__ = "organisation"
    __table_args__ = {"schema": "pub"}

    id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("app.organisation.id"), primary_key=True)
    )
    kind: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    about: str = Field(sa_column=Column(Text, nullable=False))
    example: bool = Field(sa_column=Column(Boolean, nullable=False))
    verified: bool = Field(sa_column=Column(Boolean, nullable=False))
    verified_on: dt.date = Field(sa_column=Column(Date, nullable=False))


class Membership(SQLModel, table=True):
    """A person's role in an organisation, until the end of the day ``ends_on`` if it has one."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id"), {"schema": "app"})

    id: int | None = Field(default=None, sa_column=_id())
    organisation_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("app.organisation.id"), nullable=False)
    )
    person_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("app.person.id"), nullable=False)
    )
    role: str = Field(sa_column=Column(Text, nullable=False))
    area_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, ForeignKey("pub.area.id"))
    )
    since: dt.date = Field(sa_column=Column(Date, nullable=False))
    ends_on: dt.date | None = Field(default=None, sa_column=Column(Date))
    created_by: int = Field(sa_column=Column(BigInteger, nullable=False))


class Invitation(SQLModel, table=True):
    """An open door for one mail address: ``token_hash`` is SHA-256 of what the mail carries.

    ``expires_at``, ``accepted_at`` and ``created_at`` are real time, not the domain's clock.
    """

    __tablename__ = "invitation"
    __table_args__ = {"schema": "app"}

    id: int | None = Field(default=None, sa_column=_id())
    organisation_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("app.organisation.id"), nullable=False)
    )
    email: str = Field(sa_column=Column(Text, nullable=False))
    role: str = Field(sa_column=Column(Text, nullable=False))
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    expires_at: dt.datetime = Field(sa_column=_moment())
    accepted_at: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    created_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    created_at: dt.datetime = Field(sa_column=_moment())


class Step(SQLModel, table=True):
    """One entry of the timeline of anything that has states."""

    __tablename__ = "step"
    __table_args__ = {"schema": "app"}

    id: int | None = Field(default=None, sa_column=_id())
    thing: str = Field(sa_column=Column(Text, nullable=False))
    thing_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    was: str = Field(sa_column=Column(Text, nullable=False))
    becomes: str = Field(sa_column=Column(Text, nullable=False))
    party: str = Field(sa_column=Column(Text, nullable=False))
    tenant_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    person_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    reason: str | None = Field(default=None, sa_column=Column(Text))
    effective: dt.date = Field(sa_column=Column(Date, nullable=False))
    recorded: dt.datetime = Field(sa_column=_moment())
    giver_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    executor_id: int = Field(sa_column=Column(BigInteger, nullable=False))
