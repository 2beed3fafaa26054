"""The data of a unit's share image."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import asyncpg

_UNIT = """
    SELECT unit.id, unit.kind, unit.name, unit.families, unit.is_example,
           kelurahan.name AS kelurahan, kecamatan.name AS kecamatan, kota.name AS kota,
           app.now() AS now, app.today() AS today, app.is_demo() AS demo
    FROM pub.unit
    JOIN pub.area AS kelurahan ON kelurahan.id = unit.area_id
    LEFT JOIN pub.area AS kecamatan ON kecamatan.id = kelurahan.kecamatan_id
    LEFT JOIN pub.area AS kota ON kota.id = kelurahan.kota_id
    WHERE unit.code = $1"""
# The current phase; between phases the next one, and after all of them the last one.
_NEEDS = """
    WITH shown AS (
        SELECT phase.id, phase.number FROM pub.phase
        WHERE EXISTS (SELECT FROM pub.need WHERE need.phase_id = phase.id AND need.unit_id = $1)
        ORDER BY phase.ends_on < $2,
                 CASE WHEN phase.ends_on < $2 THEN -phase.number ELSE phase.number END
        LIMIT 1)
    SELECT package.code, need.target, need.held, need.committed, shown.number
    FROM shown JOIN pub.need ON need.phase_id = shown.id AND need.unit_id = $1
    JOIN pub.package ON package.id = need.package_id
    ORDER BY package.id LIMIT 3"""


@dataclass(frozen=True, slots=True)
class NeedSummary:
    """A need for one package."""

    package: str
    target: int
    held: int
    committed: int


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit as its share image shows it.

    Attributes:
        families: vulnerable families; None if unknown.
        phase: number of the phase of the needs; None without needs.
        is_example: whether the figures are made up for the demo.
        demo: whether the installation is a demo.
    """

    kind: str
    name: str
    kelurahan: str
    kecamatan: str
    kota: str
    families: int | None
    phase: int | None
    needs: tuple[NeedSummary, ...]
    is_example: bool
    demo: bool


async def unit_summary(pool: asyncpg.Pool, code: str) -> tuple[UnitSummary, dt.datetime] | None:
    """A unit's summary and the time of its figures; None if there is no such unit."""
    unit = await pool.fetchrow(_UNIT, code)
    if unit is None:
        return None
    needs = await pool.fetch(_NEEDS, unit["id"], unit["today"])
    found = UnitSummary(
        unit["kind"],
        unit["name"],
        unit["kelurahan"],
        unit["kecamatan"] or "",
        unit["kota"] or "",
        unit["families"],
        needs[0]["number"] if needs else None,
        tuple(NeedSummary(n["code"], n["target"], n["held"], n["committed"]) for n in needs),
        unit["is_example"],
        unit["demo"],
    )
    return found, unit["now"]
