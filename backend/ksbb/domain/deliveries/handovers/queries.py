"""What the actions of handovers read before they change anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import fetch_all, fetch_one, fetch_value
from ksbb.domain.deliveries.handovers.models import (
    Discrepancy,
    Handover,
    HandoverCount,
    HandoverState,
)
from ksbb.domain.deliveries.trips.models import Stop
from ksbb.domain.programmes.models import Package

_STOP = select(col(Stop.id), col(Stop.executor_id), col(Stop.state)).where(
    col(Stop.id) == bindparam("stop_id")
)
_HANDOVER = select(
    col(Handover.id),
    col(Handover.stop_id),
    col(Handover.executor_id),
    col(Handover.state),
    col(Handover.happened_on),
    col(Handover.happened_at),
    col(Handover.drift_seconds),
    col(Handover.receiver),
    col(Handover.note),
    col(Handover.late_reason),
).where(col(Handover.id) == bindparam("handover_id"))
_COUNTING = select(col(Handover.id)).where(
    col(Handover.stop_id) == bindparam("stop_id"),
    col(Handover.state) != HandoverState.SECOND_REPORT,
    col(Handover.state) != HandoverState.SUPERSEDED,
)
_COUNTS = (
    select(
        col(HandoverCount.package_id),
        col(HandoverCount.sent),
        col(HandoverCount.good),
        col(HandoverCount.damaged),
        col(HandoverCount.missing),
        col(HandoverCount.brought_back),
        col(HandoverCount.surplus),
    )
    .where(col(HandoverCount.handover_id) == bindparam("handover_id"))
    .order_by(col(HandoverCount.package_id))
)
_PACKAGE_NAME = select(col(Package.name)).where(col(Package.id) == bindparam("package_id"))
_DISCREPANCY = select(
    col(Discrepancy.id),
    col(Discrepancy.donor_id),
    col(Discrepancy.executor_id),
    col(Discrepancy.state),
).where(col(Discrepancy.id) == bindparam("discrepancy_id"))


@dataclass(frozen=True, slots=True)
class FoundStop:
    """A stop that the viewer sees."""

    id: int
    executor_id: int
    state: str


async def seen_stop(tx: AsyncSession, stop_id: int) -> FoundStop | None:
    """A stop; None if the viewer does not see it."""
    return await fetch_one(tx, FoundStop, _STOP, {"stop_id": stop_id})


@dataclass(frozen=True, slots=True)
class FoundHandover:
    """A handover that the viewer sees."""

    id: int
    stop_id: int
    executor_id: int
    state: str
    happened_on: dt.date
    happened_at: dt.datetime | None
    drift_seconds: int | None
    receiver: str
    note: str
    late_reason: str | None


async def seen_handover(tx: AsyncSession, handover_id: int) -> FoundHandover | None:
    """A handover; None if the viewer does not see it."""
    return await fetch_one(tx, FoundHandover, _HANDOVER, {"handover_id": handover_id})


async def counting_handover(tx: AsyncSession, stop_id: int) -> int | None:
    """The report of a stop that counts, if there is one."""
    found: int | None = await fetch_value(tx, _COUNTING, {"stop_id": stop_id})
    return found


@dataclass(frozen=True, slots=True)
class FoundCount:
    """Packages of one kind, as they were counted."""

    package_id: int
    sent: int
    good: int
    damaged: int
    missing: int
    brought_back: int
    surplus: int


async def counts(tx: AsyncSession, handover_id: int) -> list[FoundCount]:
    """The counts of a handover."""
    return await fetch_all(tx, FoundCount, _COUNTS, {"handover_id": handover_id})


async def package_name(tx: AsyncSession, package_id: int) -> str:
    """The name of a package; '' if there is none."""
    return await fetch_value(tx, _PACKAGE_NAME, {"package_id": package_id}) or ""


@dataclass(frozen=True, slots=True)
class FoundDiscrepancy:
    """A discrepancy that the viewer sees."""

    id: int
    donor_id: int
    executor_id: int
    state: str


async def seen_discrepancy(tx: AsyncSession, discrepancy_id: int) -> FoundDiscrepancy | None:
    """A discrepancy; None if the viewer does not see it."""
    return await fetch_one(tx, FoundDiscrepancy, _DISCREPANCY, {"discrepancy_id": discrepancy_id})
