"""Selects about agreements and permits that the verbs share."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.agreements.models import Agreement, AgreementState, Permit
from ksbb.kernel.errors import NotFound

Paper = TypeVar("Paper", Agreement, Permit)


async def locked(tx: AsyncSession, model: type[Paper], id: int) -> Paper:
    """An agreement or a permit, locked until the transaction ends.

    Raises:
        NotFound: there is none, or the viewer may not move it.
    """
    row = await tx.scalar(select(model).where(col(model.id) == id).with_for_update(key_share=True))
    if row is None:
        raise NotFound(model.__name__)
    return row


async def overlapping(tx: AsyncSession, paper: Agreement | Permit) -> str | None:
    """The number of another one of the aggregator whose period keeps this one from force."""
    model = type(paper)
    return await tx.scalar(
        select(col(model.number))
        .where(
            col(model.aggregator_id) == paper.aggregator_id,
            col(model.id) != paper.id,
            col(model.state).in_([AgreementState.ACTIVE, AgreementState.SUSPENDED]),
            col(model.starts_on) <= paper.ends_on,
            col(model.ends_on) >= paper.starts_on,
        )
        .limit(1)
    )
