"""Outlines: complete, without gaps at every level of detail, and up to date with boundaries."""

import asyncpg
import pytest

from ksbb.domain.units.importing import What
from tests.conftest import Connect
from tests.database import Database
from tests.geo.made_up_areas import CIPULIR, MIDDLES, PONDOK, geojson, kelurahan, square
from tests.units.registry import imported, rw, with_areas


@pytest.mark.parametrize("detail", [0, 1, 2, 3])
async def test_neighbours_have_no_gap_or_overlap(seeded: Database, detail: int) -> None:
    async with seeded.transaction("public") as db:
        seams = await db.fetchrow(
            """
            WITH outline AS (
                SELECT ST_Union(shape) AS together, sum(ST_Area(shape)) AS single
                FROM pub.outline WHERE area_id IS NOT NULL AND detail = $1
            ),
            boundary AS (
                SELECT ST_Area(ST_Transform(ST_Union(boundary), 3857)) AS area
                FROM pub.area WHERE level = 'KELURAHAN'
            )
            SELECT single - ST_Area(together) AS overlap,
                   abs(ST_Area(together) - area) / area AS lost,
                   (SELECT sum(ST_NumInteriorRings(part.geom))
                    FROM ST_Dump(together) AS part) AS gaps
            FROM outline, boundary
            """,
            detail,
        )
    assert seams is not None
    assert abs(seams["overlap"]) < 1
    assert seams["gaps"] == 0
    assert seams["lost"] < 0.005


async def test_all_boundaries_have_an_outline_at_each_of_their_details(seeded: Database) -> None:
    async with seeded.transaction("public") as db:
        counts = await db.fetch(
            "SELECT detail, count(area_id), count(unit_id), bool_and(ST_IsValid(shape))"
            " FROM pub.outline GROUP BY detail ORDER BY detail"
        )
    assert [tuple(row) for row in counts] == [
        (0, 267, 0, True),
        (1, 267, 0, True),
        (2, 267, 2685, True),
        (3, 267, 2685, True),
    ]


async def test_corners_of_the_picture_are_on_its_grid(seeded: Database) -> None:
    async with seeded.transaction("public") as db:
        off = await db.fetchval(
            "SELECT count(*) FROM pub.outline, ST_DumpPoints(shape) AS corner WHERE detail = 0"
            " AND NOT ST_Equals(corner.geom, ST_SnapToGrid(corner.geom, 32))"
        )
        # Shapes too small to simplify are kept as they are.
        small = await db.fetchval(
            "SELECT coalesce(sum(ST_NPoints(shape)), 0) FROM pub.outline"
            " WHERE detail = 0 AND ST_Area(shape) < 180 * 180"
        )
    assert off is not None
    assert small is not None
    assert off <= small


async def test_an_import_updates_outlines_and_the_version(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        before = await _state(db)
        longitude, latitude = MIDDLES[PONDOK]
        wider = kelurahan(PONDOK)
        wider["geometry"] = square(longitude - 0.002, latitude, 0.011)
        assert (await imported(db, What.AREAS, geojson(wider))).written
        after = await _state(db)
        assert after[PONDOK] != before[PONDOK]
        assert after[CIPULIR] == before[CIPULIR]
        assert after["version"] != before["version"]
        assert (await imported(db, What.UNITS, geojson(rw(1, longitude)))).written
        assert await db.fetchval("SELECT count(*) FROM pub.outline WHERE unit_id IS NOT NULL") == 2
        assert (await _state(db))["version"] != after["version"]


async def test_an_import_without_changes_keeps_the_version(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        before = await _state(db)
        report = await imported(db, What.AREAS, geojson(kelurahan(PONDOK), kelurahan(CIPULIR)))
        assert not report.written
        assert await _state(db) == before


async def _state(db: asyncpg.Connection) -> dict[str, object]:
    rows = await db.fetch(
        "SELECT a.code, md5(string_agg(ST_AsEWKT(o.shape), ',' ORDER BY o.detail)) AS shapes"
        " FROM pub.outline o JOIN pub.area a ON a.id = o.area_id GROUP BY a.code"
    )
    version = await db.fetchval("SELECT version FROM pub.map_version")
    return {"version": version, **{row["code"]: row["shapes"] for row in rows}}
