"""Programmes as rows; all of it is public."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from ksbb.kernel import columns


class Per(StrEnum):
    """Whom a package is counted by."""

    FAMILY = "FAMILY"
    PERSON = "PERSON"


class Every(StrEnum):
    """How often a package is needed."""

    WEEK = "WEEK"
    DAY = "DAY"
    ONCE = "ONCE"


class Programme(SQLModel, table=True):
    """A programme and its settings."""

    __tablename__: ClassVar[Any] = "programme"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    code: str = columns.text()
    name: str = columns.text()
    people_per_family: int
    auto_commit: bool
    hold_hours: int
    newcomer_limit: int


class Phase(SQLModel, table=True):
    """A period of a programme, both days inclusive."""

    __tablename__: ClassVar[Any] = "phase"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    programme_id: int = columns.reference("pub.programme.id")
    number: int
    name: str = columns.text()
    starts_on: dt.date = columns.day()
    ends_on: dt.date = columns.day()


class Package(SQLModel, table=True):
    """A kind of aid; what is in it stands in its versions."""

    __tablename__: ClassVar[Any] = "package"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    programme_id: int = columns.reference("pub.programme.id")
    code: str = columns.text()
    name: str = columns.text()
    per: str = columns.text()
    every: str = columns.text()


class PackageVersion(SQLModel, table=True):
    """Contents and price of a package from a day on; never edited.

    ``contents`` is a list of ``{"id": name, "en": name, "quantity": text, "quantity_en": text}``,
    the quantity with its measure in each language, "" where none is named; ``price`` in rupiah.
    """

    __tablename__: ClassVar[Any] = "package_version"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    package_id: int = columns.reference("pub.package.id")
    number: int
    price: int = columns.bigint()
    contents: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    since: dt.date = columns.day()


class PhasePackage(SQLModel, table=True):
    """How many times a phase asks for a package: weeks, days, or once."""

    __tablename__: ClassVar[Any] = "phase_package"
    __table_args__ = {"schema": "pub"}

    phase_id: int = columns.reference("pub.phase.id", primary_key=True)
    package_id: int = columns.reference("pub.package.id", primary_key=True)
    times: int


class Share(SQLModel, table=True):
    """Which share of a kind of unit needs a package, in permille of families or people."""

    __tablename__: ClassVar[Any] = "share"
    __table_args__ = {"schema": "pub"}

    package_id: int = columns.reference("pub.package.id", primary_key=True)
    unit_kind: str = columns.text(primary_key=True)
    permille: int
