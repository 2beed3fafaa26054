"""Binding received money to a pledge: whole packages at the price of the line's version.

What is bound of a contribution, and the books, the database writes with the binding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.contributions import rules
from ksbb.contributions.events import PledgeFunded
from ksbb.kernel.errors import NotFound, StateRefused
from ksbb.kernel.lifecycle import require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.outbox import record
from ksbb.pledges.models import PledgeState
from ksbb.pledges.queries import standing


@dataclass(frozen=True, slots=True)
class Part:
    """Packages of a pledge that one contribution pays for."""

    contribution_id: int
    package_id: int
    packages: int


@once
async def fund(tx: AsyncSession, viewer: Viewer, *, pledge_id: int, parts: Sequence[Part]) -> int:
    """Bind received money to the aggregator's own pledge. Returns the pledge.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, FundingInvalid, FundsExceeded.
    """
    require(viewer, Kind.AGGREGATOR)
    pledge = await standing(tx, pledge_id)
    if (pledge.donor_id, pledge.executor_id) != (viewer.organisation_id, viewer.organisation_id):
        raise rules.FundingInvalid(0)
    if pledge.state not in (PledgeState.SUBMITTED, PledgeState.COMMITTED):
        raise StateRefused("Pledge", pledge.state)
    # Contributions in id order, as everywhere.
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
    line = (
        await tx.execute(
            text("""
                SELECT l.id, v.price,
                       l.quantity - coalesce((SELECT sum(f.packages) FROM app.funding f
                                              WHERE f.line_id = l.id AND f.released_on IS NULL), 0)
                           AS unfunded
                FROM app.pledge_line l JOIN pub.package_version v ON v.id = l.version_id
                WHERE l.pledge_id = :pledge AND l.package_id = :package"""),
            {"pledge": pledge_id, "package": part.package_id},
        )
    ).one_or_none()
    if line is None or not 1 <= part.packages <= line.unfunded:
        raise rules.FundingInvalid(0 if line is None else line.unfunded)
    contribution = (
        await tx.execute(
            text("""
                SELECT id, number, donor_id, executor_id, coalesce(received, 0) - funded AS left
                FROM app.contribution WHERE id = :id FOR NO KEY UPDATE"""),
            {"id": part.contribution_id},
        )
    ).one_or_none()
    if contribution is None or contribution.executor_id != viewer.organisation_id:
        raise NotFound("Contribution")
    amount = part.packages * line.price
    if amount > contribution.left:
        raise rules.FundsExceeded(contribution.id, contribution.number, contribution.left, amount)
    await tx.execute(
        text("""
            INSERT INTO app.funding (line_id, pledge_id, package_id, contribution_id, donor_id,
                                     executor_id, amount, packages)
            VALUES (:line, :pledge, :package, :contribution, :donor, :aggregator, :amount,
                    :packages)"""),
        {
            "line": line.id,
            "pledge": pledge_id,
            "package": part.package_id,
            "contribution": contribution.id,
            "donor": contribution.donor_id,
            "aggregator": contribution.executor_id,
            "amount": amount,
            "packages": part.packages,
        },
    )
