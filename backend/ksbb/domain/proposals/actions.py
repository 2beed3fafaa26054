"""The actions: anybody proposes figures; the Pemprov accepts or declines them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound
from ksbb.core.statements import execute, fetch_one, fetch_value
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.complaints.actions import code_of
from ksbb.domain.complaints.rules import check_answer
from ksbb.domain.proposals import rules
from ksbb.domain.proposals.events import ProposalAccepted, ProposalDeclined
from ksbb.domain.proposals.models import Proposal, ProposalSource, ProposalState
from ksbb.domain.units.models import Snapshot, Unit, UnitKind

_KNOWN = """
    SELECT unit.kind, snapshot.day AS latest, app.today() AS today
    FROM pub.unit AS unit LEFT JOIN pub.snapshot AS snapshot ON snapshot.id = unit.snapshot_id
    WHERE unit.code = $1
"""
_MAKE = "SELECT outcome, code FROM app.proposal_submit($1, $2, $3, $4::jsonb)"
_LOCK = (
    select(
        col(Proposal.pemprov_id),
        col(Proposal.unit_id),
        col(Proposal.families),
        col(Proposal.people),
        col(Proposal.source),
        col(Proposal.day),
        col(Proposal.state),
    )
    .where(col(Proposal.id) == bindparam("proposal_id"))
    .with_for_update(key_share=True)
)
_LATEST_DAY = (
    select(col(Snapshot.day))
    .join(Unit, col(Unit.snapshot_id) == col(Snapshot.id))
    .where(col(Unit.id) == bindparam("unit_id"))
)
_INSERT_SNAPSHOT = (
    insert(Snapshot)
    .values(
        unit_id=bindparam("unit_id"),
        families=bindparam("families"),
        people=bindparam("people"),
        source=bindparam("source"),
        day=bindparam("day"),
        is_example=False,
    )
    .returning(col(Snapshot.id))
)
_ACCEPT = (
    update(Proposal)
    .where(col(Proposal.id) == bindparam("proposal_id"))
    .values(state=ProposalState.ACCEPTED, snapshot_id=bindparam("snapshot"))
)
_DECLINE = (
    update(Proposal)
    .where(col(Proposal.id) == bindparam("proposal_id"))
    .values(state=ProposalState.DECLINED, reason=bindparam("reason"))
)


@dataclass(frozen=True, slots=True)
class _LockedProposal:
    pemprov_id: int
    unit_id: int
    families: int
    people: int
    source: str
    day: dt.date
    state: str


async def known(public: asyncpg.Pool, unit: str) -> rules.Known | None:
    """The unit with this code as the registry has it; None if there is none."""
    row = await public.fetchrow(_KNOWN, unit)
    return row and rules.Known(UnitKind(row["kind"]), row["latest"], row["today"])


async def propose(
    public: asyncpg.Pool, form: UUID, *, source: str, unit: str, figures: rules.Figures
) -> str:
    """Anybody proposes figures for a unit; returns the code to follow the proposal.

    Args:
        public: the pool of the login for the public.
        form: the idempotency key of the form.
        source: the sender's network, as ``identity.rules.source`` returns it.
        unit: the unit's code; the unit exists.
        figures: the proposed figures.

    Raises:
        TooManySubmissions, FormUsed.
    """
    content = orjson.dumps(figures).decode()
    return code_of(await public.fetchrow(_MAKE, form, source, unit, content))


@once
async def accept_proposal(tx: AsyncSession, viewer: Viewer, *, proposal: int) -> int:
    """The Pemprov accepts a proposal as the unit's next snapshot; returns the proposal's row id.

    If the unit's data were made up for a demo, it counts as real data from then on.

    Raises:
        NotAllowed, NotFound, StateRefused.
        ProposalOutdated: the unit has newer data.
    """
    row = await _locked(tx, viewer, proposal, ProposalState.ACCEPTED, None)
    latest: dt.date | None = await fetch_value(tx, _LATEST_DAY, {"unit_id": row.unit_id})
    if latest is not None and latest > row.day:
        raise rules.ProposalOutdated
    snapshot: int = await fetch_value(
        tx,
        _INSERT_SNAPSHOT,
        {
            "unit_id": row.unit_id,
            "families": row.families,
            "people": row.people,
            "source": rules.source_of(ProposalSource(row.source), proposal),
            "day": row.day,
        },
    )
    await execute(tx, _ACCEPT, {"proposal_id": proposal, "snapshot": snapshot})
    await record(tx, ProposalAccepted(id=proposal, unit=row.unit_id, snapshot=snapshot))
    return proposal


@once
async def decline_proposal(tx: AsyncSession, viewer: Viewer, *, proposal: int, reason: str) -> int:
    """The Pemprov declines a proposal; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    require(viewer, Kind.PEMPROV)
    reason = check_answer("reason", reason)
    row = await _locked(tx, viewer, proposal, ProposalState.DECLINED, reason)
    await execute(tx, _DECLINE, {"proposal_id": proposal, "reason": reason})
    await record(tx, ProposalDeclined(id=proposal, unit=row.unit_id))
    return proposal


async def _locked(
    tx: AsyncSession, viewer: Viewer, proposal: int, becomes: ProposalState, reason: str | None
) -> _LockedProposal:
    """Lock a proposal until the transaction ends; refuse if it may not move to this state."""
    require(viewer, Kind.PEMPROV)
    row = await fetch_one(tx, _LockedProposal, _LOCK, {"proposal_id": proposal})
    if row is None:
        raise NotFound("Proposal")
    own = parties(viewer, giver=row.pemprov_id, executor=row.pemprov_id)
    rules.LIFECYCLE.move(row.state, becomes, own, reason=reason)
    return row
