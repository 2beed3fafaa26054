"""Departures: a planned shipment leaves. The database takes the lots and writes the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import ARRAY, BigInteger, Date, Integer, Text, bindparam, column, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.outbox import record
from ksbb.core.refusals import InvalidInput, NotFound
from ksbb.core.statements import fetch_all
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.trips import queries, rules
from ksbb.domain.deliveries.trips.actions import require_planned
from ksbb.domain.deliveries.trips.events import ShipmentDispatched

_shipment_id = bindparam("shipment_id", type_=BigInteger)
_not_dispatched = func.app.shipment_dispatch(
    _shipment_id,
    bindparam("day", type_=Date),
    bindparam("load_ids", type_=ARRAY(BigInteger)),
    bindparam("quantities", type_=ARRAY(Integer)),
    bindparam("late_reason", type_=Text),
).table_valued(
    column("refusal", Text),
    column("load_id", BigInteger),
    column("requested", BigInteger),
    column("remaining", BigInteger),
    name="refused",
)
_DISPATCH = select(_not_dispatched)


@dataclass(frozen=True, slots=True)
class _NotDispatched:
    refusal: str
    load_id: int
    requested: int
    remaining: int


@once
async def dispatch_shipment(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    shipment_id: int,
    quantities: Mapping[int, int],
    day: dt.date | None = None,
    late_reason: str = "",
) -> int:
    """A planned shipment leaves; returns its row id.

    Args:
        tx: the transaction.
        viewer: somebody who acts for the executor.
        shipment_id: the shipment.
        quantities: packages that really left, by load; a load that is not named leaves whole.
        day: when it left, if that was not today; up to 7 days back, and only with a reason.
        late_reason: why it is recorded late.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput, ReasonMissing,
        AllocationNotCommitted, AllocationExceeded, StockShort.
    """
    return await depart(tx, viewer, shipment_id, quantities, day=day, late_reason=late_reason)


async def depart(
    tx: AsyncSession,
    viewer: Viewer,
    shipment_id: int,
    quantities: Mapping[int, int],
    *,
    day: dt.date | None = None,
    late_reason: str = "",
) -> int:
    """Let a shipment leave in the transaction of another action; arguments as above.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput, ReasonMissing,
        AllocationNotCommitted, AllocationExceeded, StockShort, ConsentMissing.
    """
    await require_planned(tx, viewer, shipment_id)
    today = await clock.today(tx)
    left_on = day or today
    rules.check_departure(left_on, today, late_reason, is_owner=viewer.role is Role.OWNER)
    loads = {load.id: load for load in await queries.loads(tx, shipment_id)}
    if not quantities.keys() <= loads.keys():
        raise NotFound("Shipment")
    for load_id, quantity in quantities.items():
        load = loads[load_id]
        if not 0 <= quantity <= load.quantity:
            names = await queries.allocation_names(tx, load.allocation_id)
            raise rules.AllocationExceeded(
                load.allocation_id,
                names.package if names else "",
                names.unit if names else "",
                load.quantity,
                quantity,
            )
    if not any(quantities.get(load.id, load.quantity) for load in loads.values()):
        raise InvalidInput("loads", ("Tidak ada yang dimuat.", "Nothing is loaded."))
    refused = await fetch_all(
        tx,
        _NotDispatched,
        _DISPATCH,
        {
            "shipment_id": shipment_id,
            "day": left_on,
            "load_ids": list(quantities),
            "quantities": list(quantities.values()),
            "late_reason": late_reason.strip() or None,
        },
    )
    if refused:
        first = refused[0]
        await _refuse_departure(tx, loads[first.load_id].allocation_id, first)
    packages = await queries.packages_left(tx, shipment_id)
    await record(
        tx,
        ShipmentDispatched(id=shipment_id, packages=packages, late_reason=late_reason.strip()),
    )
    return shipment_id


async def _refuse_departure(
    tx: AsyncSession, allocation_id: int, first: _NotDispatched
) -> NoReturn:
    names = await queries.allocation_names(tx, allocation_id)
    if names is None:
        raise NotFound("Allocation")
    if first.refusal == "UNCOMMITTED":
        raise rules.AllocationNotCommitted(allocation_id, names.package, names.unit)
    raise rules.StockShort(names.package, names.giver, first.remaining, first.requested)
