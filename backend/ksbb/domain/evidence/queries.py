"""What the actions of evidence read."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import fetch_one
from ksbb.domain.evidence.models import Evidence

_EVIDENCE = select(col(Evidence.state), col(Evidence.file)).where(
    col(Evidence.id) == bindparam("evidence_id")
)


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """Evidence that the viewer sees."""

    state: str
    file: UUID


async def seen_evidence(tx: AsyncSession, evidence_id: int) -> FoundEvidence | None:
    """Evidence; None if the viewer does not see it."""
    return await fetch_one(tx, FoundEvidence, _EVIDENCE, {"evidence_id": evidence_id})
