"""The actions of proofs: the unit's side says yes, and how.

The database links a proof with the courier's report and moves the handover to where they lead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import BigInteger, Date, LargeBinary, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotAllowed, NotFound, check_length
from ksbb.core.statements import fetch_value
from ksbb.core.viewer import Actor, Kind, Role, Viewer
from ksbb.domain.deliveries.counts import UnitCount, as_json
from ksbb.domain.deliveries.field.queries import require_courier
from ksbb.domain.deliveries.handovers import queries
from ksbb.domain.deliveries.handovers.rules import check_day
from ksbb.domain.deliveries.proofs import rules
from ksbb.domain.deliveries.proofs.events import DeliveryProven
from ksbb.domain.deliveries.proofs.models import ProofMethod
from ksbb.domain.deliveries.slips.rules import CodeNotUsable, CodeProblem
from ksbb.domain.deliveries.trips.models import ProofSide

_RECORD = select(
    func.app.proof_record(
        bindparam("stop_id", type_=BigInteger),
        bindparam("method", type_=Text),
        bindparam("happened_on", type_=Date),
        bindparam("message", type_=Text),
        cast(bindparam("counts", type_=Text), JSONB),
    )
)
_USE_CODE = select(
    func.app.slip_use(
        bindparam("stop_id", type_=BigInteger), bindparam("code_hmac", type_=LargeBinary)
    )
)


@once
async def attest_delivery(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    stop_id: int,
    counts: Sequence[UnitCount],
    happened_on: dt.date | None = None,
    message: str = "",
) -> int:
    """An officer of the kelurahan attests what the unit got; returns the proof's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput.
    """
    require(viewer, Kind.PEMPROV, roles=(Role.KELURAHAN,))
    rules.check_unit_counts(counts)
    if await queries.seen_stop(tx, stop_id) is None:
        raise NotFound("Stop")
    return await _record(tx, stop_id, ProofMethod.KELURAHAN, counts, happened_on, message)


@once
async def confirm_delivery(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    stop_id: int,
    code_hmac: str,
    counts: Sequence[UnitCount],
    message: str = "",
) -> int:
    """The unit confirms a delivery with a code of its slip; returns the proof's row id.

    The same code for the same stop corrects the numbers, within 24 hours.

    Args:
        tx: the transaction.
        viewer: the slip that acts.
        stop_id: a stop of the slip's unit.
        code_hmac: `slips.codes.digest` of the code, in hexadecimal digits.
        counts: each kind of package, as the unit counted it.
        message: what the unit wants to say.

    Raises:
        NotSignedIn, NotAllowed, StateRefused, InvalidInput, CodeNotUsable.
    """
    if viewer.actor is not Actor.SLIP:
        raise NotAllowed([], [])
    rules.check_unit_counts(counts)
    await _use_code(tx, stop_id, bytes.fromhex(code_hmac))
    return await _record(tx, stop_id, ProofMethod.CODE, counts, None, message)


async def _use_code(tx: AsyncSession, stop_id: int, code_hmac: bytes) -> None:
    problem = await fetch_value(tx, _USE_CODE, {"stop_id": stop_id, "code_hmac": code_hmac})
    if problem is not None:
        raise CodeNotUsable(CodeProblem(problem))


@once
async def prove_delivery(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    stop_id: int,
    method: ProofMethod,
    happened_on: dt.date | None = None,
    message: str = "",
    code_hmac: str = "",
) -> int:
    """The executor's side adds a proof to its report; returns the proof's row id.

    ``code_hmac`` is the code of the unit's slip for COURIER_CODE, as in `confirm_delivery`.

    Raises:
        NotSignedIn, NotAllowed, ShiftOver, NotFound, StateRefused, CodeNotUsable.
    """
    await require_courier(tx, viewer, reported=stop_id)
    stop = await queries.seen_stop(tx, stop_id)
    if stop is None or stop.executor_id != viewer.organisation_id or method in rules.OF_UNIT:
        raise NotFound("Stop")
    if method == ProofMethod.COURIER_CODE:
        await _use_code(tx, stop_id, bytes.fromhex(code_hmac))
    return await _record(tx, stop_id, method, None, happened_on, message)


async def _record(
    tx: AsyncSession,
    stop_id: int,
    method: ProofMethod,
    counts: Sequence[UnitCount] | None,
    happened_on: dt.date | None,
    message: str,
) -> int:
    check_length(message=(message, 1000))
    today = await clock.today(tx)
    day = happened_on or today
    check_day(day, today, "", is_owner=False)
    proof_id: int = await fetch_value(
        tx,
        _RECORD,
        {
            "stop_id": stop_id,
            "method": method,
            "happened_on": day,
            "message": message.strip(),
            "counts": None if counts is None else as_json(counts),
        },
    )
    side = ProofSide.UNIT if method in rules.OF_UNIT else ProofSide.EXECUTOR
    await record(tx, DeliveryProven(id=proof_id, method=method, side=side))
    return proof_id
