"""The table of evidence: files of a handover, a proof, a goods receipt or an entry of a phone."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Uuid
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class EvidenceKind(StrEnum):
    """What a file shows."""

    STACK_PHOTO = "STACK_PHOTO"
    SIGNATURE = "SIGNATURE"
    PAPER = "PAPER"
    DOCUMENT = "DOCUMENT"


class EvidenceState(StrEnum):
    """Whether the bytes of a file are still there."""

    STORED = "stored"
    ERASED = "erased"


class Evidence(SQLModel, table=True):
    """One file; its bytes are in the file store under the name in ``file``."""

    __tablename__: ClassVar[Any] = "evidence"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    handover_id: int | None = columns.reference("app.handover.id", nullable=True)
    proof_id: int | None = columns.reference("app.proof.id", nullable=True)
    goods_receipt_id: int | None = columns.reference("app.goods_receipt.id", nullable=True)
    entry_id: int | None = columns.reference("app.field_entry.id", nullable=True)
    stop_id: int | None = columns.bigint(nullable=True)
    area_id: int | None = columns.bigint(nullable=True)
    executor_id: int = columns.bigint()
    programme_id: int = columns.reference("pub.programme.id")
    kind: str = columns.text()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    file: UUID = Field(sa_column=Column(Uuid, nullable=False))
    sha256: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    size: int
    media: str = columns.text()
    actor: str = columns.text()
    actor_id: int = columns.bigint()
    recorded: dt.datetime = columns.moment()
    deleted_at: dt.datetime | None = columns.moment(nullable=True)
