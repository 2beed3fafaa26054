"""The table of proposals of newer data."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class ProposalState(StrEnum):
    """The state of a proposal."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ProposalSource(StrEnum):
    """The source of the figures. A choice and not a name, because it is published with them."""

    RT_RW = "RT_RW"
    KELURAHAN = "KELURAHAN"
    INSTITUTION = "INSTITUTION"
    RESIDENT = "RESIDENT"


class Proposal(SQLModel, table=True):
    """Figures that somebody proposes for a unit.

    ``previous_snapshot_id`` is the unit's latest snapshot at that time, ``snapshot_id`` the
    snapshot made from the proposal, ``reason`` why it was declined. ``people`` is the number of all
    people; for an institution ``families`` is computed from it.
    """

    __tablename__: ClassVar[Any] = "proposal"
    __table_args__ = {"schema": "app"}

    id: int = columns.identity()
    code: str = columns.text()
    pemprov_id: int = columns.reference("app.organisation.id")
    unit_id: int = columns.reference("pub.unit.id")
    families: int
    people: int
    source: str = columns.text()
    day: dt.date = columns.day()
    remark: str = columns.text()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    previous_snapshot_id: int | None = columns.reference("pub.snapshot.id", nullable=True)
    snapshot_id: int | None = columns.reference("pub.snapshot.id", nullable=True)
    received_at: dt.datetime = columns.moment()
