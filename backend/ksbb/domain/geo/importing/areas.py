"""Area files: boundaries of kelurahan, kecamatan, kota or the provinsi, distinguished by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import asyncpg

from ksbb.domain.geo.importing import shapes
from ksbb.domain.geo.importing.columns import Row
from ksbb.domain.geo.importing.report import Change, Message, Outcome, Position, Report
from ksbb.domain.geo.importing.source import Source, read
from ksbb.domain.geo.models import BoundarySource, Level
from ksbb.domain.geo.rules import (
    PROVINSI,
    PROVINSI_NAME,
    ancestors,
    code_at,
    is_kabupaten,
    level_of,
)

_NAMES = {
    Level.PROVINSI: ("provinsi", "province"),
    Level.KOTA: ("kota", "kabupaten", "kota_kabupaten", "city", "regency"),
    Level.KECAMATAN: ("kecamatan", "district"),
    Level.KELURAHAN: ("kelurahan", "desa", "village"),
}
_CODES = {
    Level.KELURAHAN: "kode_kelurahan",
    Level.KECAMATAN: "kode_kecamatan",
    Level.KOTA: "kode_kota",
    Level.PROVINSI: "kode_provinsi",
}
COLUMNS = {
    "code": ("kode", "code", *_CODES.values()),
    "name": ("nama", "name"),
    "longitude": ("lon", "lng", "longitude", "bujur"),
    "latitude": ("lat", "latitude", "lintang"),
    **{level.value: names for level, names in _NAMES.items()},
    **{column: (column,) for column in _CODES.values()},
}


@dataclass(slots=True)
class AreaRow:
    """An area as it should be: from a file, from facts, or only named in the row of a lower area.

    ``place`` is where it was read (None if only columns of a lower area name it); ``names`` are the
    names of the higher areas in that row.
    """

    code: str
    level: Level
    name: str
    position: Position | None = None
    point: shapes.Point | None = None
    shape: shapes.Shape | None = None
    names: dict[Level, str] = field(default_factory=dict)


def _area(row: Row) -> AreaRow | None:
    """The area that a row describes; None if the row has an error."""
    code = row.text("code", required=True)
    if code is None:
        return None
    level = level_of(code)
    if level is None or not code.startswith(PROVINSI):
        row.error(
            "code",
            Message(
                f'"{code}" bukan kode wilayah DKI Jakarta seperti 31.74.05.1001',
                f'"{code}" is not a code of an area of DKI Jakarta like 31.74.05.1001',
            ),
        )
        return None
    name = row.text(level.value) or row.text("name")
    if not name and not row.bad:
        row.error(level.value, Message("namanya harus diisi", "its name must be filled in"))
    for above, column in _CODES.items():
        given = row.text(column)
        if given and above in ancestors(code) and given != code_at(code, above):
            row.error(
                column,
                Message(
                    f"{given} tidak cocok dengan kode {code}", f"{given} does not fit code {code}"
                ),
            )
    geometry = row.record.geometry
    if geometry is None or geometry.is_point:
        row.error("geometry", Message("poligonnya tidak ada", "it has no polygon"))
    else:
        shapes.check_location(row, geometry)
    point = shapes.given_point(row)
    if row.bad or name is None:
        return None
    names = {above: found for above in ancestors(code) if (found := row.text(above.value))}
    return AreaRow(code, level, name, row.position, point, names=names)


async def read_areas(
    connection: asyncpg.Connection, sources: Iterable[Source], report: Report
) -> list[AreaRow]:
    """The areas of these files, with checked boundaries; everything wrong is in the report."""
    rows: list[tuple[Row, AreaRow]] = []
    first: dict[str, Position] = {}
    for source in sources:
        for record in read(source, report, accepted=("GeoJSON",)):
            row = Row(record, COLUMNS, report)
            area = _area(row)
            if area is None:
                continue
            if area.code in first:
                row.error("code", duplicate_code(area.code, first[area.code]))
                continue
            first[area.code] = row.position
            rows.append((row, area))
    polygons = {at: row.record.geometry for at, (row, _) in enumerate(rows)}
    found = await shapes.examine(
        connection,
        {at: polygon for at, polygon in polygons.items() if polygon is not None},
        {at: area.point for at, (_, area) in enumerate(rows)},
    )
    for at, (row, area) in enumerate(rows):
        area.shape = found[at]
        shapes.check_shape(row, found[at], area.point)
        area.point = found[at].point
    return [area for _, area in rows]


def duplicate_code(code: str, first: Position) -> Message:
    """The message for a code that appears twice; ``first`` is its first place."""
    where = first.message()
    return Message(f"kode {code} sudah ada di {where.id}", f"code {code} is already in {where.en}")


async def apply_areas(
    connection: asyncpg.Connection, areas: Iterable[AreaRow], report: Report
) -> None:
    """Write these areas and missing higher areas, in the transaction.

    Only differences are written. A surveyed boundary (IMPORTED) replaces a drawn one, never the
    other way round. Higher areas without a boundary of their own get the union of the lower ones
    (JOINED) as soon as all of these have one. The caller must not call this if the files have
    errors.
    """
    by_code = {area.code: area for area in areas}
    known = {
        row["code"]: row
        for row in await connection.fetch(
            "SELECT code, name, boundary_source, md5(ST_AsEWKB(boundary)) AS digest,"
            " ST_X(point::geometry) AS x, ST_Y(point::geometry) AS y FROM pub.area"
        )
    }
    _name_parents(by_code, known, report)
    if report.errors:
        return
    for level in Level:
        written = [
            area
            for area in sorted(by_code.values(), key=lambda area: area.code)
            if area.level is level and _differs(area, known.get(area.code), report)
        ]
        if written:
            await _write(connection, written)
    if report.changes:
        await _join(connection, report)


def _name_parents(
    by_code: dict[str, AreaRow], known: dict[str, asyncpg.Record], report: Report
) -> None:
    """Add missing higher areas, with the names that rows of lower areas give them."""
    warned: set[tuple[str, str]] = set()
    for area in list(by_code.values()):
        for level, code in ancestors(area.code).items():
            name = area.names.get(level)
            if level is Level.PROVINSI:
                name = name or PROVINSI_NAME
            there = by_code[code].name if code in by_code else None
            if there is None and code in known:
                there = known[code]["name"]
            if there is None and name is None:
                report.error(
                    area.position or Position(""), _NAMES[level][0], _nameless(level, code)
                )
            elif there is None and name is not None:
                by_code[code] = AreaRow(code, level, name)
            elif name and area.names.get(level) and name != there and (code, name) not in warned:
                warned.add((code, name))
                report.warn(
                    area.position or Position(""),
                    _NAMES[level][0],
                    Message(
                        f'{code} bernama "{there}", di sini "{name}"; namanya tidak diubah',
                        f'{code} is named "{there}", here "{name}"; its name is left',
                    ),
                )


def _nameless(level: Level, code: str) -> Message:
    return Message(
        f"{level.lower()} {code} belum dikenal, dan namanya tidak ada di sini",
        f"{level.lower()} {code} is not known yet, and its name is not here",
    )


def _differs(area: AreaRow, known: asyncpg.Record | None, report: Report) -> bool:
    """Whether the area must be written. The result is counted and listed in the report."""
    if known is None:
        report.changed(area.level, Change(Outcome.NEW, area.code, area.name))
        return True
    if area.position is None:
        return False
    surveyed = known["boundary_source"] == BoundarySource.IMPORTED
    same = {
        "name": known["name"] == area.name,
        "boundary": area.shape is None or (surveyed and known["digest"] == area.shape.digest),
        "point": area.point is None or area.point == (known["x"], known["y"]),
    }
    values = tuple(value for value, is_same in same.items() if not is_same)
    if not values:
        report.count(area.level, Outcome.SAME)
        return False
    report.changed(area.level, Change(Outcome.CHANGED, area.code, area.name, values))
    return True


_WRITE = """
    INSERT INTO pub.area (code, level, name, kabupaten, parent_id, provinsi_id, kota_id,
                               kecamatan_id, point, boundary, boundary_source)
    SELECT given.code, given.level, given.name, given.kabupaten,
           coalesce(kecamatan.id, kota.id, provinsi.id), provinsi.id, kota.id, kecamatan.id,
           ST_SetSRID(ST_MakePoint(given.x, given.y), 4326)::geography, ST_GeomFromEWKB(given.ewkb),
           CASE WHEN given.ewkb IS NOT NULL THEN 'IMPORTED' END
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bool[], $5::text[], $6::text[], $7::text[],
                $8::float8[], $9::float8[], $10::bytea[])
         AS given (code, level, name, kabupaten, provinsi, kota, kecamatan, x, y, ewkb)
    LEFT JOIN pub.area AS provinsi ON provinsi.code = given.provinsi
    LEFT JOIN pub.area AS kota ON kota.code = given.kota
    LEFT JOIN pub.area AS kecamatan ON kecamatan.code = given.kecamatan
    ORDER BY given.code
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name,
        point = coalesce(excluded.point, area.point),
        boundary = coalesce(excluded.boundary, area.boundary),
        boundary_source = coalesce(excluded.boundary_source, area.boundary_source)
