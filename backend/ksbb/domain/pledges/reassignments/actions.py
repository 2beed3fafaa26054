"""The actions of reassignments: the Pemprov releases what an aggregator can't deliver any more.

The database locks the pledge and its needs, and releases what is committed and not loaded.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, ReasonMissing, check_length
from ksbb.core.statements import fetch_one, fetch_value
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.pledges.models import Pledge
from ksbb.domain.pledges.reassignments import queries, rules
from ksbb.domain.pledges.reassignments.events import PledgeReassigned, ReassignmentTakenBack
from ksbb.domain.pledges.reassignments.models import Reassignment, ReassignmentState

_reason = bindparam("reason", type_=Text)
_REASSIGN = select(func.app.pledge_reassign(bindparam("pledge_id", type_=BigInteger), _reason))
_TAKE_BACK = select(
    func.app.reassignment_take_back(bindparam("reassignment_id", type_=BigInteger), _reason)
)
_MAY = select(queries.is_reassignable()).where(col(Pledge.id) == bindparam("pledge_id"))
_SEEN = select(
    col(Reassignment.donor_id),
    col(Reassignment.executor_id),
    col(Reassignment.state),
    col(Reassignment.packages),
).where(col(Reassignment.id) == bindparam("reassignment_id"))


@dataclass(frozen=True, slots=True)
class _Seen:
    donor_id: int
    executor_id: int
    state: str
    packages: int


@once
async def reassign_pledge(tx: AsyncSession, viewer: Viewer, *, pledge_id: int, reason: str) -> int:
    """The Pemprov releases what is committed and not loaded; returns the reassignment's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, InvalidInput, NothingToReassign.
    """
    require(viewer, Kind.PEMPROV)
    check_length(reason=(reason, 1000))
    if not reason.strip():
        raise ReasonMissing
    may = await fetch_value(tx, _MAY, {"pledge_id": pledge_id})
    if may is None:
        raise NotFound("Pledge")
    if not may:
        raise rules.NothingToReassign
    values = {"pledge_id": pledge_id, "reason": reason.strip()}
    made: int = await fetch_value(tx, _REASSIGN, values)
    found = await _seen(tx, made)
    await record(
        tx,
        PledgeReassigned(
            id=made, other=found.executor_id, packages=found.packages, reason=reason.strip()
        ),
    )
    return made


@once
async def take_back_reassignment(
    tx: AsyncSession, viewer: Viewer, *, reassignment_id: int, reason: str
) -> int:
    """The Pemprov takes a reassignment back while its capacity is free; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput,
        ReassignmentUsed.
    """
    require(viewer, Kind.PEMPROV)
    check_length(reason=(reason, 1000))
    found = await _seen(tx, reassignment_id)
    capacities = parties(viewer, giver=found.donor_id, executor=found.executor_id)
    rules.LIFECYCLE.move(found.state, ReassignmentState.TAKEN_BACK, capacities, reason=reason)
    await fetch_value(
        tx, _TAKE_BACK, {"reassignment_id": reassignment_id, "reason": reason.strip()}
    )
    await record(
        tx,
        ReassignmentTakenBack(
            id=reassignment_id,
            other=found.executor_id,
            packages=found.packages,
            reason=reason.strip(),
        ),
    )
    return reassignment_id


async def _seen(tx: AsyncSession, reassignment_id: int) -> _Seen:
    found = await fetch_one(tx, _Seen, _SEEN, {"reassignment_id": reassignment_id})
    if found is None:
        raise NotFound("Reassignment")
    return found
