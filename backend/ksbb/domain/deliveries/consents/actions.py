"""The actions of consents: the Pemprov lets a loaded shipment leave, or takes that back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, ReasonMissing, StateRefused, check_length
from ksbb.core.statements import fetch_one, fetch_value
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.deliveries.consents import rules
from ksbb.domain.deliveries.trips.events import ConsentTakenBack, DepartureConsented
from ksbb.domain.deliveries.trips.models import Shipment, ShipmentState

_CONSENT = select(
    func.app.shipment_consent(
        bindparam("shipment_id", type_=BigInteger),
        bindparam("reason", type_=Text),
        bindparam("consents", type_=Boolean),
    )
)
_SEEN = select(
    col(Shipment.executor_id),
    col(Shipment.state),
    col(Shipment.consented_on).is_not(None).label("consented"),
    func.app.lacks_agreement(col(Shipment.executor_id), type_=Boolean()).label("lacks_agreement"),
).where(col(Shipment.id) == bindparam("shipment_id"))


@dataclass(frozen=True, slots=True)
class _Seen:
    executor_id: int
    state: str
    consented: bool
    lacks_agreement: bool


@once
async def consent_to_departure(
    tx: AsyncSession, viewer: Viewer, *, shipment_id: int, reason: str
) -> int:
    """The Pemprov consents that a planned shipment leaves; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput,
        ConsentNotNeeded.
    """
    found = await _planned(tx, viewer, shipment_id, reason)
    if found.consented or not found.lacks_agreement:
        raise rules.ConsentNotNeeded
    await _record(tx, shipment_id, reason, consents=True)
    await record(
        tx, DepartureConsented(id=shipment_id, other=found.executor_id, reason=reason.strip())
    )
    return shipment_id


@once
async def take_back_consent(
    tx: AsyncSession, viewer: Viewer, *, shipment_id: int, reason: str
) -> int:
    """The Pemprov takes its consent back before the shipment has left; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput,
        ConsentNotNeeded.
    """
    found = await _planned(tx, viewer, shipment_id, reason)
    if not found.consented:
        raise rules.ConsentNotNeeded
    await _record(tx, shipment_id, reason, consents=False)
    await record(
        tx, ConsentTakenBack(id=shipment_id, other=found.executor_id, reason=reason.strip())
    )
    return shipment_id


async def _planned(tx: AsyncSession, viewer: Viewer, shipment_id: int, reason: str) -> _Seen:
    require(viewer, Kind.PEMPROV)
    check_length(reason=(reason, 500))
    found = await fetch_one(tx, _Seen, _SEEN, {"shipment_id": shipment_id})
    if found is None:
        raise NotFound("Shipment")
    if found.state != ShipmentState.PLANNED:
        raise StateRefused("Shipment", found.state)
    if not reason.strip():
        raise ReasonMissing
    return found


async def _record(tx: AsyncSession, shipment_id: int, reason: str, *, consents: bool) -> None:
    values = {"shipment_id": shipment_id, "reason": reason.strip(), "consents": consents}
    await fetch_value(tx, _CONSENT, values)
