"""Checks geometries with PostGIS: they lie in Jakarta, are valid, and have a point inside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import asyncpg

from ksbb.domain.geo.importing.columns import Row
from ksbb.domain.geo.importing.records import Geometry
from ksbb.domain.geo.importing.report import Message
from ksbb.domain.geo.rules import Extent, Misplaced, misplaced

_MISPLACED = {
    Misplaced.SWAPPED: Message(
        "lintang dan bujur tertukar; bujur (106,…) harus lebih dahulu",
        "latitude and longitude are swapped; longitude (106.…) comes first",
    ),
    Misplaced.NOT_DEGREES: Message(
        "koordinatnya bukan derajat WGS 84 (EPSG:4326)",
        "its coordinates are not degrees of WGS 84 (EPSG:4326)",
    ),
    Misplaced.OUTSIDE: Message("letaknya di luar DKI Jakarta", "it lies outside of DKI Jakarta"),
}
_SWAPPED_COLUMNS = Message(
    "lintang dan bujur tertukar di kedua kolom",
    "latitude and longitude are swapped in their columns",
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A multipolygon (EWKB) and a point in it (longitude, latitude).

    ``invalid`` is PostGIS' reason why it is not a valid polygon, and ``at`` the place of the error;
    ``holds_given`` says whether the point given in the file lies in it.
    """

    ewkb: bytes
    point: Point | None
    invalid: str | None
    at: Point | None
    holds_given: bool

    @property
    def digest(self) -> str:
        """The md5 of the stored EWKB in hexadecimal, to compare with the database."""
        return hashlib.md5(self.ewkb, usedforsecurity=False).hexdigest()


def check_location(row: Row, geometry: Geometry) -> None:
    """Add an error to the row if its geometry is not in DKI Jakarta."""
    found = misplaced(geometry.extent)
    if found:
        row.error("geometry", _MISPLACED[found])


def given_point(row: Row) -> Point | None:
    """The point in the columns ``longitude`` and ``latitude``; None if there is none.

    One coordinate without the other, or a point outside of DKI Jakarta, is an error of the row.
    """
    longitude, latitude = row.degrees("longitude"), row.degrees("latitude")
    if longitude is None and latitude is None:
        return None
    if longitude is None or latitude is None:
        if not row.bad:
            missing = "longitude" if longitude is None else "latitude"
            row.error(missing, Message("harus diisi juga", "must be filled in as well"))
        return None
    found = misplaced(Extent(longitude, latitude, longitude, latitude))
    if found:
        text = _SWAPPED_COLUMNS if found is Misplaced.SWAPPED else _MISPLACED[found]
        row.error("latitude", text)
        return None
    return longitude, latitude


_EXAMINE = """
    SELECT given.number, ST_AsEWKB(boundary) AS ewkb, reason, ST_X(location) AS at_x,
           ST_Y(location) AS at_y, ST_X(inside) AS x, ST_Y(inside) AS y,
           coalesce(valid AND ST_Covers(boundary, ST_SetSRID(ST_MakePoint(lon, lat), 4326)), false)
               AS holds_given
    FROM unnest($1::int[], $2::text[], $3::float8[], $4::float8[]) AS given (number, json, lon, lat)
    CROSS JOIN LATERAL (
        SELECT ST_Multi(ST_Force2D(ST_SetSRID(ST_GeomFromGeoJSON(json), 4326))) AS boundary OFFSET 0
    ) made
    CROSS JOIN LATERAL ST_IsValidDetail(boundary) AS detail
    CROSS JOIN LATERAL (
        SELECT CASE WHEN valid THEN ST_PointOnSurface(boundary) END AS inside
    ) pointed
"""


async def examine(
    connection: asyncpg.Connection,
    polygons: Mapping[int, Geometry],
    points: Mapping[int, Point | None],
) -> dict[int, Shape]:
    """Let PostGIS check these polygons; the results have the same keys.

    ``points`` are the points given in the file. If such a point lies in its polygon, it is kept;
    else ``Shape.point`` is chosen by PostGIS.
    """
    numbers: Sequence[int] = list(polygons)
    given = [points.get(number) or (None, None) for number in numbers]
    rows = await connection.fetch(
        _EXAMINE,
        numbers,
        [polygons[number].json for number in numbers],
        [longitude for longitude, _ in given],
        [latitude for _, latitude in given],
    )
    found: dict[int, Shape] = {}
    for row in rows:
        inside = None if row["x"] is None else (row["x"], row["y"])
        found[row["number"]] = Shape(
            ewkb=row["ewkb"],
            point=points.get(row["number"]) if row["holds_given"] else inside,
            invalid=row["reason"],
            at=None if row["at_x"] is None else (row["at_x"], row["at_y"]),
            holds_given=row["holds_given"],
        )
    return found


def check_shape(row: Row, shape: Shape, given: Point | None) -> None:
    """Add errors and warnings about what PostGIS found."""
    if shape.invalid:
        where = f" {shape.at[0]:.6f} {shape.at[1]:.6f}" if shape.at else ""
        row.error(
            "geometry",
            Message(
                f"poligon tidak sah: {shape.invalid}{where}",
                f"the polygon is not valid: {shape.invalid}{where}",
            ),
        )
    elif given and not shape.holds_given:
        row.warn(
            "longitude",
            Message(
                "titiknya di luar poligonnya; titik lain di dalamnya dipakai",
                "its point is outside of its polygon; another inside of it is taken",
            ),
        )
