"""Selects over needs that declared fields share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, func, select
from sqlmodel import col

from ksbb.geo.queries import ids_inside
from ksbb.needs.models import Need
from ksbb.programmes.models import Package, Phase
from ksbb.units.models import Unit, UnitKind

REMAINING = col(Need.target) - col(Need.held) - col(Need.committed)
"""Packages of a need that nobody has promised yet."""


def is_open() -> ColumnElement[bool]:
    """Whether a need takes pledges today; needs Phase in the select."""
    return and_(col(Need.state) == "published", func.app.today(type_=Date()) <= col(Phase.ends_on))


def listed(
    *,
    phase: Any = None,
    package: Any = None,
    area: Any = None,
    kinds: Iterable[UnitKind] | None = None,
    open: bool | None = None,
) -> Select[Need]:
    """Needs that fit, without an order; Unit and Phase are joined.

    Args:
        phase: number of a phase's row.
        package: code of a package.
        area: code of an area of any level in which the unit lies.
        kinds: of units.
        open: only those that take pledges (or only those that don't).
    """
    needs = (
        select(Need)
        .join(Unit, col(Unit.id) == col(Need.unit_id))
        .join(Phase, col(Phase.id) == col(Need.phase_id))
    )
    if phase is not None:
        needs = needs.where(col(Need.phase_id) == phase)
    if package is not None:
        needs = needs.join(Package, col(Package.id) == col(Need.package_id)).where(
            col(Package.code) == package
        )
    if area is not None:
        needs = needs.where(col(Unit.area_id).in_(ids_inside(area)))
    if kinds:
        needs = needs.where(col(Unit.kind).in_(sorted({kind.value for kind in kinds})))
    if open is not None:
        needs = needs.where(is_open() if open else ~is_open())
    return needs
