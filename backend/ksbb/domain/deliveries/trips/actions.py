"""The actions of trips: plan, change, cancel, dispatch.

The database locks pledges, needs and lots, moves the counters and writes the books.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Integer,
    Text,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, StateRefused
from ksbb.core.statements import execute, fetch_all, fetch_value
from ksbb.core.viewer import Viewer
from ksbb.domain.deliveries.trips import queries, rules
from ksbb.domain.deliveries.trips.events import (
    ShipmentCancelled,
    ShipmentChanged,
    ShipmentPlanned,
)
from ksbb.domain.deliveries.trips.models import (
    DeliveryMode,
    Shipment,
    ShipmentState,
    Stop,
    StopState,
)

_DETAILS = ("day", "slot_starts", "slot_ends", "vehicle", "in_charge", "mode", "mode_reason")
_MORE = ("crowd_plan", "note")
_PLAN = (
    insert(Shipment)
    .values(
        {
            name: bindparam(name)
            for name in (*_DETAILS, *_MORE, "executor_id", "created_by", "drove_id")
        }
        | {"state": ShipmentState.PLANNED}
    )
    .returning(col(Shipment.id))
)
_CHANGE = (
    update(Shipment)
    .where(col(Shipment.id) == bindparam("shipment_id"))
    .values({name: bindparam(f"new_{name}") for name in (*_DETAILS, *_MORE)})
)
_ADD_STOP = (
    insert(Stop)
    .values(
        {
            name: bindparam(name)
            for name in (
                "shipment_id",
                "executor_id",
                "unit_id",
                "area_id",
                "position",
                "courier_id",
                "distribution_plan",
                "created_by",
            )
        }
        | {"state": StopState.PLANNED}
    )
    .returning(col(Stop.id))
)
_MOVE_STOP = (
    update(Stop)
    .where(col(Stop.id) == bindparam("stop_id"))
    .values(
        position=bindparam("new_position"),
        courier_id=bindparam("new_courier_id"),
        distribution_plan=bindparam("new_distribution_plan"),
    )
)
_shipment_id = bindparam("shipment_id", type_=BigInteger)
_not_loaded = func.app.loads_plan(
    _shipment_id,
    bindparam("stop_ids", type_=ARRAY(BigInteger)),
    bindparam("allocation_ids", type_=ARRAY(BigInteger)),
    bindparam("quantities", type_=ARRAY(Integer)),
).table_valued(
    column("refusal", Text),
    column("allocation_id", BigInteger),
    column("requested", BigInteger),
    column("remaining", BigInteger),
    name="refused",
)
_LOAD = select(_not_loaded)
_UNLOAD = select(
    func.app.loads_remove(_shipment_id, bindparam("load_ids", type_=ARRAY(BigInteger)))
)
_CANCEL = select(func.app.shipment_cancel(_shipment_id, bindparam("reason", type_=Text)))


@dataclass(frozen=True, slots=True)
class _NotLoaded:
    refusal: str
    allocation_id: int
    requested: int
    remaining: int


@once
async def plan_shipment(tx: AsyncSession, viewer: Viewer, *, plan: rules.Plan) -> int:
    """Plan a trip with its stops and loads; returns the shipment's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, InvalidInput, AllocationNotCommitted,
        AllocationExceeded.
    """
    require(viewer)
    rules.check_plan(plan, await clock.now(tx))
    return await record_plan(tx, viewer, plan)


async def record_plan(
    tx: AsyncSession, viewer: Viewer, plan: rules.Plan, *, drove_id: int | None = None
) -> int:
    """Record a trip in the transaction of another action; returns the shipment's row id.

    Args:
        tx: the transaction.
        viewer: somebody who acts for the executor.
        plan: the trip.
        drove_id: the cancelled shipment that it was, if it drove after all.

    Raises:
        NotFound, AgreementNotInForce, AllocationNotCommitted, AllocationExceeded.
    """
    shipment_id: int = await fetch_value(
        tx,
        _PLAN,
        _details(plan)
        | {
            "executor_id": viewer.organisation_id,
            "created_by": viewer.person_id,
            "drove_id": drove_id,
        },
    )
    await _place(tx, viewer, shipment_id, plan.stops)
    packages = sum(load.quantity for stop in plan.stops for load in stop.loads)
    await record(tx, ShipmentPlanned(id=shipment_id, stops=len(plan.stops), packages=packages))
    return shipment_id


@once
async def change_shipment(
    tx: AsyncSession, viewer: Viewer, *, shipment_id: int, plan: rules.Plan
) -> int:
    """Replace the plan of a shipment that has not left; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput, AllocationNotCommitted,
        AllocationExceeded.
    """
    await require_planned(tx, viewer, shipment_id)
    rules.check_plan(plan, await clock.now(tx))
    changes = {f"new_{name}": value for name, value in _details(plan).items()}
    await execute(tx, _CHANGE, changes | {"shipment_id": shipment_id})
    before = await queries.loads(tx, shipment_id)
    await fetch_value(
        tx, _UNLOAD, {"shipment_id": shipment_id, "load_ids": [load.id for load in before]}
    )
    await _place(tx, viewer, shipment_id, plan.stops)
    packages = sum(load.quantity for stop in plan.stops for load in stop.loads)
    await record(tx, ShipmentChanged(id=shipment_id, stops=len(plan.stops), packages=packages))
    return shipment_id


@once
async def cancel_shipment(
    tx: AsyncSession, viewer: Viewer, *, shipment_id: int, reason: str
) -> int:
    """Cancel a shipment that has not left; its loads can go on another one.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    found = await require_planned(tx, viewer, shipment_id)
    capacities = parties(viewer, giver=found.executor_id, executor=found.executor_id)
    rules.SHIPMENT.move(found.state, ShipmentState.CANCELLED, capacities, reason=reason)
    await execute(tx, _CANCEL, {"shipment_id": shipment_id, "reason": reason.strip()})
    await record(tx, ShipmentCancelled(id=shipment_id, reason=reason.strip()))
    return shipment_id


