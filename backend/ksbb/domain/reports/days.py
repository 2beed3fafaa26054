"""Computes the state at the end of every day from the changes of each day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Date, Integer, Subquery, and_, cast, func, select
from sqlmodel import col

from ksbb.domain.programmes.models import Package, Phase, PhasePackage
from ksbb.domain.reports.queries import Rows


def every_day(
    daily: Subquery, names: Sequence[str], *, phase: Any = None, since: Any, until: Any
) -> Rows:
    """Each package's totals at the end of each day, from the start of its first phase.

    Columns beside ``Package``: ``day``, and for each of `names` the sum up to that day; ordered by
    package and day.

    Args:
        daily: ``package_id``, ``day`` and the change of each of `names` on that day.
        names: columns of `daily`.
        phase: row id of the phase with whose start the days begin, instead of the first phase.
        since: the first day that is shown.
        until: the last day that is shown; never later than today.
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
    balance = (
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
        .subquery("balance")
    )
    query = (
        select(Package, balance.c.day, *(balance.c[name] for name in names))
        .join(balance, balance.c.package_id == col(Package.id))
        .order_by(col(Package.id), balance.c.day)
    )
    return query if since is None else query.where(balance.c.day >= cast(since, Date))
