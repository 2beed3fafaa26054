"""What the Pemprov does with needs: publish those of a phase, change a target, close one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.kernel.errors import NotFound, ReasonMissing
from ksbb.kernel.lifecycle import require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.needs import queries, rules
from ksbb.needs.events import NeedsPublished, TargetChanged
from ksbb.needs.models import Need
from ksbb.outbox import record


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
    wanted = queries.computed(phase_id)
    chosen = select(*wanted.c, literal(viewer.person_id, BigInteger()))
    if package_ids is not None:
        chosen = chosen.where(wanted.c.package_id.in_(package_ids))
    targets = (
        await tx.scalars(
            insert(Need)
            .from_select([*wanted.c.keys(), "created_by"], chosen)
            .on_conflict_do_nothing(index_elements=["unit_id", "phase_id", "package_id"])
            .returning(col(Need.target))
        )
    ).all()
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
