"""Tables of contributions. Amounts are in whole rupiah."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class ContributionState(StrEnum):
    """The state of a contribution."""

    INTENDED = "intended"
    RECEIVED = "received"
    SPENT = "spent"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class ContributionOrder(StrEnum):
    """The sort order of a list of contributions; each has an index."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    LARGEST = "LARGEST"
    SMALLEST = "SMALLEST"


class Contribution(SQLModel, table=True):
    """Money from a donor to an aggregator (``executor_id``).

    ``funded`` is the part of ``received`` that is assigned to pledges; never more than
    ``received``.
    """

    __tablename__: ClassVar[Any] = "contribution"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    number: str = columns.text()
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    intended: int = columns.bigint()
    received: int | None = columns.bigint(nullable=True)
    funded: int = columns.bigint()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    note: str = columns.text()
    bank_reference: str | None = columns.text(nullable=True)
    intended_on: dt.date = columns.day()
    received_on: dt.date | None = columns.day(nullable=True)
    created_by: int = columns.bigint()


class Funding(SQLModel, table=True):
    """How many packages of a pledge's line a contribution pays for, and the rupiah for them."""

    __tablename__: ClassVar[Any] = "funding"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    line_id: int = columns.reference("app.pledge_line.id")
    pledge_id: int = columns.reference("app.pledge.id")
    package_id: int = columns.reference("pub.package.id")
    contribution_id: int = columns.reference("app.contribution.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    amount: int = columns.bigint()
    packages: int
    released_on: dt.date | None = columns.day(nullable=True)


class Gift(SQLModel, table=True):
    """Received money as the recap publishes it."""

    __tablename__: ClassVar[Any] = "gift"
    __table_args__ = {"schema": "pub"}

    contribution_id: int = columns.bigint(primary_key=True)
    giver_id: int = columns.reference("pub.organisation.id")
    aggregator_id: int = columns.reference("pub.organisation.id")
    amount: int = columns.bigint()
    received_on: dt.date = columns.day()
    recorded: dt.datetime = columns.moment()
