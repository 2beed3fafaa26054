"""Proposals of newer data as rows."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.kernel import columns


class ProposalState(StrEnum):
    """Where a proposal stands with the Pemprov."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ProposalSource(StrEnum):
    """Who knows the figures. A choice and not a name: it is published with them."""

    RT_RW = "RT_RW"
    KELURAHAN = "KELURAHAN"
    INSTITUTION = "INSTITUTION"
    RESIDENT = "RESIDENT"


class Proposal(SQLModel, table=True):
    """Figures that somebody proposes for a unit.

    ``before_id`` is the latest snapshot when they did, ``snapshot_id`` what was made of it,
    ``reason`` why it was declined. ``people`` counts all; for an institution ``families`` follow.
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
    before_id: int | None = columns.reference("pub.snapshot.id", nullable=True)
    snapshot_id: int | None = columns.reference("pub.snapshot.id", nullable=True)
    received_at: dt.datetime = columns.moment()