def _details(plan: rules.Plan) -> dict[str, object]:
    pickup = plan.mode is DeliveryMode.PICKUP_POINT
    return {
        "day": plan.day,
        "slot_starts": plan.slot_starts,
        "slot_ends": plan.slot_ends,
        "vehicle": plan.vehicle.strip(),
        "in_charge": plan.in_charge.strip(),
        "mode": plan.mode,
        "mode_reason": plan.mode_reason.strip() if pickup else None,
        "crowd_plan": plan.crowd_plan.strip() if pickup else None,
        "note": plan.note.strip(),
    }


async def require_planned(
    tx: AsyncSession, viewer: Viewer, shipment_id: int
) -> queries.FoundShipment:
    """Lock a shipment that the viewer may still change.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused.
    """
    require(viewer)
    seen = await queries.seen_shipment(tx, shipment_id)
    if seen is None or seen.executor_id != viewer.organisation_id:
        raise NotFound("Shipment")
    found = await queries.locked_shipment(tx, shipment_id)
    if found is None:
        raise StateRefused("Shipment", seen.state)
    return found


async def _place(
    tx: AsyncSession, viewer: Viewer, shipment_id: int, stops: Sequence[rules.PlannedStop]
) -> None:
    """Put stops in their order, and loads on them."""
    await queries.require_agreement(tx, viewer.organisation_id)
    there = await queries.stops(tx, shipment_id)
    areas = await queries.areas(tx, [stop.unit_id for stop in stops])
    for position, stop in enumerate(stops, 1):
        if stop.unit_id not in areas:
            raise NotFound("Unit")
        if stop.unit_id in there:
            await execute(
                tx,
                _MOVE_STOP,
                {
                    "stop_id": there[stop.unit_id],
                    "new_position": position,
                    "new_courier_id": stop.courier_id,
                    "new_distribution_plan": stop.distribution_plan.strip(),
                },
            )
            continue
        there[stop.unit_id] = await fetch_value(
            tx,
            _ADD_STOP,
            {
                "shipment_id": shipment_id,
                "executor_id": viewer.organisation_id,
                "unit_id": stop.unit_id,
                "area_id": areas[stop.unit_id],
                "position": position,
                "courier_id": stop.courier_id,
                "distribution_plan": stop.distribution_plan.strip(),
                "created_by": viewer.person_id,
            },
        )
    # Stops of the plan before that are not in this one stand behind it, without a load.
    gone = [stop_id for unit_id, stop_id in there.items() if unit_id not in areas]
    for position, stop_id in enumerate(gone, len(stops) + 1):
        await execute(
            tx,
            _MOVE_STOP,
            {
                "stop_id": stop_id,
                "new_position": position,
                "new_courier_id": None,
                "new_distribution_plan": "",
            },
        )
    wanted = [(there[stop.unit_id], load) for stop in stops for load in stop.loads]
    refused = await fetch_all(
        tx,
        _NotLoaded,
        _LOAD,
        {
            "shipment_id": shipment_id,
            "stop_ids": [stop_id for stop_id, _ in wanted],
            "allocation_ids": [load.allocation_id for _, load in wanted],
            "quantities": [load.quantity for _, load in wanted],
        },
    )
    if refused:
        await _refuse_load(tx, refused[0])


async def _refuse_load(tx: AsyncSession, first: _NotLoaded) -> NoReturn:
    names = await queries.allocation_names(tx, first.allocation_id)
    if first.refusal == "UNKNOWN" or names is None:
        raise NotFound("Allocation")
    if first.refusal == "UNCOMMITTED":
        raise rules.AllocationNotCommitted(first.allocation_id, names.package, names.unit)
    if first.refusal == "ENDED":
        raise StateRefused("Allocation", "released")
    raise rules.AllocationExceeded(
        first.allocation_id, names.package, names.unit, first.remaining, first.requested
    )
