"""Search for units by words, kind and area; the nearest ones to a place."""

from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlmodel import col

from ksbb.domain.geo.queries import with_code
from ksbb.domain.units.importing import What
from ksbb.domain.units.models import Unit, UnitKind
from ksbb.domain.units.queries import MAX_ROWS, listed, nearest
from tests.conftest import Connect
from tests.geo.made_up_areas import CIPULIR, PONDOK, geojson, table
from tests.units.registry import imported, rw, with_areas

ROWS = (
    "kode,jenis,nama,alamat,kode_kelurahan,lat,lon",
    f"PA-1,panti_asuhan,Panti Asuhan Kasih,Jl. Melati 5,{PONDOK},-6.25,106.7810",
    f"PA-2,panti_asuhan,Panti Asuhan Bakti,Jl. Mawar 100%,{CIPULIR},-6.25,106.8010",
    f"PS-1,pesantren,Pesantren Al Uji,Jl. a_b 1,{CIPULIR},-6.25,106.7990",
    f"PJ-1,panti_jompo,Panti Tanpa Alamat,,{PONDOK},,",
)


async def filled(db: asyncpg.Connection) -> None:
    """RW 01, 02, 11, 15 along a street of PONDOK from west to east, and four institutions."""
    await with_areas(db)
    east = {1: 106.773, 2: 106.777, 11: 106.781, 15: 106.785}
    report = await imported(
        db, What.UNITS, geojson(*(rw(number, lon) for number, lon in east.items())), table(*ROWS)
    )
    assert report.written


async def found(db: asyncpg.Connection, query: Any) -> Sequence[asyncpg.Record]:
    compiled = query.compile(dialect=dialect.dialect(), compile_kwargs={"literal_binds": True})
    return await db.fetch(str(compiled))


async def codes(db: asyncpg.Connection, query: Any) -> list[str]:
    return [row["code"].removeprefix(f"{PONDOK}.") for row in await found(db, query)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rw 1", ["001"]),
        ("RW01 pondok uji", ["001"]),
        ("pondok rw. 15", ["015"]),
        ("rw 011, kebayoran", ["011"]),
        ("panti melati", ["PA-1"]),
        ("kasih asuhan", ["PA-1"]),
        ("kebayoran lama cipulir", ["PA-2", "PS-1"]),
        (f"{PONDOK}.015", ["015"]),
        ("100%", ["PA-2"]),
        ("a_b", ["PS-1"]),
        ("a%i", []),
        ("rw 9", []),
        ("tidak ada", []),
        ("selatan jakarta", ["001", "002", "011", "015", "PA-1", "PA-2", "PJ-1", "PS-1"]),
        ("   ", ["001", "002", "011", "015", "PA-1", "PA-2", "PJ-1", "PS-1"]),
        ("'; DROP TABLE", []),
    ],
)
async def test_all_words_must_match_in_any_order(
    connect: Connect, typed: str, expected: list[str]
) -> None:
    async with connect("worker") as db:
        await filled(db)
        assert await codes(db, listed(typed).order_by(col(Unit.code))) == expected


async def test_kinds_and_an_area_of_any_level_narrow_the_list(connect: Connect) -> None:
    async with connect("worker") as db:
        await filled(db)

        async def count(**narrowed: Any) -> int:
            area = narrowed.pop("area", None)
            within = None if area is None else with_code(area)
            return len(await found(db, listed(area=within, **narrowed)))

        assert await count() == 8
        assert await count(kinds=[UnitKind.RW]) == 4
        assert await count(kinds=[UnitKind.PANTI_ASUHAN, UnitKind.PESANTREN]) == 3
        assert await count(kinds=[]) == 8
        assert await count(area="31") == 8
        assert await count(area="31.74.05") == 8
        assert await count(area=CIPULIR) == 2
        assert await count(area="31.7") == 0
        assert await count(area="31.74.05", kinds=[UnitKind.PANTI_ASUHAN], search="mawar") == 1


async def test_the_nearest_come_first_and_the_own_rw_has_distance_zero(connect: Connect) -> None:
    async with connect("worker") as db:
        await filled(db)
        rows = await found(db, nearest(-6.2505, 106.7745, 5000, None, 4))
        assert [(row["code"].removeprefix(f"{PONDOK}."), round(row["metres"])) for row in rows] == [
            ("001", 0),
            ("002", 282),
            ("011", 721),
            ("PA-1", 721),
        ]


async def test_only_the_wanted_kinds_are_near(connect: Connect) -> None:
    wanted = [UnitKind.PANTI_ASUHAN, UnitKind.PESANTREN, UnitKind.PANTI_JOMPO]
    async with connect("worker") as db:
        await filled(db)
        query = nearest(-6.25, 106.7810, 50_000, wanted, 10)
        assert await codes(db, query) == ["PA-1", "PS-1", "PA-2"]
        assert await codes(db, nearest(-6.25, 106.7810, 50_000, wanted, 1)) == ["PA-1"]


async def test_a_unit_beyond_the_radius_is_not_near(connect: Connect) -> None:
    async with connect("worker") as db:
        await filled(db)
        assert await codes(db, nearest(-6.25, 106.7811, 300, None, 10)) == ["011", "PA-1"]
        # In the box around the circle but not in the circle: 300 m east and 300 m south.
        assert await codes(db, nearest(-6.2473, 106.7783, 400, [UnitKind.PANTI_ASUHAN], 10)) == []
        assert await codes(db, nearest(-6.25, 106.7811, -5, None, 10)) == ["011"]


async def test_another_package_can_add_its_condition(connect: Connect) -> None:
    async with connect("worker") as db:
        await filled(db)
        not_that_one = col(Unit.code) != "PA-1"
        query = nearest(-6.25, 106.7810, 50_000, [UnitKind.PANTI_ASUHAN], 1, where=not_that_one)
        assert await codes(db, query) == ["PA-2"]


@pytest.mark.parametrize("first", [-1, 0, MAX_ROWS + 1, 1_000_000])
async def test_no_number_of_wanted_units_fails(connect: Connect, first: int) -> None:
    async with connect("worker") as db:
        await filled(db)
        rows = await found(db, nearest(-6.25, 106.7810, 50_000, None, first))
        assert len(rows) == (1 if first < 1 else 7)


async def test_places_off_the_globe_find_nothing(connect: Connect) -> None:
    async with connect("worker") as db:
        await filled(db)
        assert await codes(db, nearest(-6.25, -73.2, 50_000, None, 5)) == []
        assert await codes(db, nearest(400.0, 1000.0, 50_000, None, 5)) == []


async def test_the_public_may_read_all_of_it(connect: Connect) -> None:
    async with connect("public") as db:
        assert await found(db, listed("rw 1", [UnitKind.RW], with_code("31"))) == []
        assert await found(db, nearest(-6.25, 106.78, 500, None, 5)) == []
