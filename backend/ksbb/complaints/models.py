"""Complaints as rows, and how whoever told something can be reached."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.kernel import columns


class ComplaintState(StrEnum):
    """Where a complaint stands with the Pemprov."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    ANSWERED = "answered"
    CLOSED = "closed"


class About(StrEnum):
    """What a complaint is about."""

    UNIT = "UNIT"
    ORGANISATION = "ORGANISATION"
    PLEDGE = "PLEDGE"
    FIGURE = "FIGURE"
    OTHER = "OTHER"


class Happened(StrEnum):
    """What went wrong."""

    NOT_RECEIVED = "NOT_RECEIVED"
    SHORT = "SHORT"
    WRONG_TARGET = "WRONG_TARGET"
    MONEY_ASKED = "MONEY_ASKED"
    CROWD = "CROWD"
    WRONG_FIGURE = "WRONG_FIGURE"
    OTHER = "OTHER"


class Complaint(SQLModel, table=True):
    """What somebody told us. ``reason`` is the Pemprov's answer, or why it was closed without.

    The key of its form and the hash of what that said are the database's own business.
    """

    __tablename__: ClassVar[Any] = "complaint"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    code: str = columns.text()
    pemprov_id: int = columns.reference("app.organisation.id")
    about: str = columns.text()
    subject: str = columns.text()
    unit_id: int | None = columns.reference("pub.unit.id", nullable=True)
    organisation_id: int | None = columns.reference("pub.organisation.id", nullable=True)
    happened: str = columns.text()
    told: str = columns.text()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    received_at: dt.datetime = columns.moment()


class Reporter(SQLModel, table=True):
    """How whoever told something can be reached: a mail address or a telephone number.

    ``kept_until`` is real time. One of ``complaint_id`` and ``proposal_id`` (of the slice above)
    is there.
    """

    __tablename__: ClassVar[Any] = "reporter"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    complaint_id: int | None = columns.reference("app.complaint.id", nullable=True)
    proposal_id: int | None = columns.bigint(nullable=True)
    contact: str = columns.text()
    kept_until: dt.datetime = columns.moment()
