"""Writes units to the registry: compared with the database, and only differences are written."""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

from ksbb.domain.geo.importing.report import Change, Message, Outcome, Report
from ksbb.domain.geo.models import BoundarySource
from ksbb.domain.units.importing.snapshots import apply_snapshots
from ksbb.domain.units.importing.units import UnitRow

# An RW with less than this share of its area inside its kelurahan gets a warning.
POOR_OVERLAP = 0.5

_AREAS = """
    SELECT code, name, boundary_source FROM pub.area WHERE level = 'KELURAHAN' AND code = ANY ($1)
"""
_KNOWN = """
    SELECT unit.code, unit.kind, unit.name, kelurahan.code AS kelurahan, unit.address,
           ST_X(unit.point::geometry) AS x, ST_Y(unit.point::geometry) AS y, unit_boundary.source,
           md5(ST_AsEWKB(unit_boundary.boundary)) AS digest
    FROM pub.unit JOIN pub.area AS kelurahan ON kelurahan.id = unit.area_id
    LEFT JOIN pub.unit_boundary ON unit_boundary.unit_id = unit.id
    WHERE unit.code = ANY ($1)
"""
# Areas in square degrees: within one RW the scale is constant.
_OVERLAP = """
    SELECT given.number,
           ST_Area(ST_Intersection(given.boundary, area.boundary)) / ST_Area(given.boundary)
               AS share
    FROM (SELECT number, kelurahan, ST_GeomFromEWKB(ewkb) AS boundary
          FROM unnest($1::int[], $2::text[], $3::bytea[])
               AS given (number, kelurahan, ewkb)) AS given
    JOIN pub.area ON area.code = given.kelurahan AND area.boundary_source = 'IMPORTED'
    ORDER BY given.number
"""
_AWAY = """
    SELECT given.number, ST_Distance(area.boundary::geography, given.point) AS metres
    FROM (SELECT number, kelurahan, ST_SetSRID(ST_MakePoint(x, y), 4326)::geography AS point
          FROM unnest($1::int[], $2::text[], $3::float8[], $4::float8[])
               AS given (number, kelurahan, x, y)) AS given
    JOIN pub.area ON area.code = given.kelurahan AND area.boundary_source = 'IMPORTED'
    WHERE NOT ST_Covers(area.boundary, given.point::geometry)
    ORDER BY given.number
"""
_WRITE = """
    INSERT INTO pub.unit (kind, code, name, rw_number, area_id, address, point, is_example)
    SELECT given.kind, given.code, given.name, given.rw_number, area.id, given.address,
           ST_SetSRID(ST_MakePoint(given.x, given.y), 4326)::geography, given.is_example
    FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[],
                $7::float8[], $8::float8[], $9::bool[])
         AS given (kind, code, name, rw_number, kelurahan, address, x, y, is_example)
    JOIN pub.area ON area.code = given.kelurahan
    ORDER BY given.code
    ON CONFLICT (code) DO UPDATE SET
        kind = excluded.kind,
        name = excluded.name,
        area_id = excluded.area_id,
        address = coalesce(excluded.address, unit.address),
        point = coalesce(excluded.point, unit.point)
"""
_WRITE_BOUNDARIES = """
    INSERT INTO pub.unit_boundary (unit_id, boundary, source)
    SELECT unit.id, ST_GeomFromEWKB(given.ewkb), 'IMPORTED'
    FROM unnest($1::text[], $2::bytea[]) AS given (code, ewkb)
    JOIN pub.unit ON unit.code = given.code
    ORDER BY unit.id
    ON CONFLICT (unit_id) DO UPDATE SET boundary = excluded.boundary, source = excluded.source
"""
# For units that get a point but no polygon: the drawn cell would contradict the point.
_FORGET_DRAWN = """
    DELETE FROM pub.unit_boundary
    USING pub.unit, unnest($1::text[], $2::float8[], $3::float8[]) AS given (code, x, y)
    WHERE unit_boundary.unit_id = unit.id AND unit_boundary.source = 'DRAWN'
      AND unit.code = given.code
      AND (ST_X(unit.point::geometry), ST_Y(unit.point::geometry)) <> (given.x, given.y)
"""


async def apply_units(
    connection: asyncpg.Connection, units: Sequence[UnitRow], report: Report
) -> None:
    """Write these units and their snapshots, in the transaction.

    The code is the key: a unit that exists keeps its row id. A polygon from a file replaces a drawn
    one. The kelurahan must exist. Nothing is written after an error.
    """
    await _check_kelurahan(connection, units, report)
    known = {
        row["code"]: row for row in await connection.fetch(_KNOWN, [unit.code for unit in units])
    }
    written = [unit for unit in units if _differs(unit, known.get(unit.code), report)]
    if report.errors:
        return
    await _warn_misfits(connection, units, report)
    if written:
        await _write(connection, written)
    await apply_snapshots(
        connection, [unit.snapshot for unit in units if unit.snapshot is not None], report
    )


