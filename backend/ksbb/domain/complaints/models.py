"""Tables of complaints and of the contacts of their reporters."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class ComplaintState(StrEnum):
    """The state of a complaint."""

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


class Problem(StrEnum):
    """What went wrong."""

    NOT_RECEIVED = "NOT_RECEIVED"
    SHORT = "SHORT"
    WRONG_TARGET = "WRONG_TARGET"
    MONEY_ASKED = "MONEY_ASKED"
    CROWD = "CROWD"
    WRONG_FIGURE = "WRONG_FIGURE"
    OTHER = "OTHER"


class Complaint(SQLModel, table=True):
    """A problem that somebody reported. ``reason`` is the answer, or why there is none.

    The key of its form and the hash of the form's content are columns that only the database uses.
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
    problem: str = columns.text()
    description: str = columns.text()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    received_at: dt.datetime = columns.moment()


class Reporter(SQLModel, table=True):
    """How to contact a reporter: a mail address or a telephone number.

    ``kept_until`` is real time. Either ``complaint_id`` or ``proposal_id`` (of a proposal, in a
    higher layer) is set.
    """

    __tablename__: ClassVar[Any] = "reporter"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    complaint_id: int | None = columns.reference("app.complaint.id", nullable=True)
    proposal_id: int | None = columns.bigint(nullable=True)
    contact: str = columns.text()
    kept_until: dt.datetime = columns.moment()
