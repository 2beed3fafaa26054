"""Areas in GraphQL: all public."""

from __future__ import annotations

import strawberry
from sqlalchemy import select
from sqlmodel import col

from ksbb import reads
from ksbb.geo import models, queries
from ksbb.geo.models import BoundarySource
from ksbb.geo.models import Level as AreaLevel

strawberry.enum(AreaLevel, name="AreaLevel", description="Where an area stands in the tree.")
strawberry.enum(
    BoundarySource,
    description="Where a boundary comes from: IMPORTED from a file, JOINED from the areas below"
    " (which are), or DRAWN by the program from points, which is no official boundary.",
)


@reads.value()
class Location:
    """A point in degrees of WGS 84."""

    latitude: float = reads.column(description="Degrees north of the equator; negative here.")
    longitude: float = reads.column(description="Degrees east of Greenwich.")


@reads.type(models.Area, node=True)
class Area:
    """A provinsi, kota (or kabupaten), kecamatan or kelurahan."""

    code: str = reads.column(description="Its Kemendagri code, e.g. 31.74.05.1001.")
    level: AreaLevel = reads.column(description="Where it stands in the tree.")
    name: str = reads.column(description="Its name, without its level.")
    kabupaten: bool = reads.column(
        description="Whether it is a kabupaten on the level of a kota: Kepulauan Seribu."
    )
    parent: Area | None = reads.one(
        models.Area.parent_id, description="The area it lies in; null for the provinsi."
    )
    kota: Area | None = reads.one(
        models.Area.kota_id, description="The kota it lies in; null above a kecamatan."
    )
    kecamatan: Area | None = reads.one(
        models.Area.kecamatan_id,
        description="The kecamatan it lies in; null for all but a kelurahan.",
    )
    children: list[Area] = reads.many(
        models.Area.parent_id,
        order_by=[col(models.Area.code)],
        description="The areas of the next level in it, by code.",
    )
    boundary_source: BoundarySource | None = reads.column(
        description="Where its boundary comes from; null if it has none."
    )
    official_boundary: bool = reads.column(
        queries.is_surveyed(models.Area.boundary_source),
        description="Whether its boundary comes from a file. Where it doesn't, whoever shows it"
        " says that it is drawn and not official.",
    )

    @reads.field(description="A point inside it; null if it has none yet.")
    def location(self) -> Location | None:
        point = models.Area.point
        return reads.nest(
            when=col(point).is_not(None),
            latitude=queries.latitude_of(point),
            longitude=queries.longitude_of(point),
        )


class AreaQueries:
    @reads.field(description="The area of this code.")
    def area(self, code: str) -> Area | None:
        return reads.row(select(models.Area).where(col(models.Area.code) == code))

    @reads.field(description="Areas by code: of a level, in an area, with words in their names.")
    def areas(
        self,
        level: AreaLevel | None = None,
        within: str | None = None,
        search: str | None = None,
    ) -> list[Area]:
        area = models.Area
        found = select(area)
        if level is not None:
            found = found.where(col(area.level) == level.value)
        if within is not None:
            found = found.where(queries.inside(within))
        if search is not None:
            found = found.where(reads.contains(col(area.name), search))
        return reads.rows(found.order_by(col(area.code)))
