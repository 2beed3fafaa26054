"""What the Pemprov does with needs: publish those of a phase, change a target, close one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.kernel.errors import NotFound, ReasonMissing
from ksbb.kernel.lifecycle import require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.needs import rules
from ksbb.needs.events import NeedsPublished, TargetChanged
from ksbb.outbox import record

# The same as rules.target(), for all units at once.
_PUBLISH = text("""
INSERT INTO pub.need (unit_id, phase_id, package_id, snapshot_id, target, created_by)
SELECT u.id, pp.phase_id, pp.package_id, u.snapshot_id,
       ceil(CASE WHEN k.per = 'PERSON' THEN u.people
                 WHEN u.kind = 'RW' THEN u.families
                 ELSE ceil(u.people::numeric / g.people_per_family) END * s.permille / 1000.0)::int
           * pp.times AS target,
       :person
FROM pub.phase_package pp
JOIN pub.package k ON k.id = pp.package_id
JOIN pub.programme g ON g.id = k.programme_id
JOIN pub.share s ON s.package_id = k.id AND s.permille > 0
JOIN pub.unit u ON u.kind = s.unit_kind AND u.snapshot_id IS NOT NULL
WHERE pp.phase_id = :phase AND (CAST(:packages AS bigint[]) IS NULL OR k.id = ANY (:packages))
  AND CASE WHEN k.per = 'FAMILY' AND u.kind = 'RW' THEN u.families ELSE u.people END > 0
ON CONFLICT (unit_id, phase_id, package_id) DO NOTHING
RETURNING target
""")


@once
async def publish_needs(
    tx: AsyncSession, viewer: Viewer, *, phase_id: int, package_ids: Sequence[int] | None
) -> dict[str, int]:
    """Publish the needs of a phase from the units' latest snapshots; those there stay as they are.

    Answers ``needs`` (how many were added), ``packages`` (their sum) and the ``phase``.

    Args:
        tx: the transaction.
        viewer: somebody of the Pemprov.
        phase_id: the phase.
        package_ids: only these packages; all that the phase asks for, if None.

    Raises:
        NotAllowed, NotFound, PhaseOver, NothingToPublish.
    """
    require(viewer, Kind.PEMPROV)
    phase = (
        await tx.execute(
            text(
                "SELECT name, ends_on, ends_on < app.today() AS over FROM pub.phase WHERE id = :id"
            ),
            {"id": phase_id},
        )
    ).one_or_none()
    if phase is None:
        raise NotFound("Phase")
    if phase.over:
        raise rules.PhaseOver(phase.name, str(phase.ends_on))
    targets = (
        (
            await tx.execute(
                _PUBLISH,
                {
                    "person": viewer.person_id,
                    "phase": phase_id,
                    "packages": None if package_ids is None else list(package_ids),
                },
            )
        )
        .scalars()
        .all()
    )
    already = await tx.scalar(
        text(
            "SELECT EXISTS (SELECT FROM pub.need WHERE phase_id = :phase"
            " AND (CAST(:packages AS bigint[]) IS NULL OR package_id = ANY (:packages)))"
        ),
        {"phase": phase_id, "packages": None if package_ids is None else list(package_ids)},
    )
    if not already:
        raise rules.NothingToPublish(phase.name)
    needs, packages = len(targets), sum(targets)
    await record(tx, NeedsPublished(id=phase_id, needs=needs, packages=packages))
    return {"phase": phase_id, "needs": needs, "packages": packages}


@once
async def change_target(
    tx: AsyncSession, viewer: Viewer, *, need_id: int, wanted: int, reason: str
) -> int:
    """Give a need another target, with the reason; returns the need.

    Raises:
        NotAllowed, NotFound, ReasonMissing, TargetBelowTaken.
    """
    require(viewer, Kind.PEMPROV)
    if not reason.strip():
        raise ReasonMissing
    need = (
        await tx.execute(
            text(
                "SELECT held + committed AS taken, target FROM pub.need"
                " WHERE id = :id AND state = 'published' FOR NO KEY UPDATE"
            ),
            {"id": need_id},
        )
    ).one_or_none()
    if need is None:
        raise NotFound("Need")
    rules.check_target(need_id, need.taken, wanted)
    await tx.execute(
        text("UPDATE pub.need SET target = :target, reason = :reason WHERE id = :id"),
        {"target": wanted, "reason": reason.strip(), "id": need_id},
    )
    await record(
        tx, TargetChanged(id=need_id, was=need.target, becomes=wanted, reason=reason.strip())
    )
    return need_id
