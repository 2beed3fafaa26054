"""The select behind lists of commitments."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlmodel import col

from ksbb.geo.queries import ids_inside
from ksbb.pledges.models import Commitment
from ksbb.pledges.sides import Side, on_side
from ksbb.programmes.models import Package
from ksbb.units.models import Unit


def commitments_listed(
    *,
    area: Any = None,
    phase: Any = None,
    package: Any = None,
    organisation: Any = None,
    side: Side | None = None,
    until: Any = None,
) -> Select[Commitment]:
    """Commitments that fit, without an order.

    Args:
        area: code of an area of any level in which the unit lies.
        phase: number of a phase's row.
        package: code of a package.
        organisation: number of an organisation that gives or carries out.
        side: only what the organisation gives, or only what it carries out for others.
        until: committed by this day and not released by it.
    """
    rows = select(Commitment)
    if area is not None:
        rows = rows.join(Unit, col(Unit.id) == col(Commitment.unit_id)).where(
            col(Unit.area_id).in_(ids_inside(area))
        )
    if phase is not None:
        rows = rows.where(col(Commitment.phase_id) == phase)
    if package is not None:
        rows = rows.join(Package, col(Package.id) == col(Commitment.package_id)).where(
            col(Package.code) == package
        )
    if organisation is not None:
        rows = rows.where(
            on_side(
                organisation,
                side,
                giver=col(Commitment.giver_id),
                executor=col(Commitment.executor_id),
            )
        )
    if until is not None:
        rows = rows.where(
            col(Commitment.committed_on) <= until,
            or_(col(Commitment.released_on).is_(None), col(Commitment.released_on) > until),
        )
    return rows
