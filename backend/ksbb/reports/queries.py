"""Totals of the ladder, exact at every moment: the folded base and the changes after it."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import BigInteger, ColumnElement, Select, Subquery, func, or_, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.geo.models import Area
from ksbb.geo.queries import inside
from ksbb.ledger.models import Ladder, LadderChange, Rung
from ksbb.needs.models import NeedTotal
from ksbb.pledges.sides import Side, on_side
from ksbb.programmes.models import Package

PROVINCE = "31"
"""DKI Jakarta, by its Kemendagri code."""

# Whole rows of a table, labels, or both.
Rows: TypeAlias = Select[*tuple[Any, ...]]


def moves(
    *,
    area: Any,
    phase: Any = None,
    package: Any = None,
    organisation: Any = None,
    side: Side | None = None,
    until: Any = None,
) -> Subquery:
    """Every cell and change of the ladder that fits.

    Columns: ``package_id``, ``phase_id``, ``rung``, ``day``, ``giver_id``, ``executor_id``,
    ``unit_kind``, ``quantity``.

    Args:
        area: code of the area.
        phase: number of a phase's row.
        package: code of a package.
        organisation: number of an organisation that gives or carries out.
        side: only what the organisation gives, or only what it carries out for others.
        until: the last effective day that counts.
    """
    parts: list[Rows] = []
    change_area = aliased(Area)
    own = select(col(Area.id)).where(col(Area.code) == area).scalar_subquery()
    for table in (Ladder, LadderChange):
        query = select(
            col(table.package_id).label("package_id"),
            col(table.phase_id).label("phase_id"),
            col(table.rung).label("rung"),
            col(table.day).label("day"),
            col(table.giver_id).label("giver_id"),
            col(table.executor_id).label("executor_id"),
            col(table.unit_kind).label("unit_kind"),
            col(table.quantity).label("quantity"),
        )
        if table is Ladder:
            query = query.where(col(table.area_id) == own)
        else:
            query = query.join(change_area, col(change_area.id) == col(table.area_id)).where(
                or_(
                    col(change_area.id) == own,
                    col(change_area.kecamatan_id) == own,
                    col(change_area.kota_id) == own,
                    col(change_area.provinsi_id) == own,
                )
            )
        if phase is not None:
            query = query.where(col(table.phase_id) == phase)
        if package is not None:
            query = query.where(
                col(table.package_id)
                == select(col(Package.id)).where(col(Package.code) == package).scalar_subquery()
            )
        if organisation is not None:
            query = query.where(
                on_side(
                    organisation,
                    side,
                    giver=col(table.giver_id),
                    executor=col(table.executor_id),
                )
            )
        if until is not None:
            query = query.where(col(table.day) <= until)
        parts.append(query)
    return union_all(*parts).subquery("moves")


def rung_sums(found: Any) -> list[ColumnElement[int]]:
    """A column for each rung: the sum of what stands on it."""
    return [
        func.coalesce(func.sum(found.c.quantity).filter(found.c.rung == rung.value), 0)
        .cast(BigInteger)
        .label(rung.value)
        for rung in Rung
    ]


def targets(*, area: Any, phase: Any = None, package: Any = None) -> Subquery:
    """Packages needed in an area by package: ``package_id``, ``target``, ``needs``."""
    total = NeedTotal
    query = (
        select(
            col(total.package_id).label("package_id"),
            func.sum(col(total.target)).cast(BigInteger).label("target"),
            func.sum(col(total.needs)).cast(BigInteger).label("needs"),
        )
        .where(
            col(total.area_id)
            == select(col(Area.id)).where(col(Area.code) == area).scalar_subquery()
        )
        .group_by(col(total.package_id))
    )
    if phase is not None:
        query = query.where(col(total.phase_id) == phase)
    if package is not None:
        query = query.where(
            col(total.package_id)
            == select(col(Package.id)).where(col(Package.code) == package).scalar_subquery()
        )
    return query.subquery("targets")


def by_area(*, level: str, package: Any, within: Any, phase: Any = None) -> Rows:
    """Each area of a level within an area, with its line of one package, by code.

    Columns beside ``Area``: ``target``, ``pledged``, ``committed``, ``received``.
    """
    number = select(col(Package.id)).where(col(Package.code) == package).scalar_subquery()
    rungs = ("pledged", "committed", "received")
    needed = select(func.coalesce(func.sum(col(NeedTotal.target)), 0).cast(BigInteger)).where(
        col(NeedTotal.area_id) == col(Area.id), col(NeedTotal.package_id) == number
    )
    change_area = aliased(Area)
    if phase is not None:
        needed = needed.where(col(NeedTotal.phase_id) == phase)

    def standing(rung: str) -> ColumnElement[int]:
        base = select(func.coalesce(func.sum(col(Ladder.quantity)), 0)).where(
            col(Ladder.area_id) == col(Area.id),
            col(Ladder.package_id) == number,
            col(Ladder.rung) == rung,
        )
        later = (
            select(func.coalesce(func.sum(col(LadderChange.quantity)), 0))
            .join(change_area, col(change_area.id) == col(LadderChange.area_id))
            .where(
                or_(
                    col(change_area.id) == col(Area.id),
                    col(change_area.kecamatan_id) == col(Area.id),
                    col(change_area.kota_id) == col(Area.id),
                    col(change_area.provinsi_id) == col(Area.id),
                ),
                col(LadderChange.package_id) == number,
                col(LadderChange.rung) == rung,
            )
        )
        if phase is not None:
            base = base.where(col(Ladder.phase_id) == phase)
            later = later.where(col(LadderChange.phase_id) == phase)
        return (base.scalar_subquery() + later.scalar_subquery()).cast(BigInteger).label(rung)

    return (
        select(
            Area,
            needed.scalar_subquery().label("target"),
            *(standing(rung) for rung in rungs),
        )
        .where(col(Area.level) == level, inside(within))
        .order_by(col(Area.code))
    )
