"""The verbs of pledges: pledge, accept, reject, commit, withdraw, allocate, release.

Lock order: the pledge, then its needs by id; the database's functions take the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.agreements.rules import AgreementNotInForce
from ksbb.kernel.errors import NotFound, SamePerson, StateRefused
from ksbb.kernel.lifecycle import parties, require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.organisations.rules import OrganisationNotVerified
from ksbb.outbox import record
from ksbb.pledges import queries, rules
from ksbb.pledges.events import (
    AllocationsReleased,
    PledgeAccepted,
    PledgeAllocated,
    PledgeCommitted,
    PledgeRejected,
    PledgeSubmitted,
    PledgeWithdrawn,
)
from ksbb.pledges.models import AllocationState, Channel, PledgeState
from ksbb.pledges.reserve import reserve

ANYTIME = rules.Window()


@once
async def pledge(tx: AsyncSession, viewer: Viewer, *, offer: rules.Offer) -> int:
    """Submit a pledge; what it directs to units is held from now on. Returns its number of row.

    Where the programme commits at once, a direct pledge is committed when this returns.

    Raises:
        NotSignedIn, NotAllowed, NotFound, OrganisationNotVerified, StatementNotAccepted,
        ChannelInvalid, AgreementNotInForce, PhaseClosed, refusals of the lines
        (`rules.check_lines`) and of the reservation (`reserve`).
    """
    require(viewer, Kind.DONOR, Kind.AGGREGATOR)
    if not offer.statement_accepted:
        raise rules.StatementNotAccepted
    rules.check_channel(offer.channel, viewer.organisation_id, offer.aggregator_id)
    stage = await queries.stage(tx, viewer.organisation_id, offer)
    if not stage.giver_verified:
        raise OrganisationNotVerified
    if stage.executor_id is None or not stage.executor_verified:
        raise rules.ChannelInvalid
    if stage.no_agreement:
        raise AgreementNotInForce(stage.executor_id, stage.executor_name)
    if stage.over:
        raise rules.PhaseClosed(stage.phase, str(stage.ends_on))
    for line in offer.lines:
        rules.check_quantity(line.quantity)
    versions = await queries.versions(tx, [line.package_id for line in offer.lines])
    rules.check_lines(offer.lines, offer.channel, {key: row.name for key, row in versions.items()})

    submitted = await tx.execute(
        text("""
            INSERT INTO app.pledge (donor_id, executor_id, aggregator_id, channel, phase_id, state,
                                    note, statement, created_by)
            VALUES (:giver, :executor, :aggregator, :channel, :phase, 'submitted', :note,
                    :statement, :person)
            RETURNING id"""),
        {
            "giver": viewer.organisation_id,
            "executor": stage.executor_id,
            "aggregator": offer.aggregator_id,
            "channel": offer.channel,
            "phase": offer.phase_id,
            "note": offer.note.strip(),
            "statement": rules.STATEMENT,
            "person": viewer.person_id,
        },
    )
    pledge_id: int = submitted.scalar_one()
    await tx.execute(
        text("""
            INSERT INTO app.pledge_line (pledge_id, donor_id, executor_id, phase_id, package_id,
                                         version_id, quantity)
            SELECT :pledge, :giver, :executor, :phase, l.package_id, l.version_id, l.quantity
            FROM unnest(CAST(:packages AS bigint[]), CAST(:versions AS bigint[]),
                        CAST(:quantities AS int[])) AS l (package_id, version_id, quantity)"""),
        {
            "pledge": pledge_id,
            "giver": viewer.organisation_id,
            "executor": stage.executor_id,
            "phase": offer.phase_id,
            "packages": [line.package_id for line in offer.lines],
            "versions": [versions[line.package_id].version_id for line in offer.lines],
            "quantities": [line.quantity for line in offer.lines],
        },
    )
    if any(line.shares for line in offer.lines):
        await reserve(tx, pledge_id, offer.phase_id, offer.lines, offer.window)
    await record(
        tx,
        PledgeSubmitted(
            id=pledge_id,
            other=stage.executor_id if stage.executor_id != viewer.organisation_id else None,
            channel=offer.channel,
            packages=sum(line.quantity for line in offer.lines),
        ),
    )
    if stage.auto_commit and offer.channel is Channel.DIRECT:
        await _commit(tx, pledge_id, viewer.organisation_id)
    return pledge_id


@once
async def allocate(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    pledge_id: int,
    lines: Sequence[rules.Line],
    window: rules.Window = ANYTIME,
) -> int:
    """Direct more of an accepted pledge to units; its executor's act.

    A line's quantity is what its shares add up to.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, AgreementNotInForce, LineTwice,
        QuantityInvalid, and refusals of the reservation.
    """
    require(viewer)
    found = await queries.standing(tx, pledge_id)
    if viewer.organisation_id != found.executor_id:
        raise NotFound("Pledge")
    if found.state not in rules.ALLOCATABLE:
        raise StateRefused("Pledge", found.state)
    _require_agreement(found)
    versions = await queries.versions(tx, [line.package_id for line in lines])
    names = {package_id: row.name for package_id, row in versions.items()}
    rules.check_lines(lines, Channel.VIA_AGGREGATOR, names)
    await reserve(tx, pledge_id, found.phase_id, lines, window)
    packages = sum(line.quantity for line in lines)
    await record(tx, PledgeAllocated(id=pledge_id, other=found.donor_id, packages=packages))
    if found.auto_commit:
        await _commit(tx, pledge_id, found.donor_id)
    return pledge_id


@once
async def release(
    tx: AsyncSession, viewer: Viewer, *, pledge_id: int, allocation_ids: Sequence[int]
) -> int:
    """Take back where packages of an accepted pledge go, while they are held; its executor's act.

    The packages are then without a destination. All of the allocations, or none.

    Raises:
        NotSignedIn, NotAllowed, NotFound (the pledge, or an allocation of it), StateRefused (the
        pledge is direct or not accepted, or an allocation is no longer held).
    """
    require(viewer)
    found = await queries.standing(tx, pledge_id)
    if viewer.organisation_id != found.executor_id:
        raise NotFound("Pledge")
    if found.state not in rules.ALLOCATABLE or found.channel is Channel.DIRECT:
        raise StateRefused("Pledge", found.state)
    wanted = sorted(set(allocation_ids))
    states = await queries.allocation_states(tx, pledge_id, wanted)
    if not wanted or len(states) < len(wanted):
        raise NotFound("Allocation")
    packages = await tx.scalar(
        text("SELECT app.allocations_take_back(:id, :allocations)"),
        {"id": pledge_id, "allocations": wanted},
    )
    if not packages:
        # Looked at after the locks: what was confirmed meanwhile is told as it stands now.
        states = await queries.allocation_states(tx, pledge_id, wanted)
        gone = next(state for state in states if state is not AllocationState.HELD)
        raise StateRefused("Allocation", gone)
    await record(tx, AllocationsReleased(id=pledge_id, other=found.donor_id, packages=packages))
    return pledge_id


@once
async def accept(tx: AsyncSession, viewer: Viewer, *, pledge_id: int) -> int:
    """Take a pledge on; its executor's act. What it holds no longer runs out.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, AgreementNotInForce, HoldLapsed.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeState.ACCEPTED)
    if not rules.waits_for_executor(found.channel):
        raise StateRefused("Pledge", found.state)
    _require_agreement(found)
    # Whether a hold ran out is judged by the clock under the locks of its needs.
    if await tx.scalar(text("SELECT app.pledge_locked(:id)"), {"id": pledge_id}):
        raise rules.HoldLapsed
    await _move(tx, pledge_id, PledgeState.ACCEPTED)
    await tx.execute(text("SELECT app.holds_renew(:id)"), {"id": pledge_id})
    await record(tx, PledgeAccepted(id=pledge_id, other=found.donor_id))
    if found.auto_commit and await queries.holds(tx, pledge_id):
        await _commit(tx, pledge_id, found.donor_id)
    return pledge_id


