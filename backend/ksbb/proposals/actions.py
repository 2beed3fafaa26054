"""The verbs: proposing, by anybody; accepting and declining, by the Pemprov."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.complaints.actions import code_of
from ksbb.complaints.rules import check_answer
from ksbb.kernel.errors import NotFound
from ksbb.kernel.lifecycle import parties, require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.outbox import record
from ksbb.proposals import rules
from ksbb.proposals.events import ProposalAccepted, ProposalDeclined
from ksbb.proposals.models import Proposal, ProposalSource, ProposalState
from ksbb.units.models import Snapshot, Unit, UnitKind

_KNOWN = """
    SELECT u.kind, s.day AS latest, app.today() AS today
    FROM pub.unit u LEFT JOIN pub.snapshot s ON s.id = u.snapshot_id WHERE u.code = $1
"""
_MAKE = "SELECT outcome, code FROM app.proposal_make($1, $2, $3, $4::jsonb)"


async def known(public: asyncpg.Pool, unit: str) -> rules.Known | None:
    """What the registry knows of the unit of this code; None if there is none."""
    row = await public.fetchrow(_KNOWN, unit)
    return row and rules.Known(UnitKind(row["kind"]), row["latest"], row["today"])


async def propose(
    public: asyncpg.Pool, form: UUID, *, source: str, unit: str, figures: rules.Figures
) -> str:
    """Anybody proposes figures for a unit; the code to follow them by.

    Args:
        public: the pool of the public's login.
        form: the key of the form that was sent.
        source: the network it came from, as ``identity.rules.source`` gives it.
        unit: the unit's code; there is one.
        figures: what is proposed.

    Raises:
        TooManyTold, FormUsed.
    """
    said = orjson.dumps(figures).decode()
    return code_of(await public.fetchrow(_MAKE, form, source, unit, said))


@once
async def accept_proposal(tx: AsyncSession, viewer: Viewer, *, proposal: int) -> int:
    """The Pemprov makes a proposal the unit's next snapshot; the proposal's id.

    What was said of the unit as an example ends with it.

    Raises:
        NotAllowed, NotFound, StateRefused.
        ProposalOutdated: the unit has newer data.
    """
    row = await _locked(tx, viewer, proposal, ProposalState.ACCEPTED, None)
    latest = await tx.scalar(
        select(col(Snapshot.day)).where(
            col(Snapshot.id).in_(select(col(Unit.snapshot_id)).where(col(Unit.id) == row.unit_id))
        )
    )
    if latest is not None and latest > row.day:
        raise rules.ProposalOutdated
    made = await tx.scalars(
        insert(Snapshot)
        .values(
            unit_id=row.unit_id,
            families=row.families,
            people=row.people,
            source=rules.source_of(ProposalSource(row.source), row.id),
            day=row.day,
            example=False,
        )
        .returning(col(Snapshot.id))
    )
    row.state = ProposalState.ACCEPTED
    row.snapshot_id = made.one()
    await tx.flush()
    await record(tx, ProposalAccepted(id=proposal, unit=row.unit_id, snapshot=row.snapshot_id))
    return proposal


@once
async def decline_proposal(tx: AsyncSession, viewer: Viewer, *, proposal: int, reason: str) -> int:
    """The Pemprov does not take a proposal up; its id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    require(viewer, Kind.PEMPROV)
    reason = check_answer("reason", reason)
    row = await _locked(tx, viewer, proposal, ProposalState.DECLINED, reason)
    row.state = ProposalState.DECLINED
    row.reason = reason
    await tx.flush()
    await record(tx, ProposalDeclined(id=proposal, unit=row.unit_id))
    return proposal


async def _locked(
    tx: AsyncSession, viewer: Viewer, proposal: int, becomes: ProposalState, reason: str | None
) -> Proposal:
    """A proposal that may become so, locked until the transaction ends."""
    require(viewer, Kind.PEMPROV)
    row = await tx.scalar(
        select(Proposal).where(col(Proposal.id) == proposal).with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("Proposal")
    own = parties(viewer, giver=row.pemprov_id, executor=row.pemprov_id)
    rules.LIFECYCLE.move(row.state, becomes, own, reason=reason)
    return row