async def _check_kelurahan(
    connection: asyncpg.Connection, units: Sequence[UnitRow], report: Report
) -> None:
    codes = sorted({unit.kelurahan for unit in units})
    areas = {row["code"]: row for row in await connection.fetch(_AREAS, codes)}
    for unit in units:
        area = areas.get(unit.kelurahan)
        if area is None:
            report.error(
                unit.position,
                "kode_kelurahan",
                Message(
                    f"kelurahan {unit.kelurahan} belum dikenal; imporlah wilayahnya dahulu",
                    f"kelurahan {unit.kelurahan} is not known yet; import the areas first",
                ),
            )
        elif unit.kelurahan_named and not _same_name(unit.kelurahan_named, area["name"]):
            report.warn(
                unit.position,
                "kelurahan",
                Message(
                    f'"{unit.kelurahan_named}" di sini, tetapi {unit.kelurahan} adalah '
                    f'"{area["name"]}"; kodenya yang dipakai',
                    f'"{unit.kelurahan_named}" here, but {unit.kelurahan} is "{area["name"]}"; '
                    "the code is taken",
                ),
            )
    drawn = sum(area["boundary_source"] != BoundarySource.IMPORTED for area in areas.values())
    if drawn and any(unit.shape or unit.point for unit in units):
        report.notes.append(
            Message(
                f"{drawn} kelurahan belum punya batas resmi: letak unitnya tidak dibandingkan.",
                f"{drawn} kelurahan have no imported boundary yet: places of their units were not "
                "compared.",
            )
        )


def _same_name(one: str, other: str) -> bool:
    return one.replace(" ", "").casefold() == other.replace(" ", "").casefold()


async def _warn_misfits(
    connection: asyncpg.Connection, units: Sequence[UnitRow], report: Report
) -> None:
    """Warn about polygons and points that are not in their kelurahan."""
    polygons = [(at, unit) for at, unit in enumerate(units) if unit.shape]
    overlaps = await connection.fetch(
        _OVERLAP,
        [at for at, _ in polygons],
        [unit.kelurahan for _, unit in polygons],
        [unit.shape.ewkb for _, unit in polygons if unit.shape],
    )
    points = [
        (at, unit, unit.point) for at, unit in enumerate(units) if unit.point and not unit.shape
    ]
    away = await connection.fetch(
        _AWAY,
        [at for at, _, _ in points],
        [unit.kelurahan for _, unit, _ in points],
        [x for _, _, (x, _) in points],
        [y for _, _, (_, y) in points],
    )
    for row in overlaps:
        if row["share"] < POOR_OVERLAP:
            unit = units[row["number"]]
            percent = round(100 * row["share"])
            report.warn(
                unit.position,
                "geometry",
                Message(
                    f"hanya {percent}% dari {unit.code} terletak di kelurahannya",
                    f"only {percent}% of {unit.code} lies in its kelurahan",
                ),
            )
    for row in away:
        unit = units[row["number"]]
        metres = round(row["metres"])
        report.warn(
            unit.position,
            "lon",
            Message(
                f"{unit.code} terletak {metres} m di luar kelurahannya",
                f"{unit.code} lies {metres} m outside of its kelurahan",
            ),
        )


def _differs(unit: UnitRow, known: asyncpg.Record | None, report: Report) -> bool:
    """Whether the unit must be written. The result is counted and listed in the report."""
    if known is None:
        report.changed(unit.kind, Change(Outcome.NEW, unit.code, unit.name))
        return True
    surveyed = known["source"] == BoundarySource.IMPORTED
    same = {
        "kind": unit.kind == known["kind"],
        "name": unit.name == known["name"],
        "kelurahan": unit.kelurahan == known["kelurahan"],
        "address": unit.address in (None, known["address"]),
        "point": unit.point in (None, (known["x"], known["y"])),
        "boundary": unit.shape is None or (surveyed and unit.shape.digest == known["digest"]),
    }
    values = tuple(value for value, is_same in same.items() if not is_same)
    if not values:
        report.count(unit.kind, Outcome.SAME)
        return False
    report.changed(unit.kind, Change(Outcome.CHANGED, unit.code, unit.name, values))
    return True


async def _write(connection: asyncpg.Connection, units: Sequence[UnitRow]) -> None:
    points = [unit.point or (None, None) for unit in units]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    codes = [unit.code for unit in units]
    await connection.execute(_FORGET_DRAWN, codes, xs, ys)
    await connection.execute(
        _WRITE,
        [unit.kind.value for unit in units],
        codes,
        [unit.name for unit in units],
        [unit.rw_number for unit in units],
        [unit.kelurahan for unit in units],
        [unit.address for unit in units],
        xs,
        ys,
        [unit.is_example for unit in units],
    )
    shaped = [(unit.code, unit.shape.ewkb) for unit in units if unit.shape]
    await connection.execute(
        _WRITE_BOUNDARIES, [code for code, _ in shaped], [ewkb for _, ewkb in shaped]
    )
