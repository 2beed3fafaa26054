"""Files of units: RW with their polygons (GeoJSON), institutions and RW as rows (CSV, XLSX)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

from ksbb.geo.importing import shapes
from ksbb.geo.importing.areas import said_twice
from ksbb.geo.importing.columns import Row
from ksbb.geo.importing.records import column_name
from ksbb.geo.importing.report import Finding, Outcome, Place, Report, Said
from ksbb.geo.importing.source import Source, read
from ksbb.units.importing.snapshots import SNAPSHOT_COLUMNS, SnapshotRow, read_figures
from ksbb.units.models import UnitKind
from ksbb.units.rules import (
    is_institution_code,
    is_kelurahan_code,
    rw_code,
    rw_name,
    rw_parts,
)

COLUMNS = {
    "code": ("kode_rw", "kode_unit", "kode", "code"),
    "kind": ("jenis", "kind"),
    "name": ("nama", "name"),
    "rw": ("rw", "nomor_rw", "rw_number"),
    "kelurahan_code": ("kode_kelurahan", "kelurahan_code"),
    "kelurahan": ("kelurahan", "nama_kelurahan"),
    "address": ("alamat", "address"),
    "longitude": ("lon", "lng", "longitude", "bujur"),
    "latitude": ("lat", "latitude", "lintang"),
    **SNAPSHOT_COLUMNS,
}

# Maps also show what receives nothing: cemeteries, estates, prisons.
_NOT_A_UNIT = ("bukan_", "not_")


@dataclass(slots=True)
class UnitRow:
    """A unit as it shall be. ``address``, ``point``, ``shape`` that are None stay as they are.

    ``kelurahan`` is the code of its kelurahan, and ``kelurahan_named`` how the file calls that;
    ``example`` marks a made-up unit of the demo.
    """

    code: str
    kind: UnitKind
    kelurahan: str
    name: str
    rw_number: int | None = None
    address: str | None = None
    point: shapes.Point | None = None
    shape: shapes.Shape | None = None
    snapshot: SnapshotRow | None = None
    example: bool = False
    kelurahan_named: str | None = None
    place: Place = Place("")  # noqa: RUF009


def _kind(row: Row, code: str | None) -> UnitKind | None:
    given = row.text("kind")
    if given is None:
        if (code and rw_parts(code)) or (code is None and row.text("rw")):
            return UnitKind.RW
        row.error("kind", Said("harus diisi", "must be filled in"))
        return None
    try:
        return UnitKind(column_name(given).upper())
    except ValueError:
        kinds = ", ".join(kind.lower() for kind in UnitKind)
        row.error(
            "kind",
            Said(
                f'"{given}" tidak dikenal; yang dikenal: {kinds}',
                f'"{given}" is not known; known are: {kinds}',
            ),
        )
        return None


def _rw(row: Row, code: str | None) -> UnitRow | None:
    kelurahan, number = row.text("kelurahan_code"), row.whole("rw")
    if row.bad:
        return None
    if code is None and (kelurahan is None or number is None):
        row.error("code", Said("harus diisi", "must be filled in"))
        return None
    if code is None and kelurahan is not None and number is not None:
        code = rw_code(kelurahan, number)
    parts = rw_parts(code or "")
    if code is None or parts is None:
        row.error(
            "code",
            Said(
                f'"{code}" bukan kode RW seperti 31.74.05.1001.003',
                f'"{code}" is not a code of an RW like 31.74.05.1001.003',
            ),
        )
        return None
    if kelurahan is not None and kelurahan != parts[0]:
        row.error("kelurahan_code", _unfit(kelurahan, code))
    if number is not None and number != parts[1]:
        row.error("rw", _unfit(str(number), code))
    return UnitRow(
        code,
        UnitKind.RW,
        parts[0],
        name=row.text("name") or rw_name(parts[1]),
        rw_number=parts[1],
    )


def _unfit(given: str, code: str) -> Said:
    return Said(f"{given} tidak cocok dengan kode {code}", f"{given} does not fit code {code}")


def _institution(row: Row, code: str | None, kind: UnitKind) -> UnitRow | None:
    kelurahan = row.text("kelurahan_code", required=True)
    name = row.text("name", required=True)
    if code is None:
        row.error("code", Said("harus diisi", "must be filled in"))
    elif not is_institution_code(code):
        row.error(
            "code",
            Said(
                f'"{code}" tidak dapat menjadi kode lembaga (huruf, angka, . / _ -; bukan kode RW)',
                f'"{code}" can\'t be the code of an institution (letters, digits, . / _ -; no RW)',
            ),
        )
    if kelurahan is not None and not is_kelurahan_code(kelurahan):
        row.error(
            "kelurahan_code",
            Said(
                f'"{kelurahan}" bukan kode kelurahan DKI Jakarta seperti 31.74.05.1001',
                f'"{kelurahan}" is not a code of a kelurahan of DKI Jakarta like 31.74.05.1001',
            ),
        )
    if row.bad or code is None or kelurahan is None or name is None:
        return None
    return UnitRow(code, kind, kelurahan, name)


def _unit(row: Row) -> UnitRow | None:
    code = row.text("code")
    kind = _kind(row, code)
    if kind is None:
        return None
    unit = _rw(row, code) if kind is UnitKind.RW else _institution(row, code, kind)
    point = shapes.given_point(row)
    geometry = row.record.geometry
    if geometry is not None:
        shapes.check_place(row, geometry)
        if geometry.is_point and point is None:
            point = geometry.extent.west, geometry.extent.south
    address = row.text("address")
    figures = read_figures(row, unit.code if unit else "", kind)
    if row.bad or unit is None:
        return None
    unit.point, unit.address, unit.snapshot = point, address, figures
    unit.kelurahan_named, unit.place = row.text("kelurahan"), row.place
    return unit


def _skip(row: Row, report: Report) -> bool:
    kind = row.text("kind")
    if kind is None or not column_name(kind).startswith(_NOT_A_UNIT):
        return False
    name = row.text("name") or "?"
    report.skipped.append(
        Finding(
            row.place, None, Said(f"bukan unit: {name} ({kind})", f"not a unit: {name} ({kind})")
        )
    )
    report.count("UNIT", Outcome.SKIPPED)
    return True


async def read_units(
    connection: asyncpg.Connection, sources: Iterable[Source], report: Report
) -> list[UnitRow]:
    """The units of these files, with examined polygons; whatever is wrong is in the report."""
    rows: list[tuple[Row, UnitRow]] = []
    first: dict[str, Place] = {}
    for source in sources:
        for record in read(source, report):
            row = Row(record, COLUMNS, report)
            if _skip(row, report):
                continue
            unit = _unit(row)
            if unit is None:
                continue
            if unit.code in first:
                row.error("code", said_twice(unit.code, first[unit.code]))
                continue
            first[unit.code] = row.place
            rows.append((row, unit))
    polygons = {
        at: row.record.geometry
        for at, (row, _) in enumerate(rows)
        if row.record.geometry is not None and not row.record.geometry.is_point
    }
    found = await shapes.examine(
        connection, polygons, {at: unit.point for at, (_, unit) in enumerate(rows)}
    )
    for at, shape in found.items():
        row, unit = rows[at]
        shapes.check_shape(row, shape, unit.point)
        unit.shape, unit.point = shape, shape.point
    return [unit for _, unit in rows]
