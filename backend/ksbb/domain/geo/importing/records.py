"""One row of a table or one feature of a map, as it was read: untyped, with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ksbb.domain.geo.importing.report import Position
from ksbb.domain.geo.rules import Extent

Cell: TypeAlias = "str | int | float | bool | dt.date | None"

_APART = re.compile(r"[\s\-./()]+")


def column_name(header: str) -> str:
    """A column's name in one spelling: `` Kode Kelurahan`` becomes kode_kelurahan."""
    return _APART.sub("_", header.strip().lower()).strip("_")


@dataclass(frozen=True, slots=True)
class Geometry:
    """A geometry in a valid format: GeoJSON type, its GeoJSON text, its bounding box."""

    type: str
    json: str
    extent: Extent

    @property
    def is_point(self) -> bool:
        return self.type == "Point"


@dataclass(frozen=True, slots=True)
class Record:
    """``values`` by column name (see ``column_name``); ``headers`` has the names as written."""

    position: Position
    values: Mapping[str, Cell]
    headers: Mapping[str, str]
    geometry: Geometry | None = None
