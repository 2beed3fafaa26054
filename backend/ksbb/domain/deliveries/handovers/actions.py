"""The actions of handovers: report a stop, correct a report, end a dispute, settle a discrepancy.

The database locks what a handover moves, divides the counts over loads and lots, and writes the
books.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Integer,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import Party, parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, ReasonMissing, StateRefused, check_length
from ksbb.core.statements import execute, fetch_all, fetch_value
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.counts import Count, as_json, check_counts
from ksbb.domain.deliveries.field.queries import require_courier
from ksbb.domain.deliveries.handovers import queries, rules
from ksbb.domain.deliveries.handovers.events import (
    DiscrepancyReopened,
    DiscrepancySettled,
    HandoverCorrected,
    HandoverDecided,
    HandoverReported,
    StopFailed,
)
from ksbb.domain.deliveries.handovers.models import DiscrepancyState, HandoverState
from ksbb.domain.deliveries.trips.models import StopState

_reported = func.app.handover_report(
    bindparam("stop_id", type_=BigInteger),
    bindparam("happened_on", type_=Date),
    bindparam("happened_at", type_=DateTime(timezone=True)),
    bindparam("drift", type_=Integer),
    bindparam("receiver", type_=Text),
    bindparam("note", type_=Text),
    bindparam("late_reason", type_=Text),
    cast(bindparam("counts", type_=Text), JSONB),
    bindparam("failed_because", type_=Text),
).table_valued(
    column("refusal", Text),
    column("package_id", BigInteger),
    column("requested", BigInteger),
    column("remaining", BigInteger),
    column("handover_id", BigInteger),
    name="outcome",
)
_REPORT = select(_reported)
_handover_id = bindparam("handover_id", type_=BigInteger)
_reason = bindparam("reason", type_=Text)
_SUPERSEDE = select(func.app.handover_supersede(_handover_id, _reason))
_DECIDE = select(
    func.app.handover_decide(_handover_id, cast(bindparam("counts", type_=Text), JSONB), _reason)
)
_discrepancy_id = bindparam("discrepancy_id", type_=BigInteger)
_SETTLE = select(
    func.app.discrepancy_settle(_discrepancy_id, bindparam("settlement", type_=Text), _reason)
)
_REOPEN = select(func.app.discrepancy_reopen(_discrepancy_id, _reason))


@dataclass(frozen=True, slots=True)
class _Outcome:
    refusal: str | None
    package_id: int | None
    requested: int | None
    remaining: int | None
    handover_id: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """What happened at a stop.

    Attributes:
        happened_on: the day in WIB.
        counts: every package of the stop; empty if nothing was handed over.
        failed_because: why nothing was handed over; '' if something was.
        happened_at: the moment by the device's clock, if it has one.
        drift: by how many seconds that clock was ahead of the server's; None if not known.
        receiver: the function of who received, never a name.
        late_reason: why it is recorded late.
    """

    happened_on: dt.date
    counts: Sequence[Count] = ()
    failed_because: str = ""
    happened_at: dt.datetime | None = None
    drift: int | None = None
    receiver: str = ""
    note: str = ""
    late_reason: str = ""


@once
async def report_handover(tx: AsyncSession, viewer: Viewer, *, stop_id: int, report: Report) -> int:
    """Report what happened at a stop; returns the handover's row id.

    If another report of the stop counts already, this one is kept as the second one.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput, CountDiffers, ReasonMissing.
    """
    await require_courier(tx, viewer)
    return await record_report(tx, viewer, stop_id, report)


async def record_report(
    tx: AsyncSession, viewer: Viewer, stop_id: int, report: Report, *, check_day: bool = True
) -> int:
    """Record a report in the transaction of another action; returns the handover's row id.

    Raises:
        NotFound, StateRefused, InvalidInput, CountDiffers, ReasonMissing.
    """
    stop = await queries.seen_stop(tx, stop_id)
    if stop is None or stop.executor_id != viewer.organisation_id:
        raise NotFound("Stop")
    if stop.state in (StopState.PLANNED, StopState.CANCELLED):
        raise StateRefused("Stop", stop.state)
    check_counts(report.counts)
    check_length(
        receiver=(report.receiver, 80),
        note=(report.note, 2000),
        late_reason=(report.late_reason, 500),
    )
    if check_day:
        rules.check_day(
            report.happened_on,
            await clock.today(tx),
            report.late_reason,
            is_owner=viewer.role is Role.OWNER,
        )
    outcomes = await fetch_all(
        tx,
        _Outcome,
        _REPORT,
        {
            "stop_id": stop_id,
            "happened_on": report.happened_on,
            "happened_at": report.happened_at,
            "drift": report.drift,
            "receiver": report.receiver.strip(),
            "note": report.note.strip(),
            "late_reason": report.late_reason.strip() or None,
            "counts": as_json(report.counts),
            "failed_because": report.failed_because.strip() or None,
        },
    )
    first = outcomes[0]
    if first.handover_id is None:
        name = await queries.package_name(tx, first.package_id or 0)
        raise rules.CountDiffers(name, first.remaining or 0, first.requested or 0)
    await _record_report(tx, first.handover_id, report)
    return first.handover_id


async def _record_report(tx: AsyncSession, handover_id: int, report: Report) -> None:
    if report.failed_because.strip():
        await record(tx, StopFailed(id=handover_id, reason=report.failed_because.strip()))
        return
    made = await queries.seen_handover(tx, handover_id)
    await record(
        tx,
        HandoverReported(
            id=handover_id,
            good=sum(count.good for count in report.counts),
            damaged=sum(count.damaged for count in report.counts),
            missing=sum(count.missing for count in report.counts),
            brought_back=sum(count.brought_back for count in report.counts),
            second=made is not None and made.state == HandoverState.SECOND_REPORT,
        ),
    )


@once
async def correct_handover(
    tx: AsyncSession, viewer: Viewer, *, handover_id: int, reason: str, report: Report
) -> int:
    """Replace a report that nobody on the unit's side has confirmed; returns the new row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput, CountDiffers.
    """
    found = await _correctable(tx, viewer, handover_id, reason)
    await execute(tx, _SUPERSEDE, {"handover_id": handover_id, "reason": reason.strip()})
    await record(tx, HandoverCorrected(id=handover_id, reason=reason.strip()))
    return await record_report(tx, viewer, found.stop_id, report)


@once
async def choose_report(tx: AsyncSession, viewer: Viewer, *, handover_id: int, reason: str) -> int:
    """Let the second report of a stop count instead of the first; returns the new row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    require(viewer)
    found = await _correctable(tx, viewer, handover_id, reason)
    if found.state != HandoverState.SECOND_REPORT:
        raise StateRefused("Handover", found.state)
    counts = await queries.counts(tx, handover_id)
    first = await queries.counting_handover(tx, found.stop_id)
    for each in (first, handover_id):
        if each is not None:
            await execute(tx, _SUPERSEDE, {"handover_id": each, "reason": reason.strip()})
            await record(tx, HandoverCorrected(id=each, reason=reason.strip()))
    chosen = Report(
        happened_on=found.happened_on,
        counts=[
            Count(
                count.package_id,
                count.good,
                count.damaged,
                count.missing,
                count.brought_back,
                count.surplus,
            )
            for count in counts
        ],
        happened_at=found.happened_at,
        drift=found.drift_seconds,
        receiver=found.receiver,
        note=found.note,
        late_reason=found.late_reason or "",
    )
    # Its day was checked when it was reported.
    return await record_report(tx, viewer, found.stop_id, chosen, check_day=False)


