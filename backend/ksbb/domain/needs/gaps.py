"""GraphQL types of gaps: for each unit and kelurahan the numbers that give it its map colour."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Date, Integer, Select, cast, func, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col

import graphql_sql
from ksbb.domain.needs.models import Need
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.models import Phase as PhaseRow
from ksbb.domain.programmes.models import PhasePackage
from ksbb.domain.programmes.types import Package, Phase
from ksbb.domain.units.map_types import is_unplaced
from ksbb.domain.units.models import Unit as UnitRow


def _numbers(what: str) -> Any:
    return graphql_sql.column(description=what)


@graphql_sql.value()
class Gaps:
    """How many packages are missing in a phase, for all units and areas: parallel lists, for maps.

    Units and areas are given by the ids of their features in the vector tiles.
    """

    phase: Phase = graphql_sql.part(PhaseRow, description="The phase.")
    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    unplaced: int = graphql_sql.column(description="Units with a need that have no place on a map.")
    units: list[int] = _numbers("Units with a need.")
    unit_targets: list[int] = _numbers("Packages that each of `units` needs.")
    unit_committed: list[int] = _numbers("How many of these are committed.")
    areas: list[int] = _numbers("Kelurahan with such units.")
    area_targets: list[int] = _numbers("Packages that each of `areas` needs.")
    area_committed: list[int] = _numbers("How many of these are committed.")


def _listed(rows: Any, name: str, order: str) -> ColumnElement[Any]:
    """A column of a query as one array, in the order of another column."""
    value = cast(rows.c[name], Integer)
    found = func.array_agg(aggregate_order_by(value, rows.c[order]))
    return (
        select(func.coalesce(found, text("'{}'::int[]"), type_=ARRAY(Integer)))
        .select_from(rows)
        .scalar_subquery()
        .label(name)
    )


def _gaps(package: Any, phase: Any) -> Select[Any]:
    """The gaps of a package in a phase (both row ids), or in the current phase."""
    need = (
        select(
            col(UnitRow.id).label("units"),
            col(UnitRow.area_id).label("areas"),
            col(Need.target).label("unit_targets"),
            col(Need.committed).label("unit_committed"),
        )
        .join(UnitRow, col(UnitRow.id) == col(Need.unit_id))
        .where(col(Need.phase_id) == col(PhaseRow.id), col(Need.package_id) == col(PackageRow.id))
        .correlate(PhaseRow, PackageRow)
    )
    by_unit = need.subquery("by_unit")
    inner = need.subquery("inner_units")
    by_area = (
        select(
            inner.c.areas,
            func.sum(inner.c.unit_targets).label("area_targets"),
            func.sum(inner.c.unit_committed).label("area_committed"),
        )
        .group_by(inner.c.areas)
        .subquery("by_area")
    )
    over = col(PhaseRow.ends_on) < func.app.today(type_=Date())
    found = (
        select(
            PhaseRow,
            PackageRow,
            select(func.count())
            .select_from(Need)
            .join(UnitRow, col(UnitRow.id) == col(Need.unit_id))
            .where(
                col(Need.phase_id) == col(PhaseRow.id),
                col(Need.package_id) == col(PackageRow.id),
                is_unplaced(),
            )
            .correlate(PhaseRow, PackageRow)
            .scalar_subquery()
            .cast(Integer)
            .label("unplaced"),
            *(
                _listed(by_unit, name, "units")
                for name in ("units", "unit_targets", "unit_committed")
            ),
            *(
                _listed(by_area, name, "areas")
                for name in ("areas", "area_targets", "area_committed")
            ),
        )
        .select_from(PhasePackage)
        .join(PhaseRow, col(PhaseRow.id) == col(PhasePackage.phase_id))
        .join(PackageRow, col(PackageRow.id) == col(PhasePackage.package_id))
        .where(col(PackageRow.id) == package)
        .order_by(over, func.abs(col(PhaseRow.ends_on) - func.app.today(type_=Date())))
        .limit(1)
    )
    return found if phase is None else found.where(col(PhaseRow.id) == phase)


class GapQueries:
    @graphql_sql.field(
        description="How many packages of a kind are missing in a phase (the current one if none is"
        " given), in each unit and kelurahan; null if the phase does not have the package."
    )
    def gaps(self, package: graphql_sql.ID, phase: graphql_sql.ID | None = None) -> Gaps | None:
        return graphql_sql.row(
            _gaps(graphql_sql.id_of(package, "Package"), graphql_sql.id_of(phase, "Phase"))
        )
