"""Tables of proofs: how the unit's side said yes, with its own counts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class ProofMethod(StrEnum):
    """How the unit's side confirmed a delivery."""

    CODE = "CODE"
    KELURAHAN = "KELURAHAN"
    COURIER_CODE = "COURIER_CODE"
    SIGNATURE = "SIGNATURE"
    PAPER = "PAPER"


class Proof(SQLModel, table=True):
    """One confirmation of a stop; it waits there until the courier's report has come."""

    __tablename__: ClassVar[Any] = "proof"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    stop_id: int = columns.reference("app.stop.id")
    executor_id: int = columns.bigint()
    area_id: int = columns.reference("pub.area.id")
    handover_id: int | None = columns.bigint(nullable=True)
    method: str = columns.text()
    side: str = columns.text()
    message: str = columns.text()
    happened_on: dt.date = columns.day()
    superseded_by: int | None = columns.bigint(nullable=True)
    actor: str = columns.text()
    actor_id: int = columns.bigint()
    recorded: dt.datetime = columns.moment()


class ProofCount(SQLModel, table=True):
    """Packages of one kind, as the unit counted them."""

    __tablename__: ClassVar[Any] = "proof_count"
    __table_args__ = {"schema": "app"}

    proof_id: int = columns.reference("app.proof.id", primary_key=True)
    stop_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id", primary_key=True)
    good: int
    damaged: int