@once
async def decide_handover(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    handover_id: int,
    counts: Sequence[Count],
    reason: str,
) -> int:
    """End a dispute: one side adopts what another counted, or the Pemprov decides.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, SamePerson, ReasonMissing, InvalidInput,
        CountDiffers, CountNotAdopted, GoodsHaveLeft.
    """
    require(viewer, roles=(Role.OWNER, Role.OPERATOR, Role.KELURAHAN))
    check_length(reason=(reason, 1000))
    found = await queries.seen_handover(tx, handover_id)
    if found is None:
        raise NotFound("Handover")
    check_counts(counts)
    capacities = parties(viewer, giver=found.executor_id, executor=found.executor_id)
    if viewer.role is Role.KELURAHAN:
        capacities |= {Party.KELURAHAN}
    rules.HANDOVER.move(found.state, HandoverState.RESOLVED, capacities, reason=reason)
    if not reason.strip():
        raise ReasonMissing
    await execute(
        tx,
        _DECIDE,
        {
            "handover_id": handover_id,
            "counts": as_json(counts),
            "reason": reason.strip(),
        },
    )
    await record(
        tx,
        HandoverDecided(
            id=handover_id,
            good=sum(count.good for count in counts),
            damaged=sum(count.damaged for count in counts),
            missing=sum(count.missing for count in counts),
            reason=reason.strip(),
        ),
    )
    return handover_id


