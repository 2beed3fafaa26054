"""Tables of documents: a BAST, its versions, and their files."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class BastState(StrEnum):
    """The state of a version of a BAST."""

    DRAFT = "draft"
    COUNTERSIGNED = "countersigned"
    SUPERSEDED = "superseded"


class BastFileKind(StrEnum):
    """What a file of a BAST is."""

    ISSUED = "ISSUED"
    SIGNED = "SIGNED"


class Bast(SQLModel, table=True):
    """The document of one proven handover; its number never changes."""

    __tablename__: ClassVar[Any] = "bast"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    year: int
    sequence: int
    number: str = columns.text()
    handover_id: int = columns.reference("app.handover.id")
    stop_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    area_id: int = columns.bigint()
    programme_id: int = columns.reference("pub.programme.id")
    recorded: dt.datetime = columns.moment()


class BastVersion(SQLModel, table=True):
    """What a document says: the whole, or the extract of one donor."""

    __tablename__: ClassVar[Any] = "bast_version"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    bast_id: int = columns.reference("app.bast.id")
    executor_id: int = columns.bigint()
    area_id: int = columns.bigint()
    programme_id: int = columns.bigint()
    version: int
    extract_for_id: int | None = columns.bigint(nullable=True)
    state: str = columns.text()
    code: str = columns.text()
    data: str = columns.text()
    data_sha256: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    recorded: dt.datetime = columns.moment()


class BastFile(SQLModel, table=True):
    """One file; its bytes are in the file store under the name in ``file``."""

    __tablename__: ClassVar[Any] = "bast_file"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    version_id: int = columns.reference("app.bast_version.id")
    executor_id: int = columns.bigint()
    area_id: int = columns.bigint()
    programme_id: int = columns.bigint()
    kind: str = columns.text()
    file: UUID = Field(sa_column=Column(Uuid, nullable=False))
    sha256: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    size: int
    verdict: dict[str, Any] | None = Field(sa_column=Column(JSONB, nullable=True))
    actor: str = columns.text()
    actor_id: int = columns.bigint()
    recorded: dt.datetime = columns.moment()
    erased_at: dt.datetime | None = columns.moment(nullable=True)
    deleted_at: dt.datetime | None = columns.moment(nullable=True)
