"""The select behind lists of contributions, and the orders they may be read in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, select
from sqlmodel import col

from ksbb.contributions.models import Contribution, ContributionOrder, ContributionState
from ksbb.pledges.sides import Side

# What came in, else what was announced; an index knows this very expression.
AMOUNT: ColumnElement[int] = func.coalesce(
    col(Contribution.received), col(Contribution.intended), type_=BigInteger()
)


def contributions_listed(
    organisation: Any, side: Side, *, states: Iterable[ContributionState] | None = None
) -> Select[Contribution]:
    """What an organisation gave, or what it received, without an order."""
    row = Contribution
    rows = select(row).where(
        col(row.donor_id if side is Side.GIVER else row.executor_id) == organisation
    )
    if states:
        rows = rows.where(col(row.state).in_(sorted({state.value for state in states})))
    return rows


def contribution_order(order: ContributionOrder) -> list[Any]:
    """The clauses of an order of contributions."""
    number = col(Contribution.id)
    if order is ContributionOrder.OLDEST:
        return [number]
    if order is ContributionOrder.LARGEST:
        return [AMOUNT.desc(), number.desc()]
    if order is ContributionOrder.SMALLEST:
        return [AMOUNT, number]
    return [number.desc()]
