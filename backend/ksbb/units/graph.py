"""Units in GraphQL: all public."""

from __future__ import annotations

import datetime as dt
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb import reads
from ksbb.geo.graph import Area, BoundarySource, Location
from ksbb.geo.models import Area as AreaRow
from ksbb.geo.queries import is_surveyed, latitude_of, longitude_of
from ksbb.units import models, queries
from ksbb.units.models import FEWEST_SHOWN, UnitKind, UnitOrder
from ksbb.units.queries import shown

strawberry.enum(UnitKind, description="What kind of unit receives.")

strawberry.enum(
    UnitOrder,
    description="How a list of units is ordered: by code, or by vulnerable families; fewer than 5"
    " count as unknown, and the unknown as the fewest.",
)


def _few(count: int | None) -> Any:
    return func.coalesce(col(count) < FEWEST_SHOWN, False)


@reads.type(models.Snapshot, node=True)
class Snapshot:
    """How many vulnerable families and people a unit has, by whom, as of a day. Never edited."""

    families: int | None = reads.column(
        shown(models.Snapshot.families),
        description="Vulnerable families; null if there are fewer than 5 (see `few`).",
    )
    people: int | None = reads.column(
        shown(models.Snapshot.people),
        description="People in them; null if there are fewer than 5 (see `few`).",
    )
    few: bool = reads.column(
        _few(models.Snapshot.families),
        description='Whether there are fewer than 5 families, to be shown as "<5".',
    )
    source: str = reads.column(description="Who gave the figures.")
    day: dt.date = reads.column(description="The day as of which they hold.")
    example: bool = reads.column(description="Whether they are made up for the demo.")
    recorded: dt.datetime = reads.column(description="When they were recorded.")


@reads.type(models.Unit, node=True)
class Unit:
    """A priority unit: who receives."""

    kind: UnitKind = reads.column(description="What kind of unit.")
    code: str = reads.column(
        description="Its code: an RW's is its kelurahan's and three digits"
        " (31.74.05.1001.003), an institution's that of its registry."
    )
    name: str = reads.column(description="Its name; an RW's within its kelurahan (RW 03).")
    rw_number: int | None = reads.column(description="The number of an RW; null for others.")
    kelurahan: Area = reads.one(models.Unit.area_id, description="The kelurahan it lies in.")
    address: str | None = reads.column(description="Its address, as far as known.")
    families: int | None = reads.column(
        shown(models.Unit.families),
        description="Vulnerable families by the latest data; null if unknown or fewer than 5.",
    )
    people: int | None = reads.column(
        shown(models.Unit.people),
        description="Vulnerable people by the latest data; null if unknown or fewer than 5.",
    )
    few: bool = reads.column(
        _few(models.Unit.families),
        description='Whether there are fewer than 5 families, to be shown as "<5".',
    )
    example: bool = reads.column(
        description="Whether it or its figures are made up for the demo, and shown as such."
    )
    snapshot: Snapshot | None = reads.one(
        models.Unit.snapshot_id, description="The latest data, from which the figures are."
    )

    @reads.field(description="The kecamatan it lies in.")
    def kecamatan(self) -> Area:
        return _above(AreaRow.kecamatan_id)

    @reads.field(description="The kota (or kabupaten) it lies in.")
    def kota(self) -> Area:
        return _above(AreaRow.kota_id)

    @reads.field(description="Where it is; null if nobody knows.")
    def location(self) -> Location | None:
        point = models.Unit.point
        return reads.nest(
            when=col(point).is_not(None),
            latitude=latitude_of(point),
            longitude=longitude_of(point),
        )

    @reads.field(description="Where its boundary comes from; null if it has none.")
    def boundary_source(self) -> BoundarySource | None:
        return reads.sql(_source())

    @reads.field(
        description="Whether its boundary comes from a file. Where it doesn't, whoever shows it or"
        " its location says that it is drawn and not official."
    )
    def official_boundary(self) -> bool:
        return reads.sql(is_surveyed(_source()))

    @reads.field(description="Its data over time, the latest first; at most 50.")
    def snapshots(self) -> list[Snapshot]:
        snapshot = models.Snapshot
        return reads.rows(
            select(snapshot)
            .where(col(snapshot.unit_id) == col(models.Unit.id))
            .order_by(col(snapshot.day).desc(), col(snapshot.id).desc())
            .limit(50)
        )


def _above(key: int | None) -> Area:
    """The area above the unit's kelurahan that this column of it names."""
    above = aliased(AreaRow)
    return reads.row(
        select(above)
        .join(AreaRow, col(key) == above.id)
        .where(col(AreaRow.id) == col(models.Unit.area_id))
    )


def _source() -> ColumnElement[str]:
    boundary = models.UnitBoundary
    return (
        select(col(boundary.source))
        .where(col(boundary.unit_id) == col(models.Unit.id))
        .scalar_subquery()
    )


@reads.extend(Area)
class AreaUnits:
    @reads.field(description="The units in it, by code.")
    def units(
        self, kinds: list[UnitKind] | None = None, first: int = 20, after: str | None = None
    ) -> reads.Connection[Unit]:
        return reads.page(
            queries.listed(kinds=kinds, area=col(AreaRow.code), areas=aliased(AreaRow)),
            order_by=[col(models.Unit.code)],
            first=first,
            after=after,
        )


@reads.value()
class NearUnit:
    """A unit and how far it is from the place that was asked for."""

    distance_metres: int = reads.column(
        description="Metres to its point, rounded; 0 inside its boundary."
    )
    unit: Unit = reads.part(models.Unit, description="The unit.")


class UnitQueries:
    @reads.field(description="The unit of this code.")
    def unit(self, code: str) -> Unit | None:
        return reads.row(select(models.Unit).where(col(models.Unit.code) == code))

    @reads.field(
        description="Units by code. `search`: words that must all be in its name, kelurahan,"
        " kecamatan, kota, address or code; `rw 5` is that RW alone; those come first whose name"
        " or kelurahan they are. `area`: the code of an area"
        " of any level. `codes`: only units of these codes. Without an `order` they come by code."
    )
    def units(
        self,
        search: str | None = None,
        kinds: list[UnitKind] | None = None,
        area: str | None = None,
        codes: list[str] | None = None,
        order: UnitOrder | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Unit]:
        return reads.page(
            queries.listed(search, kinds, area, codes=codes),
            order_by=queries.order(search, order),
            first=first,
            after=after,
        )

    @reads.field(
        description="The nearest units to a place, the nearest first. Radius up to 50,000 m;"
        " `first` up to 100."
    )
    def units_near(
        self,
        latitude: float,
        longitude: float,
        radius_metres: int = 5_000,
        kinds: list[UnitKind] | None = None,
        first: int = 20,
    ) -> list[NearUnit]:
        found = queries.near(latitude, longitude, radius_metres, kinds, first)
        metres = found.c.metres
        return reads.rows(
            select(models.Unit, cast(func.round(metres), Integer).label("distance_metres"))
            .select_from(queries.located(found))
            .order_by(metres, col(models.Unit.id))
            .limit(queries.limited(first))
        )
