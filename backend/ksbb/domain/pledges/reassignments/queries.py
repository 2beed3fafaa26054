"""Which pledges the Pemprov has to reassign."""

from __future__ import annotations

from sqlalchemy import Boolean, ColumnElement, Integer, and_, func, select
from sqlmodel import col

from ksbb.domain.pledges.models import Allocation, AllocationState, Pledge, PledgeState


def lacks_agreement() -> ColumnElement[bool]:
    """Whether the executor of a pledge is an aggregator without an agreement in force."""
    return func.app.lacks_agreement(col(Pledge.executor_id), type_=Boolean())


def _open() -> tuple[ColumnElement[bool], ...]:
    """Allocations of a pledge that are committed and not loaded completely."""
    return (
        col(Allocation.pledge_id) == col(Pledge.id),
        col(Allocation.state) == AllocationState.COMMITTED,
        col(Allocation.quantity) - col(Allocation.released) > col(Allocation.loaded),
    )


def not_loaded() -> ColumnElement[int]:
    """Packages of a pledge that are committed and on no load."""
    rest = col(Allocation.quantity) - col(Allocation.released) - col(Allocation.loaded)
    return select(func.coalesce(func.sum(rest), 0).cast(Integer)).where(*_open()).scalar_subquery()


def is_reassignable() -> ColumnElement[bool]:
    """Whether the Pemprov may release what of a pledge is committed and not loaded."""
    return and_(
        col(Pledge.state) == PledgeState.COMMITTED,
        select(col(Allocation.id)).where(*_open()).exists(),
        lacks_agreement(),
    )
