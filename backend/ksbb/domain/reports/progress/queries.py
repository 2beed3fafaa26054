"""The ladder by day and by phase, and how evenly units are covered."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Integer, Subquery, and_, func, select, values
from sqlalchemy import column as named
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.geo.models import Area
from ksbb.domain.geo.queries import ids_of_areas_in
from ksbb.domain.ledger.models import Rung
from ksbb.domain.needs.models import Need, NeedTotal
from ksbb.domain.needs.queries import STEPS, coverage_step
from ksbb.domain.programmes.models import Package, Phase, PhasePackage
from ksbb.domain.reports.days import every_day
from ksbb.domain.reports.queries import FIGURES, Rows, rung_sums
from ksbb.domain.units.models import Unit


def by_day(found: Subquery, *, phase: Any, since: Any, until: Any) -> Rows:
    """The rungs of each package at the end of each day, from the start of its first phase.

    Columns beside ``Package``: ``day`` and the rungs, cumulative; ordered by package and day.

    Args:
        found: changes of the ladder, as `queries.moves` returns them.
        phase: row id of their phase, if they are of one phase only.
        since: the first day that is shown.
        until: the last day that is shown; never later than today.
    """
    daily = (
        select(found.c.package_id, found.c.day, *rung_sums(found))
        .group_by(found.c.package_id, found.c.day)
        .subquery("daily")
    )
    return every_day(daily, FIGURES, phase=phase, since=since, until=until)


def by_phase(found: Subquery, *, area: Any, package: Any) -> Rows:
    """Every package in every phase that needs it, in an area, ordered by package and phase.

    Columns beside ``Phase`` and ``Package``: ``times`` (how often the phase needs the package),
    ``target``, the rungs, and the number of families or people for whom it lasts the whole phase:
    ``reach_needed``, ``reach_committed``, ``reach_received``.
    """
    needed = (
        select(
            col(NeedTotal.phase_id).label("phase_id"),
            col(NeedTotal.package_id).label("package_id"),
            func.sum(col(NeedTotal.target)).cast(BigInteger).label("target"),
        )
        .where(col(NeedTotal.area_id) == area)
        .group_by(col(NeedTotal.phase_id), col(NeedTotal.package_id))
        .subquery("needed")
    )
    sums = (
        select(found.c.phase_id, found.c.package_id, *rung_sums(found))
        .group_by(found.c.phase_id, found.c.package_id)
        .subquery("sums")
    )

    def rung_total(name: str) -> Any:
        return func.coalesce(sums.c[name], 0)

    times = col(PhasePackage.times)
    query = (
        select(
            Phase,
            Package,
            times.label("times"),
            needed.c.target.label("target"),
            *(rung_total(name).cast(BigInteger).label(name) for name in FIGURES),
            # A constraint of the table makes sure that times is above zero.
            *(
                func.div(packages, times).cast(BigInteger).label(f"reach_{name}")
                for name, packages in (
                    ("needed", needed.c.target),
                    ("committed", rung_total(Rung.COMMITTED)),
                    ("received", rung_total(Rung.RECEIVED)),
                )
            ),
        )
        .select_from(PhasePackage)
        .join(Phase, col(Phase.id) == col(PhasePackage.phase_id))
        .join(Package, col(Package.id) == col(PhasePackage.package_id))
        .join(
            needed,
            and_(
                needed.c.phase_id == col(PhasePackage.phase_id),
                needed.c.package_id == col(PhasePackage.package_id),
            ),
        )
        .outerjoin(
            sums,
            and_(
                sums.c.phase_id == col(PhasePackage.phase_id),
                sums.c.package_id == col(PhasePackage.package_id),
            ),
        )
        .order_by(col(Package.id), col(Phase.starts_on), col(Phase.id))
    )
    return query if package is None else query.where(col(Package.id) == package)


def covered(*, area: Any, package: Any, phase: Any, kind: Any) -> Subquery:
    """Each unit of a kind that needs a package, with its sums and its coverage step.

    Columns: ``unit_id``, ``target``, ``committed``, ``step``.
    """
    sums = (
        select(
            col(Need.unit_id).label("unit_id"),
            func.sum(col(Need.target)).cast(BigInteger).label("target"),
            func.sum(col(Need.committed)).cast(BigInteger).label("committed"),
        )
        .join(Unit, col(Unit.id) == col(Need.unit_id))
        .where(
            col(Need.package_id) == package,
            col(Unit.kind) == kind,
            col(Unit.area_id).in_(ids_of_areas_in(area, aliased(Area))),
        )
        .group_by(col(Need.unit_id))
    )
    if phase is not None:
        sums = sums.where(col(Need.phase_id) == phase)
    each = sums.subquery("each")
    step = coverage_step(each.c.target, each.c.committed)
    return select(each, step.label("step")).subquery("covered")


def coverage(*, area: Any, package: Any, phase: Any, kind: Any) -> Rows:
    """How many units are on each coverage step: one row for every step, the lowest first.

    Columns: ``step``, ``units``, ``target``, ``committed``.
    """
    found = covered(area=area, package=package, phase=phase, kind=kind)
    steps = values(named("step", Integer()), name="steps").data([(n,) for n in range(STEPS)])
    return (
        select(
            steps.c.step,
            func.count(found.c.unit_id).cast(Integer).label("units"),
            func.coalesce(func.sum(found.c.target), 0).cast(BigInteger).label("target"),
            func.coalesce(func.sum(found.c.committed), 0).cast(BigInteger).label("committed"),
        )
        .select_from(steps.outerjoin(found, found.c.step == steps.c.step))
        .group_by(steps.c.step)
        .order_by(steps.c.step)
    )
