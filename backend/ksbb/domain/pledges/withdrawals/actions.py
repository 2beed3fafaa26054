"""The actions of withdrawals: a giver asks, the executor or the Pemprov answers.

The database locks the pledge, decides who may answer, and releases what is not loaded.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import BigInteger, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, check_length
from ksbb.core.statements import fetch_one, fetch_value
from ksbb.core.viewer import Viewer
from ksbb.domain.pledges import permissions, queries
from ksbb.domain.pledges.permissions import PledgeAction
from ksbb.domain.pledges.withdrawals import rules
from ksbb.domain.pledges.withdrawals.events import (
    WithdrawalAnswered,
    WithdrawalRequested,
    WithdrawalTakenBack,
)
from ksbb.domain.pledges.withdrawals.models import Withdrawal, WithdrawalState

_reason = bindparam("reason", type_=Text)
_REQUEST = select(func.app.withdrawal_request(bindparam("pledge_id", type_=BigInteger), _reason))
_withdrawal_id = bindparam("withdrawal_id", type_=BigInteger)
_ANSWER = select(
    func.app.withdrawal_answer(_withdrawal_id, bindparam("answer", type_=Text), _reason)
)
_SEEN = select(
    col(Withdrawal.donor_id),
    col(Withdrawal.executor_id),
    col(Withdrawal.state),
    col(Withdrawal.due_on),
    col(Withdrawal.created_by),
).where(col(Withdrawal.id) == bindparam("withdrawal_id"))


@dataclass(frozen=True, slots=True)
class _Seen:
    donor_id: int
    executor_id: int
    state: str
    due_on: dt.date
    created_by: int

    def other(self, viewer: Viewer) -> int | None:
        """The party that hears of what this viewer did; None if there is no other."""
        if viewer.organisation_id == self.donor_id:
            return None if self.executor_id == self.donor_id else self.executor_id
        return self.donor_id


@once
async def request_withdrawal(
    tx: AsyncSession, viewer: Viewer, *, pledge_id: int, reason: str
) -> int:
    """The giver asks to withdraw a pledge that it can't withdraw alone; returns the request's id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    require(viewer)
    check_length(reason=(reason, 1000))
    found = await queries.locked_pledge(tx, pledge_id)
    permissions.check(PledgeAction.REQUEST_WITHDRAWAL, found, viewer, reason)
    made: int = await fetch_value(tx, _REQUEST, {"pledge_id": pledge_id, "reason": reason.strip()})
    await record(
        tx,
        WithdrawalRequested(
            id=made,
            other=None if found.executor_id == found.donor_id else found.executor_id,
            reason=reason.strip(),
        ),
    )
    return made


@once
async def answer_withdrawal(
    tx: AsyncSession, viewer: Viewer, *, withdrawal_id: int, agrees: bool, reason: str
) -> int:
    """Agree to a request or refuse it; returns its row id.

    The executor may within its days, the Pemprov always.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, SamePerson, ReasonMissing, InvalidInput.
    """
    require(viewer)
    check_length(reason=(reason, 1000))
    found = await _seen(tx, withdrawal_id)
    answer = WithdrawalState.AGREED if agrees else WithdrawalState.REFUSED
    may = rules.answering(
        parties(viewer, giver=found.donor_id, executor=found.executor_id),
        due_on=found.due_on,
        today=await clock.today(tx),
        own=found.donor_id == found.executor_id,
    )
    rules.LIFECYCLE.move(
        found.state,
        answer,
        may,
        reason=reason,
        same_person=found.created_by == viewer.person_id,
    )
    values = {"withdrawal_id": withdrawal_id, "answer": answer, "reason": reason.strip()}
    packages: int = await fetch_value(tx, _ANSWER, values)
    await record(
        tx,
        WithdrawalAnswered(
            id=withdrawal_id,
            other=found.other(viewer),
            answer=answer,
            packages=packages,
            reason=reason.strip(),
        ),
    )
    return withdrawal_id


@once
async def take_back_withdrawal(
    tx: AsyncSession, viewer: Viewer, *, withdrawal_id: int, reason: str
) -> int:
    """The giver takes back a request that nobody has answered; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    require(viewer)
    check_length(reason=(reason, 1000))
    found = await _seen(tx, withdrawal_id)
    capacities = parties(viewer, giver=found.donor_id, executor=found.executor_id)
    rules.LIFECYCLE.move(found.state, WithdrawalState.TAKEN_BACK, capacities, reason=reason)
    values = {
        "withdrawal_id": withdrawal_id,
        "answer": WithdrawalState.TAKEN_BACK,
        "reason": reason.strip(),
    }
    await fetch_value(tx, _ANSWER, values)
    await record(
        tx,
        WithdrawalTakenBack(id=withdrawal_id, other=found.other(viewer), reason=reason.strip()),
    )
    return withdrawal_id


async def _seen(tx: AsyncSession, withdrawal_id: int) -> _Seen:
    found = await fetch_one(tx, _Seen, _SEEN, {"withdrawal_id": withdrawal_id})
    if found is None:
        raise NotFound("Withdrawal")
    return found
