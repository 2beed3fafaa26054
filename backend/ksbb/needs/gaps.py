"""Gaps in GraphQL: one number for each unit and kelurahan, by which maps are coloured."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    Select,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col

from ksbb import reads
from ksbb.needs.models import Need
from ksbb.programmes.graph import Package, Phase
from ksbb.programmes.models import Package as PackageRow
from ksbb.programmes.models import Phase as PhaseRow
from ksbb.programmes.models import PhasePackage
from ksbb.units.mapped import is_unplaced
from ksbb.units.models import Unit as UnitRow


def _numbers(what: str) -> Any:
    return reads.column(description=what)


@reads.value()
class Gaps:
    """How much of a package is missing in a phase, everywhere: parallel lists, for maps.

    Numbers are those of features in the vector tiles.
    """

    phase: Phase = reads.part(PhaseRow, description="The phase.")
    package: Package = reads.part(PackageRow, description="The package.")
    unplaced: int = reads.column(description="Units with a need here that no map can show.")
    units: list[int] = _numbers("Units with a need.")
    unit_targets: list[int] = _numbers("What each of `units` needs.")
    unit_committed: list[int] = _numbers("What of it is committed.")
    areas: list[int] = _numbers("Kelurahan with such units.")
    area_targets: list[int] = _numbers("What each of `areas` needs.")
    area_committed: list[int] = _numbers("What of it is committed.")


def _listed(rows: Any, name: str, order: str) -> ColumnElement[Any]:
    """A column of a select as one array, in the order of another."""
    value = cast(rows.c[name], Integer)
    found = func.array_agg(aggregate_order_by(value, rows.c[order]))
    return (
        select(func.coalesce(found, text("'{}'::int[]"), type_=ARRAY(Integer)))
        .select_from(rows)
        .scalar_subquery()
        .label(name)
    )


def _gaps(package: Any, phase: Any) -> Select[Any]:
    """The gaps of a package (by code) in a phase (by number), or in its current one."""
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
        .where(col(PackageRow.code) == package)
        .order_by(over, func.abs(col(PhaseRow.ends_on) - func.app.today(type_=Date())))
        .limit(1)
    )
    return found if phase is None else found.where(col(PhaseRow.id) == phase)


class GapQueries:
    @reads.field(
        description="How much of a package is missing in a phase (the current one if none is"
        " named), in each unit and kelurahan; null if the package is not given in it."
    )
    def gaps(self, package: str, phase: reads.GlobalID | None = None) -> Gaps | None:
        return reads.row(_gaps(package, None if phase is None else reads.id_of(phase, "Phase")))
