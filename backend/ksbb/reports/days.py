"""From what changed on which day to how things stood at the end of every day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Date, Integer, Subquery, and_, cast, func, select
from sqlmodel import col

from ksbb.programmes.models import Package, Phase, PhasePackage
from ksbb.reports.queries import Rows


def every_day(
    daily: Subquery, names: Sequence[str], *, phase: Any = None, since: Any, until: Any
) -> Rows:
    """How each package stood at the end of each day, from the beginning of its first phase on.

    Columns beside ``Package``: ``day`` and the sums up to it under the names of what was added;
    by package and day.

    Args:
        daily: ``package_id``, ``day`` and by how much each of `names` changed on it.
        names: columns of `daily`.
        phase: number of the phase with which the days begin, instead of the package's first.
        since: the first day that is shown.
        until: the last; never later than today.
    """
    opening = (
        select(func.min(col(Phase.starts_on)))
        .join(PhasePackage, col(PhasePackage.phase_id) == col(Phase.id))
        .where(col(PhasePackage.package_id) == daily.c.package_id)
    )
    if phase is not None:
        opening = opening.where(col(Phase.id) == phase)
    spans = (
        select(
            daily.c.package_id,
            func.least(func.min(daily.c.day), opening.scalar_subquery(), type_=Date()).label(
                "first"
            ),
        )
        .group_by(daily.c.package_id)
        .subquery("spans")
    )
    today = func.app.today(type_=Date())
    last = today if until is None else func.least(cast(until, Date), today, type_=Date())
    count = func.generate_series(0, cast(last - spans.c.first, Integer), type_=Integer())
    days = select(spans.c.package_id, cast(spans.c.first + count, Date).label("day")).subquery(
        "days"
    )
    standing = (
        select(
            days.c.package_id,
            days.c.day,
            *(
                func.coalesce(
                    func.sum(daily.c[name]).over(
                        partition_by=days.c.package_id, order_by=days.c.day
                    ),
                    0,
                )
                .cast(BigInteger)
                .label(name)
                for name in names
            ),
        )
        .select_from(
            days.outerjoin(
                daily,
                and_(daily.c.package_id == days.c.package_id, daily.c.day == days.c.day),
            )
        )
        .subquery("standing")
    )
    query = (
        select(Package, standing.c.day, *(standing.c[name] for name in names))
        .join(standing, standing.c.package_id == col(Package.id))
        .order_by(col(Package.id), standing.c.day)
    )
    return query if since is None else query.where(standing.c.day >= cast(since, Date))
