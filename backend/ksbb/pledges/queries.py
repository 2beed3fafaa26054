"""What the verbs of pledges look up before they act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.kernel.errors import NotFound
from ksbb.pledges.models import AllocationState, Channel, PledgeState
from ksbb.pledges.rules import Offer

_STAGE = text("""
SELECT f.name AS phase, f.ends_on, f.ends_on < app.today() AS over, g.auto_commit, g.newcomer_limit,
       giver.kind AS giver_kind, giver.verified AS giver_verified,
       executor.id AS executor_id, executor.kind AS executor_kind, executor.name AS executor_name,
       executor.verified AS executor_verified,
       executor.kind = 'AGGREGATOR' AND NOT app.agreement_in_force(executor.id) AS no_agreement
FROM pub.phase f
JOIN pub.programme g ON g.id = f.programme_id
LEFT JOIN pub.organisation giver ON giver.id = :giver
LEFT JOIN pub.organisation executor
    ON CASE :channel WHEN 'DIRECT' THEN executor.id = :giver
                     WHEN 'VIA_AGGREGATOR' THEN executor.id = :aggregator
                                                AND executor.kind = 'AGGREGATOR'
                     ELSE executor.kind = 'PEMPROV' END
WHERE f.id = :phase
""")

_VERSIONS = text("""
SELECT DISTINCT ON (v.package_id) v.package_id, v.id AS version_id, v.price, k.name, k.code
FROM pub.package_version v JOIN pub.package k ON k.id = v.package_id
WHERE v.package_id = ANY (:packages) AND v.since <= app.today()
ORDER BY v.package_id, v.number DESC
""")

_NEEDS = text("""
SELECT a.unit_id, a.package_id, n.id AS need_id, u.name || ', ' || area.name AS unit
FROM unnest(CAST(:units AS bigint[]), CAST(:packages AS bigint[])) AS a (unit_id, package_id)
JOIN pub.unit u ON u.id = a.unit_id
JOIN pub.area area ON area.id = u.area_id
LEFT JOIN pub.need n
    ON n.unit_id = a.unit_id AND n.package_id = a.package_id AND n.phase_id = :phase
""")


async def stage(tx: AsyncSession, giver_id: int, offer: Offer) -> Row[Any]:
    """The phase, the giver and the executor of a pledge to be: one row.

    Raises:
        NotFound: the phase.
    """
    row = (
        await tx.execute(
            _STAGE,
            {
                "giver": giver_id,
                "channel": offer.channel,
                "phase": offer.phase_id,
                "aggregator": offer.aggregator_id,
            },
        )
    ).one_or_none()
    if row is None:
        raise NotFound("Phase")
    return row


async def versions(tx: AsyncSession, package_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """The packages' versions in force today, by package.

    Raises:
        NotFound: a package, or one without a version in force.
    """
    rows = (await tx.execute(_VERSIONS, {"packages": list(package_ids)})).all()
    found = {row.package_id: row for row in rows}
    for package_id in package_ids:
        if package_id not in found:
            raise NotFound("Package")
    return found


async def needs(
    tx: AsyncSession, phase_id: int, wanted: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], Row[Any]]:
    """Needs of (unit, package) pairs in a phase; ``need_id`` is None where there is none.

    Raises:
        NotFound: a unit.
    """
    rows = (
        await tx.execute(
            _NEEDS,
            {
                "units": [unit for unit, _ in wanted],
                "packages": [package for _, package in wanted],
                "phase": phase_id,
            },
        )
    ).all()
    found = {(row.unit_id, row.package_id): row for row in rows}
    for unit, package in wanted:
        if (unit, package) not in found:
            raise NotFound("Unit")
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """A pledge under lock, as the verbs see it."""

    id: int
    donor_id: int
    executor_id: int
    executor_name: str
    channel: Channel
    phase_id: int
    state: PledgeState
    created_by: int
    auto_commit: bool
    no_agreement: bool


async def standing(tx: AsyncSession, pledge_id: int) -> Standing:
    """Lock a pledge and look at it.

    Raises:
        NotFound: it is not there, or not for this viewer's eyes.
    """
    # FOR UPDATE goes by the UPDATE policy: who may not change the row sees none.
    row = (
        await tx.execute(
            text("""
                SELECT p.id, p.donor_id, p.executor_id, o.name AS executor_name, p.channel,
                       p.phase_id, p.state, p.created_by,
                       g.auto_commit,
                       o.kind = 'AGGREGATOR' AND NOT app.agreement_in_force(o.id) AS no_agreement
                FROM app.pledge p
                JOIN pub.organisation o ON o.id = p.executor_id
                JOIN pub.phase f ON f.id = p.phase_id
                JOIN pub.programme g ON g.id = f.programme_id
                WHERE p.id = :id FOR NO KEY UPDATE OF p"""),
            {"id": pledge_id},
        )
    ).one_or_none()
    if row is None:
        raise NotFound("Pledge")
    return Standing(
        id=row.id,
        donor_id=row.donor_id,
        executor_id=row.executor_id,
        executor_name=row.executor_name,
        channel=Channel(row.channel),
        phase_id=row.phase_id,
        state=PledgeState(row.state),
        created_by=row.created_by,
        auto_commit=row.auto_commit,
        no_agreement=row.no_agreement,
    )


async def state_of(tx: AsyncSession, pledge_id: int) -> PledgeState:
    """Where a pledge stands now, in this transaction."""
    found = await tx.scalar(text("SELECT state FROM app.pledge WHERE id = :id"), {"id": pledge_id})
    return PledgeState(found)


async def holds(tx: AsyncSession, pledge_id: int) -> bool:
    """Whether a pledge holds anything that could be committed."""
    found = await tx.scalar(
        text("SELECT EXISTS (SELECT FROM app.allocation WHERE pledge_id = :id AND state = 'held')"),
        {"id": pledge_id},
    )
    return bool(found)


async def allocation_states(
    tx: AsyncSession, pledge_id: int, ids: Sequence[int]
) -> list[AllocationState]:
    """Where these allocations of a pledge stand; those that are not its own are left out."""
    found = await tx.scalars(
        text("SELECT state FROM app.allocation WHERE pledge_id = :pledge AND id = ANY (:ids)"),
        {"pledge": pledge_id, "ids": list(ids)},
    )
    return [AllocationState(state) for state in found]
