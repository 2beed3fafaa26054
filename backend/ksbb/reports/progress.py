"""The ladder along its lines: day by day, phase by phase, and how unevenly units are covered."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Subquery,
    and_,
    func,
    select,
    values,
)
from sqlalchemy import column as named
from sqlmodel import col

from ksbb.geo.models import Area
from ksbb.geo.queries import ids_inside
from ksbb.ledger.models import Rung
from ksbb.needs.models import Need, NeedTotal
from ksbb.needs.queries import STEPS, coverage_step
from ksbb.programmes.models import Package, Phase, PhasePackage
from ksbb.reports.days import every_day
from ksbb.reports.queries import Rows, rung_sums
from ksbb.units.models import Unit


def by_day(found: Subquery, *, phase: Any, since: Any, until: Any) -> Rows:
    """How high each package stood at the end of each day, from the first day on which it could.

    Columns beside ``Package``: ``day`` and the rungs, cumulative; by package and day.

    Args:
        found: moves of the ladder, as `queries.moves` gives them.
        phase: number of the phase they are of, if of one.
        since: the first day that is shown.
        until: the last; never later than today.
    """
    daily = (
        select(found.c.package_id, found.c.day, *rung_sums(found))
        .group_by(found.c.package_id, found.c.day)
        .subquery("daily")
    )
    return every_day(daily, [rung.value for rung in Rung], phase=phase, since=since, until=until)


def by_phase(found: Subquery, *, area: Any, package: Any) -> Rows:
    """Every package in every phase that asks for it, in an area, by package and phase.

    Columns beside ``Phase`` and ``Package``: ``times`` that the phase asks for the package,
    ``target``, the rungs, and the families or people for whom it is enough for the whole phase:
    ``reach_needed``, ``reach_committed``, ``reach_received``.
    """
    needed = (
        select(
            col(NeedTotal.phase_id).label("phase_id"),
            col(NeedTotal.package_id).label("package_id"),
            func.sum(col(NeedTotal.target)).cast(BigInteger).label("target"),
        )
        .where(
            col(NeedTotal.area_id)
            == select(col(Area.id)).where(col(Area.code) == area).scalar_subquery()
        )
        .group_by(col(NeedTotal.phase_id), col(NeedTotal.package_id))
        .subquery("needed")
    )
    sums = (
        select(found.c.phase_id, found.c.package_id, *rung_sums(found))
        .group_by(found.c.phase_id, found.c.package_id)
        .subquery("sums")
    )

    def standing(rung: Rung) -> Any:
        return func.coalesce(sums.c[rung.value], 0)

    times = col(PhasePackage.times)
    query = (
        select(
            Phase,
            Package,
            times.label("times"),
            needed.c.target.label("target"),
            *(standing(rung).cast(BigInteger).label(rung.value) for rung in Rung),
            # The table holds times above zero.
            *(
                func.div(packages, times).cast(BigInteger).label(f"reach_{name}")
                for name, packages in (
                    ("needed", needed.c.target),
                    ("committed", standing(Rung.COMMITTED)),
                    ("received", standing(Rung.RECEIVED)),
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
    return query if package is None else query.where(col(Package.code) == package)


def covered(*, area: Any, package: Any, phase: Any, kind: Any) -> Subquery:
    """Each unit of a kind that needs a package, with its sums and its step of coverage.

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
            col(Need.package_id)
            == select(col(Package.id)).where(col(Package.code) == package).scalar_subquery(),
            col(Unit.kind) == kind,
            col(Unit.area_id).in_(ids_inside(area)),
        )
        .group_by(col(Need.unit_id))
    )
    if phase is not None:
        sums = sums.where(col(Need.phase_id) == phase)
    each = sums.subquery("each")
    step = coverage_step(each.c.target, each.c.committed)
    return select(each, step.label("step")).subquery("covered")


def coverage(*, area: Any, package: Any, phase: Any, kind: Any) -> Rows:
    """How many units stand on each step of coverage: a row for every step, the lowest first.

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
