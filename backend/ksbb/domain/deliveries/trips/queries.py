"""What the actions of trips read before they change anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, Boolean, any_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import fetch_all, fetch_one, fetch_value
from ksbb.domain.agreements.rules import AgreementNotInForce
from ksbb.domain.deliveries.trips.models import Load, Shipment, Stop
from ksbb.domain.geo.models import Area
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.models import Allocation
from ksbb.domain.programmes.models import Package
from ksbb.domain.units.models import Unit

_SEEN = select(
    col(Shipment.id), col(Shipment.executor_id), col(Shipment.day), col(Shipment.state)
).where(col(Shipment.id) == bindparam("shipment_id"))
_LOCK = _SEEN.with_for_update(key_share=True)
_STOPS = (
    select(col(Stop.id), col(Stop.unit_id))
    .where(col(Stop.shipment_id) == bindparam("shipment_id"))
    .order_by(col(Stop.position))
)
_LOADS = (
    select(
        col(Load.id),
        col(Load.stop_id),
        col(Load.allocation_id),
        col(Load.unit_id),
        col(Load.quantity),
    )
    .where(col(Load.shipment_id) == bindparam("shipment_id"), col(Load.cancelled).is_(False))
    .order_by(col(Load.id))
)
_PACKAGES = select(func.coalesce(func.sum(col(Load.dispatched)), 0)).where(
    col(Load.shipment_id) == bindparam("shipment_id")
)
_AREAS = select(col(Unit.id), col(Unit.area_id)).where(
    col(Unit.id) == any_(bindparam("unit_ids", type_=ARRAY(BigInteger)))
)
_ALLOCATION_NAMES = (
    select(
        col(Allocation.id),
        col(Package.name).label("package"),
        (col(Unit.name) + ", " + col(Area.name)).label("unit"),
        col(Organisation.name).label("giver"),
    )
    .join(Package, col(Package.id) == col(Allocation.package_id))
    .join(Unit, col(Unit.id) == col(Allocation.unit_id))
    .join(Area, col(Area.id) == col(Unit.area_id))
    .join(Organisation, col(Organisation.id) == col(Allocation.donor_id))
    .where(col(Allocation.id) == bindparam("allocation_id"))
)

_LACKS_AGREEMENT = select(col(Organisation.name)).where(
    col(Organisation.id) == bindparam("organisation_id"),
    func.app.lacks_agreement(col(Organisation.id), type_=Boolean()),
)


@dataclass(frozen=True, slots=True)
class FoundShipment:
    """A shipment, locked or seen."""

    id: int
    executor_id: int
    day: dt.date
    state: str


async def locked_shipment(tx: AsyncSession, shipment_id: int) -> FoundShipment | None:
    """Lock a planned shipment until the transaction ends; None if the viewer may not change it."""
    return await fetch_one(tx, FoundShipment, _LOCK, {"shipment_id": shipment_id})


async def seen_shipment(tx: AsyncSession, shipment_id: int) -> FoundShipment | None:
    """A shipment that the viewer sees."""
    return await fetch_one(tx, FoundShipment, _SEEN, {"shipment_id": shipment_id})


@dataclass(frozen=True, slots=True)
class FoundStop:
    """A stop of a shipment."""

    id: int
    unit_id: int


async def stops(tx: AsyncSession, shipment_id: int) -> dict[int, int]:
    """The stops of a shipment, by unit."""
    found = await fetch_all(tx, FoundStop, _STOPS, {"shipment_id": shipment_id})
    return {stop.unit_id: stop.id for stop in found}


@dataclass(frozen=True, slots=True)
class FoundLoad:
    """A load of a shipment."""

    id: int
    stop_id: int
    allocation_id: int
    unit_id: int
    quantity: int


async def loads(tx: AsyncSession, shipment_id: int) -> list[FoundLoad]:
    """The loads of a shipment that were not taken off."""
    return await fetch_all(tx, FoundLoad, _LOADS, {"shipment_id": shipment_id})


async def packages_left(tx: AsyncSession, shipment_id: int) -> int:
    """How many packages left with a shipment."""
    return int(await fetch_value(tx, _PACKAGES, {"shipment_id": shipment_id}))


@dataclass(frozen=True, slots=True)
class UnitArea:
    """A unit and its kelurahan."""

    id: int
    area_id: int


async def areas(tx: AsyncSession, unit_ids: Sequence[int]) -> dict[int, int]:
    """The kelurahan of units, by unit."""
    found = await fetch_all(tx, UnitArea, _AREAS, {"unit_ids": list(unit_ids)})
    return {unit.id: unit.area_id for unit in found}


@dataclass(frozen=True, slots=True)
class AllocationNames:
    """How a message names an allocation."""

    id: int
    package: str
    unit: str
    giver: str


async def allocation_names(tx: AsyncSession, allocation_id: int) -> AllocationNames | None:
    """The names of an allocation's package, unit and giver."""
    return await fetch_one(tx, AllocationNames, _ALLOCATION_NAMES, {"allocation_id": allocation_id})


async def require_agreement(tx: AsyncSession, organisation_id: int) -> None:
    """Refuse an aggregator without an agreement in force: it loads nothing more.

    Raises:
        AgreementNotInForce.
    """
    name: str | None = await fetch_value(tx, _LACKS_AGREEMENT, {"organisation_id": organisation_id})
    if name is not None:
        raise AgreementNotInForce(organisation_id, name)
