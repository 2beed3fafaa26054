"""What of a pledge line has not come, in SQL: for the lists and for the rules."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from sqlalchemy import ColumnElement, Date, Integer, case, func, not_, select
from sqlmodel import col

from ksbb.core.clock import TODAY
from ksbb.core.viewer import Kind
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.closings.models import Closing, ClosingState
from ksbb.domain.pledges.closings.rules import DAYS
from ksbb.domain.pledges.models import Allocation, AllocationState, Pledge, PledgeLine, PledgeState
from ksbb.domain.programmes.models import Phase


def came() -> ColumnElement[int]:
    """Packages of a line that came; what replaces damaged ones is not among them."""
    return col(PledgeLine.stocked) - col(PledgeLine.replaced)


def is_closed() -> ColumnElement[bool]:
    """Whether a line was closed short, and that still stands."""
    row = Closing
    return (
        select(col(row.id))
        .where(col(row.line_id) == col(PledgeLine.id), col(row.state) != ClosingState.TAKEN_BACK)
        .exists()
    )


def unallocated() -> ColumnElement[int]:
    """Packages of a line that still get a destination: none if it was closed short."""
    return case((is_closed(), 0), else_=col(PledgeLine.quantity) - col(PledgeLine.allocated)).cast(
        Integer
    )


def is_held() -> ColumnElement[bool]:
    """Whether allocations of a line wait for the Pemprov's approval."""
    return (
        select(col(Allocation.id))
        .where(
            col(Allocation.line_id) == col(PledgeLine.id),
            col(Allocation.state) == AllocationState.HELD,
        )
        .exists()
    )


def closable_since() -> ColumnElement[dt.date | None]:
    """The first day on which a line may be closed short; null if nothing of it is committed.

    What is for a later phase need not be there before it begins.
    """
    first = select(func.min(col(Allocation.committed_on), type_=Date())).where(
        col(Allocation.line_id) == col(PledgeLine.id)
    )
    begins = select(col(Phase.starts_on)).where(col(Phase.id) == col(PledgeLine.phase_id))
    waited = cast("Any", first.scalar_subquery() + DAYS).cast(Date)
    return case((waited.is_not(None), func.greatest(waited, begins.scalar_subquery())))


def is_short() -> ColumnElement[bool]:
    """Whether a pledge has a line that its executor may close short now."""
    return (
        select(col(PledgeLine.id))
        .where(
            col(PledgeLine.pledge_id) == col(Pledge.id),
            col(Pledge.state) == PledgeState.COMMITTED,
            line_is_short(),
        )
        .exists()
    )


def line_is_short() -> ColumnElement[bool]:
    """Whether too little of a committed pledge's line came in time, and nobody has closed it.

    What donors deliver themselves does not come to a depot.
    """
    delivers_itself = (
        select(col(Organisation.id))
        .where(
            col(Organisation.id) == col(PledgeLine.executor_id),
            col(Organisation.kind) == Kind.DONOR,
        )
        .exists()
    )
    return (
        (came() < col(PledgeLine.quantity))
        & (closable_since() <= TODAY)
        & not_(is_closed())
        & not_(delivers_itself)
    )
