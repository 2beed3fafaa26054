"""The SELECT for lists of contributions, and their sort orders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, select
from sqlmodel import col

from ksbb.domain.contributions.models import Contribution, ContributionOrder, ContributionState
from ksbb.domain.pledges.sides import Side

# The received amount, else the announced one. An index is built on exactly this expression.
AMOUNT: ColumnElement[int] = func.coalesce(
    col(Contribution.received), col(Contribution.intended), type_=BigInteger()
)


def contributions_listed(
    organisation: Any, side: Side, *, states: Iterable[ContributionState] | None = None
) -> Select[Contribution]:
    """The contributions that an organisation gave, or that it received, unordered."""
    row = Contribution
    rows = select(row).where(
        col(row.donor_id if side is Side.GIVER else row.executor_id) == organisation
    )
    if states:
        rows = rows.where(col(row.state).in_(sorted({state.value for state in states})))
    return rows


def contribution_order(order: ContributionOrder) -> list[Any]:
    """The ORDER BY clauses for a list of contributions."""
    number = col(Contribution.id)
    if order is ContributionOrder.OLDEST:
        return [number]
    if order is ContributionOrder.LARGEST:
        return [AMOUNT.desc(), number.desc()]
    if order is ContributionOrder.SMALLEST:
        return [AMOUNT, number]
    return [number.desc()]
