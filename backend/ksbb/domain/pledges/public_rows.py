"""Selects of the public rows of one area, phase, package and organisation."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlmodel import SQLModel, col

from ksbb.domain.geo.models import Area
from ksbb.domain.geo.queries import ids_of_areas_in
from ksbb.domain.pledges.sides import Side, on_side
from ksbb.domain.units.models import Unit

Model = TypeVar("Model", bound=SQLModel)


def matching(
    model: type[Model],
    *,
    area: Any = None,
    areas: type[Area] = Area,
    phase: Any = None,
    package: Any = None,
    organisation: Any = None,
    side: Side | None = None,
) -> Select[Model]:
    """The rows that match, unordered.

    Args:
        model: a commitment or a delivery: a row for a unit, with phase, package, giver, executor.
        area: row id of an area of any level in which the unit lies.
        areas: Area, or an alias of it if the row id is a column of Area itself.
        phase: row id of a phase.
        package: row id of a package.
        organisation: row id of an organisation that gives or carries out.
        side: only what the organisation gives, or only what it carries out for others.
    """
    row: Any = model
    rows = select(model)
    if area is not None:
        rows = rows.join(Unit, col(Unit.id) == col(row.unit_id)).where(
            col(Unit.area_id).in_(ids_of_areas_in(area, areas))
        )
    if phase is not None:
        rows = rows.where(col(row.phase_id) == phase)
    if package is not None:
        rows = rows.where(col(row.package_id) == package)
    if organisation is not None:
        rows = rows.where(
            on_side(organisation, side, giver=col(row.giver_id), executor=col(row.executor_id))
        )
    return rows
