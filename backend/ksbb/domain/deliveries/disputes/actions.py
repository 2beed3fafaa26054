"""The action of disputes: a party writes to the others."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import Party, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotAllowed, NotFound, StateRefused
from ksbb.core.statements import fetch_one, fetch_value
from ksbb.core.viewer import Actor, Kind, Viewer
from ksbb.domain.deliveries.disputes import rules
from ksbb.domain.deliveries.disputes.events import DisputeMessageWritten
from ksbb.domain.deliveries.disputes.models import DisputeMessage
from ksbb.domain.deliveries.handovers import queries
from ksbb.domain.deliveries.handovers.models import HandoverState

_later = aliased(DisputeMessage)
_MESSAGE = select(
    col(DisputeMessage.party),
    col(DisputeMessage.created_by),
    select(col(_later.id))
    .where(col(_later.corrects_id) == col(DisputeMessage.id))
    .exists()
    .label("corrected"),
).where(
    col(DisputeMessage.id) == bindparam("message_id"),
    col(DisputeMessage.handover_id) == bindparam("handover_id"),
)
_WRITE = select(
    func.app.dispute_write(
        bindparam("handover_id", type_=BigInteger),
        bindparam("text", type_=Text),
        bindparam("corrects", type_=BigInteger),
    )
)


@dataclass(frozen=True, slots=True)
class _Earlier:
    party: str
    created_by: int
    corrected: bool


@once
async def write_message(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    handover_id: int,
    text: str,
    corrects_id: int | None = None,
) -> int:
    """Write to the other parties of a dispute; returns the message's row id.

    With ``corrects_id`` the message corrects an own one, also after the dispute has ended.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput, MessageCorrected.
    """
    require(viewer, roles=rules.WRITERS)
    rules.check_text(text)
    found = await queries.seen_handover(tx, handover_id)
    if found is None:
        raise NotFound("Handover")
    party = rules.writing_for(viewer, found.executor_id)
    if party is None or viewer.actor is not Actor.PERSON:
        raise NotAllowed([Kind.PEMPROV], [*rules.WRITERS])
    if corrects_id is not None:
        await _check_own(tx, viewer, party, handover_id, corrects_id)
    elif found.state != HandoverState.DISPUTED:
        raise StateRefused("Handover", found.state)
    values = {"handover_id": handover_id, "text": text.strip(), "corrects": corrects_id}
    made: int = await fetch_value(tx, _WRITE, values)
    await record(
        tx,
        DisputeMessageWritten(
            id=made,
            other=None if found.executor_id == viewer.organisation_id else found.executor_id,
            handover=handover_id,
            party=party,
            corrects=corrects_id,
        ),
    )
    return made


async def _check_own(
    tx: AsyncSession, viewer: Viewer, party: Party, handover_id: int, message_id: int
) -> None:
    """Refuse to correct what another person wrote, or wrote for another party."""
    earlier = await fetch_one(
        tx, _Earlier, _MESSAGE, {"message_id": message_id, "handover_id": handover_id}
    )
    if earlier is None or (earlier.party, earlier.created_by) != (party, viewer.person_id):
        raise NotFound("DisputeMessage")
    if earlier.corrected:
        raise rules.MessageCorrected
