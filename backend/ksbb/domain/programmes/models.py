"""Tables of programmes; all of it is public."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class Per(StrEnum):
    """Whether a package is for a family or for a person."""

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
    settlement_days: int
    verified_weekly: int
    dispute_days: int


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
    """A kind of aid; its contents are in its versions."""

    __tablename__: ClassVar[Any] = "package"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    programme_id: int = columns.reference("pub.programme.id")
    code: str = columns.text()
    name: str = columns.text()
    per: str = columns.text()
    every: str = columns.text()


class PackageVersion(SQLModel, table=True):
    """The contents and the price of a package from a day on; never edited.

    ``contents`` is a list of ``{"id": name, "en": name, "quantity": text, "quantity_en": text}``.
    The quantity includes its unit of measure, in each language; "" if there is none. ``price`` is
    in rupiah.
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
    """How many times a phase needs a package: the number of weeks or days, or 1."""

    __tablename__: ClassVar[Any] = "phase_package"
    __table_args__ = {"schema": "pub"}

    phase_id: int = columns.reference("pub.phase.id", primary_key=True)
    package_id: int = columns.reference("pub.package.id", primary_key=True)
    times: int


class Share(SQLModel, table=True):
    """The share of a kind of unit that needs a package, in permille of families or people."""

    __tablename__: ClassVar[Any] = "share"
    __table_args__ = {"schema": "pub"}

    package_id: int = columns.reference("pub.package.id", primary_key=True)
    unit_kind: str = columns.text(primary_key=True)
    permille: int
