"""Areas and units in GraphQL for the public, over cells generated from the facts."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

import graphql_sql
from ksbb.core.database import Pools, open_pools
from ksbb.core.viewer import NOBODY, Viewer
from ksbb.domain.geo.types import AreaQueries
from ksbb.domain.units.importing import What, run
from ksbb.domain.units.types import UnitQueries
from tests.database import Database
from tests.geo.made_up_areas import table
from tools.dev import paths, template

SCHEMA = graphql_sql.build_schema(
    queries=[AreaQueries, UnitQueries], cursor_key=lambda: b"the key of cursors in this test"
)
GAMBIR = "31.71.01.1001"
RW_2 = f"{GAMBIR}.002"
# Two institutions in Gambir: one in its centre, one whose location is unknown.
INSTITUTIONS = table(
    "kode,jenis,nama,alamat,kode_kelurahan,lat,lon,jiwa,sumber,tanggal",
    f"PA-1,panti_asuhan,Panti Asuhan Uji (contoh),Jl. Uji 5,{GAMBIR},-6.1753,106.8264,81,Dinsos,"
    "2020-04-20",
    f"PJ-1,panti_jompo,Panti Jompo Uji (contoh),,{GAMBIR},,,12,Dinsos,2020-04-20",
)
SNAPSHOTS = table(
    "kode,kk,jiwa,sumber,tanggal",
    f"{RW_2},420,1600,Dinsos,2020-04-20",
    f"{RW_2},400,1500,Dinsos,2020-04-01",
    f"{GAMBIR}.001,4,12,Dinsos,2020-04-20",
)


@dataclass(frozen=True)
class Context:
    """What a query needs from its request."""

    viewer: Viewer
    pools: Pools


@pytest.fixture(scope="module")
def filled(server: str, _template: str) -> Iterator[Database]:
    """A database with the facts, two institutions and some figures."""
    with template.copy(server, _template) as dsn:
        yield Database(admin=dsn, secret=paths.secret())


@pytest.fixture(scope="module")
async def pools(filled: Database) -> AsyncIterator[Pools]:
    async with filled.connection("worker") as db:
        for what, sources in (
            (What.FACTS, ()),
            (What.UNITS, (INSTITUTIONS,)),
            (What.SNAPSHOTS, (SNAPSHOTS,)),
        ):
            assert (await run(db, what, sources)).written
    opened = await open_pools(filled.settings())
    yield opened
    await opened.close()


async def read(pools: Pools, document: str, **variables: object) -> Any:
    result = await SCHEMA.execute(
        document, variable_values=variables, context_value=Context(NOBODY, pools)
    )
    assert result.errors is None
    return orjson.loads(orjson.dumps(result.data))


async def test_an_area_has_the_areas_above_and_below_it(pools: Pools) -> None:
    data = await read(
        pools,
        """{ area(code: "31.71.01") {
            level name kabupaten parent { code } kota { name } kecamatan { code }
            children { code name } boundarySource officialBoundary location { latitude longitude }
        } gone: area(code: "31.99") { code } }""",
    )
    area = data["area"]
    assert data["gone"] is None
    assert area["level"] == "KECAMATAN"
    assert area["name"] == "Gambir"
    assert area["parent"] == {"code": "31.71"}
    assert area["kota"] == {"name": "Jakarta Pusat"}
    assert area["kecamatan"] is None
    assert [child["code"] for child in area["children"]] == [
        f"31.71.01.{number}" for number in range(1001, 1007)
    ]
    assert area["boundarySource"] == "DRAWN"
    assert area["officialBoundary"] is False
    assert round(area["location"]["latitude"], 1) == -6.2


async def test_areas_are_listed_by_level_place_and_name(pools: Pools) -> None:
    gambir = await read(pools, '{ area(code: "31.71.01") { id } }')
    data = await read(
        pools,
        """query ($within: ID!) { kota: areas(level: KOTA) { name kabupaten }
             all: areas(level: KELURAHAN) { code }
             inside: areas(within: $within, level: KELURAHAN) { code }
             named: areas(search: "KEBAYORAN lama") { name level }
             wild: areas(search: "%") { name } }""",
        within=gambir["area"]["id"],
    )
    assert [row["name"] for row in data["kota"] if row["kabupaten"]] == ["Kepulauan Seribu"]
    assert len(data["kota"]) == 6
    assert len(data["all"]) == 267
    assert len(data["inside"]) == 6
    assert {row["level"] for row in data["named"]} == {"KECAMATAN", "KELURAHAN"}
    assert len(data["named"]) == 3
    assert data["wild"] == []


async def test_a_unit_has_its_place_and_its_figures(pools: Pools) -> None:
    data = await read(
        pools,
        """query($code: String!) { unit(code: $code) {
            kind name rwNumber address families people belowThreshold isExample
            kelurahan { code } kecamatan { name } kota { name }
            boundarySource officialBoundary location { longitude }
            snapshot { day source } snapshots { families day }
        } }""",
        code=RW_2,
    )
    unit = data["unit"]
    assert unit.pop("location")["longitude"] == pytest.approx(106.83, abs=0.02)
    assert unit == {
        "kind": "RW",
        "name": "RW 02",
        "rwNumber": 2,
        "address": None,
        "families": 420,
        "people": 1600,
        "belowThreshold": False,
        "isExample": False,
        "kelurahan": {"code": GAMBIR},
        "kecamatan": {"name": "Gambir"},
        "kota": {"name": "Jakarta Pusat"},
        "boundarySource": "DRAWN",
        "officialBoundary": False,
        "snapshot": {"day": "2020-04-20", "source": "Dinsos"},
        "snapshots": [
            {"families": 420, "day": "2020-04-20"},
            {"families": 400, "day": "2020-04-01"},
        ],
    }


async def test_fewer_than_five_families_are_not_shown(pools: Pools) -> None:
    data = await read(
        pools,
        """query($code: String!) { unit(code: $code) {
            families people belowThreshold snapshot { families belowThreshold } } }""",
        code=f"{GAMBIR}.001",
    )
    assert data["unit"] == {
        "families": None,
        "people": 12,
        "belowThreshold": True,
        "snapshot": {"families": None, "belowThreshold": True},
    }


async def test_a_unit_without_a_known_place_has_none(pools: Pools) -> None:
    data = await read(
        pools,
        """{ unit(code: "PJ-1") { location { latitude } boundarySource officialBoundary
             snapshot { families people } belowThreshold } }""",
    )
    assert data["unit"] == {
        "location": None,
        "boundarySource": None,
        "officialBoundary": False,
        "snapshot": {"families": None, "people": 12},
        "belowThreshold": True,
    }


PAGE = """query($search: String, $kinds: [UnitKind!], $first: Int!, $after: String) {
    units(search: $search, kinds: $kinds, first: $first, after: $after) {
        nodes { code } pageInfo { hasNextPage endCursor } } }"""
IN_AREA = """query(
    $area: String!, $search: String, $kinds: [UnitKind!], $first: Int!, $after: String) {
    area(code: $area) { units(search: $search, kinds: $kinds, first: $first, after: $after) {
        nodes { code } pageInfo { hasNextPage endCursor } } } }"""


async def test_pages_of_units_follow_each_other_without_a_gap(pools: Pools) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        data = await read(pools, IN_AREA, area="31.71.01", first=20, after=after)
        page = data["area"]["units"]
        seen += [node["code"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    whole = await read(pools, IN_AREA, area="31.71.01", first=1000)
    assert seen == [node["code"] for node in whole["area"]["units"]["nodes"]]
    assert seen == sorted(set(seen))
    assert len(seen) > 40


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"search": "rw 2 gambir", "area": GAMBIR}, [RW_2]),
        ({"search": "asuhan uji"}, ["PA-1"]),
        ({"kinds": ["PANTI_ASUHAN", "PANTI_JOMPO"]}, ["PA-1", "PJ-1"]),
        ({"kinds": ["PANTI_JOMPO"], "area": "31.72"}, []),
        ({"search": "jl. uji 5", "kinds": ["PANTI_ASUHAN"], "area": "31"}, ["PA-1"]),
    ],
)
async def test_units_are_found_by_words_kind_and_area(
    pools: Pools, narrowed: dict[str, object], expected: list[str]
) -> None:
    in_area = "area" in narrowed
    data = await read(pools, IN_AREA if in_area else PAGE, first=10, **narrowed)
    units = data["area"]["units"] if in_area else data["units"]
    assert [node["code"] for node in units["nodes"]] == expected


async def test_a_kelurahan_of_that_name_comes_before_all_that_only_have_the_words(
    pools: Pools,
) -> None:
    search = "Grogol Selatan"
    data = await read(pools, PAGE, search=search, first=100)
    codes = [node["code"] for node in data["units"]["nodes"]]
    # 31.74.05.1005 is Grogol Selatan; Tanjung Duren Selatan lies in Grogol Petamburan.
    own = [code.startswith("31.74.05.1005.") for code in codes]
    assert any(own)
    assert not all(own)
    assert own == sorted(own, reverse=True)
    second = await read(pools, PAGE, search=search, first=3)
    after = second["units"]["pageInfo"]["endCursor"]
    rest = await read(pools, PAGE, search=search, first=100, after=after)
    assert [node["code"] for node in rest["units"]["nodes"]] == codes[3:]


async def test_the_same_document_serves_other_places(pools: Pools) -> None:
    near = """query($latitude: Float!, $longitude: Float!, $kinds: [UnitKind!], $first: Int!) {
        unitsNear(latitude: $latitude, longitude: $longitude, radiusMetres: 3000, kinds: $kinds,
                  first: $first) { distanceMetres unit { code kind } } }"""
    data = await read(pools, near, latitude=-6.1753, longitude=106.8264, kinds=None, first=3)
    found = data["unitsNear"]
    assert [row["distanceMetres"] for row in found][:2] == [0, 0]
    assert {row["unit"]["kind"] for row in found[:2]} == {"RW", "PANTI_ASUHAN"}
    data = await read(
        pools, near, latitude=-6.1700, longitude=106.8264, kinds=["PANTI_ASUHAN"], first=5
    )
    assert data["unitsNear"] == [
        {"distanceMetres": 586, "unit": {"code": "PA-1", "kind": "PANTI_ASUHAN"}}
    ]
    data = await read(pools, near, latitude=-6.3, longitude=106.8, kinds=["PANTI_ASUHAN"], first=5)
    assert data["unitsNear"] == []


async def test_an_area_lists_its_own_units(pools: Pools) -> None:
    data = await read(
        pools,
        """{ area(code: "31.71.01.1001") {
            units(first: 10) { nodes { code } }
            institutions: units(kinds: [PANTI_ASUHAN]) { nodes { code kelurahan { name } } } } }""",
    )
    assert [node["code"] for node in data["area"]["units"]["nodes"]] == [
        f"{GAMBIR}.001",
        RW_2,
        f"{GAMBIR}.004",
        "PA-1",
        "PJ-1",
    ]
    assert data["area"]["institutions"]["nodes"] == [
        {"code": "PA-1", "kelurahan": {"name": "Gambir"}}
    ]


async def test_a_unit_is_found_again_by_its_id(pools: Pools) -> None:
    data = await read(pools, '{ unit(code: "PA-1") { id } }')
    again = await read(
        pools,
        "query($id: ID!) { node(id: $id) { ... on Unit { code kota { id } } } }",
        id=data["unit"]["id"],
    )
    assert again["node"]["code"] == "PA-1"
    kota = await read(
        pools,
        "query($id: ID!) { node(id: $id) { ... on Area { code } } }",
        id=again["node"]["kota"]["id"],
    )
    assert kota["node"] == {"code": "31.71"}


async def test_units_are_found_by_their_codes(pools: Pools) -> None:
    data = await read(
        pools,
        "query ($codes: [String!]!) { unitsByCode(codes: $codes) { code } }",
        codes=[RW_2, "PA-1", "99.99.99.9999.999"],
    )
    assert [unit["code"] for unit in data["unitsByCode"]] == [RW_2, "PA-1"]
    data = await read(
        pools,
        "query ($codes: [String!]!) { unitsByCode(codes: $codes) { code } }",
        codes=[],
    )
    assert data["unitsByCode"] == []
