"""Area files: boundaries of kelurahan, kecamatan, kota or the provinsi, told apart by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import asyncpg

from ksbb.geo.importing import shapes
from ksbb.geo.importing.columns import Row
from ksbb.geo.importing.report import Change, Outcome, Place, Report, Said
from ksbb.geo.importing.source import Source, read
from ksbb.geo.models import BoundarySource, Level
from ksbb.geo.rules import PROVINSI, PROVINSI_NAME, ancestors, code_at, is_kabupaten, level_of

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
    """An area as it shall be: from a file, from facts, or only named by one below it.

    ``place`` is where it was read (None if nothing but a lower area's columns name it);
    ``names`` are those of the areas above as that row gives them.
    """

    code: str
    level: Level
    name: str
    place: Place | None = None
    point: shapes.Point | None = None
    shape: shapes.Shape | None = None
    names: dict[Level, str] = field(default_factory=dict)


def _area(row: Row) -> AreaRow | None:
    """The area that a row describes; None after an error of it."""
    code = row.text("code", required=True)
    if code is None:
        return None
    level = level_of(code)
    if level is None or not code.startswith(PROVINSI):
        row.error(
            "code",
            Said(
                f'"{code}" bukan kode wilayah DKI Jakarta seperti 31.74.05.1001',
                f'"{code}" is not a code of an area of DKI Jakarta like 31.74.05.1001',
            ),
        )
        return None
    name = row.text(level.value) or row.text("name")
    if not name and not row.bad:
        row.error(level.value, Said("namanya harus diisi", "its name must be filled in"))
    for above, column in _CODES.items():
        given = row.text(column)
        if given and above in ancestors(code) and given != code_at(code, above):
            row.error(
                column,
                Said(
                    f"{given} tidak cocok dengan kode {code}", f"{given} does not fit code {code}"
                ),
            )
    geometry = row.record.geometry
    if geometry is None or geometry.is_point:
        row.error("geometry", Said("poligonnya tidak ada", "it has no polygon"))
    else:
        shapes.check_place(row, geometry)
    point = shapes.given_point(row)
    if row.bad or name is None:
        return None
    names = {above: found for above in ancestors(code) if (found := row.text(above.value))}
    return AreaRow(code, level, name, row.place, point, names=names)


async def read_areas(
    connection: asyncpg.Connection, sources: Iterable[Source], report: Report
) -> list[AreaRow]:
    """The areas of these files, with examined boundaries; whatever is wrong is in the report."""
    rows: list[tuple[Row, AreaRow]] = []
    first: dict[str, Place] = {}
    for source in sources:
        for record in read(source, report, accepted=("GeoJSON",)):
            row = Row(record, COLUMNS, report)
            area = _area(row)
            if area is None:
                continue
            if area.code in first:
                row.error("code", said_twice(area.code, first[area.code]))
                continue
            first[area.code] = row.place
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


def said_twice(code: str, first: Place) -> Said:
    """A code that was there before, and where."""
    where = first.say()
    return Said(f"kode {code} sudah ada di {where.id}", f"code {code} is already in {where.en}")


async def apply_areas(
    connection: asyncpg.Connection, areas: Iterable[AreaRow], report: Report
) -> None:
    """Write these areas, and the ones above them that are missing, into the transaction.

    Only what differs is written. A boundary of a survey (IMPORTED) replaces a drawn one, never the
    other way round; areas above without a boundary of their own get the union of theirs (JOINED)
    as soon as all below have one. Errors of the files themselves keep this from being called.
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
    """Add the areas above that nobody has yet, by the names that those below give them."""
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
                report.error(area.place or Place(""), _NAMES[level][0], _nameless(level, code))
            elif there is None and name is not None:
                by_code[code] = AreaRow(code, level, name)
            elif name and area.names.get(level) and name != there and (code, name) not in warned:
                warned.add((code, name))
                report.warn(
                    area.place or Place(""),
                    _NAMES[level][0],
                    Said(
                        f'{code} bernama "{there}", di sini "{name}"; namanya tidak diubah',
                        f'{code} is named "{there}", here "{name}"; its name is left',
                    ),
                )


def _nameless(level: Level, code: str) -> Said:
    return Said(
        f"{level.lower()} {code} belum dikenal, dan namanya tidak ada di sini",
        f"{level.lower()} {code} is not known yet, and its name is not here",
    )


def _differs(area: AreaRow, known: asyncpg.Record | None, report: Report) -> bool:
    """Whether the area must be written; counted and listed in the report."""
    if known is None:
        report.changed(area.level, Change(Outcome.NEW, area.code, area.name))
        return True
    if area.place is None:
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
    INSERT INTO pub.area AS a (code, level, name, kabupaten, parent_id, provinsi_id, kota_id,
                               kecamatan_id, point, boundary, boundary_source)
    SELECT n.code, n.level, n.name, n.kabupaten, coalesce(c.id, k.id, p.id), p.id, k.id, c.id,
           ST_SetSRID(ST_MakePoint(n.x, n.y), 4326)::geography, ST_GeomFromEWKB(n.ewkb),
           CASE WHEN n.ewkb IS NOT NULL THEN 'IMPORTED' END
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bool[], $5::text[], $6::text[], $7::text[],
                $8::float8[], $9::float8[], $10::bytea[])
         AS n (code, level, name, kabupaten, provinsi, kota, kecamatan, x, y, ewkb)
    LEFT JOIN pub.area p ON p.code = n.provinsi
    LEFT JOIN pub.area k ON k.code = n.kota
    LEFT JOIN pub.area c ON c.code = n.kecamatan
    ORDER BY n.code
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name,
        point = coalesce(excluded.point, a.point),
        boundary = coalesce(excluded.boundary, a.boundary),
        boundary_source = coalesce(excluded.boundary_source, a.boundary_source)
"""


async def _write(connection: asyncpg.Connection, areas: list[AreaRow]) -> None:
    """Write areas of one level; those above are there."""
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


# The order of the parts decides where the union's rings begin, hence ORDER BY and ST_Normalize:
# the same parts must give the same bytes, or a repeat would look like a change.
_JOIN = """
    WITH joined AS (
        SELECT a.id,
               ST_Multi(ST_Normalize(ST_Union(below.boundary ORDER BY below.code))) AS boundary
        FROM pub.area a JOIN pub.area below ON below.parent_id = a.id
        WHERE a.level = $1 AND a.boundary_source IS DISTINCT FROM 'IMPORTED'
        GROUP BY a.id
        HAVING bool_and(coalesce(below.boundary_source, 'DRAWN') <> 'DRAWN')
    )
    UPDATE pub.area a
    SET boundary = joined.boundary, boundary_source = 'JOINED',
        point = CASE WHEN ST_Covers(joined.boundary, a.point::geometry) THEN a.point
                     ELSE ST_PointOnSurface(joined.boundary)::geography END
    FROM joined
    WHERE a.id = joined.id
      AND (a.boundary_source IS DISTINCT FROM 'JOINED'
           OR ST_AsEWKB(a.boundary) <> ST_AsEWKB(joined.boundary))
    RETURNING a.code, a.name
"""


async def _join(connection: asyncpg.Connection, report: Report) -> None:
    listed = {change.code for change in report.changes}
    for level in (Level.KECAMATAN, Level.KOTA, Level.PROVINSI):
        for row in await connection.fetch(_JOIN, level.value):
            if row["code"] not in listed:
                report.changed(
                    level, Change(Outcome.CHANGED, row["code"], row["name"], ("boundary",))
                )
