"""The actions: anybody reports a problem; the Pemprov takes, answers and closes complaints."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound
from ksbb.core.statements import execute, fetch_one
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.complaints import rules
from ksbb.domain.complaints.events import ComplaintAnswered, ComplaintClosed, ComplaintTaken
from ksbb.domain.complaints.models import Complaint, ComplaintState

_MAKE = "SELECT outcome, code FROM app.complaint_submit($1, $2, $3::jsonb)"
_LOCK = (
    select(col(Complaint.pemprov_id), col(Complaint.state))
    .where(col(Complaint.id) == bindparam("complaint_id"))
    .with_for_update(key_share=True)
)
_MOVE = (
    update(Complaint)
    .where(col(Complaint.id) == bindparam("complaint_id"))
    .values(state=bindparam("state"), reason=bindparam("reason"))
)


@dataclass(frozen=True, slots=True)
class _LockedComplaint:
    pemprov_id: int
    state: str


async def report_problem(
    public: asyncpg.Pool, form: UUID, *, source: str, submission: rules.Submission
) -> str:
    """Anybody reports a problem; returns the code to follow it. The same form gets the same code.

    Args:
        public: the pool of the login for the public.
        form: the idempotency key of the form.
        source: the sender's network, as ``identity.rules.source`` returns it.
        submission: the checked content of the form.

    Raises:
        TooManySubmissions, FormUsed.
    """
    content = orjson.dumps(submission).decode()
    return code_of(await public.fetchrow(_MAKE, form, source, content))


def code_of(answer: asyncpg.Record | None) -> str:
    """The code of a received submission.

    Raises:
        TooManySubmissions, FormUsed.
    """
    outcome = answer["outcome"] if answer else None
    if outcome == "KEY_REUSED":
        raise rules.FormUsed
    if answer is None or outcome != "RECEIVED":
        raise rules.TooManySubmissions
    return str(answer["code"])


@once
async def take_complaint(tx: AsyncSession, viewer: Viewer, *, complaint: int) -> int:
    """The Pemprov takes a complaint in hand; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused.
    """
    await _move(tx, viewer, complaint, ComplaintState.IN_HAND, None)
    await record(tx, ComplaintTaken(id=complaint))
    return complaint


@once
async def answer_complaint(tx: AsyncSession, viewer: Viewer, *, complaint: int, answer: str) -> int:
    """The Pemprov answers a complaint that it has in hand; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused.
        InvalidInput: the answer is empty or too long.
    """
    require(viewer, Kind.PEMPROV)
    answer = rules.check_answer("answer", answer)
    await _move(tx, viewer, complaint, ComplaintState.ANSWERED, answer)
    await record(tx, ComplaintAnswered(id=complaint))
    return complaint


@once
async def close_complaint(tx: AsyncSession, viewer: Viewer, *, complaint: int, reason: str) -> int:
    """The Pemprov closes a complaint that it can't follow up; returns its row id.

    Raises:
        NotAllowed, NotFound, StateRefused.
        ReasonMissing, InvalidInput: the reason is empty or too long.
    """
    require(viewer, Kind.PEMPROV)
    reason = rules.check_answer("reason", reason)
    await _move(tx, viewer, complaint, ComplaintState.CLOSED, reason)
    await record(tx, ComplaintClosed(id=complaint))
    return complaint


async def _move(
    tx: AsyncSession, viewer: Viewer, complaint: int, becomes: ComplaintState, reason: str | None
) -> None:
    require(viewer, Kind.PEMPROV)
    row = await fetch_one(tx, _LockedComplaint, _LOCK, {"complaint_id": complaint})
    if row is None:
        raise NotFound("Complaint")
    own = parties(viewer, giver=row.pemprov_id, executor=row.pemprov_id)
    rules.LIFECYCLE.move(row.state, becomes, own, reason=reason)
    await execute(tx, _MOVE, {"complaint_id": complaint, "state": becomes, "reason": reason})
