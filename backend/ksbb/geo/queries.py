"""Selects over areas, shared by declared fields and by other slices."""

from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import ColumnElement, Double, Select, cast, func, or_, select
from sqlmodel import col

from ksbb.geo.models import Area

# Which areas lie in this one: itself, and all whose code continues its own.
Code = Any


def inside(code: Code) -> ColumnElement[bool]:
    """Whether an area is the one of this code (of any level) or lies in it."""
    return or_(col(Area.code) == code, func.starts_with(col(Area.code), func.concat(code, ".")))


def ids_inside(code: Code) -> Select[tuple[int | None]]:
    """The ids of the area of this code and of all below it."""
    return select(col(Area.id)).where(inside(code))


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
