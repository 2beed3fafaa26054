"""The SELECTs for lists of pledges and commitments, and their sort orders."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    String,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlmodel import col

import graphql_sql
from ksbb.core.lifecycle import Party
from ksbb.core.viewer import WRITING_ROLES
from ksbb.domain.pledges.closings import shortfalls
from ksbb.domain.pledges.models import (
    Allocation,
    Channel,
    Commitment,
    Pledge,
    PledgeLine,
    PledgeState,
    Release,
)
from ksbb.domain.pledges.permissions import PERMISSIONS, Condition, Permission, PledgeAction
from ksbb.domain.pledges.public_rows import matching
from ksbb.domain.pledges.sides import Side, on_side
from ksbb.domain.pledges.withdrawals.models import Withdrawal, WithdrawalState


class PledgeOrder(StrEnum):
    """The sort order of a list of pledges; each has an index."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    LONGEST_WAITING = "LONGEST_WAITING"
    SHORTEST_WAITING = "SHORTEST_WAITING"


def expiry() -> ColumnElement[Any]:
    """When the first hold of a pledge expires; null if none of its holds expires."""
    return (
        select(func.min(col(Allocation.expires_at)))
        .where(col(Allocation.pledge_id) == col(Pledge.id), col(Allocation.state) == "held")
        .scalar_subquery()
    )


def hold_expired() -> ColumnElement[bool]:
    """Whether a hold of a submitted pledge has expired.

    If somebody else took packages of the same need after that, the expired hold is released
    already.
    """
    row = Allocation
    return (
        select(col(row.id))
        .where(
            col(row.pledge_id) == col(Pledge.id),
            or_(
                and_(
                    col(row.state) == "held",
                    col(row.expires_at) <= func.app.now(type_=DateTime(timezone=True)),
                ),
                and_(col(row.state) == "released", col(row.reason) == "LAPSED"),
            ),
        )
        .exists()
    )


# Such a pledge has lapsed, even if the worker has not changed its state yet.
DISPLAY_STATE: ColumnElement[str] = case(
    (and_(col(Pledge.state) == "submitted", hold_expired()), literal("lapsed")),
    else_=col(Pledge.state),
)
"""The state of a pledge as people see it."""


ALLOCATION_STATE: ColumnElement[str] = case(
    # What was released in parts is fulfilled in the books, though nothing of it was received.
    (
        and_(
            col(Allocation.state) == "fulfilled",
            col(Allocation.released) == col(Allocation.quantity),
        ),
        literal("released"),
    ),
    else_=col(Allocation.state),
)
"""The state of an allocation as people see it."""


def without_destination() -> ColumnElement[bool]:
    """Whether a pledge has packages that are not allocated to units yet."""
    return (
        select(col(PledgeLine.id))
        .where(col(PledgeLine.pledge_id) == col(Pledge.id), shortfalls.unallocated() > 0)
        .exists()
    )


def needs_consent() -> ColumnElement[bool]:
    """Whether its giver can't withdraw a pledge alone."""
    return func.app.withdrawal_needs_consent(col(Pledge.id), type_=Boolean())


