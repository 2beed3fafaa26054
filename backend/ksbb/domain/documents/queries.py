"""What the actions and pages of documents read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Text, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.core.statements import fetch_all, fetch_one, fetch_value
from ksbb.domain.deliveries.trips.models import Load, Shipment, Stop
from ksbb.domain.documents.models import BastFile, BastFileKind, BastState, BastVersion
from ksbb.domain.geo.models import Area
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.programmes.models import Package, Programme
from ksbb.domain.units.models import Unit

_current = aliased(BastVersion)
_VERSION = (
    select(
        col(BastVersion.id),
        col(BastVersion.executor_id),
        col(BastVersion.state),
        col(BastFile.file),
        col(_current.version).label("current"),
    )
    .join(
        BastFile,
        and_(
            col(BastFile.version_id) == col(BastVersion.id),
            col(BastFile.kind) == BastFileKind.ISSUED,
        ),
    )
    .join(
        _current,
        and_(
            col(_current.bast_id) == col(BastVersion.bast_id),
            col(_current.extract_for_id).is_(None),
            col(_current.state) != BastState.SUPERSEDED,
        ),
    )
    .where(
        col(BastVersion.id) == bindparam("version_id"), col(BastVersion.extract_for_id).is_(None)
    )
)
_FILE = select(col(BastFile.file)).where(
    col(BastFile.id) == bindparam("file_id"), col(BastFile.erased_at).is_(None)
)
_BY_CODE = select(
    func.app.bast_by_code(
        bindparam("code", type_=Text), bindparam("source", type_=Text), type_=JSONB
    )
)


@dataclass(frozen=True, slots=True)
class FoundVersion:
    """A whole version that the viewer sees, and the file that was issued for it."""

    id: int
    executor_id: int
    state: str
    file: UUID
    current: int


async def seen_version(tx: AsyncSession, version_id: int) -> FoundVersion | None:
    """A version; None if the viewer does not see it, or it is an extract."""
    return await fetch_one(tx, FoundVersion, _VERSION, {"version_id": version_id})


async def file_name(tx: AsyncSession, file_id: int) -> UUID | None:
    """The name of a file in the store; None if it is erased."""
    name: UUID | None = await fetch_value(tx, _FILE, {"file_id": file_id})
    return name


async def by_code(tx: AsyncSession, code: str, source: str) -> dict[str, Any]:
    """What anybody may know of a document: ``slowed``, and ``document`` (None if unknown)."""
    found: dict[str, Any] = await fetch_value(tx, _BY_CODE, {"code": code, "source": source})
    return found


_kecamatan, _kota = aliased(Area), aliased(Area)
_TRIP = (
    select(
        col(Shipment.id),
        col(Shipment.executor_id),
        col(Shipment.number),
        col(Shipment.state),
        col(Shipment.day),
        col(Shipment.slot_starts),
        col(Shipment.slot_ends),
        col(Shipment.vehicle),
        col(Shipment.in_charge),
        col(Organisation.name).label("executor"),
        func.app.now(type_=DateTime(timezone=True)).label("now"),
        func.app.is_demo(type_=Boolean()).label("demo"),
    )
    .join(Organisation, col(Organisation.id) == col(Shipment.executor_id))
    .where(col(Shipment.id) == bindparam("shipment_id"))
)
_STOPS = (
    select(
        col(Stop.id),
        col(Stop.position),
        col(Unit.code),
        col(Unit.name),
        col(Unit.address),
        col(Area.name).label("kelurahan"),
        col(_kecamatan.name).label("kecamatan"),
        col(_kota.name).label("kota"),
    )
    .join(Unit, col(Unit.id) == col(Stop.unit_id))
    .join(Area, col(Area.id) == col(Unit.area_id))
    .outerjoin(_kecamatan, col(_kecamatan.id) == col(Area.kecamatan_id))
    .outerjoin(_kota, col(_kota.id) == col(Area.kota_id))
    .where(col(Stop.shipment_id) == bindparam("shipment_id"))
    .order_by(col(Stop.position))
)
_LOADED = (
    select(
        col(Load.stop_id),
        col(Package.id).label("package_id"),
        col(Package.name).label("package"),
        col(Programme.name).label("programme"),
        func.sum(func.coalesce(col(Load.dispatched), col(Load.quantity))).label("quantity"),
    )
    .join(Package, col(Package.id) == col(Load.package_id))
    .join(Programme, col(Programme.id) == col(Package.programme_id))
    .where(col(Load.shipment_id) == bindparam("shipment_id"), col(Load.cancelled).is_(False))
    .group_by(col(Load.stop_id), col(Package.id), col(Package.name), col(Programme.name))
    .order_by(col(Load.stop_id), col(Package.id))
)


@dataclass(frozen=True, slots=True)
class TripStop:
    """A stop of a trip, for the papers."""

    id: int
    position: int
    code: str
    name: str
    address: str | None
    kelurahan: str
    kecamatan: str | None
    kota: str | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """Packages of one kind for one stop."""

    stop_id: int
    package_id: int
    package: str
    programme: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Trip:
    """A shipment that the viewer sees, for its papers."""

    id: int
    executor_id: int
    number: str
    state: str
    day: dt.date
    slot_starts: str
    slot_ends: str
    vehicle: str
    in_charge: str
    executor: str
    now: dt.datetime
    demo: bool


async def seen_trip(
    tx: AsyncSession, shipment_id: int
) -> tuple[Trip, list[TripStop], list[Loaded]] | None:
    """A shipment with its stops and what is loaded; None if the viewer does not see it."""
    here = {"shipment_id": shipment_id}
    trip = await fetch_one(tx, Trip, _TRIP, here)
    if trip is None:
        return None
    return (
        trip,
        await fetch_all(tx, TripStop, _STOPS, here),
        await fetch_all(tx, Loaded, _LOADED, here),
    )
