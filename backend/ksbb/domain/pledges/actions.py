"""The actions of pledges: submit, accept, reject, commit, withdraw, allocate, release.

Lock order: the pledge, then its needs by id; the database's functions take the other locks.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ARRAY, BigInteger, Integer, bindparam, column, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, StateRefused, check_length
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.agreements.rules import AgreementNotInForce
from ksbb.domain.organisations.rules import OrganisationNotVerified
from ksbb.domain.pledges import permissions, queries, rules
from ksbb.domain.pledges.events import (
    AllocationsReleased,
    PledgeAccepted,
    PledgeAllocated,
    PledgeCommitted,
    PledgeRejected,
    PledgeSubmitted,
    PledgeWithdrawn,
)
from ksbb.domain.pledges.models import AllocationState, Channel, Pledge, PledgeLine, PledgeState
from ksbb.domain.pledges.permissions import PledgeAction
from ksbb.domain.pledges.reserve import reserve

ANYTIME = rules.Window()

_INSERT_PLEDGE = (
    insert(Pledge)
    .values(
        donor_id=bindparam("donor_id"),
        executor_id=bindparam("executor_id"),
        aggregator_id=bindparam("aggregator_id"),
        channel=bindparam("channel"),
        phase_id=bindparam("phase_id"),
        state=PledgeState.SUBMITTED,
        note=bindparam("note"),
        statement=bindparam("statement"),
        created_by=bindparam("created_by"),
    )
    .returning(col(Pledge.id))
)

_line = (
    func.unnest(
        bindparam("package_ids", type_=ARRAY(BigInteger)),
        bindparam("version_ids", type_=ARRAY(BigInteger)),
        bindparam("quantities", type_=ARRAY(Integer)),
    )
    .table_valued(
        column("package_id", BigInteger),
        column("version_id", BigInteger),
        column("quantity", Integer),
    )
    .render_derived(name="line")
)
_LINE_VALUES = {
    "pledge_id": bindparam("pledge_id", type_=BigInteger),
    "donor_id": bindparam("donor_id", type_=BigInteger),
    "executor_id": bindparam("executor_id", type_=BigInteger),
    "phase_id": bindparam("phase_id", type_=BigInteger),
    **{line_column.name: line_column for line_column in _line.c},
}
_INSERT_LINES = insert(PledgeLine).from_select(
    list(_LINE_VALUES), select(*_LINE_VALUES.values()), include_defaults=False
)

_MOVE = (
    update(Pledge)
    .where(col(Pledge.id) == bindparam("pledge_id"))
    .values(state=bindparam("state"), reason=bindparam("reason"))
)

_pledge_id = bindparam("pledge_id", type_=BigInteger)
_LOCK_NEEDS = select(func.app.pledge_lock(_pledge_id))
_RENEW_HOLDS = select(func.app.holds_renew(_pledge_id))
_COMMIT_NEEDS = select(func.app.needs_commit(_pledge_id))
_RELEASE_NEEDS = select(func.app.needs_release(_pledge_id))
_TAKE_BACK = select(
    func.app.allocations_withdraw(_pledge_id, bindparam("allocation_ids", type_=ARRAY(BigInteger)))
)


@once
async def submit_pledge(tx: AsyncSession, viewer: Viewer, *, offer: rules.Offer) -> int:
    """Submit a pledge; what it allocates to units is held from now on. Returns its row id.

    If the programme commits pledges at once, a direct pledge is already committed on return.

    Raises:
        NotSignedIn, NotAllowed, NotFound, OrganisationNotVerified, StatementNotAccepted,
        ChannelInvalid, AgreementNotInForce, PhaseClosed, refusals of the lines
        (`rules.check_lines`) and of the reservation (`reserve`).
    """
    require(viewer, Kind.DONOR, Kind.AGGREGATOR)
    if not offer.statement_accepted:
        raise rules.StatementNotAccepted
    check_length(note=(offer.note, 2000))
    rules.check_channel(offer.channel, viewer.organisation_id, offer.aggregator_id)
    context = await queries.pledge_context(tx, viewer.organisation_id, offer)
    if not context.giver_verified:
        raise OrganisationNotVerified
    executor = context.executor
    if executor is None or not executor.verified:
        raise rules.ChannelInvalid
    if executor.lacks_agreement:
        raise AgreementNotInForce(executor.id, executor.name)
    if context.is_over:
        raise rules.PhaseClosed(context.phase, str(context.ends_on))
    for line in offer.lines:
        rules.check_quantity(line.quantity)
    versions = await queries.versions(tx, [line.package_id for line in offer.lines])
    rules.check_lines(offer.lines, offer.channel, {key: row.name for key, row in versions.items()})

    parties_and_phase = {
        "donor_id": viewer.organisation_id,
        "executor_id": executor.id,
        "phase_id": offer.phase_id,
    }
    pledge_id: int = await fetch_value(
        tx,
        _INSERT_PLEDGE,
        {
            **parties_and_phase,
            "aggregator_id": offer.aggregator_id,
            "channel": offer.channel,
            "note": offer.note.strip(),
            "statement": rules.STATEMENT,
            "created_by": viewer.person_id,
        },
    )
    await execute(
        tx,
        _INSERT_LINES,
        {
            **parties_and_phase,
            "pledge_id": pledge_id,
            "package_ids": [line.package_id for line in offer.lines],
            "version_ids": [versions[line.package_id].version_id for line in offer.lines],
            "quantities": [line.quantity for line in offer.lines],
        },
    )
    if any(line.shares for line in offer.lines):
        await reserve(tx, pledge_id, offer.phase_id, offer.lines, offer.window)
    await record(
        tx,
        PledgeSubmitted(
            id=pledge_id,
            other=executor.id if executor.id != viewer.organisation_id else None,
            channel=offer.channel,
            packages=sum(line.quantity for line in offer.lines),
        ),
    )
    if context.auto_commit and offer.channel is Channel.DIRECT:
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
    """The executor allocates more packages of an accepted pledge to units; returns its row id.

    A line's quantity is the sum of its shares.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, AgreementNotInForce, LineTwice,
        QuantityInvalid, and refusals of the reservation.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeAction.ALLOCATE)
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
    """The executor takes back held allocations of an accepted pledge; returns the pledge's row id.

    Their packages then have no destination. Either all of the allocations are released, or none.

    Raises:
        NotSignedIn, NotAllowed, NotFound (the pledge, or an allocation of it), StateRefused (the
        pledge is direct or not accepted, or an allocation is no longer held).
    """
    found = await _opened(tx, viewer, pledge_id, PledgeAction.RELEASE)
    wanted = sorted(set(allocation_ids))
    states = await queries.allocation_states(tx, pledge_id, wanted)
    if not wanted or len(states) < len(wanted):
        raise NotFound("Allocation")
    packages = await fetch_value(tx, _TAKE_BACK, {"pledge_id": pledge_id, "allocation_ids": wanted})
    if not packages:
        # Read again under the locks: meanwhile an allocation may have been committed.
        states = await queries.allocation_states(tx, pledge_id, wanted)
        gone = next(state for state in states if state is not AllocationState.HELD)
        raise StateRefused("Allocation", gone)
    await record(tx, AllocationsReleased(id=pledge_id, other=found.donor_id, packages=packages))
    return pledge_id


