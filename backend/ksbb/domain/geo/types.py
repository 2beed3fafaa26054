"""GraphQL types of areas: all public."""

from __future__ import annotations

import strawberry
from sqlalchemy import select
from sqlmodel import col

import graphql_sql
from ksbb.domain.geo import models, queries
from ksbb.domain.geo.models import BoundarySource
from ksbb.domain.geo.models import Level as AreaLevel

strawberry.enum(AreaLevel, name="AreaLevel", description="The level of an area in the tree.")
strawberry.enum(
    BoundarySource,
    description="The origin of a boundary: IMPORTED from a file, JOINED from the areas inside it"
    " (these are from a file), or DRAWN by the program from points: not an official boundary.",
)


@graphql_sql.value()
class Location:
    """A point in degrees of WGS 84."""

    latitude: float = graphql_sql.column(
        description="Degrees north of the equator; negative in Jakarta."
    )
    longitude: float = graphql_sql.column(description="Degrees east of Greenwich.")


@graphql_sql.type(models.Area, node=True)
class Area:
    """A provinsi, kota (or kabupaten), kecamatan or kelurahan."""

    code: str = graphql_sql.column(description="Its Kemendagri code, e.g. 31.74.05.1001.")
    level: AreaLevel = graphql_sql.column(description="Its level in the tree.")
    name: str = graphql_sql.column(description="Its name, without a word for its level.")
    kabupaten: bool = graphql_sql.column(
        description="Whether it is a kabupaten at the level KOTA: Kepulauan Seribu."
    )
    parent: Area | None = graphql_sql.one(
        models.Area.parent_id, description="The area it lies in; null for the provinsi."
    )
    kota: Area | None = graphql_sql.one(
        models.Area.kota_id,
        description="The kota it lies in; null for a kota and for the provinsi.",
    )
    kecamatan: Area | None = graphql_sql.one(
        models.Area.kecamatan_id,
        description="The kecamatan it lies in; only a kelurahan has one, else null.",
    )
    children: list[Area] = graphql_sql.many(
        models.Area.parent_id,
        order_by=[col(models.Area.code)],
        description="The areas of the next lower level in it, by code.",
    )
    boundary_source: BoundarySource | None = graphql_sql.column(
        description="The origin of its boundary; null if it has none."
    )
    official_boundary: bool = graphql_sql.column(
        queries.is_surveyed(models.Area.boundary_source),
        description="Whether its boundary comes from a file. If not, a map that shows it must say"
        " that it is drawn and not official.",
    )

    @graphql_sql.field(description="A point inside it; null if it has none yet.")
    def location(self) -> Location | None:
        point = models.Area.point
        return graphql_sql.nest(
            when=col(point).is_not(None),
            latitude=queries.latitude_of(point),
            longitude=queries.longitude_of(point),
        )


class AreaQueries:
    @graphql_sql.field(
        description="The area with this code, such as 31.74.05.1001; null if there is none."
    )
    def area(self, code: str) -> Area | None:
        return graphql_sql.row(select(models.Area).where(col(models.Area.code) == code))

    @graphql_sql.field(
        description="The province: the area that all others lie in. Null before areas are imported."
    )
    def province(self) -> Area | None:
        return graphql_sql.row(select(models.Area).where(col(models.Area.parent_id).is_(None)))

    @graphql_sql.field(
        description="Areas by code: of a level; in the area `within`; `search`: part of the name."
    )
    def areas(
        self,
        level: AreaLevel | None = None,
        within: graphql_sql.ID | None = None,
        search: str | None = None,
    ) -> list[Area]:
        area = models.Area
        found = select(area)
        if level is not None:
            found = found.where(col(area.level) == level.value)
        if within is not None:
            found = found.where(queries.lies_in(graphql_sql.id_of(within, Area)))
        if search is not None:
            found = found.where(graphql_sql.contains(col(area.name), search))
        return graphql_sql.rows(found.order_by(col(area.code)))
