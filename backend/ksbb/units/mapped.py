"""Units on maps, in GraphQL: how new the maps are, and who can't be on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, select
from sqlmodel import col

from ksbb import reads
from ksbb.units import queries as units
from ksbb.units.graph import Unit, UnitKind
from ksbb.units.models import MapVersion, UnitBoundary
from ksbb.units.models import Unit as UnitRow


@reads.value()
class MapState:
    """What maps are drawn from now."""

    version: int = reads.column(
        description="Of the vector tiles, for their addresses (`v`); grows with each change."
    )
    drawn: int = reads.column(
        description="Boundaries of RWs that are drawn by the program and not official."
    )
    unplaced: int = reads.column(description="Units that no map can show.")


def is_unplaced() -> ColumnElement[bool]:
    """Whether a unit has neither a point nor a boundary."""
    boundary = select(UnitBoundary).where(col(UnitBoundary.unit_id) == col(UnitRow.id))
    return col(UnitRow.point).is_(None) & ~boundary.exists()


class MapQueries:
    @reads.field(description="What maps are drawn from now; null before the first boundary.")
    def map_state(self) -> MapState | None:
        def count(rows: Select[Any]) -> ColumnElement[int]:
            return rows.scalar_subquery().cast(Integer)

        drawn = select(func.count()).where(col(UnitBoundary.source) == "DRAWN")
        unplaced = select(func.count()).select_from(UnitRow).where(is_unplaced())
        return reads.row(
            select(
                col(MapVersion.version).label("version"),
                count(drawn).label("drawn"),
                count(unplaced).label("unplaced"),
            )
        )

    @reads.field(description="Units that no map can show, for nobody knows where they are.")
    def unplaced_units(
        self,
        kinds: list[UnitKind] | None = None,
        area: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Unit]:
        return reads.page(
            units.listed(kinds=kinds, area=area).where(is_unplaced()),
            order_by=[col(UnitRow.code)],
            first=first,
            after=after,
        )