@once
async def settle_discrepancy(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    discrepancy_id: int,
    settlement: DiscrepancyState,
    reason: str,
) -> int:
    """Settle damaged and missing packages of a load; returns the discrepancy's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, PhaseIsOver.
    """
    require(viewer)
    found = await _seen_discrepancy(tx, discrepancy_id)
    capacities = parties(viewer, giver=0, executor=found.executor_id)
    rules.DISCREPANCY.move(found.state, settlement, capacities, reason=reason)
    packages: int = await fetch_value(
        tx,
        _SETTLE,
        {"discrepancy_id": discrepancy_id, "settlement": settlement, "reason": reason.strip()},
    )
    await record(
        tx,
        DiscrepancySettled(
            id=discrepancy_id,
            other=_giver(found),
            settlement=settlement,
            packages=packages,
            reason=reason.strip(),
        ),
    )
    return discrepancy_id


@once
async def reopen_discrepancy(
    tx: AsyncSession, viewer: Viewer, *, discrepancy_id: int, reason: str
) -> int:
    """Take back a settlement that was recorded by mistake; returns the discrepancy's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, SettlementUsed.
    """
    require(viewer)
    found = await _seen_discrepancy(tx, discrepancy_id)
    capacities = parties(viewer, giver=0, executor=found.executor_id)
    rules.DISCREPANCY.move(found.state, DiscrepancyState.OPEN, capacities, reason=reason)
    packages: int = await fetch_value(
        tx, _REOPEN, {"discrepancy_id": discrepancy_id, "reason": reason.strip()}
    )
    await record(
        tx,
        DiscrepancyReopened(
            id=discrepancy_id, other=_giver(found), packages=packages, reason=reason.strip()
        ),
    )
    return discrepancy_id


async def _correctable(
    tx: AsyncSession, viewer: Viewer, handover_id: int, reason: str
) -> queries.FoundHandover:
    await require_courier(tx, viewer)
    found = await queries.seen_handover(tx, handover_id)
    if found is None or found.executor_id != viewer.organisation_id:
        raise NotFound("Handover")
    if found.state not in (
        HandoverState.REPORTED,
        HandoverState.FAILED,
        HandoverState.SECOND_REPORT,
    ):
        raise StateRefused("Handover", found.state)
    if not reason.strip():
        raise ReasonMissing
    return found


async def _seen_discrepancy(tx: AsyncSession, discrepancy_id: int) -> queries.FoundDiscrepancy:
    found = await queries.seen_discrepancy(tx, discrepancy_id)
    if found is None:
        raise NotFound("Discrepancy")
    return found


def _giver(found: queries.FoundDiscrepancy) -> int | None:
    """The giver as the other organisation of an event; None if it is the executor itself."""
    return None if found.donor_id == found.executor_id else found.donor_id