def withdrawal_requested() -> ColumnElement[bool]:
    """Whether a request to withdraw a pledge waits or was agreed to."""
    row = Withdrawal
    return (
        select(col(row.id))
        .where(
            col(row.pledge_id) == col(Pledge.id),
            (col(row.state) == WithdrawalState.REQUESTED)
            | (col(row.state) == WithdrawalState.AGREED),
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
    short: bool = False,
) -> Select[Pledge]:
    """Pledges that an organisation gives or carries out, unordered.

    Row-level security protects the rows; `side` chooses the index.

    Args:
        organisation: row id of the organisation, or the column that holds it.
        side: what it gives, or what it carries out for others.
        states: as people see them; all if None or empty.
        phase: row id of a phase.
        to_direct: only those with packages that have no destination.
        short: only those of which too little came, 7 days after their commitment.
    """
    rows = select(Pledge).where(
        on_side(organisation, side, giver=col(Pledge.donor_id), executor=col(Pledge.executor_id))
    )
    if states:
        rows = rows.where(DISPLAY_STATE.in_(sorted({state.value for state in states})))
    if phase is not None:
        rows = rows.where(col(Pledge.phase_id) == phase)
    if to_direct:
        rows = rows.where(without_destination(), not_(withdrawal_requested()))
    if short:
        rows = rows.where(shortfalls.is_short(), not_(withdrawal_requested()))
    return rows


def awaiting_pemprov() -> Select[Pledge]:
    """Pledges that wait for the Pemprov's approval, unordered.

    Pledges that the viewer submitted are included: a colleague can approve them.
    """
    return select(Pledge).where(
        or_(
            *(
                and_(
                    col(Pledge.state).in_(sorted(state.value for state in each.states)),
                    *_conditions(each, but=Condition.ANOTHER_PERSON),
                )
                for each in PERMISSIONS[PledgeAction.COMMIT]
            )
        )
    )


def viewer_may(action: PledgeAction) -> ColumnElement[bool]:
    """Whether the viewer may do this with the pledge now; `permissions.check` in SQL."""
    may_write = func.sec.role(type_=String()).in_(sorted(role.value for role in WRITING_ROLES))
    parties = {
        Party.GIVER: col(Pledge.donor_id) == graphql_sql.tenant(),
        Party.EXECUTOR: col(Pledge.executor_id) == graphql_sql.tenant(),
        Party.PEMPROV: func.sec.is_pemprov(type_=Boolean()),
    }
    return and_(
        may_write,
        or_(
            *(
                and_(
                    parties[each.party],
                    DISPLAY_STATE.in_(sorted(state.value for state in each.states)),
                    *_conditions(each),
                )
                for each in PERMISSIONS[action]
            )
        ),
    )


def _conditions(
    permission: Permission, *, but: Condition | None = None
) -> list[ColumnElement[bool]]:
    """The conditions of a permission in SQL, without ``but``."""
    in_sql: dict[Condition, ColumnElement[bool]] = {
        Condition.FOR_ANOTHER: col(Pledge.channel) != Channel.DIRECT.value,
        Condition.ACCEPTED_IF_FOR_ANOTHER: or_(
            col(Pledge.channel) == Channel.DIRECT.value,
            col(Pledge.state) != PledgeState.SUBMITTED.value,
        ),
        Condition.GIVEN_BY_ANOTHER: col(Pledge.donor_id) != graphql_sql.tenant(),
        Condition.ANOTHER_PERSON: col(Pledge.created_by) != graphql_sql.person(),
        Condition.HOLDS: (
            select(col(Allocation.id))
            .where(col(Allocation.pledge_id) == col(Pledge.id), col(Allocation.state) == "held")
            .exists()
        ),
        Condition.ALONE: not_(needs_consent()),
        Condition.NEEDS_CONSENT: needs_consent(),
        Condition.NOT_REQUESTED: not_(withdrawal_requested()),
        Condition.LACKS_DESTINATION: without_destination(),
    }
    return [in_sql[each] for each in sorted(permission.conditions) if each is not but]


def pledge_order(order: PledgeOrder) -> list[Any]:
    """The ORDER BY clauses for a list of pledges."""
    if order is PledgeOrder.OLDEST:
        return [col(Pledge.id)]
    if order is PledgeOrder.LONGEST_WAITING:
        return [col(Pledge.waits_since), col(Pledge.id)]
    if order is PledgeOrder.SHORTEST_WAITING:
        return [col(Pledge.waits_since).desc(), col(Pledge.id).desc()]
    return [col(Pledge.id).desc()]


def commitments_listed(
    *, since: Any = None, until: Any = None, **filters: Any
) -> Select[Commitment]:
    """The commitments that match, unordered.

    Args:
        since: committed on this day or later.
        until: committed by the end of this day and not released by then.
        filters: as of `matching`.
    """
    rows = matching(Commitment, **filters)
    if since is not None:
        rows = rows.where(col(Commitment.committed_on) >= since)
    if until is not None:
        rows = rows.where(
            col(Commitment.committed_on) <= until,
            or_(col(Commitment.released_on).is_(None), col(Commitment.released_on) > until),
        )
    return rows


def released(commitment: Any, until: Any = None) -> ColumnElement[int]:
    """Packages that a commitment has lost, by the end of the day `until` if it is given.

    Args:
        commitment: the column with the row id of its allocation.
        until: a day.
    """
    row = Release
    query = select(func.coalesce(func.sum(col(row.quantity)), 0).cast(Integer)).where(
        col(row.allocation_id) == commitment, col(row.reversed_on).is_(None)
    )
    if until is not None:
        query = query.where(col(row.effective) <= until)
    return query.scalar_subquery()


def not_released(until: Any = None) -> ColumnElement[int]:
    """Packages of a commitment that still count, at the end of the day `until` if it is given."""
    return col(Commitment.quantity) - released(col(Commitment.allocation_id), until)
