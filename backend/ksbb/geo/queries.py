"""Selects over areas, shared by declared fields and by other slices.

Arguments are plain values or parameters of a compiled read alike.
"""

from __future__ import annotations

from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import ColumnElement, Double, Select, cast, func, or_, select
from sqlmodel import col

from ksbb.geo.models import Area, BoundarySource


def inside(code: Any, area: type[Area] = Area) -> ColumnElement[bool]:
    """Whether ``area`` (or an alias of it) is the one of this code, of any level, or lies in it.

    A code continues that of the area above it, so no edge has to be followed.
    """
    own = col(area.code)
    return or_(own == code, func.starts_with(own, func.concat(code, ".")))


def ids_inside(code: Any, area: type[Area] = Area) -> Select[Any]:
    """The ids of the area of this code and of all below it."""
    return select(col(area.id)).where(inside(code, area))


def is_surveyed(source: Any) -> Any:
    """Whether a boundary of this source came from a file and was not drawn by us; never null."""
    return func.coalesce(source != BoundarySource.DRAWN.value, False)


def place(latitude: Any, longitude: Any) -> ColumnElement[Any]:
    """A point of WGS 84 as geography, from degrees."""
    point = func.ST_SetSRID(func.ST_MakePoint(longitude, latitude), 4326)
    return cast(point, Geography("POINT", srid=4326))


def latitude_of(point: Any) -> ColumnElement[float]:
    """The latitude in degrees of a geography point."""
    return func.ST_Y(cast(point, Geometry), type_=Double())


def longitude_of(point: Any) -> ColumnElement[float]:
    """The longitude in degrees of a geography point."""
    return func.ST_X(cast(point, Geometry), type_=Double())
