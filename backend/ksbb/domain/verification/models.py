"""Tables of verification: seals, samples, what was drawn, and what verifiers counted."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class VerificationState(StrEnum):
    """What came of a drawn delivery."""

    DRAWN = "drawn"
    AGREES = "agrees"
    DIFFERS = "differs"


class Seal(SQLModel, table=True):
    """One seal of the audit, as the public may see it."""

    __tablename__: ClassVar[Any] = "seal"
    __table_args__ = {"schema": "pub"}

    number: int = columns.bigint(primary_key=True)
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_at: dt.datetime = columns.moment()


class Sample(SQLModel, table=True):
    """The list of what was first reported on one day."""

    __tablename__: ClassVar[Any] = "sample"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    day: dt.date = columns.day()
    quota: int
    list_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    listed_at: dt.datetime = columns.moment()
    seal_number: int = columns.bigint()
    drawn_at: dt.datetime | None = columns.moment(nullable=True)


class SampleEntry(SQLModel, table=True):
    """One delivery of a list; ``chance`` of a million."""

    __tablename__: ClassVar[Any] = "sample_entry"
    __table_args__ = {"schema": "pub"}

    stop_id: int = columns.reference("app.stop.id", primary_key=True)
    sample_id: int = columns.reference("pub.sample.id")
    executor_id: int = columns.reference("pub.organisation.id")
    unit_id: int = columns.reference("pub.unit.id")
    weight: int
    chance: int
    drawn: bool | None = None


class Verification(SQLModel, table=True):
    """A drawn delivery, and who looks at it."""

    __tablename__: ClassVar[Any] = "verification"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    stop_id: int = columns.reference("pub.sample_entry.stop_id")
    executor_id: int = columns.bigint()
    area_id: int = columns.bigint()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    verifier_id: int | None = columns.reference("app.person.id", nullable=True)
    recorded: dt.datetime = columns.moment()


class Look(SQLModel, table=True):
    """What a verifier found there; a correction is a new one."""

    __tablename__: ClassVar[Any] = "look"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    verification_id: int = columns.reference("app.verification.id")
    stop_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    handover_id: int = columns.reference("app.handover.id")
    agrees: bool
    visited_on: dt.date = columns.day()
    note: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    verifier_id: int = columns.reference("app.person.id")
    recorded: dt.datetime = columns.moment()


class LookCount(SQLModel, table=True):
    """Packages of one kind: what counted before the look, and what the verifier counted."""

    __tablename__: ClassVar[Any] = "look_count"
    __table_args__ = {"schema": "app"}

    look_id: int = columns.reference("app.look.id", primary_key=True)
    stop_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id", primary_key=True)
    good_before: int
    damaged_before: int
    missing_before: int
    brought_back: int
    good: int
    damaged: int
