"""SQL expressions about areas, shared by GraphQL fields and by other domain folders.

Arguments may be plain values or parameters of a compiled query.
"""

from __future__ import annotations

from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import ColumnElement, Double, Select, cast, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.geo.models import Area, BoundarySource


def lies_in(number: Any, area: type[Area] = Area) -> ColumnElement[bool]:
    """Whether ``area`` (or an alias of it) is the area with this row id, or lies in it."""
    own = (area.id, area.kecamatan_id, area.kota_id, area.provinsi_id)
    return or_(*(col(each) == number for each in own))


def ids_of_areas_in(number: Any, area: type[Area] = Area) -> Select[Any]:
    """The row ids of an area and of all areas in it."""
    return select(col(area.id)).where(lies_in(number, area))


def with_code(code: Any) -> ColumnElement[int]:
    """The row id of the area with this code."""
    area = aliased(Area)
    return select(col(area.id)).where(col(area.code) == code).scalar_subquery()


def province() -> ColumnElement[int]:
    """The row id of the province, in which all other areas lie."""
    area = aliased(Area)
    return select(col(area.id)).where(col(area.parent_id).is_(None)).scalar_subquery()


def is_surveyed(source: Any) -> Any:
    """Whether a boundary came from a file, and was not drawn by the program; never null."""
    return func.coalesce(source != BoundarySource.DRAWN.value, False)


def point_of(latitude: Any, longitude: Any) -> ColumnElement[Any]:
    """A point (WGS 84) as geography, from degrees."""
    point = func.ST_SetSRID(func.ST_MakePoint(longitude, latitude), 4326)
    return cast(point, Geography("POINT", srid=4326))


def latitude_of(point: Any) -> ColumnElement[float]:
    """The latitude in degrees of a geography point."""
    return func.ST_Y(cast(point, Geometry), type_=Double())


def longitude_of(point: Any) -> ColumnElement[float]:
    """The longitude in degrees of a geography point."""
    return func.ST_X(cast(point, Geometry), type_=Double())
