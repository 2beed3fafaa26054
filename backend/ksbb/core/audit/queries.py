"""The SELECT for lists of the audit, and its sort orders."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, Select, Text, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, array
from sqlmodel import col

from ksbb.core.audit.models import Audit, AuditOrder


def start_of(day: Any) -> ColumnElement[Any]:
    """The time at which a day begins in Jakarta."""
    return func.timezone(
        "Asia/Jakarta", cast(cast(day, Date), DateTime()), type_=DateTime(timezone=True)
    )


def audit_listed(
    *,
    organisation: Any = None,
    act: Any = None,
    thing: Any = None,
    thing_id: Any = None,
    since: Any = None,
    until: Any = None,
) -> Select[Audit]:
    """The audit rows that match the filters, unordered.

    Args:
        organisation: row id of the organisation whose people acted.
        act: name of the action.
        thing: name of a kind of thing, as in ``app.step``.
        thing_id: row id of the thing.
        since: recorded on this day (WIB) or later.
        until: recorded on this day (WIB) or before.
    """
    rows = select(Audit)
    if organisation is not None:
        rows = rows.where(col(Audit.tenant_id) == organisation)
    if act is not None:
        rows = rows.where(col(Audit.action) == act)
    if thing is not None:
        rows = rows.where(col(Audit.thing) == thing)
    if thing_id is not None:
        rows = rows.where(col(Audit.thing_id) == thing_id)
    if since is not None:
        rows = rows.where(col(Audit.recorded) >= start_of(since))
    if until is not None:
        rows = rows.where(col(Audit.recorded) < start_of(cast(until, Date) + 1))
    return rows


def audit_order(order: AuditOrder) -> list[Any]:
    """The ORDER BY clauses. They sort by id, because the clock of a demo can be set back."""
    return [col(Audit.id) if order is AuditOrder.OLDEST else col(Audit.id).desc()]


def acts() -> ColumnElement[list[str]]:
    """The name of every action in the audit, without repeats, sorted.

    A recursive query jumps from one name to the next in the index: there are a few dozen names in a
    very large number of rows.
    """
    first = select(func.min(col(Audit.action)).label("action")).cte(
        "distinct_action", recursive=True
    )
    next_ = (
        select(func.min(col(Audit.action)))
        .where(col(Audit.action) > first.c.action)
        .scalar_subquery()
    )
    names = first.union_all(select(next_).where(first.c.action.is_not(None)))
    return (
        select(
            func.coalesce(
                func.array_agg(aggregate_order_by(names.c.action, names.c.action)),
                cast(array([]), ARRAY(Text())),
                type_=ARRAY(Text()),
            )
        )
        .where(names.c.action.is_not(None))
        .scalar_subquery()
    )
