"""GraphQL types of units: all public."""

from __future__ import annotations

import datetime as dt
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

import graphql_sql
from ksbb.domain.geo.models import Area as AreaRow
from ksbb.domain.geo.queries import is_surveyed, latitude_of, longitude_of
from ksbb.domain.geo.types import Area, BoundarySource, Location
from ksbb.domain.units import models, queries
from ksbb.domain.units.models import FEWEST_SHOWN, UnitKind, UnitOrder
from ksbb.domain.units.queries import shown

strawberry.enum(UnitKind, description="The kind of a unit.")

strawberry.enum(
    UnitOrder,
    description="Sort order of a list of units: by code, or by vulnerable families. Fewer than 5"
    " count as unknown, and unknown as the fewest.",
)


def _below(count: int | None) -> Any:
    return func.coalesce(col(count) < FEWEST_SHOWN, False)


@graphql_sql.type(models.Snapshot, node=True)
class Snapshot:
    """How many vulnerable families and people a unit has, as of a day. Never edited."""

    families: int | None = graphql_sql.column(
        shown(models.Snapshot.families),
        description="Vulnerable families; null if there are fewer than 5 (see `belowThreshold`).",
    )
    people: int | None = graphql_sql.column(
        shown(models.Snapshot.people),
        description="Vulnerable people; null if there are fewer than 5 (see `belowThreshold`).",
    )
    below_threshold: bool = graphql_sql.column(
        _below(models.Snapshot.families),
        description='Whether there are fewer than 5 families, to be shown as "<5".',
    )
    source: str = graphql_sql.column(description="The source of the figures.")
    day: dt.date = graphql_sql.column(description="The day for which they are valid.")
    is_example: bool = graphql_sql.column(description="Whether they are made up for the demo.")
    recorded: dt.datetime = graphql_sql.column(description="When they were recorded.")


@graphql_sql.type(models.Unit, node=True)
class Unit:
    """A priority unit: an RW or an institution that receives aid."""

    kind: UnitKind = graphql_sql.column(description="The kind of unit.")
    code: str = graphql_sql.column(
        description="Its code. For an RW: the kelurahan's code and three digits"
        " (31.74.05.1001.003); for an institution: its code in its registry."
    )
    name: str = graphql_sql.column(description="Its name; for an RW within its kelurahan (RW 03).")
    rw_number: int | None = graphql_sql.column(
        description="The number of an RW; null for institutions."
    )
    kelurahan: Area = graphql_sql.one(models.Unit.area_id, description="The kelurahan it lies in.")
    address: str | None = graphql_sql.column(description="Its address; null if unknown.")
    families: int | None = graphql_sql.column(
        shown(models.Unit.families),
        description="Vulnerable families by the latest data; null if unknown or fewer than 5.",
    )
    people: int | None = graphql_sql.column(
        shown(models.Unit.people),
        description="Vulnerable people by the latest data; null if unknown or fewer than 5.",
    )
    below_threshold: bool = graphql_sql.column(
        _below(models.Unit.families),
        description='Whether there are fewer than 5 families, to be shown as "<5".',
    )
    is_example: bool = graphql_sql.column(
        description="Whether it or its figures are made up for the demo. Clients must say so.",
    )
    snapshot: Snapshot | None = graphql_sql.one(
        models.Unit.snapshot_id, description="The latest data, the source of the figures."
    )

    @graphql_sql.field(description="The kecamatan it lies in.")
    def kecamatan(self) -> Area:
        return _above(AreaRow.kecamatan_id)

    @graphql_sql.field(description="The kota (or kabupaten) it lies in.")
    def kota(self) -> Area:
        return _above(AreaRow.kota_id)

    @graphql_sql.field(description="Its location; null if unknown.")
    def location(self) -> Location | None:
        point = models.Unit.point
        return graphql_sql.nest(
            when=col(point).is_not(None),
            latitude=latitude_of(point),
            longitude=longitude_of(point),
        )

    @graphql_sql.field(description="The origin of its boundary; null if it has none.")
    def boundary_source(self) -> BoundarySource | None:
        return graphql_sql.sql(_source())

    @graphql_sql.field(
        description="Whether its boundary comes from a file. If not, a map that shows it or its"
        " location must say that it is drawn and not official."
    )
    def official_boundary(self) -> bool:
        return graphql_sql.sql(is_surveyed(_source()))

    @graphql_sql.field(description="Its data over time, newest first; at most 50.")
    def snapshots(self) -> list[Snapshot]:
        snapshot = models.Snapshot
        return graphql_sql.rows(
            select(snapshot)
            .where(col(snapshot.unit_id) == col(models.Unit.id))
            .order_by(col(snapshot.day).desc(), col(snapshot.id).desc())
            .limit(50)
        )


def _above(key: int | None) -> Area:
    """The higher area of the unit's kelurahan to which this column refers."""
    above = aliased(AreaRow)
    return graphql_sql.row(
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


@graphql_sql.extend(Area)
class AreaUnits:
    @graphql_sql.field(description="The units in it; arguments as in `Query.units`.")
    def units(
        self,
        search: str | None = None,
        kinds: list[UnitKind] | None = None,
        order: UnitOrder | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Unit]:
        return graphql_sql.page(
            queries.listed(search, kinds, col(AreaRow.id), areas=aliased(AreaRow)),
            order_by=queries.order(search, order),
            first=first,
            after=after,
        )


@graphql_sql.value()
class NearUnit:
    """A unit and its distance from the given place."""

    distance_metres: int = graphql_sql.column(
        description="Metres to its point, rounded; 0 inside its boundary."
    )
    unit: Unit = graphql_sql.part(models.Unit, description="The unit.")


class UnitQueries:
    @graphql_sql.field(
        description="The unit with this code, such as 31.74.05.1001.003; null if there is none."
    )
    def unit(self, code: str) -> Unit | None:
        return graphql_sql.row(select(models.Unit).where(col(models.Unit.code) == code))

    @graphql_sql.field(
        description="The units with these codes, by code; at most 100. Unknown codes are left out."
    )
    def units_by_code(self, codes: list[str]) -> list[Unit]:
        unit = models.Unit
        return graphql_sql.rows(
            select(unit)
            .where(col(unit.code) == func.any(codes))
            .order_by(col(unit.code))
            .limit(queries.MAX_ROWS)
        )

    @graphql_sql.field(
        description="Units. `search`: words that must all be in the name, kelurahan, kecamatan,"
        " kota, address or code; `rw 5` matches only that RW. Without an `order` they are"
        " sorted by code, matches of a name or kelurahan first. For the units of one area:"
        " `Area.units`."
    )
    def units(
        self,
        search: str | None = None,
        kinds: list[UnitKind] | None = None,
        order: UnitOrder | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Unit]:
        return graphql_sql.page(
            queries.listed(search, kinds),
            order_by=queries.order(search, order),
            first=first,
            after=after,
        )

    @graphql_sql.field(
        description="The units nearest to a place, the nearest first. Radius up to 50,000 m;"
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
        return graphql_sql.rows(
            select(models.Unit, cast(func.round(metres), Integer).label("distance_metres"))
            .select_from(queries.located(found))
            .order_by(metres, col(models.Unit.id))
            .limit(queries.limited(first))
        )
