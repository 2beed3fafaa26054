"""The verbs: submitting, activating, suspending and terminating agreements and permits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.agreements import queries, rules
from ksbb.agreements.events import (
    AgreementActivated,
    AgreementSubmitted,
    AgreementSuspended,
    AgreementTerminated,
    PermitActivated,
    PermitSubmitted,
    PermitSuspended,
    PermitTerminated,
)
from ksbb.agreements.models import Agreement, AgreementState, Permit
from ksbb.kernel.lifecycle import parties, require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.organisations import queries as organisations
from ksbb.organisations.rules import check_verified, one_line
from ksbb.outbox import record

_LIFECYCLES = {Agreement: rules.AGREEMENT, Permit: rules.PERMIT}


@once
async def submit_agreement(
    tx: AsyncSession, viewer: Viewer, *, number: str, starts_on: dt.date, ends_on: dt.date
) -> int:
    """The viewer's aggregator hands in an agreement; its id.

    Raises:
        NotAllowed, OrganisationNotVerified, InvalidInput, PeriodInvalid.
    """
    number = one_line(number)
    await _may_submit(tx, viewer, starts_on, ends_on)
    rules.check_number(number)
    made = await tx.scalars(
        insert(Agreement)
        .values(
            aggregator_id=viewer.organisation_id,
            number=number,
            starts_on=starts_on,
            ends_on=ends_on,
            state=AgreementState.SUBMITTED,
            created_by=viewer.person_id,
        )
        .returning(col(Agreement.id))
    )
    agreement = made.one()
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
    """The viewer's aggregator hands in a permit; its id. ``cost_cap`` in permille.

    Raises:
        NotAllowed, OrganisationNotVerified, InvalidInput, PeriodInvalid.
    """
    number, issuer = one_line(number), one_line(issuer)
    await _may_submit(tx, viewer, starts_on, ends_on)
    rules.check_number(number)
    rules.check_issuer(issuer)
    rules.check_cost_cap(cost_cap)
    made = await tx.scalars(
        insert(Permit)
        .values(
            aggregator_id=viewer.organisation_id,
            number=number,
            issuer=issuer,
            starts_on=starts_on,
            ends_on=ends_on,
            cost_cap=cost_cap,
            state=AgreementState.SUBMITTED,
            created_by=viewer.person_id,
        )
        .returning(col(Permit.id))
    )
    permit = made.one()
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
    rules.check_period(starts_on, ends_on, await organisations.today(tx))


@once
async def activate_agreement(tx: AsyncSession, viewer: Viewer, *, agreement: int) -> int:
    """The Pemprov puts an agreement into force, also one that was suspended; its id.

    Raises:
        NotAllowed, NotFound, StateRefused, SamePerson, PeriodInvalid, PeriodOverlaps.
    """
    was, aggregator = await _move(tx, viewer, Agreement, agreement, AgreementState.ACTIVE)
    await record(tx, AgreementActivated(id=agreement, other=aggregator, was=was))
    return agreement


@once
async def activate_permit(tx: AsyncSession, viewer: Viewer, *, permit: int) -> int:
    """The Pemprov puts a permit into force, also one that was suspended; its id.

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
    """The Pemprov suspends an agreement in force; its id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    reason = reason.strip()
    _, aggregator = await _move(tx, viewer, Agreement, agreement, AgreementState.SUSPENDED, reason)
    await record(tx, AgreementSuspended(id=agreement, other=aggregator, reason=reason))
    return agreement


@once
async def suspend_permit(tx: AsyncSession, viewer: Viewer, *, permit: int, reason: str) -> int:
    """The Pemprov suspends a permit in force; its id.

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
    """The Pemprov ends an agreement for good, or turns down one that was submitted; its id.

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
    """The Pemprov ends a permit for good, or turns down one that was submitted; its id.

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
    model: type[queries.Paper],
    id: int,
    becomes: AgreementState,
    reason: str | None = None,
) -> tuple[str, int]:
    """Move a paper's state; the one it was in, and its aggregator."""
    require(viewer, Kind.PEMPROV)
    paper = await queries.locked(tx, model, id)
    was = paper.state
    _LIFECYCLES[model].move(
        was,
        becomes,
        parties(viewer, giver=paper.aggregator_id, executor=paper.aggregator_id),
        reason=reason,
        same_person=paper.created_by == viewer.person_id,
    )
    if becomes is AgreementState.ACTIVE:
        rules.check_period(paper.starts_on, paper.ends_on, await organisations.today(tx))
        other = await queries.overlapping(tx, paper)
        if other is not None:
            raise rules.PeriodOverlaps(other)
    paper.state = becomes
    paper.reason = reason
    await tx.flush()
    return was, paper.aggregator_id
