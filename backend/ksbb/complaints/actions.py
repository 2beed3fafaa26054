"""The verbs: telling, by anybody; taking in hand, answering and closing, by the Pemprov."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.complaints import rules
from ksbb.complaints.events import ComplaintAnswered, ComplaintClosed, ComplaintTaken
from ksbb.complaints.models import Complaint, ComplaintState
from ksbb.kernel.errors import NotFound
from ksbb.kernel.lifecycle import parties, require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.outbox import record

_MAKE = "SELECT outcome, code FROM app.complaint_make($1, $2, $3::jsonb)"


async def tell(public: asyncpg.Pool, form: UUID, *, source: str, told: rules.Told) -> str:
    """Anybody tells something; the code to follow it by. The same form again: the same code.

    Args:
        public: the pool of the public's login.
        form: the key of the form that was sent.
        source: the network it came from, as ``identity.rules.source`` gives it.
        told: what it says.

    Raises:
        TooManyTold, FormUsed.
    """
    said = orjson.dumps(told).decode()
    return code_of(await public.fetchrow(_MAKE, form, source, said))


def code_of(answer: asyncpg.Record | None) -> str:
    """The code of what was taken in.

    Raises:
        TooManyTold, FormUsed.
    """
    outcome = answer["outcome"] if answer else None
    if outcome == "KEY_REUSED":
        raise rules.FormUsed
    if answer is None or outcome != "TOLD":
        raise rules.TooManyTold
    return str(answer["code"])


@once
async def take_complaint(tx: AsyncSession, viewer: Viewer, *, complaint: int) -> int:
    """The Pemprov takes a complaint in hand; its id.

    Raises:
        NotAllowed, NotFound, StateRefused.
    """
    await _move(tx, viewer, complaint, ComplaintState.IN_HAND, None)
    await record(tx, ComplaintTaken(id=complaint))
    return complaint


@once
async def answer_complaint(tx: AsyncSession, viewer: Viewer, *, complaint: int, answer: str) -> int:
    """The Pemprov answers a complaint that it has in hand; its id.

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
    """The Pemprov closes a complaint that it can't follow; its id.

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
    row = await tx.scalar(
        select(Complaint).where(col(Complaint.id) == complaint).with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("Complaint")
    own = parties(viewer, giver=row.pemprov_id, executor=row.pemprov_id)
    rules.LIFECYCLE.move(row.state, becomes, own, reason=reason)
    row.state = becomes
    row.reason = reason
    await tx.flush()
