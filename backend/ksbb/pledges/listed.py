"""The selects behind lists of pledges and commitments, and the orders they may be read in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlmodel import col

from ksbb.geo.queries import ids_inside
from ksbb.pledges.models import Allocation, Commitment, Pledge, PledgeLine, PledgeState
from ksbb.pledges.sides import Side, on_side
from ksbb.programmes.models import Package
from ksbb.units.models import Unit


class PledgeOrder(StrEnum):
    """How a list of pledges is ordered; each has its index."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    LONGEST_WAITING = "LONGEST_WAITING"
    SHORTEST_WAITING = "SHORTEST_WAITING"


def expiry() -> ColumnElement[Any]:
    """When what a pledge holds runs out; null if it holds nothing that does."""
    return (
        select(func.min(col(Allocation.expires_at)))
        .where(col(Allocation.pledge_id) == col(Pledge.id), col(Allocation.state) == "held")
        .scalar_subquery()
    )


# A hold that ran out is gone, whether or not somebody has tidied up behind it yet.
SHOWN: ColumnElement[str] = case(
    (
        and_(
            col(Pledge.state) == "submitted",
            expiry() <= func.app.now(type_=DateTime(timezone=True)),
        ),
        literal("lapsed"),
    ),
    else_=col(Pledge.state),
)
"""The state of a pledge as people see it."""


def without_destination() -> ColumnElement[bool]:
    """Whether packages of a pledge are not directed to units yet."""
    return (
        select(col(PledgeLine.id))
        .where(
            col(PledgeLine.pledge_id) == col(Pledge.id),
            col(PledgeLine.allocated) < col(PledgeLine.quantity),
        )
        .exists()
    )


def pledges_listed(
    organisation: Any,
    side: Side,
    *,
    states: Iterable[PledgeState] | None = None,
    phase: Any = None,
    to_direct: bool = False,
) -> Select[Pledge]:
    """Pledges in which an organisation stands on a side, without an order.

    The policy protects; the side picks the index.

    Args:
        organisation: number of the organisation, or the column that holds it.
        side: what it gives, or what it carries out for others.
        states: as people see them; all if None or empty.
        phase: number of a phase's row.
        to_direct: only those whose packages lack a destination.
    """
    rows = select(Pledge).where(
        on_side(organisation, side, giver=col(Pledge.donor_id), executor=col(Pledge.executor_id))
    )
    if states:
        rows = rows.where(SHOWN.in_(sorted({state.value for state in states})))
    if phase is not None:
        rows = rows.where(col(Pledge.phase_id) == phase)
    if to_direct:
        rows = rows.where(without_destination())
    return rows


def awaiting_pemprov() -> Select[Pledge]:
    """Pledges that wait for the Pemprov's approval, without an order."""
    waits = (
        select(col(Allocation.id))
        .where(col(Allocation.pledge_id) == col(Pledge.id), col(Allocation.state) == "held")
        .exists()
    )
    return select(Pledge).where(
        or_(
            and_(col(Pledge.state) == "submitted", col(Pledge.channel) == "DIRECT"),
            and_(col(Pledge.state).in_(["accepted", "committed"]), waits),
        )
    )


def pledge_order(order: PledgeOrder) -> list[Any]:
    """The clauses of an order of pledges."""
    if order is PledgeOrder.OLDEST:
        return [col(Pledge.id)]
    if order is PledgeOrder.LONGEST_WAITING:
        return [col(Pledge.waits_since), col(Pledge.id)]
    if order is PledgeOrder.SHORTEST_WAITING:
        return [col(Pledge.waits_since).desc(), col(Pledge.id).desc()]
    return [col(Pledge.id).desc()]


def commitments_listed(
    *,
    area: Any = None,
    phase: Any = None,
    package: Any = None,
    organisation: Any = None,
    side: Side | None = None,
    since: Any = None,
    until: Any = None,
) -> Select[Commitment]:
    """Commitments that fit, without an order.

    Args:
        area: code of an area of any level in which the unit lies.
        phase: number of a phase's row.
        package: code of a package.
        organisation: number of an organisation that gives or carries out.
        side: only what the organisation gives, or only what it carries out for others.
        since: committed on this day or later.
        until: committed by this day and not released by it.
    """
    rows = select(Commitment)
    if area is not None:
        rows = rows.join(Unit, col(Unit.id) == col(Commitment.unit_id)).where(
            col(Unit.area_id).in_(ids_inside(area))
        )
    if phase is not None:
        rows = rows.where(col(Commitment.phase_id) == phase)
    if package is not None:
        rows = rows.join(Package, col(Package.id) == col(Commitment.package_id)).where(
            col(Package.code) == package
        )
    if organisation is not None:
        rows = rows.where(
            on_side(
                organisation,
                side,
                giver=col(Commitment.giver_id),
                executor=col(Commitment.executor_id),
            )
        )
    if since is not None:
        rows = rows.where(col(Commitment.committed_on) >= since)
    if until is not None:
        rows = rows.where(
            col(Commitment.committed_on) <= until,
            or_(col(Commitment.released_on).is_(None), col(Commitment.released_on) > until),
        )
    return rows
