"""What the actions of verification read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import fetch_all, fetch_one
from ksbb.domain.deliveries.handovers.models import Handover, HandoverState
from ksbb.domain.verification.models import Look, Sample, SampleEntry, Verification

_VERIFICATION = (
    select(
        col(Verification.id),
        col(Verification.state),
        col(Verification.verifier_id),
        col(Handover.state).label("handover_state"),
        select(func.count())
        .where(col(Look.verification_id) == col(Verification.id))
        .scalar_subquery()
        .label("looks"),
    )
    .outerjoin(
        Handover,
        (col(Handover.stop_id) == col(Verification.stop_id))
        & (col(Handover.state) != HandoverState.SECOND_REPORT)
        & (col(Handover.state) != HandoverState.SUPERSEDED),
    )
    .where(col(Verification.id) == bindparam("verification_id"))
)
_LISTED = (
    select(col(SampleEntry.stop_id), col(SampleEntry.chance), col(SampleEntry.drawn))
    .join(Sample, col(Sample.id) == col(SampleEntry.sample_id))
    .where(col(Sample.day) == bindparam("day"))
    .order_by(col(SampleEntry.stop_id))
)
_AGREES = select(col(Look.agrees)).where(col(Look.id) == bindparam("look_id"))


@dataclass(frozen=True, slots=True)
class FoundVerification:
    """A drawn delivery that the viewer sees, and the state of its handover."""

    id: int
    state: str
    verifier_id: int | None
    handover_state: str | None
    looks: int


async def seen_verification(tx: AsyncSession, verification_id: int) -> FoundVerification | None:
    """A drawn delivery; None if the viewer does not see it."""
    return await fetch_one(
        tx, FoundVerification, _VERIFICATION, {"verification_id": verification_id}
    )


@dataclass(frozen=True, slots=True)
class _Agreement:
    agrees: bool


async def look_agrees(tx: AsyncSession, look_id: int) -> bool:
    """Whether a look found the numbers that count."""
    found = await fetch_one(tx, _Agreement, _AGREES, {"look_id": look_id})
    return found is not None and found.agrees


@dataclass(frozen=True, slots=True)
class ListedStop:
    """A delivery of a day's list: its chance of a million, and whether it was drawn."""

    stop_id: int
    chance: int
    drawn: bool | None


async def listed_stops(tx: AsyncSession, day: dt.date) -> list[ListedStop]:
    """The list of a day, in the order of its hash; empty if the day is not listed."""
    return await fetch_all(tx, ListedStop, _LISTED, {"day": day})
