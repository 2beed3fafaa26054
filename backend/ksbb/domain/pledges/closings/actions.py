"""The actions of closings: an executor closes a line short, its giver objects, the Pemprov decides.

The database locks the pledge and its needs, and releases the youngest allocations.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, ReasonMissing, StateRefused, check_length
from ksbb.core.statements import execute, fetch_one, fetch_value
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges import lists
from ksbb.domain.pledges.closings import rules, shortfalls
from ksbb.domain.pledges.closings.events import (
    ClosingContested,
    ClosingTakenBack,
    ContestAnswered,
    ContestDropped,
    LineClosedShort,
)
from ksbb.domain.pledges.closings.models import Closing, ClosingState
from ksbb.domain.pledges.models import Pledge, PledgeLine, PledgeState
from ksbb.domain.programmes.models import Package

_reason = bindparam("reason", type_=Text)
_closing_id = bindparam("closing_id", type_=BigInteger)
_CLOSE = select(func.app.line_close_short(bindparam("line_id", type_=BigInteger), _reason))
_MOVE = select(func.app.closing_move(_closing_id, bindparam("becomes", type_=Text), _reason))
_TAKE_BACK = select(func.app.closing_take_back(_closing_id, _reason))
_LINE = (
    select(
        col(Pledge.donor_id),
        col(Pledge.executor_id),
        col(Pledge.state),
        col(Organisation.kind).label("executor_kind"),
        lists.withdrawal_requested().label("requested"),
        col(Package.name).label("package"),
        col(PledgeLine.quantity).label("promised"),
        shortfalls.came().label("came"),
        shortfalls.closable_since().label("since"),
        shortfalls.is_held().label("held"),
        shortfalls.is_closed().label("closed"),
    )
    .select_from(PledgeLine)
    .join(Pledge, col(Pledge.id) == col(PledgeLine.pledge_id))
    .join(Package, col(Package.id) == col(PledgeLine.package_id))
    .join(Organisation, col(Organisation.id) == col(Pledge.executor_id))
    .where(col(PledgeLine.id) == bindparam("line_id"))
)
_SEEN = select(
    col(Closing.donor_id),
    col(Closing.executor_id),
    col(Closing.state),
    col(Closing.promised),
    col(Closing.came),
    col(Closing.packages),
    col(Closing.created_by),
).where(col(Closing.id) == bindparam("closing_id"))


@dataclass(frozen=True, slots=True)
class _Seen:
    donor_id: int
    executor_id: int
    state: str
    promised: int
    came: int
    packages: int
    created_by: int


@once
async def close_short(tx: AsyncSession, viewer: Viewer, *, line_id: int, reason: str) -> int:
    """The executor closes a pledge line of which too little came; returns the closing's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput, LineClosed,
        NothingLacking, PackagesHeld, ClosingTooEarly.
    """
    require(viewer, Kind.AGGREGATOR, Kind.PEMPROV)
    check_length(reason=(reason, 1000))
    row = (await execute(tx, _LINE, {"line_id": line_id})).one_or_none()
    if row is None or row.executor_id != viewer.organisation_id:
        raise NotFound("Pledge")
    if row.state != PledgeState.COMMITTED or row.requested:
        raise StateRefused("Pledge", row.state)
    line = rules.LineNow(row.package, row.promised, row.came, row.since, row.held, row.closed)
    rules.check_closing(line, await clock.today(tx))
    if not reason.strip():
        raise ReasonMissing
    made: int = await fetch_value(tx, _CLOSE, {"line_id": line_id, "reason": reason.strip()})
    closing = await _seen(tx, made)
    await record(
        tx,
        LineClosedShort(
            id=made,
            other=_giver(closing),
            promised=closing.promised,
            came=closing.came,
            packages=closing.packages,
            reason=reason.strip(),
        ),
    )
    return made


@once
async def contest_closing(tx: AsyncSession, viewer: Viewer, *, closing_id: int, reason: str) -> int:
    """The giver objects to a closing, with a reason; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    found = await _move(tx, viewer, closing_id, ClosingState.CONTESTED, reason)
    await record(
        tx, ClosingContested(id=closing_id, other=found.executor_id, reason=reason.strip())
    )
    return closing_id


@once
async def drop_contest(tx: AsyncSession, viewer: Viewer, *, closing_id: int, reason: str) -> int:
    """The giver takes its objection back; returns the closing's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    found = await _move(tx, viewer, closing_id, ClosingState.CLOSED, reason)
    await record(tx, ContestDropped(id=closing_id, other=found.executor_id, reason=reason.strip()))
    return closing_id


@once
async def answer_contest(
    tx: AsyncSession, viewer: Viewer, *, closing_id: int, stands: bool, reason: str
) -> int:
    """The Pemprov decides whether a contested closing stands; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, SamePerson, ReasonMissing, InvalidInput.
    """
    answer = ClosingState.UPHELD if stands else ClosingState.OVERRULED
    found = await _move(tx, viewer, closing_id, answer, reason)
    await record(
        tx,
        ContestAnswered(id=closing_id, other=found.donor_id, answer=answer, reason=reason.strip()),
    )
    return closing_id


@once
async def take_back_closing(
    tx: AsyncSession, viewer: Viewer, *, closing_id: int, reason: str
) -> int:
    """The executor takes a closing back while its capacity is free; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput, ClosingUsed.
    """
    found = await _checked(tx, viewer, closing_id, ClosingState.TAKEN_BACK, reason)
    await fetch_value(tx, _TAKE_BACK, {"closing_id": closing_id, "reason": reason.strip()})
    await record(
        tx,
        ClosingTakenBack(
            id=closing_id, other=_giver(found), packages=found.packages, reason=reason.strip()
        ),
    )
    return closing_id


async def _move(
    tx: AsyncSession, viewer: Viewer, closing_id: int, becomes: ClosingState, reason: str
) -> _Seen:
    found = await _checked(tx, viewer, closing_id, becomes, reason)
    values = {"closing_id": closing_id, "becomes": becomes, "reason": reason.strip()}
    await fetch_value(tx, _MOVE, values)
    return found


async def _checked(
    tx: AsyncSession, viewer: Viewer, closing_id: int, becomes: ClosingState, reason: str
) -> _Seen:
    require(viewer)
    check_length(reason=(reason, 1000))
    found = await _seen(tx, closing_id)
    rules.LIFECYCLE.move(
        found.state,
        becomes,
        parties(viewer, giver=found.donor_id, executor=found.executor_id),
        reason=reason,
        same_person=found.created_by == viewer.person_id,
    )
    return found


async def _seen(tx: AsyncSession, closing_id: int) -> _Seen:
    found = await fetch_one(tx, _Seen, _SEEN, {"closing_id": closing_id})
    if found is None:
        raise NotFound("Closing")
    return found


def _giver(found: _Seen) -> int | None:
    """The giver as the other organisation of an event; None if it is the executor itself."""
    return None if found.donor_id == found.executor_id else found.donor_id