"""


async def _write(connection: asyncpg.Connection, areas: list[AreaRow]) -> None:
    """Write areas of one level; the higher areas are in the database already."""
    above = [ancestors(area.code) for area in areas]
    points = [area.point or (None, None) for area in areas]
    await connection.execute(
        _WRITE,
        [area.code for area in areas],
        [area.level.value for area in areas],
        [area.name for area in areas],
        [is_kabupaten(area.code) for area in areas],
        *([codes.get(level) for codes in above] for level in list(Level)[:-1]),
        [x for x, _ in points],
        [y for _, y in points],
        [area.shape and area.shape.ewkb for area in areas],
    )


# ORDER BY and ST_Normalize: the order of the parts decides where the rings of the union begin. The
# same parts must give the same bytes, or a repeated import would look like a change.
_JOIN = """
    WITH joined AS (
        SELECT area.id,
               ST_Multi(ST_Normalize(ST_Union(below.boundary ORDER BY below.code))) AS boundary
        FROM pub.area JOIN pub.area AS below ON below.parent_id = area.id
        WHERE area.level = $1 AND area.boundary_source IS DISTINCT FROM 'IMPORTED'
        GROUP BY area.id
        HAVING bool_and(coalesce(below.boundary_source, 'DRAWN') <> 'DRAWN')
    )
    UPDATE pub.area
    SET boundary = joined.boundary, boundary_source = 'JOINED',
        point = CASE WHEN ST_Covers(joined.boundary, area.point::geometry) THEN area.point
                     ELSE ST_PointOnSurface(joined.boundary)::geography END
    FROM joined
    WHERE area.id = joined.id
      AND (area.boundary_source IS DISTINCT FROM 'JOINED'
           OR ST_AsEWKB(area.boundary) <> ST_AsEWKB(joined.boundary))
    RETURNING area.code, area.name
"""


async def _join(connection: asyncpg.Connection, report: Report) -> None:
    listed = {change.code for change in report.changes}
    for level in (Level.KECAMATAN, Level.KOTA, Level.PROVINSI):
        for row in await connection.fetch(_JOIN, level.value):
            if row["code"] not in listed:
                report.changed(
                    level, Change(Outcome.CHANGED, row["code"], row["name"], ("boundary",))
                )
