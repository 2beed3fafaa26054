"""The actions: submit, activate, suspend and terminate agreements and permits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.agreements import queries, rules
from ksbb.domain.agreements.events import (
    AgreementActivated,
    AgreementSubmitted,
    AgreementSuspended,
    AgreementTerminated,
    PermitActivated,
    PermitSubmitted,
    PermitSuspended,
    PermitTerminated,
)
from ksbb.domain.agreements.models import Agreement, AgreementState, Permit
from ksbb.domain.organisations import queries as organisations
from ksbb.domain.organisations.rules import check_verified, one_line

_LIFECYCLES = {Agreement: rules.AGREEMENT, Permit: rules.PERMIT}
_SUBMIT_AGREEMENT = (
    insert(Agreement)
    .values(
        aggregator_id=bindparam("aggregator_id"),
        number=bindparam("number"),
        starts_on=bindparam("starts_on"),
        ends_on=bindparam("ends_on"),
        state=AgreementState.SUBMITTED,
        created_by=bindparam("created_by"),
    )
    .returning(col(Agreement.id))
)
_SUBMIT_PERMIT = (
    insert(Permit)
    .values(
        aggregator_id=bindparam("aggregator_id"),
        number=bindparam("number"),
        issuer=bindparam("issuer"),
        starts_on=bindparam("starts_on"),
        ends_on=bindparam("ends_on"),
        cost_cap=bindparam("cost_cap"),
        state=AgreementState.SUBMITTED,
        created_by=bindparam("created_by"),
    )
    .returning(col(Permit.id))
)
_MOVE = {
    paper: update(paper)
    .where(col(paper.id) == bindparam("paper_id"))
    .values(state=bindparam("state"), reason=bindparam("reason"))
    for paper in (Agreement, Permit)
}


@once
async def submit_agreement(
    tx: AsyncSession, viewer: Viewer, *, number: str, starts_on: dt.date, ends_on: dt.date
) -> int:
    """The viewer's aggregator submits an agreement; returns its row id.

    Raises:
        NotAllowed, OrganisationNotVerified, InvalidInput, PeriodInvalid.
    """
    number = one_line(number)
    await _may_submit(tx, viewer, starts_on, ends_on)
    rules.check_number(number)
    agreement: int = await fetch_value(
        tx,
        _SUBMIT_AGREEMENT,
        {
            "aggregator_id": viewer.organisation_id,
            "number": number,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "created_by": viewer.person_id,
        },
    )
    await record(
        tx,
        AgreementSubmitted(id=agreement, number=number, starts_on=starts_on, ends_on=ends_on),
    )
    return agreement


@once
async def submit_permit(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    number: str,
    issuer: str,
    starts_on: dt.date,
    ends_on: dt.date,
    cost_cap: int,
) -> int:
    """The viewer's aggregator submits a permit; returns its row id. ``cost_cap`` in permille.

    Raises:
        NotAllowed, OrganisationNotVerified, InvalidInput, PeriodInvalid.
    """
    number, issuer = one_line(number), one_line(issuer)
    await _may_submit(tx, viewer, starts_on, ends_on)
    rules.check_number(number)
    rules.check_issuer(issuer)
    rules.check_cost_cap(cost_cap)
    permit: int = await fetch_value(
        tx,
        _SUBMIT_PERMIT,
        {
            "aggregator_id": viewer.organisation_id,
            "number": number,
            "issuer": issuer,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "cost_cap": cost_cap,
            "created_by": viewer.person_id,
        },
    )
    await record(
        tx,
        PermitSubmitted(
            id=permit,
            number=number,
            issuer=issuer,
            starts_on=starts_on,
            ends_on=ends_on,
            cost_cap=cost_cap,
        ),
    )
    return permit


async def _may_submit(
    tx: AsyncSession, viewer: Viewer, starts_on: dt.date, ends_on: dt.date
) -> None:
    require(viewer, Kind.AGGREGATOR)
    check_verified(await organisations.own_state(tx, viewer))
    rules.check_period(starts_on, ends_on, await clock.today(tx))


@once
async def activate_agreement(tx: AsyncSession, viewer: Viewer, *, agreement: int) -> int:
    """The Pemprov activates a submitted or suspended agreement; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused, SamePerson, PeriodInvalid, PeriodOverlaps.
    """
    was, aggregator = await _move(tx, viewer, Agreement, agreement, AgreementState.ACTIVE)
    await record(tx, AgreementActivated(id=agreement, other=aggregator, was=was))
    return agreement


@once
async def activate_permit(tx: AsyncSession, viewer: Viewer, *, permit: int) -> int:
    """The Pemprov activates a submitted or suspended permit; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused, SamePerson, PeriodInvalid, PeriodOverlaps.
    """
    was, aggregator = await _move(tx, viewer, Permit, permit, AgreementState.ACTIVE)
    await record(tx, PermitActivated(id=permit, other=aggregator, was=was))
    return permit


@once
async def suspend_agreement(
    tx: AsyncSession, viewer: Viewer, *, agreement: int, reason: str
) -> int:
    """The Pemprov suspends an active agreement; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    reason = reason.strip()
    _, aggregator = await _move(tx, viewer, Agreement, agreement, AgreementState.SUSPENDED, reason)
    await record(tx, AgreementSuspended(id=agreement, other=aggregator, reason=reason))
    return agreement


@once
async def suspend_permit(tx: AsyncSession, viewer: Viewer, *, permit: int, reason: str) -> int:
    """The Pemprov suspends an active permit; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    reason = reason.strip()
    _, aggregator = await _move(tx, viewer, Permit, permit, AgreementState.SUSPENDED, reason)
    await record(tx, PermitSuspended(id=permit, other=aggregator, reason=reason))
    return permit


@once
async def terminate_agreement(
    tx: AsyncSession, viewer: Viewer, *, agreement: int, reason: str
) -> int:
    """The Pemprov ends an agreement for good, or rejects a submitted one; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    reason = reason.strip()
    was, aggregator = await _move(
        tx, viewer, Agreement, agreement, AgreementState.TERMINATED, reason
    )
    await record(tx, AgreementTerminated(id=agreement, other=aggregator, was=was, reason=reason))
    return agreement


@once
async def terminate_permit(tx: AsyncSession, viewer: Viewer, *, permit: int, reason: str) -> int:
    """The Pemprov ends a permit for good, or rejects a submitted one; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    reason = reason.strip()
    was, aggregator = await _move(tx, viewer, Permit, permit, AgreementState.TERMINATED, reason)
    await record(tx, PermitTerminated(id=permit, other=aggregator, was=was, reason=reason))
    return permit


async def _move(
    tx: AsyncSession,
    viewer: Viewer,
    paper: queries.Paper,
    id: int,
    becomes: AgreementState,
    reason: str | None = None,
) -> tuple[str, int]:
    """Move an agreement or a permit to another state; returns its old state and its aggregator."""
    require(viewer, Kind.PEMPROV)
    found = await queries.locked(tx, paper, id)
    _LIFECYCLES[paper].move(
        found.state,
        becomes,
        parties(viewer, giver=found.aggregator_id, executor=found.aggregator_id),
        reason=reason,
        same_person=found.created_by == viewer.person_id,
    )
    if becomes is AgreementState.ACTIVE:
        rules.check_period(found.starts_on, found.ends_on, await clock.today(tx))
        other = await queries.overlapping(tx, paper, found)
        if other is not None:
            raise rules.PeriodOverlaps(other)
    await execute(tx, _MOVE[paper], {"paper_id": id, "state": becomes, "reason": reason})
    return found.state, found.aggregator_id