@once
async def reject(tx: AsyncSession, viewer: Viewer, *, pledge_id: int, reason: str) -> int:
    """Say no to a pledge, with the reason; what it held is free again.

    Its executor says so before accepting, the Pemprov before committing.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, StateRefused.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeState.REJECTED, reason)
    if found.donor_id == viewer.organisation_id:
        raise StateRefused("Pledge", found.state)
    await _move(tx, pledge_id, PledgeState.REJECTED, reason)
    await _release(tx, pledge_id)
    await record(tx, PledgeRejected(id=pledge_id, other=found.donor_id, reason=reason.strip()))
    return pledge_id


@once
async def withdraw(tx: AsyncSession, viewer: Viewer, *, pledge_id: int, reason: str = "") -> int:
    """Take a pledge back; its giver's act. What it took is free again.

    A committed one needs a reason.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, StateRefused.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeState.WITHDRAWN, reason)
    await _move(tx, pledge_id, PledgeState.WITHDRAWN, reason)
    freed = await _release(tx, pledge_id)
    await record(
        tx,
        PledgeWithdrawn(
            id=pledge_id,
            other=found.executor_id if found.executor_id != found.donor_id else None,
            reason=reason.strip(),
            packages=freed,
        ),
    )
    return pledge_id


@once
async def commit(tx: AsyncSession, viewer: Viewer, *, pledge_id: int) -> int:
    """Approve what a pledge holds: from now on it counts as committed; the Pemprov's act.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, SamePerson, AgreementNotInForce,
        NothingAllocated.
    """
    require(viewer, Kind.PEMPROV)
    found = await queries.standing(tx, pledge_id)
    if not rules.committable(found.state, found.channel):
        raise StateRefused("Pledge", found.state)
    if found.created_by == viewer.person_id:
        raise SamePerson
    _require_agreement(found)
    if not await queries.holds(tx, pledge_id):
        raise rules.NothingAllocated
    await _commit(tx, pledge_id, found.donor_id)
    return pledge_id


