"""Totals of the ladder, always exact: the base totals and the changes after them."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import BigInteger, ColumnElement, Select, Subquery, func, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.geo.models import Area
from ksbb.domain.geo.queries import lies_in
from ksbb.domain.ledger.models import RECEIVED_BY_UNIT, Ladder, LadderChange, Rung
from ksbb.domain.needs.models import NeedTotal
from ksbb.domain.pledges.sides import Side, on_side

# The columns may be whole rows of a table, labelled values, or both.
Rows: TypeAlias = Select[*tuple[Any, ...]]


FIGURES = (*(rung.value for rung in Rung), RECEIVED_BY_UNIT)
"""The columns of the ladder: each rung, and what of `received` the unit itself confirmed."""


def moves(
    *,
    area: Any,
    phase: Any = None,
    package: Any = None,
    organisation: Any = None,
    side: Side | None = None,
    until: Any = None,
) -> Subquery:
    """Every base total and change of the ladder that matches.

    Columns: ``package_id``, ``phase_id``, ``rung``, ``day``, ``giver_id``, ``executor_id``,
    ``unit_kind``, ``quantity``.

    Args:
        area: row id of the area.
        phase: row id of a phase.
        package: row id of a package.
        organisation: row id of an organisation that gives or carries out.
        side: only what the organisation gives, or only what it carries out for others.
        until: the last day that counts.
    """
    parts: list[Rows] = []
    change_area = aliased(Area)
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
            query = query.where(col(table.area_id) == area)
        else:
            query = query.join(change_area, col(change_area.id) == col(table.area_id)).where(
                lies_in(area, change_area)
            )
        if phase is not None:
            query = query.where(col(table.phase_id) == phase)
        if package is not None:
            query = query.where(col(table.package_id) == package)
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
    """A column for each of `FIGURES`: the sum of its packages."""
    return [
        func.coalesce(func.sum(found.c.quantity).filter(found.c.rung == name), 0)
        .cast(BigInteger)
        .label(name)
        for name in FIGURES
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
        .where(col(total.area_id) == area)
        .group_by(col(total.package_id))
    )
    if phase is not None:
        query = query.where(col(total.phase_id) == phase)
    if package is not None:
        query = query.where(col(total.package_id) == package)
    return query.subquery("targets")


def by_area(*, level: str, package: Any, within: Any, phase: Any = None) -> Rows:
    """Each area of a level inside an area, with the ladder of one package, by code.

    The package, the area and the phase are given by their row ids. Columns beside ``Area``:
    ``target`` and the rungs ``pledged``, ``committed``, ``dispatched``, ``received``, and
    ``received_by_unit``.
    """
    each = aliased(Area)
    rungs = ("pledged", "committed", "dispatched", "received", RECEIVED_BY_UNIT)
    needed = select(func.coalesce(func.sum(col(NeedTotal.target)), 0).cast(BigInteger)).where(
        col(NeedTotal.area_id) == col(each.id), col(NeedTotal.package_id) == package
    )
    change_area = aliased(Area)
    if phase is not None:
        needed = needed.where(col(NeedTotal.phase_id) == phase)

    def rung_total(rung: str) -> ColumnElement[int]:
        base = select(func.coalesce(func.sum(col(Ladder.quantity)), 0)).where(
            col(Ladder.area_id) == col(each.id),
            col(Ladder.package_id) == package,
            col(Ladder.rung) == rung,
        )
        later = (
            select(func.coalesce(func.sum(col(LadderChange.quantity)), 0))
            .join(change_area, col(change_area.id) == col(LadderChange.area_id))
            .where(
                lies_in(col(each.id), change_area),
                col(LadderChange.package_id) == package,
                col(LadderChange.rung) == rung,
            )
        )
        if phase is not None:
            base = base.where(col(Ladder.phase_id) == phase)
            later = later.where(col(LadderChange.phase_id) == phase)
        return (base.scalar_subquery() + later.scalar_subquery()).cast(BigInteger).label(rung)

    return (
        select(
            each,
            needed.scalar_subquery().label("target"),
            *(rung_total(rung) for rung in rungs),
        )
        .where(col(each.level) == level, lies_in(within, each))
        .order_by(col(each.code))
    )
