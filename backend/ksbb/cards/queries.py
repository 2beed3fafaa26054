"""What stands on a unit's card."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import asyncpg

_UNIT = """
    SELECT u.id, u.kind, u.name, u.families, u.example, a.name AS kelurahan,
           kecamatan.name AS kecamatan, kota.name AS kota, app.now() AS now,
           app.today() AS today, app.demo() AS demo
    FROM pub.unit u
    JOIN pub.area a ON a.id = u.area_id
    LEFT JOIN pub.area kecamatan ON kecamatan.id = a.kecamatan_id
    LEFT JOIN pub.area kota ON kota.id = a.kota_id
    WHERE u.code = $1"""
# The phase that runs, the next one while none does, or the last one when all are over.
_NEEDS = """
    WITH shown AS (
        SELECT f.id, f.number FROM pub.phase f
        WHERE EXISTS (SELECT FROM pub.need n WHERE n.phase_id = f.id AND n.unit_id = $1)
        ORDER BY f.ends_on < $2, CASE WHEN f.ends_on < $2 THEN -f.number ELSE f.number END LIMIT 1)
    SELECT p.code, n.target, n.held, n.committed, s.number
    FROM shown s JOIN pub.need n ON n.phase_id = s.id AND n.unit_id = $1
    JOIN pub.package p ON p.id = n.package_id
    ORDER BY p.id LIMIT 3"""


@dataclass(frozen=True, slots=True)
class NeedOf:
    """A need of one package."""

    package: str
    target: int
    held: int
    committed: int


@dataclass(frozen=True, slots=True)
class CardOf:
    """A unit as its card shows it.

    Attributes:
        families: vulnerable families; None if nobody knows.
        phase: number of the phase that the needs are of; None without needs.
        example: whether the figures are made up for the demo.
        demo: whether all of this is a demonstration.
    """

    kind: str
    name: str
    kelurahan: str
    kecamatan: str
    kota: str
    families: int | None
    phase: int | None
    needs: tuple[NeedOf, ...]
    example: bool
    demo: bool


async def card(pool: asyncpg.Pool, code: str) -> tuple[CardOf, dt.datetime] | None:
    """What a unit's card shows, and the moment for which it holds; None if there is no unit."""
    unit = await pool.fetchrow(_UNIT, code)
    if unit is None:
        return None
    needs = await pool.fetch(_NEEDS, unit["id"], unit["today"])
    found = CardOf(
        unit["kind"],
        unit["name"],
        unit["kelurahan"],
        unit["kecamatan"] or "",
        unit["kota"] or "",
        unit["families"],
        needs[0]["number"] if needs else None,
        tuple(NeedOf(n["code"], n["target"], n["held"], n["committed"]) for n in needs),
        unit["example"],
        unit["demo"],
    )
    return found, unit["now"]
