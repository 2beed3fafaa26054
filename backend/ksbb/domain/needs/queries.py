"""SQL expressions about needs that GraphQL fields share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    select,
)
from sqlmodel import col

from ksbb.domain.geo.models import Area
from ksbb.domain.geo.queries import ids_of_areas_in, point_of
from ksbb.domain.needs.models import Need, NeedOrder
from ksbb.domain.programmes.models import Package, Per, Phase, PhasePackage, Programme, Share
from ksbb.domain.units.models import Unit, UnitKind
from ksbb.domain.units.queries import FARTHEST_METRES, limited

REMAINING = col(Need.target) - col(Need.held) - col(Need.committed)
"""Packages of a need that nobody has promised yet."""

BREAKS = (20, 40, 60, 80)
"""The published limits of the gap scale, in per cent of the target."""

STEPS = len(BREAKS) + 3
"""The number of coverage steps: nothing, the five ranges between the limits, everything."""


def coverage_step(target: Any, committed: Any) -> ColumnElement[int]:
    """The coverage step for this many committed packages of this target.

    The steps follow the gap scale: 0 if nothing is committed, 6 if everything is. The steps between
    are the ranges of the published limits of the missing share. So a unit has the same colour
    everywhere as on the map.
    """
    gap = (cast(target, BigInteger) - committed) * 100
    return case(
        (committed <= 0, 0),
        (committed >= target, STEPS - 1),
        *((gap < cast(target, BigInteger) * most, STEPS - 2 - n) for n, most in enumerate(BREAKS)),
        else_=1,
    ).cast(Integer)


# These columns change with every pledge, so none has an index. An index on phase and package limits
# how many rows are sorted.
_ORDERS: dict[NeedOrder, tuple[Any, bool]] = {
    NeedOrder.MOST_REMAINING: (REMAINING, True),
    NeedOrder.FEWEST_REMAINING: (REMAINING, False),
    NeedOrder.LARGEST: (col(Need.target), True),
    NeedOrder.SMALLEST: (col(Need.target), False),
    NeedOrder.MOST_COMMITTED: (col(Need.committed), True),
    NeedOrder.LEAST_COMMITTED: (col(Need.committed), False),
}


def need_order(order: NeedOrder) -> list[Any]:
    """The ORDER BY clauses for a list of needs; equal needs are in the order of publication."""
    by, descending = _ORDERS[order]
    return [by.desc() if descending else by, col(Need.id)]


def is_open() -> ColumnElement[bool]:
    """Whether a need takes pledges today. The SELECT must include Phase."""
    return and_(col(Need.state) == "published", func.app.today(type_=Date()) <= col(Phase.ends_on))


def listed(
    *,
    phase: Any = None,
    package: Any = None,
    area: Any = None,
    areas: type[Area] = Area,
    kinds: Iterable[UnitKind] | None = None,
    open: bool | None = None,
    coverage: Any = None,
) -> Select[Need]:
    """The needs that match, unordered; Unit and Phase are joined.

    Args:
        phase: row id of a phase.
        package: row id of a package.
        area: row id of an area of any level in which the unit lies.
        areas: Area, or an alias of it if the row id is a column of Area itself.
        kinds: kinds of units.
        open: only those that take pledges (or only those that don't).
        coverage: only those on this step, as `coverage_step` counts.
    """
    needs = (
        select(Need)
        .join(Unit, col(Unit.id) == col(Need.unit_id))
        .join(Phase, col(Phase.id) == col(Need.phase_id))
    )
    if phase is not None:
        needs = needs.where(col(Need.phase_id) == phase)
    if package is not None:
        needs = needs.where(col(Need.package_id) == package)
    if area is not None:
        needs = needs.where(col(Unit.area_id).in_(ids_of_areas_in(area, areas)))
    if kinds:
        needs = needs.where(col(Unit.kind).in_(sorted({kind.value for kind in kinds})))
    if open is not None:
        needs = needs.where(is_open() if open else ~is_open())
    if coverage is not None:
        needs = needs.where(coverage_step(col(Need.target), col(Need.committed)) == coverage)
    return needs


def around(
    needs: Select[Need], latitude: Any, longitude: Any, radius_metres: Any, first: Any
) -> Select[Any, Any]:
    """Of these needs those of units near a place, the ones with most missing packages first.

    The column ``distance_metres`` beside ``Need`` is the rounded distance to the unit's point.

    Args:
        needs: the result of ``listed``.
        latitude: in degrees.
        longitude: in degrees.
        radius_metres: up to FARTHEST_METRES.
        first: how many are wanted, up to MAX_ROWS.
    """
    here = point_of(latitude, longitude)
    within = func.least(func.greatest(radius_metres, 0), FARTHEST_METRES)
    metres = func.round(func.ST_Distance(col(Unit.point), here))
    return (
        needs.add_columns(cast(metres, Integer).label("distance_metres"))
        .where(func.ST_DWithin(col(Unit.point), here, within))
        .order_by(REMAINING.desc(), metres, col(Need.id))
        .limit(limited(first))
    )


def computed(phase: Any) -> Subquery:
    """The needs of every unit with data in a phase, whether published already or not.

    Columns: ``unit_id``, ``phase_id``, ``package_id``, ``snapshot_id``, ``target``. The same
    calculation as `rules.target`, for all units at once; a test compares both.

    Args:
        phase: row id of the phase.
    """
    unit, rw = Unit, col(Unit.kind) == UnitKind.RW.value
    basis = case(
        (col(Package.per) == Per.PERSON.value, col(unit.people)),
        (rw, col(unit.families)),
        else_=func.ceil(cast(col(unit.people), Numeric) / col(Programme.people_per_family)),
    )
    target = func.ceil(basis * col(Share.permille) / cast(1000, Numeric)).cast(Integer)
    counted = case(
        (and_(col(Package.per) == Per.FAMILY.value, rw), col(unit.families)),
        else_=col(unit.people),
    )
    return (
        select(
            col(unit.id).label("unit_id"),
            col(PhasePackage.phase_id).label("phase_id"),
            col(PhasePackage.package_id).label("package_id"),
            col(unit.snapshot_id).label("snapshot_id"),
            (target * col(PhasePackage.times)).label("target"),
        )
        .select_from(PhasePackage)
        .join(Package, col(Package.id) == col(PhasePackage.package_id))
        .join(Programme, col(Programme.id) == col(Package.programme_id))
        .join(Share, and_(col(Share.package_id) == col(Package.id), col(Share.permille) > 0))
        .join(
            unit,
            and_(col(unit.kind) == col(Share.unit_kind), col(unit.snapshot_id).is_not(None)),
        )
        .where(col(PhasePackage.phase_id) == phase, counted > 0)
        .subquery("computed")
    )


def unpublished(phase: Any) -> Subquery:
    """What publishing a phase would add, by package: ``package_id``, ``needs``, ``packages``.

    Also ``already``: how many needs exist already and stay unchanged.
    """
    wanted, there = computed(phase), Need
    new = col(there.id).is_(None)
    return (
        select(
            wanted.c.package_id,
            func.count().filter(new).cast(Integer).label("needs"),
            func.coalesce(func.sum(wanted.c.target).filter(new), 0)
            .cast(BigInteger)
            .label("packages"),
            func.count().filter(~new).cast(Integer).label("already"),
        )
        .select_from(wanted)
        .outerjoin(
            there,
            and_(
                col(there.unit_id) == wanted.c.unit_id,
                col(there.phase_id) == wanted.c.phase_id,
                col(there.package_id) == wanted.c.package_id,
            ),
        )
        .group_by(wanted.c.package_id)
        .subquery("unpublished")
    )
