"""The actions of evidence: attach a file, erase it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound, check_length
from ksbb.core.statements import execute, fetch_one, fetch_value
from ksbb.core.viewer import Actor, Kind, Role, Viewer
from ksbb.domain.deliveries.field.models import FieldEntry
from ksbb.domain.deliveries.handovers.models import Handover
from ksbb.domain.deliveries.proofs.models import Proof
from ksbb.domain.deliveries.stock.models import GoodsReceipt
from ksbb.domain.deliveries.trips.models import ProofSide
from ksbb.domain.evidence import queries, rules
from ksbb.domain.evidence.events import EvidenceAttached, EvidenceErased
from ksbb.domain.evidence.inspection import Content
from ksbb.domain.evidence.models import EvidenceKind, EvidenceState

_ATTACH = select(
    func.app.evidence_attach(
        bindparam("thing", type_=Text),
        bindparam("thing_id", type_=BigInteger),
        bindparam("kind", type_=Text),
        bindparam("sha256", type_=LargeBinary),
        bindparam("size", type_=Integer),
        bindparam("media", type_=Text),
    )
)
_ERASE = select(
    func.app.evidence_erase(
        bindparam("evidence_id", type_=BigInteger), bindparam("reason", type_=Text)
    )
)
_thing_id = bindparam("thing_id")
_FIND = {
    rules.Thing.HANDOVER: select(
        col(Handover.executor_id), literal(None).label("actor"), literal(None).label("actor_id")
    ).where(col(Handover.id) == _thing_id),
    # Of a proof of the unit's side: who gave it, who alone may add to it.
    rules.Thing.PROOF: select(
        col(Proof.executor_id),
        case((col(Proof.side) == ProofSide.UNIT, col(Proof.actor))).label("actor"),
        col(Proof.actor_id),
    ).where(col(Proof.id) == _thing_id),
    rules.Thing.GOODS_RECEIPT: select(
        col(GoodsReceipt.executor_id), literal(None).label("actor"), literal(None).label("actor_id")
    ).where(col(GoodsReceipt.id) == _thing_id),
    # Who left it to the office.
    rules.Thing.FIELD_ENTRY: select(
        col(FieldEntry.executor_id), col(FieldEntry.actor), col(FieldEntry.actor_id)
    ).where(col(FieldEntry.id) == _thing_id),
}


@dataclass(frozen=True, slots=True)
class _Found:
    executor_id: int
    actor: str | None
    actor_id: int | None


@once
async def attach_evidence(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    thing: rules.Thing,
    thing_id: int,
    kind: EvidenceKind,
    content: Content,
) -> int:
    """Attach a file to a handover, proof, goods receipt or entry; returns the evidence's row id.

    The caller stores the bytes in the same transaction, under the name that the row has.

    Raises:
        NotSignedIn, NotAllowed, NotFound, KindNotFitting, ImageExpected, EnoughFiles.
    """
    if viewer.actor is not Actor.SHIFT:
        require(viewer, roles=(Role.OWNER, Role.OPERATOR, Role.FIELD, Role.KELURAHAN))
    rules.check_kind(thing, kind)
    rules.check_media(kind, content.media)
    found = await fetch_one(tx, _Found, _FIND[thing], {"thing_id": thing_id})
    if found is None or not _may_attach(viewer, found):
        raise NotFound(thing)
    evidence_id: int = await fetch_value(
        tx,
        _ATTACH,
        {
            "thing": thing.name.lower(),
            "thing_id": thing_id,
            "kind": kind,
            "sha256": bytes.fromhex(content.sha256),
            "size": content.size,
            "media": content.media,
        },
    )
    await record(
        tx,
        EvidenceAttached(
            id=evidence_id, to=thing, to_id=thing_id, kind=kind, sha256=content.sha256
        ),
    )
    return evidence_id


def _may_attach(viewer: Viewer, found: _Found) -> bool:
    if found.actor is not None:
        return (found.actor, found.actor_id) == (viewer.actor, viewer.actor_id)
    return found.executor_id == viewer.organisation_id and viewer.role is not Role.KELURAHAN


@once
async def erase_evidence(tx: AsyncSession, viewer: Viewer, *, evidence_id: int, reason: str) -> int:
    """The Pemprov erases a file, as one that shows a face; returns the evidence's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    require(viewer, Kind.PEMPROV)
    check_length(reason=(reason, 500))
    found = await queries.seen_evidence(tx, evidence_id)
    if found is None:
        raise NotFound("Evidence")
    rules.LIFECYCLE.move(
        found.state, EvidenceState.ERASED, parties(viewer, giver=0, executor=0), reason=reason
    )
    await execute(tx, _ERASE, {"evidence_id": evidence_id, "reason": reason.strip()})
    await record(tx, EvidenceErased(id=evidence_id, reason=reason.strip()))
    return evidence_id
