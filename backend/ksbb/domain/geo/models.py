"""The table of areas: the administrative tree, public, with boundaries."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from geoalchemy2 import Geography, Geometry
from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from ksbb.core import columns


class Level(StrEnum):
    """The level of an area in the tree, the highest first."""

    PROVINSI = "PROVINSI"
    KOTA = "KOTA"
    KECAMATAN = "KECAMATAN"
    KELURAHAN = "KELURAHAN"


class BoundarySource(StrEnum):
    """The origin of a boundary: a file, the areas below (from files), or drawn by the program."""

    IMPORTED = "IMPORTED"
    JOINED = "JOINED"
    DRAWN = "DRAWN"


class Area(SQLModel, table=True):
    """A provinsi, kota (or kabupaten), kecamatan or kelurahan, by its Kemendagri code.

    ``provinsi_id``, ``kota_id`` and ``kecamatan_id`` refer to the higher area of each level; they
    are empty from the area's own level downwards. ``parent_id`` repeats the nearest of them.
    ``point`` lies inside the area (geography, WGS 84), ``boundary`` is a multipolygon in the same
    system.
    """

    __tablename__: ClassVar[Any] = "area"
    __table_args__ = {"schema": "pub"}

    id: int | None = columns.identity()
    code: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    level: str = columns.text()
    name: str = columns.text()
    kabupaten: bool = False
    parent_id: int | None = columns.reference("pub.area.id", nullable=True)
    provinsi_id: int | None = columns.reference("pub.area.id", nullable=True)
    kota_id: int | None = columns.reference("pub.area.id", nullable=True)
    kecamatan_id: int | None = columns.reference("pub.area.id", nullable=True)
    point: Any = Field(
        default=None, sa_column=Column(Geography("POINT", srid=4326, spatial_index=False))
    )
    boundary: Any = Field(
        default=None, sa_column=Column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False))
    )
    boundary_source: str | None = columns.text(nullable=True)
