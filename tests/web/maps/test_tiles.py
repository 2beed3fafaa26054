"""Vector tiles over HTTP: complete, and cached by version."""

import asyncio
from collections.abc import Iterator
from typing import Any, LiteralString

import httpx
import psycopg
import pytest
from psycopg.rows import dict_row

from ksbb.app import create_app
from ksbb.domain.geo.rules import JAKARTA, Extent
from ksbb.domain.units.importing import What
from ksbb.web.maps.tiles import FROM_RW, around
from tests.database import Database
from tests.geo.made_up_areas import MIDDLES, PONDOK, areas, geojson
from tests.units.registry import imported, rw
from tests.web.graphql.conftest import serving
from tests.web.maps import mvt


@pytest.fixture(scope="module")
def browser(seeded: Database) -> Iterator[httpx.Client]:
    with (
        serving(create_app(seeded.settings())) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as found,
    ):
        yield found


@pytest.fixture
def empty(fresh_database: Database) -> Iterator[httpx.Client]:
    """A browser of an installation without any boundaries."""
    with (
        serving(create_app(fresh_database.settings())) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as found,
    ):
        yield found


def everything(browser: httpx.Client, z: int) -> dict[str, dict[int, mvt.Feature]]:
    """All features of a zoom by layer and number."""
    found: dict[str, dict[int, mvt.Feature]] = {}
    for x, y in around(z, JAKARTA):
        answer = browser.get(f"/peta/{z}/{x}/{y}.mvt")
        if answer.status_code == 200:
            for name, features in mvt.layers(answer.content).items():
                found.setdefault(name, {}).update({each.number: each for each in features})
        else:
            assert answer.status_code == 204
    return found


def test_tiles_hold_every_kelurahan_rw_and_located_institution(
    browser: httpx.Client, seeded: Database
) -> None:
    areas = {row["id"]: row["code"] for row in rows_of(seeded, "SELECT id, code FROM pub.area")}
    located = rows_of(seeded, "SELECT id, code, kind FROM pub.unit WHERE point IS NOT NULL")
    units = {row["id"]: row for row in located}
    found = everything(browser, FROM_RW)
    kelurahan, rws, points = found["kelurahan"], found["rw"], found["unit"]
    assert (len(kelurahan), len(rws), len(points)) == (267, 2685, len(units) - 2685)
    assert {number: each.properties["code"] for number, each in kelurahan.items()}.items() <= (
        areas.items()
    )
    for each in (*rws.values(), *points.values()):
        row = units[each.number]
        assert each.properties == {"code": row["code"], "kind": row["kind"]}
    assert {each.geometry for each in rws.values()} == {mvt.POLYGON}
    assert {each.geometry for each in points.values()} == {mvt.POINT}


def test_small_zooms_have_no_rws(browser: httpx.Client) -> None:
    found = everything(browser, FROM_RW - 1)
    assert set(found) == {"kelurahan", "unit"}


def test_a_tile_is_immutable_with_its_version_and_revalidated_without(
    browser: httpx.Client, seeded: Database
) -> None:
    address = _tile_of_pondok(12)
    plain = browser.get(address)
    assert plain.headers["cache-control"] == "no-cache"
    again = browser.get(address, headers={"if-none-match": plain.headers["etag"]})
    assert again.status_code == 304
    version = _version(seeded)
    named = browser.get(address, params={"v": version})
    assert "immutable" in named.headers["cache-control"]
    assert named.content == plain.content
    # With a wrong version the tile must not be cached forever.
    other = browser.get(address, params={"v": version + 1})
    assert other.headers["cache-control"] == "no-cache"
    uncompressed = browser.get(address, headers={"accept-encoding": "identity"})
    assert uncompressed.content == plain.content
    assert "content-encoding" not in uncompressed.headers


@pytest.mark.parametrize(
    "address",
    [
        "15/0/0",
        "99/0/0",
        "3/8/0",
        "3/0/8",
        "3/-1/0",
        "x/y/z",
        "11/1.5/2",
        f"3/{'9' * 5000}/0",
        "11/1632/1059/5",
    ],
)
def test_an_invalid_address_is_a_404(browser: httpx.Client, address: str) -> None:
    assert browser.get(f"/peta/{address}.mvt").status_code == 404


def test_the_rest_of_the_world_is_empty(browser: httpx.Client) -> None:
    answer = browser.get("/peta/14/0/0.mvt")
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_import_is_shown_at_once(empty: httpx.Client, fresh_database: Database) -> None:
    address = _tile_of_pondok(14)
    version = _version(fresh_database)
    assert empty.get(address, params={"v": version}).status_code == 204
    asyncio.run(_import_pondok(fresh_database))
    now = _version(fresh_database)
    assert now > version
    tile = mvt.layers(empty.get(address, params={"v": now}).content)
    assert [each.properties["code"] for each in tile["rw"]] == [f"{PONDOK}.001"]


def _tile_of_pondok(z: int) -> str:
    longitude, latitude = MIDDLES[PONDOK]
    ((x, y),) = around(z, Extent(longitude, latitude, longitude, latitude))
    return f"/peta/{z}/{x}/{y}.mvt"


def _version(database: Database) -> int:
    (row,) = rows_of(database, "SELECT version FROM pub.map_version")
    return row["version"]


def rows_of(database: Database, query: LiteralString) -> list[dict[str, Any]]:
    """The rows of a query with the login for the public."""
    with psycopg.connect(database.dsn("public")) as db:
        return db.cursor(row_factory=dict_row).execute(query).fetchall()


async def _import_pondok(database: Database) -> None:
    async with database.connection("worker") as db:
        await imported(db, What.AREAS, areas())
        await imported(db, What.UNITS, geojson(rw(1, *MIDDLES[PONDOK])))
