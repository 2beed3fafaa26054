"""GraphQL types and the mutation of evidence."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import case, func, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.field.types import FieldEntry
from ksbb.domain.deliveries.handovers.models import Handover as HandoverRow
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.proofs.models import Proof as ProofRow
from ksbb.domain.deliveries.proofs.types import Proof
from ksbb.domain.deliveries.stock.types import GoodsReceipt
from ksbb.domain.evidence import actions, models
from ksbb.domain.evidence.models import EvidenceKind, EvidenceState
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Step, timeline_of

strawberry.enum(
    EvidenceKind,
    description="What a file shows: the packages as they stood there (STACK_PHOTO), a signature,"
    " a signed paper (PAPER), or a supplier's document.",
)
strawberry.enum(EvidenceState, description="Whether the bytes of a file are kept.")


@graphql_sql.type(models.Evidence, node=True)
class Evidence:
    """A file that proves something; givers see photos of their packages and nothing else."""

    kind: EvidenceKind = graphql_sql.column(description="What it shows.")
    state: EvidenceState = graphql_sql.column(
        description="ERASED: the bytes are deleted or will be within the hour; the hash stays."
    )
    reason: str | None = graphql_sql.column(
        description="Why it was erased; PROGRAMME_ENDED twelve months after the programme."
    )
    media_type: str = graphql_sql.column(
        models.Evidence.media, description="image/jpeg or application/pdf."
    )
    size: int = graphql_sql.column(description="Its size in bytes.")
    sha256: str = graphql_sql.column(
        func.encode(col(models.Evidence.sha256), "hex"),
        description="SHA-256 of its bytes, 64 hexadecimal digits.",
    )
    recorded_at: dt.datetime = graphql_sql.column(
        models.Evidence.recorded, description="When it was stored."
    )
    url: str | None = graphql_sql.column(
        case(
            (
                col(models.Evidence.state) == EvidenceState.STORED,
                func.sec.file_link(col(models.Evidence.file), col(models.Evidence.media)),
            )
        ),
        description="A path from which the bytes can be loaded for 5 to 10 minutes, without"
        " signing in; null if they are erased.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("evidence", col(models.Evidence.id)))


@graphql_sql.extend(Handover)
class HandoverEvidence:
    @graphql_sql.field(
        description="Files of the handover and of its proofs, oldest first, as far as the viewer"
        " may see them."
    )
    def evidence(self) -> list[Evidence]:
        row = models.Evidence
        return graphql_sql.rows(
            select(row)
            .where(
                (col(row.handover_id) == col(HandoverRow.id))
                | col(row.proof_id).in_(
                    select(col(ProofRow.id)).where(col(ProofRow.handover_id) == col(HandoverRow.id))
                )
            )
            .order_by(col(row.id))
        )


@graphql_sql.extend(Proof)
class ProofEvidence:
    evidence: list[Evidence] = graphql_sql.many(
        models.Evidence.proof_id,
        order_by=[col(models.Evidence.id)],
        description="Files of this proof, oldest first.",
    )


@graphql_sql.extend(FieldEntry)
class FieldEntryEvidence:
    evidence: list[Evidence] = graphql_sql.many(
        models.Evidence.entry_id,
        order_by=[col(models.Evidence.id)],
        description="Its photos, oldest first.",
    )


@graphql_sql.extend(GoodsReceipt)
class GoodsReceiptEvidence:
    evidence: list[Evidence] = graphql_sql.many(
        models.Evidence.goods_receipt_id,
        order_by=[col(models.Evidence.id)],
        description="Its files, oldest first, as far as the viewer may see them.",
    )


@strawberry.input(description="A file to erase, with the reason.")
class EraseEvidenceInput:
    key: UUID = strawberry.field(description=KEY)
    evidence: graphql_sql.ID = strawberry.field(description="The file.")
    reason: str = strawberry.field(description="The reason, not empty; the executor reads it.")


class EvidenceErased(graphql_sql.Payload[Evidence]):
    """The file is erased: its bytes go, its hash stays."""


class EvidenceMutations:
    @graphql_sql.mutation()
    async def erase_evidence(self, tx: Transaction, input: EraseEvidenceInput) -> EvidenceErased:
        """The Pemprov erases a file, as one that shows a face."""
        return EvidenceErased(
            await actions.erase_evidence(
                tx.session,
                tx.viewer,
                input.key,
                evidence_id=number_of(input.evidence, "Evidence"),
                reason=input.reason,
            )
        )
