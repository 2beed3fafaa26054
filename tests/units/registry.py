"""Units for tests: files for the two made-up kelurahan, and the units in the database."""

from typing import Any

import asyncpg

from ksbb.domain.geo.importing.report import Report
from ksbb.domain.geo.importing.source import Source
from ksbb.domain.units.importing import What, run
from tests.geo.made_up_areas import PONDOK, areas, feature, square

RW_1 = f"{PONDOK}.001"
RW_2 = f"{PONDOK}.002"


async def imported(
    db: asyncpg.Connection, what: What, *sources: Source, dry_run: bool = False
) -> Report:
    return await run(db, what, sources, dry_run=dry_run)


async def with_areas(db: asyncpg.Connection) -> None:
    """Import the two made-up kelurahan."""
    report = await imported(db, What.AREAS, areas())
    assert report.written


def rw(number: int, longitude: float, latitude: float = -6.25, **changed: object) -> dict[str, Any]:
    """The feature of an RW of PONDOK: a square of some 400 m around a point."""
    properties = {
        "kode_rw": f"{PONDOK}.{number:03d}",
        "kode_kelurahan": PONDOK,
        "kelurahan": "Pondok Uji",
        "rw": number,
        "nama": f"RW {number:02d}",
        "jenis": "rw",
    }
    return feature(square(longitude, latitude, 0.002), **{**properties, **changed})


def errors_of(report: Report) -> list[str]:
    return [finding.message().en for finding in report.errors]


def warned(report: Report) -> list[str]:
    return [finding.message().en for finding in report.warnings]


async def units(db: asyncpg.Connection) -> list[dict[str, Any]]:
    """All units with their kelurahan, place (5 decimals), source of boundary and figures."""
    rows = await db.fetch(
        "SELECT u.id, u.kind, u.code, u.name, u.rw_number, a.code AS kelurahan, u.address,"
        " round(ST_X(u.point::geometry)::numeric, 5)::float8 AS longitude,"
        " round(ST_Y(u.point::geometry)::numeric, 5)::float8 AS latitude,"
        " b.source AS boundary, u.families, u.people, u.is_example"
        " FROM pub.unit u JOIN pub.area a ON a.id = u.area_id"
        " LEFT JOIN pub.unit_boundary b ON b.unit_id = u.id ORDER BY u.code"
    )
    return [dict(row) for row in rows]