async def _opened(
    tx: AsyncSession, viewer: Viewer, pledge_id: int, becomes: PledgeState, reason: str = ""
) -> queries.Standing:
    """The pledge under lock, if this viewer may move it to that state from where it stands."""
    require(viewer)
    found = await queries.standing(tx, pledge_id)
    capacities = parties(viewer, giver=found.donor_id, executor=found.executor_id)
    rules.LIFECYCLE.move(found.state, becomes, capacities, reason=reason)
    return found


def _require_agreement(found: queries.Standing) -> None:
    if found.no_agreement:
        raise AgreementNotInForce(found.executor_id, found.executor_name)


async def _commit(tx: AsyncSession, pledge_id: int, giver_id: int) -> None:
    if await queries.state_of(tx, pledge_id) is not PledgeState.COMMITTED:
        await _move(tx, pledge_id, PledgeState.COMMITTED)
    packages = await tx.scalar(text("SELECT app.needs_commit(:id)"), {"id": pledge_id})
    await record(tx, PledgeCommitted(id=pledge_id, other=giver_id, packages=packages or 0))


async def _release(tx: AsyncSession, pledge_id: int) -> int:
    freed = await tx.scalar(text("SELECT app.needs_release(:id)"), {"id": pledge_id})
    return int(freed or 0)


async def _move(tx: AsyncSession, pledge_id: int, becomes: PledgeState, reason: str = "") -> None:
    await tx.execute(
        text("UPDATE app.pledge SET state = :state, reason = :reason WHERE id = :id"),
        {"state": becomes, "reason": reason.strip() or None, "id": pledge_id},
    )
