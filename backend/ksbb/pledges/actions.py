"""The verbs of pledges: pledge, accept, reject, commit, withdraw, allocate.

Lock order: the pledge, then its needs by id; the database's functions take the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.kernel.errors import ReasonMissing, SamePerson
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.organisations.rules import require_acting, require_pemprov
from ksbb.outbox import record
from ksbb.pledges import queries, rules
from ksbb.pledges.models import Channel, PledgeState
from ksbb.pledges.reserve import Window, reserve


async def pledge(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    phase_id: int,
    channel: Channel,
    aggregator_id: int | None,
    lines: Sequence[rules.Line],
    statement_accepted: bool,
    note: str = "",
    window: Window = Window(),
) -> int:
    """Submit a pledge; what it directs to units is held from now on. Returns its number of row.

    Where the programme commits at once, a direct pledge is committed when this returns.

    Raises:
        NotSignedIn, NotAllowed, NotFound, OrganisationNotVerified, StatementNotAccepted,
        ChannelInvalid, AgreementNotInForce, PhaseClosed, refusals of the lines
        (`rules.check_lines`) and of the reservation (`reserve`).
    """
    require_acting(viewer)
    if not statement_accepted:
        raise rules.StatementNotAccepted
    rules.check_channel(channel, viewer.organisation_id, aggregator_id)
    stage = await queries.stage(tx, viewer.organisation_id, channel, phase_id, aggregator_id)
    if not stage.giver_verified:
        raise rules.OrganisationNotVerified
    if stage.executor_id is None or not stage.executor_verified:
        raise rules.ChannelInvalid
    if stage.no_agreement:
        raise rules.AgreementNotInForce(stage.executor_id, stage.executor_name)
    if stage.over:
        raise rules.PhaseClosed(stage.phase, str(stage.ends_on))
    for line in lines:
        rules.check_quantity(line.quantity)
    versions = await queries.versions(tx, [line.package_id for line in lines])
    rules.check_lines(lines, channel, {key: row.name for key, row in versions.items()})

    pledge_id = await tx.scalar(
        text("""
            INSERT INTO app.pledge (donor_id, executor_id, aggregator_id, channel, phase_id, state,
                                    note, statement, created_by)
            VALUES (:giver, :executor, :aggregator, :channel, :phase, 'submitted', :note,
                    :statement, :person)
            RETURNING id"""),
        {
            "giver": viewer.organisation_id,
            "executor": stage.executor_id,
            "aggregator": aggregator_id,
            "channel": channel,
            "phase": phase_id,
            "note": note.strip(),
            "statement": rules.STATEMENT,
            "person": viewer.person_id,
        },
    )
    assert isinstance(pledge_id, int)
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
            "phase": phase_id,
            "packages": [line.package_id for line in lines],
            "versions": [versions[line.package_id].version_id for line in lines],
            "quantities": [line.quantity for line in lines],
        },
    )
    if any(line.shares for line in lines):
        await reserve(tx, pledge_id, phase_id, lines, window)
    await record(
        tx,
        "PledgeSubmitted",
        thing="pledge",
        thing_id=pledge_id,
        other_id=stage.executor_id if stage.executor_id != viewer.organisation_id else None,
        facts={"channel": channel, "packages": sum(line.quantity for line in lines)},
    )
    if stage.auto_commit and channel is Channel.DIRECT:
        await _commit(tx, pledge_id)
    return pledge_id


async def allocate(
    tx: AsyncSession,
    viewer: Viewer,
    pledge_id: int,
    lines: Sequence[rules.Line],
    window: Window = Window(),
) -> int:
    """Direct more of an accepted pledge to units; its executor's act.

    ``Line.quantity`` is ignored: only the shares count.

    Raises:
        NotSignedIn, NotAllowed, NotFound, PledgeStateRefused, AgreementNotInForce, LineTwice,
        QuantityInvalid, and refusals of the reservation.
    """
    require_acting(viewer)
    found = await queries.standing(tx, pledge_id)
    _require_party(viewer, found.executor_id, pledge_id)
    if found.state not in rules.ALLOCATABLE:
        raise rules.PledgeStateRefused(found.state)
    if found.no_agreement:
        raise rules.AgreementNotInForce(found.executor_id, found.executor_name)
    versions = await queries.versions(tx, [line.package_id for line in lines])
    rules.check_lines(
        [
            rules.Line(line.package_id, max(1, sum(s.quantity for s in line.shares)), line.shares)
            for line in lines
        ],
        Channel.VIA_AGGREGATOR,
        {key: row.name for key, row in versions.items()},
    )
    await reserve(tx, pledge_id, found.phase_id, lines, window)
    await record(
        tx,
        "PledgeAllocated",
        thing="pledge",
        thing_id=pledge_id,
        other_id=found.donor_id,
        facts={"packages": sum(s.quantity for line in lines for s in line.shares)},
    )
    if found.auto_commit:
        await _commit(tx, pledge_id)
    return pledge_id


async def accept(tx: AsyncSession, viewer: Viewer, pledge_id: int) -> int:
    """Take a pledge on; its executor's act. What it holds no longer runs out.

    Raises:
        NotSignedIn, NotAllowed, NotFound, PledgeStateRefused, AgreementNotInForce, HoldLapsed.
    """
    require_acting(viewer)
    found = await queries.standing(tx, pledge_id)
    _require_party(viewer, found.executor_id, pledge_id)
    if found.state is not PledgeState.SUBMITTED or not rules.waits_for_executor(found.channel):
        raise rules.PledgeStateRefused(found.state)
    if found.no_agreement:
        raise rules.AgreementNotInForce(found.executor_id, found.executor_name)
    if await _lapsed(tx, pledge_id):
        raise rules.HoldLapsed
    await _move(tx, pledge_id, PledgeState.ACCEPTED)
    await tx.execute(text("SELECT app.holds_renew(:id)"), {"id": pledge_id})
    await record(
        tx, "PledgeAccepted", thing="pledge", thing_id=pledge_id, other_id=found.donor_id
    )
    if found.auto_commit:
        await _commit(tx, pledge_id)
    return pledge_id


async def reject(tx: AsyncSession, viewer: Viewer, pledge_id: int, reason: str) -> int:
    """Say no to a pledge, with the reason: its executor before accepting, the Pemprov before
    committing. What it held is free again.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, PledgeStateRefused.
    """
    require_acting(viewer)
    if not reason.strip():
        raise ReasonMissing
    found = await queries.standing(tx, pledge_id)
    pemprov = viewer.kind is Kind.PEMPROV
    if not pemprov:
        _require_party(viewer, found.executor_id, pledge_id)
    own = found.executor_id == found.donor_id and not pemprov
    allowed = {PledgeState.SUBMITTED} | ({PledgeState.ACCEPTED} if pemprov else set())
    if found.state not in allowed or own:
        raise rules.PledgeStateRefused(found.state)
    await _move(tx, pledge_id, PledgeState.REJECTED, reason)
    await tx.execute(text("SELECT app.needs_release(:id)"), {"id": pledge_id})
    await record(
        tx,
        "PledgeRejected",
        thing="pledge",
        thing_id=pledge_id,
        other_id=found.donor_id,
        facts={"reason": reason.strip()},
    )
    return pledge_id


async def withdraw(tx: AsyncSession, viewer: Viewer, pledge_id: int, reason: str = "") -> int:
    """Take a pledge back; its giver's act. What it took is free again; a committed one needs
    a reason.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, PledgeStateRefused.
    """
    require_acting(viewer)
    found = await queries.standing(tx, pledge_id)
    _require_party(viewer, found.donor_id, pledge_id)
    if found.state not in rules.WITHDRAWABLE:
        raise rules.PledgeStateRefused(found.state)
    if found.state is PledgeState.COMMITTED and not reason.strip():
        raise ReasonMissing
    await _move(tx, pledge_id, PledgeState.WITHDRAWN, reason)
    freed = await tx.scalar(text("SELECT app.needs_release(:id)"), {"id": pledge_id})
    await record(
        tx,
        "PledgeWithdrawn",
        thing="pledge",
        thing_id=pledge_id,
        other_id=found.executor_id if found.executor_id != found.donor_id else None,
        facts={"reason": reason.strip(), "packages": freed},
    )
    return pledge_id


async def commit(tx: AsyncSession, viewer: Viewer, pledge_id: int) -> int:
    """Approve what a pledge holds: from now on it counts as committed; the Pemprov's act.

    Raises:
        NotSignedIn, NotAllowed, NotFound, PledgeStateRefused, SamePerson, AgreementNotInForce,
        NothingAllocated.
    """
    require_pemprov(viewer)
    found = await queries.standing(tx, pledge_id)
    if not rules.committable(found.state, found.channel):
        raise rules.PledgeStateRefused(found.state)
    if found.created_by == viewer.person_id:
        raise SamePerson
    if found.no_agreement:
        raise rules.AgreementNotInForce(found.executor_id, found.executor_name)
    held = await tx.scalar(
        text("SELECT EXISTS (SELECT FROM app.allocation WHERE pledge_id = :id AND state = 'held')"),
        {"id": pledge_id},
    )
    if not held:
        raise rules.NothingAllocated
    await _commit(tx, pledge_id)
    return pledge_id


async def _commit(tx: AsyncSession, pledge_id: int) -> None:
    if await queries.state_of(tx, pledge_id) is not PledgeState.COMMITTED:
        await _move(tx, pledge_id, PledgeState.COMMITTED)
    packages = await tx.scalar(text("SELECT app.needs_commit(:id)"), {"id": pledge_id})
    await record(
        tx,
        "PledgeCommitted",
        thing="pledge",
        thing_id=pledge_id,
        facts={"packages": packages},
    )


async def _move(
    tx: AsyncSession, pledge_id: int, becomes: PledgeState, reason: str = ""
) -> None:
    await tx.execute(
        text("UPDATE app.pledge SET state = :state, reason = :reason WHERE id = :id"),
        {"state": becomes, "reason": reason.strip() or None, "id": pledge_id},
    )


async def _lapsed(tx: AsyncSession, pledge_id: int) -> bool:
    """Whether a hold of the pledge ran out, by the clock under the locks of its needs."""
    return bool(await tx.scalar(text("SELECT app.pledge_locked(:id)"), {"id": pledge_id}))


def _require_party(viewer: Viewer, organisation_id: int, pledge_id: int) -> None:
    """To whom it isn't, the pledge is as if it weren't there."""
    if viewer.organisation_id != organisation_id:
        raise queries.NotFound("Pledge", pledge_id)
