"""Reads files of units: RWs with polygons (GeoJSON), institutions and RWs as rows (CSV, XLSX)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

from ksbb.domain.geo.importing import shapes
from ksbb.domain.geo.importing.areas import duplicate_code
from ksbb.domain.geo.importing.columns import Row
from ksbb.domain.geo.importing.records import column_name
from ksbb.domain.geo.importing.report import Finding, Message, Outcome, Position, Report
from ksbb.domain.geo.importing.source import Source, read
from ksbb.domain.units.importing.snapshots import SNAPSHOT_COLUMNS, SnapshotRow, read_figures
from ksbb.domain.units.models import UnitKind
from ksbb.domain.units.rules import (
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

# Maps also show places that receive no aid: cemeteries, estates, prisons.
_NOT_A_UNIT = ("bukan_", "not_")


@dataclass(slots=True)
class UnitRow:
    """A unit as it should be. ``address``, ``point`` and ``shape`` stay unchanged if they are None.

    ``kelurahan`` is the code of its kelurahan, and ``kelurahan_named`` the name of it in the file;
    ``is_example`` marks a made-up unit of the demo.
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
    is_example: bool = False
    kelurahan_named: str | None = None
    position: Position = Position("")  # noqa: RUF009


def _kind(row: Row, code: str | None) -> UnitKind | None:
    given = row.text("kind")
    if given is None:
        if (code and rw_parts(code)) or (code is None and row.text("rw")):
            return UnitKind.RW
        row.error("kind", Message("harus diisi", "must be filled in"))
        return None
    try:
        return UnitKind(column_name(given).upper())
    except ValueError:
        kinds = ", ".join(kind.lower() for kind in UnitKind)
        row.error(
            "kind",
            Message(
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
        row.error("code", Message("harus diisi", "must be filled in"))
        return None
    if code is None and kelurahan is not None and number is not None:
        code = rw_code(kelurahan, number)
    parts = rw_parts(code or "")
    if code is None or parts is None:
        row.error(
            "code",
            Message(
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


def _unfit(given: str, code: str) -> Message:
    return Message(f"{given} tidak cocok dengan kode {code}", f"{given} does not fit code {code}")


def _institution(row: Row, code: str | None, kind: UnitKind) -> UnitRow | None:
    kelurahan = row.text("kelurahan_code", required=True)
    name = row.text("name", required=True)
    if code is None:
        row.error("code", Message("harus diisi", "must be filled in"))
    elif not is_institution_code(code):
        row.error(
            "code",
            Message(
                f'"{code}" tidak dapat menjadi kode lembaga (huruf, angka, . / _ -; bukan kode RW)',
                f'"{code}" can\'t be the code of an institution (letters, digits, . / _ -; no RW)',
            ),
        )
    if kelurahan is not None and not is_kelurahan_code(kelurahan):
        row.error(
            "kelurahan_code",
            Message(
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
        shapes.check_location(row, geometry)
        if geometry.is_point and point is None:
            point = geometry.extent.west, geometry.extent.south
    address = row.text("address")
    figures = read_figures(row, unit.code if unit else "", kind)
    if row.bad or unit is None:
        return None
    unit.point, unit.address, unit.snapshot = point, address, figures
    unit.kelurahan_named, unit.position = row.text("kelurahan"), row.position
    return unit


def _skip(row: Row, report: Report) -> bool:
    kind = row.text("kind")
    if kind is None or not column_name(kind).startswith(_NOT_A_UNIT):
        return False
    name = row.text("name") or "?"
    report.skipped.append(
        Finding(
            row.position,
            None,
            Message(f"bukan unit: {name} ({kind})", f"not a unit: {name} ({kind})"),
        )
    )
    report.count("UNIT", Outcome.SKIPPED)
    return True


async def read_units(
    connection: asyncpg.Connection, sources: Iterable[Source], report: Report
) -> list[UnitRow]:
    """The units of these files, with checked polygons; everything wrong is in the report."""
    rows: list[tuple[Row, UnitRow]] = []
    first: dict[str, Position] = {}
    for source in sources:
        for record in read(source, report):
            row = Row(record, COLUMNS, report)
            if _skip(row, report):
                continue
            unit = _unit(row)
            if unit is None:
                continue
            if unit.code in first:
                row.error("code", duplicate_code(unit.code, first[unit.code]))
                continue
            first[unit.code] = row.position
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
