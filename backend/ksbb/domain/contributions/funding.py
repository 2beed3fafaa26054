"""Assigns received money to a pledge: whole packages at the price of the line's package version.

The database writes the ledger and the assigned amount of a contribution together with the funding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, StateRefused
from ksbb.core.statements import execute
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.contributions import queries, rules
from ksbb.domain.contributions.events import PledgeFunded
from ksbb.domain.contributions.models import Funding
from ksbb.domain.pledges.models import PledgeState
from ksbb.domain.pledges.queries import locked_pledge

# Inline values: otherwise SQLAlchemy adds RETURNING for the new id, which nobody uses.
_INSERT_FUNDING = (
    insert(Funding)
    .values(
        line_id=bindparam("line_id"),
        pledge_id=bindparam("pledge_id"),
        package_id=bindparam("package_id"),
        contribution_id=bindparam("contribution_id"),
        donor_id=bindparam("donor_id"),
        executor_id=bindparam("executor_id"),
        amount=bindparam("amount"),
        packages=bindparam("packages"),
    )
    .inline()
)


@dataclass(frozen=True, slots=True)
class Part:
    """How many packages of a pledge one contribution pays for."""

    contribution_id: int
    package_id: int
    packages: int


@once
async def fund(tx: AsyncSession, viewer: Viewer, *, pledge_id: int, parts: Sequence[Part]) -> int:
    """Assign received money to the aggregator's own pledge; returns the pledge's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, FundingInvalid, FundsExceeded.
    """
    require(viewer, Kind.AGGREGATOR)
    pledge = await locked_pledge(tx, pledge_id)
    if (pledge.donor_id, pledge.executor_id) != (viewer.organisation_id, viewer.organisation_id):
        raise rules.FundingInvalid(0)
    if pledge.state not in (PledgeState.SUBMITTED, PledgeState.COMMITTED):
        raise StateRefused("Pledge", pledge.state)
    # Contributions are locked in the order of their ids, as everywhere, to avoid deadlocks.
    for part in sorted(parts, key=lambda p: (p.contribution_id, p.package_id)):
        await _fund_part(tx, viewer, pledge_id, part)
    await record(
        tx,
        PledgeFunded(
            id=pledge_id,
            packages=sum(part.packages for part in parts),
            contributions=sorted({part.contribution_id for part in parts}),
        ),
    )
    return pledge_id


async def _fund_part(tx: AsyncSession, viewer: Viewer, pledge_id: int, part: Part) -> None:
    line = await queries.unfunded_line(tx, pledge_id, part.package_id)
    if line is None or not 1 <= part.packages <= line.unfunded:
        raise rules.FundingInvalid(0 if line is None else line.unfunded)
    contribution = await queries.locked_contribution(tx, part.contribution_id)
    if contribution is None or contribution.executor_id != viewer.organisation_id:
        raise NotFound("Contribution")
    amount = part.packages * line.price
    if amount > contribution.left:
        raise rules.FundsExceeded(
            part.contribution_id, contribution.number, contribution.left, amount
        )
    await execute(
        tx,
        _INSERT_FUNDING,
        {
            "line_id": line.line_id,
            "pledge_id": pledge_id,
            "package_id": part.package_id,
            "contribution_id": part.contribution_id,
            "donor_id": contribution.donor_id,
            "executor_id": contribution.executor_id,
            "amount": amount,
            "packages": part.packages,
        },
    )
