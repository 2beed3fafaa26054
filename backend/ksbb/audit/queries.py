"""The select behind lists of the audit, and the orders it may be read in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, Select, Text, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, array
from sqlmodel import col

from ksbb.audit.models import Audit, AuditOrder


def start_of(day: Any) -> ColumnElement[Any]:
    """The moment at which a day begins in Jakarta."""
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
    """Rows of the audit that fit, without an order.

    Args:
        organisation: number of the organisation whose people acted.
        act: name of the verb.
        thing: name of a kind of thing, as in ``app.step``.
        thing_id: number of the thing.
        since: recorded on this day (WIB) or later.
        until: recorded on this day or before.
    """
    rows = select(Audit)
    if organisation is not None:
        rows = rows.where(col(Audit.tenant_id) == organisation)
    if act is not None:
        rows = rows.where(col(Audit.act) == act)
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
    """The clauses of an order of the audit: as it was recorded, whatever a demo's clock shows."""
    return [col(Audit.id) if order is AuditOrder.OLDEST else col(Audit.id).desc()]


def acts() -> ColumnElement[list[str]]:
    """Every verb in the audit, once, by name.

    It hops from one to the next along the index: there are a few dozen among many rows.
    """
    first = select(func.min(col(Audit.act)).label("act")).cte("hop", recursive=True)
    next_ = select(func.min(col(Audit.act))).where(col(Audit.act) > first.c.act).scalar_subquery()
    hops = first.union_all(select(next_).where(first.c.act.is_not(None)))
    return (
        select(
            func.coalesce(
                func.array_agg(aggregate_order_by(hops.c.act, hops.c.act)),
                cast(array([]), ARRAY(Text())),
                type_=ARRAY(Text()),
            )
        )
        .where(hops.c.act.is_not(None))
        .scalar_subquery()
    )
