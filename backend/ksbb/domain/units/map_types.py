"""GraphQL types of maps: their version, and units that can't be shown on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.units import queries as units
from ksbb.domain.units.models import MapVersion, UnitBoundary
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.types import Unit, UnitKind


@graphql_sql.value()
class MapState:
    """The current data of maps."""

    version: int = graphql_sql.column(
        description="Version of the vector tiles, for their URLs (`v`); grows with each change."
    )
    drawn: int = graphql_sql.column(
        description="The number of RW boundaries drawn by the program, which are not official."
    )
    unplaced: int = graphql_sql.column(description="The number of units without a place on a map.")


def is_unplaced() -> ColumnElement[bool]:
    """Whether a unit has neither a point nor a boundary."""
    boundary = select(UnitBoundary).where(col(UnitBoundary.unit_id) == col(UnitRow.id))
    return col(UnitRow.point).is_(None) & ~boundary.exists()


class MapQueries:
    @graphql_sql.field(description="The current data of maps; null before the first boundary.")
    def map_state(self) -> MapState | None:
        def count(rows: Select[Any]) -> ColumnElement[int]:
            return rows.scalar_subquery().cast(Integer)

        drawn = select(func.count()).where(col(UnitBoundary.source) == "DRAWN")
        unplaced = select(func.count()).select_from(UnitRow).where(is_unplaced())
        return graphql_sql.row(
            select(
                col(MapVersion.version).label("version"),
                count(drawn).label("drawn"),
                count(unplaced).label("unplaced"),
            )
        )

    @graphql_sql.field(
        description="Units without a place on a map, because their location is unknown."
    )
    def unplaced_units(
        self,
        kinds: list[UnitKind] | None = None,
        area: graphql_sql.ID | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Unit]:
        return graphql_sql.page(
            units.listed(kinds=kinds, area=graphql_sql.id_of(area, "Area")).where(is_unplaced()),
            order_by=[col(UnitRow.code)],
            first=first,
            after=after,
        )
