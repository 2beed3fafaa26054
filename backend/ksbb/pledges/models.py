"""Pledges as rows: each names its giver (``donor_id``) and who carries it out (``executor_id``)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.kernel import columns


class Channel(StrEnum):
    """Which way a pledge goes."""

    DIRECT = "DIRECT"
    VIA_AGGREGATOR = "VIA_AGGREGATOR"
    VIA_PEMPROV = "VIA_PEMPROV"


class PledgeState(StrEnum):
    """Where a pledge stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    COMMITTED = "committed"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class AllocationState(StrEnum):
    """Where an allocation stands."""

    HELD = "held"
    COMMITTED = "committed"
    FULFILLED = "fulfilled"
    RELEASED = "released"


class Pledge(SQLModel, table=True):
    """A promise for one phase, with its public code and the accepted statement."""

    __tablename__: ClassVar[Any] = "pledge"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    number: str = columns.text()
    public_code: str = columns.text()
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    aggregator_id: int | None = columns.bigint(nullable=True)
    channel: str = columns.text()
    phase_id: int = columns.reference("pub.phase.id")
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    note: str = columns.text()
    statement: str = columns.text()
    created_by: int = columns.bigint()
    submitted_at: dt.datetime = columns.moment()
    waits_since: dt.datetime = columns.moment()


class PledgeLine(SQLModel, table=True):
    """How many of one package a pledge promises, and how many of them are allocated."""

    __tablename__: ClassVar[Any] = "pledge_line"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    phase_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id")
    version_id: int = columns.reference("pub.package_version.id")
    quantity: int
    allocated: int


class Allocation(SQLModel, table=True):
    """Part of a line that is directed to a need."""

    __tablename__: ClassVar[Any] = "allocation"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    line_id: int = columns.reference("app.pledge_line.id")
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    need_id: int = columns.reference("pub.need.id")
    unit_id: int = columns.reference("pub.unit.id")
    phase_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id")
    quantity: int
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    expires_at: dt.datetime | None = columns.moment(nullable=True)
    window_starts: dt.date | None = columns.day(nullable=True)
    window_ends: dt.date | None = columns.day(nullable=True)
    committed_on: dt.date | None = columns.day(nullable=True)
    released_on: dt.date | None = columns.day(nullable=True)
    created_by: int = columns.bigint()


class Commitment(SQLModel, table=True):
    """What the public may know of a committed allocation: the rows behind every figure."""

    __tablename__: ClassVar[Any] = "commitment"
    __table_args__ = {"schema": "pub"}

    allocation_id: int = columns.bigint(primary_key=True)
    pledge_id: int = columns.bigint()
    need_id: int = columns.reference("pub.need.id")
    unit_id: int = columns.reference("pub.unit.id")
    phase_id: int = columns.reference("pub.phase.id")
    package_id: int = columns.reference("pub.package.id")
    giver_id: int = columns.reference("pub.organisation.id")
    executor_id: int = columns.reference("pub.organisation.id")
    quantity: int
    committed_on: dt.date = columns.day()
    committed_recorded: dt.datetime = columns.moment()
    released_on: dt.date | None = columns.day(nullable=True)
    released_recorded: dt.datetime | None = columns.moment(nullable=True)
