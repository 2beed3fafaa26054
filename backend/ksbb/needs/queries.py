"""Selects over needs that declared fields share."""

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

from ksbb.geo.queries import ids_inside, place
from ksbb.needs.models import Need, NeedOrder
from ksbb.programmes.models import Package, Per, Phase, PhasePackage, Programme, Share
from ksbb.units.models import Unit, UnitKind
from ksbb.units.queries import FARTHEST_METRES, limited

REMAINING = col(Need.target) - col(Need.held) - col(Need.committed)
"""Packages of a need that nobody has promised yet."""

BREAKS = (20, 40, 60, 80)
"""The published breaks of the gap scale, in per cent of the target."""

STEPS = len(BREAKS) + 3
"""Of coverage: nothing, the five parts between the breaks, everything."""


def coverage_step(target: Any, committed: Any) -> ColumnElement[int]:
    """The step on which so many committed packages of so many needed stand.

    The steps follow the gap scale: 0 where nothing is committed, 6 where everything is, and
    between them the published breaks of what is open, so that a unit has everywhere the colour
    that it has on the map.
    """
    gap = (cast(target, BigInteger) - committed) * 100
    return case(
        (committed <= 0, 0),
        (committed >= target, STEPS - 1),
        *((gap < cast(target, BigInteger) * most, STEPS - 2 - n) for n, most in enumerate(BREAKS)),
        else_=1,
    ).cast(Integer)


# Counters move with every promise, so none has an index; a phase and a package do, and bound
# what is sorted.
_ORDERS: dict[NeedOrder, tuple[Any, bool]] = {
    NeedOrder.MOST_REMAINING: (REMAINING, True),
    NeedOrder.FEWEST_REMAINING: (REMAINING, False),
    NeedOrder.LARGEST: (col(Need.target), True),
    NeedOrder.SMALLEST: (col(Need.target), False),
    NeedOrder.MOST_COMMITTED: (col(Need.committed), True),
    NeedOrder.LEAST_COMMITTED: (col(Need.committed), False),
}


def need_order(order: NeedOrder) -> list[Any]:
    """The clauses of an order of needs; equal ones stand as they were published."""
    by, descending = _ORDERS[order]
    return [by.desc() if descending else by, col(Need.id)]


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
    coverage: Any = None,
) -> Select[Need]:
    """Needs that fit, without an order; Unit and Phase are joined.

    Args:
        phase: number of a phase's row.
        package: code of a package.
        area: code of an area of any level in which the unit lies.
        kinds: of units.
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
        needs = needs.join(Package, col(Package.id) == col(Need.package_id)).where(
            col(Package.code) == package
        )
    if area is not None:
        needs = needs.where(col(Unit.area_id).in_(ids_inside(area)))
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
    """Of these needs those of units near a place, the most unpromised first.

    The column ``distance_metres`` beside ``Need`` is that to the unit's point, rounded.

    Args:
        needs: as ``listed`` gives them.
        latitude: in degrees.
        longitude: in degrees.
        radius_metres: up to FARTHEST_METRES.
        first: how many are wanted, up to MOST.
    """
    here = place(latitude, longitude)
    within = func.least(func.greatest(radius_metres, 0), FARTHEST_METRES)
    metres = func.round(func.ST_Distance(col(Unit.point), here))
    return (
        needs.add_columns(cast(metres, Integer).label("distance_metres"))
        .where(func.ST_DWithin(col(Unit.point), here, within))
        .order_by(REMAINING.desc(), metres, col(Need.id))
        .limit(limited(first))
    )


def computed(phase: Any) -> Subquery:
    """What a phase asks of every unit with data, published already or not.

    Columns: ``unit_id``, ``phase_id``, ``package_id``, ``snapshot_id``, ``target``. The same as
    `rules.target`, for all units at once; a test holds the two together.

    Args:
        phase: number of the phase's row.
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

    Also ``already``: how many needs are there and stay as they are.
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
