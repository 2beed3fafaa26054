"""The actions of early deliveries: a donor records one, or takes it back while it waits.

The database books them when the pledge is committed, and ends them with the pledge.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import BigInteger, Date, Integer, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, StateRefused, check_length
from ksbb.core.statements import execute, fetch_one, fetch_value
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.deliveries.early import rules
from ksbb.domain.deliveries.early.events import EarlyDeliveryRecorded, EarlyDeliveryTakenBack
from ksbb.domain.deliveries.early.models import EarlyDelivery, EarlyDeliveryState
from ksbb.domain.deliveries.trips.queries import allocation_names
from ksbb.domain.deliveries.trips.rules import AllocationExceeded, check_departure
from ksbb.domain.pledges import queries as pledges
from ksbb.domain.pledges.models import Allocation, Channel, PledgeState
from ksbb.domain.pledges.rules import HoldLapsed

_packages = col(EarlyDelivery.good) + col(EarlyDelivery.damaged) + col(EarlyDelivery.missing)
_allocation_id = bindparam("allocation_id", type_=BigInteger)
_PLEDGE = select(col(Allocation.pledge_id)).where(col(Allocation.id) == _allocation_id)
_LEFT = select(
    col(Allocation.quantity)
    - select(func.coalesce(func.sum(_packages), 0).cast(Integer))
    .where(
        col(EarlyDelivery.allocation_id) == col(Allocation.id),
        col(EarlyDelivery.state) == EarlyDeliveryState.WAITING,
    )
    .scalar_subquery()
).where(col(Allocation.id) == _allocation_id)
_RECORD = select(
    func.app.early_delivery_record(
        _allocation_id,
        bindparam("happened_on", type_=Date),
        bindparam("good", type_=Integer),
        bindparam("damaged", type_=Integer),
        bindparam("missing", type_=Integer),
        bindparam("reason", type_=Text),
        bindparam("receiver", type_=Text),
        bindparam("note", type_=Text),
        bindparam("vehicle", type_=Text),
    )
)
_early_id = bindparam("early_id", type_=BigInteger)
_SEEN = select(
    col(EarlyDelivery.pledge_id),
    col(EarlyDelivery.donor_id),
    col(EarlyDelivery.state),
    _packages.label("packages"),
).where(col(EarlyDelivery.id) == _early_id)
_TAKE_BACK = select(func.app.early_delivery_take_back(_early_id, bindparam("reason", type_=Text)))


@dataclass(frozen=True, slots=True)
class _Seen:
    pledge_id: int
    donor_id: int
    state: str
    packages: int


@dataclass(frozen=True, slots=True)
class Early:
    """What a donor delivered of one allocation before the Pemprov committed it.

    Attributes:
        good, damaged, missing: packages; together they are what left for the unit.
        reason: why it was delivered before the commitment.
        receiver: the function of who received, never a name.
    """

    allocation_id: int
    happened_on: dt.date
    good: int
    reason: str
    damaged: int = 0
    missing: int = 0
    receiver: str = ""
    note: str = ""
    vehicle: str = ""


@once
async def record_early_delivery(tx: AsyncSession, viewer: Viewer, *, early: Early) -> int:
    """The giver records what it delivered itself and is not committed yet; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, InvalidInput, StateRefused,
        NotDeliveredByGiver, HoldLapsed, AllocationExceeded.
    """
    # An aggregator's own packages come out of its depot, whose receipts come first.
    require(viewer, Kind.DONOR)
    today = await clock.today(tx)
    check_departure(early.happened_on, today, early.reason, is_owner=viewer.role is Role.OWNER)
    check_length(
        receiver=(early.receiver, 80), note=(early.note, 2000), vehicle=(early.vehicle, 80)
    )
    packages = rules.check_count(early.good, early.damaged, early.missing)
    values: dict[str, object] = {"allocation_id": early.allocation_id}
    pledge_id: int | None = await fetch_value(tx, _PLEDGE, values)
    if pledge_id is None:
        raise NotFound("Allocation")
    pledge = await pledges.locked_pledge(tx, pledge_id)
    capacities = parties(viewer, giver=pledge.donor_id, executor=pledge.executor_id)
    rules.LIFECYCLE.move("", EarlyDeliveryState.WAITING, capacities, reason=early.reason)
    if pledge.channel is not Channel.DIRECT:
        raise rules.NotDeliveredByGiver
    if pledge.state is not PledgeState.SUBMITTED:
        raise StateRefused("Pledge", pledge.state)
    if pledge.hold_expired:
        raise HoldLapsed
    left: int = await fetch_value(tx, _LEFT, values)
    if packages > left:
        names = await allocation_names(tx, early.allocation_id)
        package, unit = (names.package, names.unit) if names else ("", "")
        raise AllocationExceeded(early.allocation_id, package, unit, left, packages)
    reason = early.reason.strip()
    made: int = await fetch_value(
        tx,
        _RECORD,
        values
        | {
            "happened_on": early.happened_on,
            "good": early.good,
            "damaged": early.damaged,
            "missing": early.missing,
            "reason": reason,
            "receiver": early.receiver.strip(),
            "note": early.note.strip(),
            "vehicle": early.vehicle.strip(),
        },
    )
    await record(
        tx,
        EarlyDeliveryRecorded(
            id=pledge_id, packages=packages, happened_on=early.happened_on, reason=reason
        ),
    )
    return made


@once
async def take_back_early_delivery(
    tx: AsyncSession, viewer: Viewer, *, early_id: int, reason: str
) -> int:
    """The giver takes an early delivery back that it recorded wrongly; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    require(viewer)
    check_length(reason=(reason, 500))
    seen = await fetch_one(tx, _Seen, _SEEN, {"early_id": early_id})
    if seen is None:
        raise NotFound("EarlyDelivery")
    capacities = parties(viewer, giver=seen.donor_id, executor=seen.donor_id)
    rules.LIFECYCLE.move(seen.state, EarlyDeliveryState.TAKEN_BACK, capacities, reason=reason)
    await execute(tx, _TAKE_BACK, {"early_id": early_id, "reason": reason.strip()})
    await record(
        tx,
        EarlyDeliveryTakenBack(id=seen.pledge_id, packages=seen.packages, reason=reason.strip()),
    )
    return early_id
