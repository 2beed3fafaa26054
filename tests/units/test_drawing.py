"""Generated cells: the same every time, nested, and replaced by real boundaries."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import asyncpg
import pytest

from ksbb.domain.geo.importing.report import Outcome
from ksbb.domain.units import drawing, facts
from ksbb.domain.units.importing import What
from tests.conftest import Connect
from tests.database import Database
from tests.geo.made_up_areas import feature, geojson, square, table
from tests.units.registry import imported
from tools.dev import paths, template

GAMBIR = "31.71.01.1001"
RW_1 = f"{GAMBIR}.001"

_DIGEST = """
    SELECT md5(string_agg(md5, ',' ORDER BY code)) FROM (
        SELECT code, md5(ST_AsEWKB(boundary)) FROM pub.area
        UNION ALL
        SELECT u.code, md5(ST_AsEWKB(b.boundary) || ST_AsEWKB(u.point::geometry))
        FROM pub.unit_boundary b JOIN pub.unit u ON u.id = b.unit_id) drawn (code, md5)
"""


Drawn = Callable[[], AbstractAsyncContextManager[asyncpg.Connection]]


@pytest.fixture(scope="module")
async def filled(server: str, _template: str) -> AsyncIterator[Database]:
    """A database with the facts and their cells."""
    with template.copy(server, _template) as dsn:
        made = Database(admin=dsn, secret=paths.secret())
        async with made.connection("worker") as db:
            assert (await imported(db, What.FACTS)).written
        yield made


@pytest.fixture
def drawn(filled: Database) -> Drawn:
    """A rolled-back transaction of the worker on it."""
    return lambda: filled.transaction("worker")


async def test_every_area_and_rw_has_a_cell_labelled_as_drawn(drawn: Drawn) -> None:
    async with drawn() as db:
        areas = await db.fetch(
            "SELECT level, count(*), bool_and(ST_IsValid(boundary)) AS valid,"
            " bool_and(ST_Covers(boundary, point::geometry)) AS pointed,"
            " array_agg(DISTINCT boundary_source) AS sources"
            " FROM pub.area GROUP BY level ORDER BY count(*)"
        )
        assert [tuple(row) for row in areas] == [
            ("PROVINSI", 1, True, True, ["DRAWN"]),
            ("KOTA", 6, True, True, ["DRAWN"]),
            ("KECAMATAN", 44, True, True, ["DRAWN"]),
            ("KELURAHAN", 267, True, True, ["DRAWN"]),
        ]
        units = await db.fetchrow(
            "SELECT count(*), bool_and(ST_IsValid(b.boundary)),"
            " bool_and(ST_Covers(b.boundary, u.point::geometry)), bool_and(b.source = 'DRAWN')"
            " FROM pub.unit u LEFT JOIN pub.unit_boundary b ON b.unit_id = u.id"
        )
        assert units is not None
        assert tuple(units) == (2685, True, True, True)


async def test_cells_fill_their_kelurahan_and_kelurahan_their_kota(drawn: Drawn) -> None:
    async with drawn() as db:
        worst = await db.fetchval(
            "SELECT max(abs(1 - ground.rw / ST_Area(a.boundary))) FROM pub.area a JOIN ("
            "  SELECT u.area_id, sum(ST_Area(b.boundary)) AS rw"
            "  FROM pub.unit u JOIN pub.unit_boundary b ON b.unit_id = u.id GROUP BY u.area_id"
            ") ground ON ground.area_id = a.id"
        )
        assert worst is not None
        assert worst < 0.001
        apart = await db.fetchval(
            "SELECT max(abs(1 - below.ground / ST_Area(a.boundary))) FROM pub.area a JOIN ("
            "  SELECT parent_id, sum(ST_Area(boundary)) AS ground FROM pub.area GROUP BY parent_id"
            ") below ON below.parent_id = a.id"
        )
        assert apart is not None
        assert apart < 0.001


async def test_islands_have_small_cells_of_their_own(drawn: Drawn) -> None:
    async with drawn() as db:
        rows = await db.fetch(
            "SELECT ST_Area(boundary::geography) / 1e6 AS km2 FROM pub.area"
            " WHERE level = 'KELURAHAN' AND code LIKE '31.01.%'"
        )
        assert len(rows) == 6
        assert all(2 < row["km2"] < 5 for row in rows)


async def test_another_database_gets_the_same_cells(drawn: Drawn, connect: Connect) -> None:
    async with drawn() as db:
        one = await db.fetchval(_DIGEST)
    async with connect("worker") as db:
        # Other ids and another order of rows have no effect.
        await imported(db, What.FACTS)
        await db.execute("UPDATE pub.area SET name = name || '!' WHERE code LIKE '%1'")
        await drawing.draw(db)
        assert await db.fetchval(_DIGEST) == one


async def test_a_repeat_of_the_facts_writes_nothing(drawn: Drawn) -> None:
    async with drawn() as db:
        again = await imported(db, What.FACTS)
        assert not again.written
        assert again.counts == {
            ("KELURAHAN", Outcome.SAME): 267,
            ("RW", Outcome.SAME): 2685,
        }


async def test_real_boundaries_replace_cells_and_units_keep_their_ids(drawn: Drawn) -> None:
    fact = next(one for one in facts.load() if one.code == GAMBIR)
    kelurahan = geojson(
        feature(square(fact.longitude, fact.latitude, 0.01), kode=GAMBIR, kelurahan="Gambir"),
        name="kelurahan.geojson",
    )
    rw = geojson(
        feature(square(fact.longitude, fact.latitude, 0.003), kode_rw=RW_1, jenis="rw"),
        name="rw.geojson",
    )
    async with drawn() as db:
        before = await db.fetchval("SELECT id FROM pub.unit WHERE code = $1", RW_1)
        await imported(db, What.AREAS, kelurahan)
        inside = await db.fetchval(
            "SELECT bool_and(ST_Covers(ST_Buffer(a.boundary, 1e-6), b.boundary))"
            " FROM pub.unit u JOIN pub.unit_boundary b ON b.unit_id = u.id"
            " JOIN pub.area a ON a.id = u.area_id WHERE a.code = $1 AND b.source = 'DRAWN'",
            GAMBIR,
        )
        assert inside, "the other cells are drawn anew within the real kelurahan"
        report = await imported(db, What.UNITS, rw)
        assert [change.values for change in report.changes] == [("point", "boundary")]
        row = await db.fetchrow(
            "SELECT u.id, b.source FROM pub.unit u JOIN pub.unit_boundary b ON b.unit_id = u.id"
            " WHERE u.code = $1",
            RW_1,
        )
        assert row is not None
        assert tuple(row) == (before, "IMPORTED")
        await imported(db, What.FACTS)
        assert await db.fetchval(
            "SELECT boundary_source FROM pub.area WHERE code = $1", GAMBIR
        ) == ("IMPORTED")


async def test_a_known_place_without_a_polygon_removes_the_cell(drawn: Drawn) -> None:
    async with drawn() as db:
        report = await imported(
            db, What.UNITS, table("kode,jenis,lat,lon", f"{RW_1},rw,-6.1753,106.8264")
        )
        assert [change.values for change in report.changes] == [("point",)]
        assert not await db.fetchval(
            "SELECT count(*) FROM pub.unit_boundary b JOIN pub.unit u ON u.id = b.unit_id"
            " WHERE u.code = $1",
            RW_1,
        )


async def test_no_import_can_delete_an_area(drawn: Drawn) -> None:
    async with drawn() as db:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.execute("DELETE FROM pub.area")
