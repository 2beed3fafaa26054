"""Packages that an organisation accepted for others, and how many of them are allocated, by day.

Stock is the packages of other organisations' pledges that it accepted: from the day of acceptance
until the pledge was rejected, withdrawn or lapsed. Its own direct pledges are not stock, because
they name their units from the start. Both numbers come from the recorded changes of state, so
figures of past days do not change. Row-level security shows a change of state to its parties and to
the Pemprov.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.organisations.models import Step
from ksbb.domain.pledges.models import Allocation, PledgeLine
from ksbb.domain.reports.days import every_day
from ksbb.domain.reports.queries import Rows

ENDED = ("rejected", "withdrawn", "lapsed")


def _steps(organisation: Any, thing: str, *states: str) -> ColumnElement[bool]:
    return and_(
        col(Step.executor_id) == organisation,
        col(Step.thing) == thing,
        col(Step.to_state).in_(states),
    )


def _accepted(organisation: Any) -> Subquery:
    """``pledge_id`` and ``day`` of acceptance for every pledge that it ever accepted."""
    return (
        select(col(Step.thing_id).label("pledge_id"), col(Step.effective).label("day"))
        .where(_steps(organisation, "pledge", "accepted"))
        .subquery("accepted")
    )


def _taken(organisation: Any) -> Rows:
    """Packages that it accepted, and those whose pledge has ended since."""
    accepted = _accepted(organisation)
    ended = aliased(Step)
    lines = (
        select(
            col(PledgeLine.package_id).label("package_id"),
            accepted.c.day.label("day"),
            col(PledgeLine.quantity).label("accepted"),
            literal(0).label("allocated"),
        )
        .select_from(accepted)
        .join(PledgeLine, col(PledgeLine.pledge_id) == accepted.c.pledge_id)
    )
    gone = (
        select(
            col(PledgeLine.package_id).label("package_id"),
            col(ended.effective).label("day"),
            (-col(PledgeLine.quantity)).label("accepted"),
            literal(0).label("allocated"),
        )
        .select_from(accepted)
        .join(PledgeLine, col(PledgeLine.pledge_id) == accepted.c.pledge_id)
        .join(
            ended,
            and_(
                col(ended.thing) == "pledge",
                col(ended.thing_id) == accepted.c.pledge_id,
                col(ended.to_state).in_(ENDED),
            ),
        )
    )
    return select(union_all(lines, gone).subquery("taken"))


def _directed(organisation: Any) -> Rows:
    """Packages of these that were allocated, and those whose allocation was released.

    Allocations made by the giver count from the acceptance on: before it they were not stock.
    """
    accepted = _accepted(organisation)
    quantity = col(Allocation.quantity)
    return (
        select(
            col(Allocation.package_id).label("package_id"),
            func.greatest(col(Step.effective), accepted.c.day).label("day"),
            literal(0).label("accepted"),
            case((col(Step.to_state) == "held", quantity), else_=-quantity).label("allocated"),
        )
        .select_from(Step)
        .join(Allocation, col(Allocation.id) == col(Step.thing_id))
        .join(accepted, accepted.c.pledge_id == col(Allocation.pledge_id))
        .where(_steps(organisation, "allocation", "held", "released"))
    )


def by_day(organisation: Any, *, since: Any, until: Any) -> Rows:
    """Each package that it ever accepted, at the end of each day.

    Columns beside ``Package``: ``day``, ``accepted``, ``allocated``; ordered by package and day.

    Args:
        organisation: row id of the organisation that carries out, or the column that holds it.
        since: the first day that is shown.
        until: the last day that is shown; never later than today.
    """
    moved = union_all(_taken(organisation), _directed(organisation)).subquery("moved")
    daily = (
        select(
            moved.c.package_id,
            moved.c.day,
            *(
                func.sum(moved.c[name]).cast(BigInteger).label(name)
                for name in ("accepted", "allocated")
            ),
        )
        .group_by(moved.c.package_id, moved.c.day)
        .subquery("daily")
    )
    return every_day(daily, ["accepted", "allocated"], since=since, until=until)
