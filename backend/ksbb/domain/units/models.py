"""Tables of priority units: who receives aid, their boundaries, and their vulnerability data."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from geoalchemy2 import Geography, Geometry
from sqlalchemy import BigInteger, Column, ForeignKey, Text
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class UnitKind(StrEnum):
    """The kind of a unit."""

    RW = "RW"
    PESANTREN = "PESANTREN"
    PANTI_ASUHAN = "PANTI_ASUHAN"
    PANTI_JOMPO = "PANTI_JOMPO"
    PANTI_DISABILITAS = "PANTI_DISABILITAS"
    PANTI_SOSIAL = "PANTI_SOSIAL"


class UnitOrder(StrEnum):
    """The sort order of a list of units; each has an index."""

    CODE = "CODE"
    CODE_DESCENDING = "CODE_DESCENDING"
    MOST_FAMILIES = "MOST_FAMILIES"
    FEWEST_FAMILIES = "FEWEST_FAMILIES"


# Smaller counts of people or families could identify a person.
FEWEST_SHOWN = 5


class Unit(SQLModel, table=True):
    """A unit of the registry, by its code.

    An RW's code is the code of its kelurahan and three digits; an institution's is its code in its
    registry. ``families``, ``people``, ``snapshot_id`` and ``is_example`` repeat the latest
    snapshot, and ``search`` has the words by which people find it; triggers keep them up to date.
    ``area_id`` is the kelurahan.
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
    # Unit and snapshot refer to each other: without this foreign key SQLAlchemy can sort the
    # tables.
    snapshot_id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger, ForeignKey("pub.snapshot.id", use_alter=True)),
    )
    is_example: bool = False
    search: str = columns.text()


class UnitBoundary(SQLModel, table=True):
    """A unit's polygon, in its own table so that lists don't load it."""

    __tablename__: ClassVar[Any] = "unit_boundary"
    __table_args__ = {"schema": "pub"}

    unit_id: int = columns.reference("pub.unit.id", primary_key=True)
    boundary: Any = Field(
        sa_column=Column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)
    )
    source: str = columns.text()


class Snapshot(SQLModel, table=True):
    """How many vulnerable families and people a unit has, as of a day. Never edited."""

    __tablename__: ClassVar[Any] = "snapshot"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    unit_id: int = columns.reference("pub.unit.id")
    families: int
    people: int
    source: str = columns.text()
    day: dt.date = columns.day()
    is_example: bool = False
    recorded: dt.datetime = columns.moment()


class MapVersion(SQLModel, table=True):
    """A number that grows with every change of the maps' data; one row."""

    __tablename__: ClassVar[Any] = "map_version"
    __table_args__ = {"schema": "pub"}

    only_row: bool = Field(default=True, primary_key=True)
    version: int = columns.bigint()
