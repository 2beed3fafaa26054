"""What the actions of agreements and permits read before they change anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Executable, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.refusals import NotFound
from ksbb.core.statements import fetch_one, fetch_value
from ksbb.domain.agreements.models import Agreement, AgreementState, Permit

Paper = type[Agreement] | type[Permit]


def _lock(paper: Paper) -> Executable:
    return (
        select(
            col(paper.id),
            col(paper.aggregator_id),
            col(paper.starts_on),
            col(paper.ends_on),
            col(paper.state),
            col(paper.created_by),
        )
        .where(col(paper.id) == bindparam("paper_id"))
        .with_for_update(key_share=True)
    )


def _overlapping(paper: Paper) -> Executable:
    return (
        select(col(paper.number))
        .where(
            col(paper.aggregator_id) == bindparam("aggregator"),
            col(paper.id) != bindparam("paper_id"),
            or_(
                col(paper.state) == AgreementState.ACTIVE,
                col(paper.state) == AgreementState.SUSPENDED,
            ),
            col(paper.starts_on) <= bindparam("last_day"),
            col(paper.ends_on) >= bindparam("first_day"),
        )
        .limit(1)
    )


_LOCK = {paper: _lock(paper) for paper in (Agreement, Permit)}
_OVERLAPPING = {paper: _overlapping(paper) for paper in (Agreement, Permit)}


@dataclass(frozen=True, slots=True)
class LockedPaper:
    """A locked agreement or permit."""

    id: int
    aggregator_id: int
    starts_on: dt.date
    ends_on: dt.date
    state: str
    created_by: int


async def locked(tx: AsyncSession, paper: Paper, id: int) -> LockedPaper:
    """Lock an agreement or a permit until the transaction ends.

    Raises:
        NotFound: it does not exist, or the viewer may not change it.
    """
    row = await fetch_one(tx, LockedPaper, _LOCK[paper], {"paper_id": id})
    if row is None:
        raise NotFound(paper.__name__)
    return row


async def overlapping(tx: AsyncSession, paper: Paper, row: LockedPaper) -> str | None:
    """The number of another one of the same aggregator with an overlapping period; None without."""
    return await fetch_value(
        tx,
        _OVERLAPPING[paper],
        {
            "aggregator": row.aggregator_id,
            "paper_id": row.id,
            "first_day": row.starts_on,
            "last_day": row.ends_on,
        },
    )
