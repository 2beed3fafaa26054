"""The actions of needs, all by the Pemprov: publish the needs of a phase, change a target."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.clock import TODAY
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, ReasonMissing
from ksbb.core.statements import execute, fetch_one, fetch_value, fetch_values
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.needs import queries, rules
from ksbb.domain.needs.events import (
    NeedsPublished,
    TargetChanged,
)
from ksbb.domain.needs.models import Need, NeedState
from ksbb.domain.programmes.models import Phase

_PHASE = select(
    col(Phase.name), col(Phase.ends_on), (col(Phase.ends_on) < TODAY).label("is_over")
).where(col(Phase.id) == bindparam("phase_id"))

_package_ids = bindparam("package_ids", type_=ARRAY(BigInteger))
_computed = queries.computed(bindparam("phase_id", type_=BigInteger))
_PUBLISH = (
    insert(Need)
    .from_select(
        [*_computed.c.keys(), "created_by"],
        select(*_computed.c, bindparam("created_by", type_=BigInteger)).where(
            or_(_package_ids.is_(None), _computed.c.package_id == any_(_package_ids))
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing(index_elements=["unit_id", "phase_id", "package_id"])
    .returning(col(Need.target))
)
_HAS_NEEDS = select(
    select(col(Need.id))
    .where(
        col(Need.phase_id) == bindparam("phase_id"),
        or_(_package_ids.is_(None), col(Need.package_id) == any_(_package_ids)),
    )
    .exists()
)

_LOCK = (
    select((col(Need.held) + col(Need.committed)).label("promised"), col(Need.target))
    .where(col(Need.id) == bindparam("need_id"), col(Need.state) == NeedState.PUBLISHED)
    .with_for_update(key_share=True)
)
_CHANGE_TARGET = (
    update(Need)
    .where(col(Need.id) == bindparam("need_id"))
    .values(target=bindparam("target"), reason=bindparam("reason"))
)


@dataclass(frozen=True, slots=True)
class _Phase:
    name: str
    ends_on: dt.date
    is_over: bool


@dataclass(frozen=True, slots=True)
class _LockedNeed:
    """A locked need; ``promised`` packages of it are held or committed."""

    promised: int
    target: int


@once
async def publish_needs(
    tx: AsyncSession, viewer: Viewer, *, phase_id: int, package_ids: Sequence[int] | None
) -> dict[str, int]:
    """Publish a phase's needs from the units' latest snapshots; existing needs stay unchanged.

    Returns ``needs`` (how many were added), ``packages`` (their sum) and the ``phase``.

    Args:
        tx: the transaction.
        viewer: somebody of the Pemprov.
        phase_id: the phase.
        package_ids: only these packages; None for all packages of the phase.

    Raises:
        NotAllowed, NotFound, PhaseOver, NothingToPublish.
    """
    require(viewer, Kind.PEMPROV)
    phase = await fetch_one(tx, _Phase, _PHASE, {"phase_id": phase_id})
    if phase is None:
        raise NotFound("Phase")
    if phase.is_over:
        raise rules.PhaseOver(phase.name, str(phase.ends_on))
    chosen = {
        "phase_id": phase_id,
        "package_ids": None if package_ids is None else list(package_ids),
    }
    targets = await fetch_values(tx, _PUBLISH, {**chosen, "created_by": viewer.person_id})
    if not await fetch_value(tx, _HAS_NEEDS, chosen):
        raise rules.NothingToPublish(phase.name)
    needs, packages = len(targets), sum(targets)
    await record(tx, NeedsPublished(id=phase_id, needs=needs, packages=packages))
    return {"phase": phase_id, "needs": needs, "packages": packages}


@once
async def change_target(
    tx: AsyncSession, viewer: Viewer, *, need_id: int, wanted: int, reason: str
) -> int:
    """Change the target of a need, with a reason; returns the need's row id.

    Raises:
        NotAllowed, NotFound, ReasonMissing, TargetBelowPromised.
    """
    require(viewer, Kind.PEMPROV)
    if not reason.strip():
        raise ReasonMissing
    need = await fetch_one(tx, _LockedNeed, _LOCK, {"need_id": need_id})
    if need is None:
        raise NotFound("Need")
    rules.check_target(need_id, need.promised, wanted)
    await execute(
        tx, _CHANGE_TARGET, {"need_id": need_id, "target": wanted, "reason": reason.strip()}
    )
    await record(
        tx, TargetChanged(id=need_id, was=need.target, becomes=wanted, reason=reason.strip())
    )
    return need_id