@once
async def accept(tx: AsyncSession, viewer: Viewer, *, pledge_id: int) -> int:
    """The executor accepts a pledge: its holds no longer expire. Returns the pledge's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, AgreementNotInForce, HoldLapsed.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeAction.ACCEPT)
    _require_agreement(found)
    # Whether a hold has expired is decided by the clock after the needs are locked.
    if await fetch_value(tx, _LOCK_NEEDS, {"pledge_id": pledge_id}):
        raise rules.HoldLapsed
    await _move(tx, pledge_id, PledgeState.ACCEPTED)
    await execute(tx, _RENEW_HOLDS, {"pledge_id": pledge_id})
    await record(tx, PledgeAccepted(id=pledge_id, other=found.donor_id))
    if found.auto_commit and await queries.holds(tx, pledge_id):
        await _commit(tx, pledge_id, found.donor_id)
    return pledge_id


@once
async def reject(tx: AsyncSession, viewer: Viewer, *, pledge_id: int, reason: str) -> int:
    """Reject a pledge, with a reason; its packages are free again. Returns the pledge's row id.

    Its executor may do so before accepting, the Pemprov before committing.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, StateRefused, HoldLapsed.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeAction.REJECT, reason)
    await _move(tx, pledge_id, PledgeState.REJECTED, reason)
    await _release(tx, pledge_id)
    await record(tx, PledgeRejected(id=pledge_id, other=found.donor_id, reason=reason.strip()))
    return pledge_id


@once
async def withdraw(tx: AsyncSession, viewer: Viewer, *, pledge_id: int, reason: str = "") -> int:
    """The giver withdraws a pledge; its packages are free again. Returns the pledge's row id.

    A committed pledge needs a reason.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, StateRefused, HoldLapsed.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeAction.WITHDRAW, reason)
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
    """The Pemprov commits the packages that a pledge holds; returns the pledge's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, SamePerson, AgreementNotInForce,
        NothingAllocated.
    """
    found = await _opened(tx, viewer, pledge_id, PledgeAction.COMMIT)
    _require_agreement(found)
    if not await queries.holds(tx, pledge_id):
        raise rules.NothingAllocated
    await _commit(tx, pledge_id, found.donor_id)
    return pledge_id


async def _opened(
    tx: AsyncSession, viewer: Viewer, pledge_id: int, action: PledgeAction, reason: str = ""
) -> queries.LockedPledge:
    """Lock a pledge, and refuse if this viewer may not do this with it in its current state."""
    require(viewer, *permissions.kinds_of(action))
    found = await queries.locked_pledge(tx, pledge_id)
    permissions.check(action, found, viewer, reason)
    return found


def _require_agreement(found: queries.LockedPledge) -> None:
    if found.lacks_agreement:
        raise AgreementNotInForce(found.executor_id, found.executor_name)


async def _commit(tx: AsyncSession, pledge_id: int, giver_id: int) -> None:
    if await queries.state_of(tx, pledge_id) is not PledgeState.COMMITTED:
        await _move(tx, pledge_id, PledgeState.COMMITTED)
    packages = await fetch_value(tx, _COMMIT_NEEDS, {"pledge_id": pledge_id})
    await record(tx, PledgeCommitted(id=pledge_id, other=giver_id, packages=packages or 0))


async def _release(tx: AsyncSession, pledge_id: int) -> int:
    freed = await fetch_value(tx, _RELEASE_NEEDS, {"pledge_id": pledge_id})
    return int(freed or 0)


async def _move(tx: AsyncSession, pledge_id: int, becomes: PledgeState, reason: str = "") -> None:
    await execute(
        tx, _MOVE, {"pledge_id": pledge_id, "state": becomes, "reason": reason.strip() or None}
    )
