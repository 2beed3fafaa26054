"""Tables of pledges: each has a giver (``donor_id``) and an executor (``executor_id``)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class Channel(StrEnum):
    """Who delivers a pledge: the giver, an aggregator, or the Pemprov."""

    DIRECT = "DIRECT"
    VIA_AGGREGATOR = "VIA_AGGREGATOR"
    VIA_PEMPROV = "VIA_PEMPROV"


class PledgeState(StrEnum):
    """The state of a pledge."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    COMMITTED = "committed"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class AllocationState(StrEnum):
    """The state of an allocation."""

    HELD = "held"
    COMMITTED = "committed"
    FULFILLED = "fulfilled"
    RELEASED = "released"


class Pledge(SQLModel, table=True):
    """A promise of packages for one phase, with its public code and the accepted statement."""

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
    """How many packages of one kind a pledge promises, and how many of them are allocated."""

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
    stocked: int
    replaced: int


class Allocation(SQLModel, table=True):
    """The part of a line that goes to one need."""

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
    loaded: int
    dispatched: int
    received: int
    released: int
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    expires_at: dt.datetime | None = columns.moment(nullable=True)
    window_starts: dt.date | None = columns.day(nullable=True)
    window_ends: dt.date | None = columns.day(nullable=True)
    committed_on: dt.date | None = columns.day(nullable=True)
    released_on: dt.date | None = columns.day(nullable=True)
    created_by: int = columns.bigint()


class Commitment(SQLModel, table=True):
    """The public data of a committed allocation: public figures are computed from these rows."""

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


class Release(SQLModel, table=True):
    """Packages that a commitment lost while the rest of it stays."""

    __tablename__: ClassVar[Any] = "release"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    allocation_id: int = columns.reference("pub.commitment.allocation_id")
    quantity: int
    cause: str = columns.text()
    effective: dt.date = columns.day()
    recorded: dt.datetime = columns.moment()
    reversed_on: dt.date | None = columns.day(nullable=True)
