"""The actions of verification: a verifier counts, and the Pemprov says who looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import BigInteger, Date, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import InvalidInput, NotFound, ReasonMissing, StateRefused, check_length
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.deliveries.counts import UnitCount, as_json
from ksbb.domain.deliveries.handovers.models import HandoverState
from ksbb.domain.deliveries.proofs.rules import check_unit_counts
from ksbb.domain.verification import queries
from ksbb.domain.verification.events import DeliveryVerified, VerificationAssigned
from ksbb.domain.verification.models import VerificationState

_verification_id = bindparam("verification_id", type_=BigInteger)
_VERIFY = select(
    func.app.delivery_verify(
        _verification_id,
        bindparam("visited_on", type_=Date),
        bindparam("note", type_=Text),
        cast(bindparam("counts", type_=Text), JSONB),
        bindparam("reason", type_=Text),
    )
)
_ASSIGN = select(
    func.app.verification_assign(_verification_id, bindparam("verifier_id", type_=BigInteger))
)
_PROVEN = (HandoverState.PROVEN, HandoverState.RESOLVED)
_LOOKED_AT = (*_PROVEN, HandoverState.VERIFIED, HandoverState.DISPUTED)


@once
async def verify_delivery(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    verification_id: int,
    counts: Sequence[UnitCount],
    visited_on: dt.date | None = None,
    note: str = "",
    reason: str = "",
) -> int:
    """A verifier records what the unit has got; returns the verification's row id.

    A second time it corrects what the verifier recorded before, with a reason.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput, ReasonMissing.
    """
    require(viewer, Kind.PEMPROV, roles=(Role.VERIFIER,))
    check_unit_counts(counts)
    check_length(note=(note, 2000), reason=(reason, 500))
    found = await queries.seen_verification(tx, verification_id)
    if found is None or found.verifier_id != viewer.person_id:
        raise NotFound("Verification")
    if found.handover_state not in (_LOOKED_AT if found.looks else _PROVEN):
        raise StateRefused("Handover", found.handover_state or "")
    if found.looks and not reason.strip():
        raise ReasonMissing
    today = await clock.today(tx)
    if visited_on is not None and visited_on > today:
        raise InvalidInput("visitedOn", ("Hari itu belum tiba.", "That day has not come yet."))
    look_id: int = await fetch_value(
        tx,
        _VERIFY,
        {
            "verification_id": verification_id,
            "visited_on": visited_on or today,
            "note": note.strip(),
            "counts": as_json(counts),
            "reason": reason.strip() if found.looks else None,
        },
    )
    await record(
        tx,
        DeliveryVerified(
            id=verification_id,
            agrees=await queries.look_agrees(tx, look_id),
            reason=reason.strip() if found.looks else None,
        ),
    )
    return verification_id


@once
async def assign_verification(
    tx: AsyncSession, viewer: Viewer, *, verification_id: int, verifier_id: int, reason: str
) -> int:
    """The Pemprov gives a drawn delivery to another verifier; returns the verification's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, VerifierIsParty.
    """
    require(viewer, Kind.PEMPROV)
    check_length(reason=(reason, 500))
    if not reason.strip():
        raise ReasonMissing
    found = await queries.seen_verification(tx, verification_id)
    if found is None:
        raise NotFound("Verification")
    if found.state != VerificationState.DRAWN:
        raise StateRefused("Verification", found.state)
    await execute(tx, _ASSIGN, {"verification_id": verification_id, "verifier_id": verifier_id})
    await record(
        tx, VerificationAssigned(id=verification_id, verifier=verifier_id, reason=reason.strip())
    )
    return verification_id
