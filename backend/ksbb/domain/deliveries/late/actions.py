"""The action of late recording: goods, trip and handover of one stop, in one transaction.

Each part is checked as if it had been recorded in time; only the day and the slot may have passed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, Integer, any_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.refusals import NotFound, ReasonMissing, StateRefused
from ksbb.core.statements import fetch_all, fetch_value
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.deliveries.counts import Count, check_counts
from ksbb.domain.deliveries.handovers.actions import Report, record_report
from ksbb.domain.deliveries.stock.actions import count_in
from ksbb.domain.deliveries.stock.models import Lot
from ksbb.domain.deliveries.stock.rules import Goods
from ksbb.domain.deliveries.trips import queries
from ksbb.domain.deliveries.trips.actions import record_plan
from ksbb.domain.deliveries.trips.departures import depart
from ksbb.domain.deliveries.trips.models import ShipmentState, Stop
from ksbb.domain.deliveries.trips.rules import (
    Plan,
    PlannedLoad,
    PlannedStop,
    check_departure,
    check_stops,
)
from ksbb.domain.pledges.models import Allocation
from ksbb.domain.programmes.models import Package

_WHOLE_DAY = ("00:00", "23:59")
"""Nobody remembers the hours afterwards."""

_LINES = (
    select(
        col(Allocation.id).label("allocation_id"),
        col(Allocation.pledge_id),
        col(Allocation.package_id),
        (col(Package.every) == "DAY").label("same_day"),
        select(func.coalesce(func.sum(col(Lot.stock)), 0).cast(Integer))
        .where(col(Lot.line_id) == col(Allocation.line_id))
        .scalar_subquery()
        .label("in_stock"),
    )
    .join(Package, col(Package.id) == col(Allocation.package_id))
    .where(
        col(Allocation.id) == any_(bindparam("allocation_ids", type_=ARRAY(BigInteger))),
        col(Allocation.executor_id) == bindparam("executor_id"),
    )
)
_STOP = select(col(Stop.id)).where(col(Stop.shipment_id) == bindparam("shipment_id"))


@dataclass(frozen=True, slots=True)
class _Line:
    allocation_id: int
    pledge_id: int
    package_id: int
    same_day: bool
    in_stock: int


@dataclass(frozen=True, slots=True)
class LateDelivery:
    """One stop that was driven before anybody recorded it.

    Attributes:
        loads: what left for the unit, by committed allocation.
        counts: what was counted there; good, damaged, missing and brought back add up to the loads.
        reason: why it is recorded late.
        supplier: of goods of the executor's own pledges that were bought and not counted in yet.
        cancelled_id: the cancelled shipment that drove after all, if it was one.
    """

    unit_id: int
    happened_on: dt.date
    loads: Sequence[PlannedLoad]
    counts: Sequence[Count]
    reason: str
    receiver: str = ""
    note: str = ""
    vehicle: str = ""
    supplier: str = ""
    cancelled_id: int | None = None


@once
async def record_delivery(tx: AsyncSession, viewer: Viewer, *, delivery: LateDelivery) -> int:
    """Record a delivery that happened already; returns the handover's row id.

    Goods that are stocked and were not counted in are recorded as received on that day.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, InvalidInput, StateRefused,
        AllocationNotCommitted, AllocationExceeded, MoreThanPromised, StockShort, CountDiffers,
        AgreementNotInForce, ConsentMissing.
    """
    require(viewer)
    if not delivery.reason.strip():
        raise ReasonMissing
    today = await clock.today(tx)
    check_departure(
        delivery.happened_on, today, delivery.reason, is_owner=viewer.role is Role.OWNER
    )
    check_counts(delivery.counts)
    stop = PlannedStop(delivery.unit_id, tuple(delivery.loads))
    check_stops([stop])
    if delivery.cancelled_id is not None:
        await _require_cancelled(tx, viewer, delivery.cancelled_id)
    if viewer.kind is not Kind.DONOR:
        await _count_in(tx, viewer, delivery)
    starts, ends = _WHOLE_DAY
    plan = Plan(delivery.happened_on, starts, ends, [stop], vehicle=delivery.vehicle)
    shipment_id = await record_plan(tx, viewer, plan, drove_id=delivery.cancelled_id)
    await depart(tx, viewer, shipment_id, {}, day=delivery.happened_on, late_reason=delivery.reason)
    report = Report(
        delivery.happened_on,
        delivery.counts,
        receiver=delivery.receiver,
        note=delivery.note,
        late_reason=delivery.reason,
    )
    stop_id: int = await fetch_value(tx, _STOP, {"shipment_id": shipment_id})
    return await record_report(tx, viewer, stop_id, report)


async def _require_cancelled(tx: AsyncSession, viewer: Viewer, shipment_id: int) -> None:
    found = await queries.seen_shipment(tx, shipment_id)
    if found is None or found.executor_id != viewer.organisation_id:
        raise NotFound("Shipment")
    if found.state != ShipmentState.CANCELLED:
        raise StateRefused("Shipment", found.state)


async def _count_in(tx: AsyncSession, viewer: Viewer, delivery: LateDelivery) -> None:
    """Record the goods that left and that no receipt has brought into the depot."""
    lines = await fetch_all(
        tx,
        _Line,
        _LINES,
        {
            "allocation_ids": [load.allocation_id for load in delivery.loads],
            "executor_id": viewer.organisation_id,
        },
    )
    left: defaultdict[tuple[int, int], int] = defaultdict(int)
    quantities = {load.allocation_id: load.quantity for load in delivery.loads}
    in_stock: dict[tuple[int, int], int] = {}
    for line in lines:
        if not line.same_day:
            left[line.pledge_id, line.package_id] += quantities[line.allocation_id]
            in_stock[line.pledge_id, line.package_id] = line.in_stock
    for (pledge_id, package_id), packages in left.items():
        lacking = packages - in_stock[pledge_id, package_id]
        if lacking <= 0:
            continue
        goods = Goods(
            pledge_id,
            package_id,
            lacking,
            0,
            delivery.happened_on,
            supplier=delivery.supplier,
            note=delivery.reason,
        )
        await count_in(tx, viewer, goods, late_reason=delivery.reason)
