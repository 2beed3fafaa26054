"""Priority units as rows: who receives, their boundaries, and how many are vulnerable there."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from geoalchemy2 import Geography, Geometry
from sqlalchemy import BigInteger, Column, ForeignKey, Text
from sqlmodel import Field, SQLModel

from ksbb.kernel import columns


class UnitKind(StrEnum):
    """What kind of unit receives."""

    RW = "RW"
    PESANTREN = "PESANTREN"
    PANTI_ASUHAN = "PANTI_ASUHAN"
    PANTI_JOMPO = "PANTI_JOMPO"
    PANTI_DISABILITAS = "PANTI_DISABILITAS"
    PANTI_SOSIAL = "PANTI_SOSIAL"


class UnitOrder(StrEnum):
    """How a list of units is ordered; each has its index."""

    CODE = "CODE"
    CODE_DESCENDING = "CODE_DESCENDING"
    MOST_FAMILIES = "MOST_FAMILIES"
    FEWEST_FAMILIES = "FEWEST_FAMILIES"


# Smaller counts of people or families could point at somebody.
FEWEST_SHOWN = 5


class Unit(SQLModel, table=True):
    """A unit of the registry, by its code.

    An RW's code is its kelurahan's and three digits; an institution's is that of its registry.
    ``families``, ``people``, ``snapshot_id`` and ``example`` repeat the latest snapshot and
    ``search`` what people type; triggers keep them. ``area_id`` is the kelurahan.
    """

    __tablename__: ClassVar[Any] = "unit"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    kind: str = columns.text()
    code: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    name: str = columns.text()
    rw_number: int | None = None
    area_id: int = columns.reference("pub.area.id")
    address: str | None = columns.text(nullable=True)
    point: Any = Field(
        default=None, sa_column=Column(Geography("POINT", srid=4326, spatial_index=False))
    )
    families: int | None = None
    people: int | None = None
    # Unit and snapshot refer to each other: SQLAlchemy sorts tables without this edge.
    snapshot_id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger, ForeignKey("pub.snapshot.id", use_alter=True)),
    )
    example: bool = False
    search: str = columns.text()


class UnitBoundary(SQLModel, table=True):
    """A unit's polygon, apart from the unit so that lists don't drag it along."""

    __tablename__: ClassVar[Any] = "unit_boundary"
    __table_args__ = {"schema": "pub"}

    unit_id: int = columns.reference("pub.unit.id", primary_key=True)
    boundary: Any = Field(
        sa_column=Column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)
    )
    source: str = columns.text()


class Snapshot(SQLModel, table=True):
    """How many vulnerable families and people a unit has, by whom, as of a day. Never edited."""

    __tablename__: ClassVar[Any] = "snapshot"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    unit_id: int = columns.reference("pub.unit.id")
    families: int
    people: int
    source: str = columns.text()
    day: dt.date = columns.day()
    example: bool = False
    recorded: dt.datetime = columns.moment()


class MapVersion(SQLModel, table=True):
    """Grows with every change of what maps show; one row."""

    __tablename__: ClassVar[Any] = "map_version"
    __table_args__ = {"schema": "pub"}

    one: bool = Field(default=True, primary_key=True)
    version: int = columns.bigint()
