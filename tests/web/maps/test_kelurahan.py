"""The map of all kelurahan: complete, without gaps, with the figures of GraphQL."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import httpx
import pytest

from ksbb.app import create_app
from ksbb.core.viewer import Viewer
from ksbb.web.maps import drawing
from tests.database import Database
from tests.real_schema import opened
from tests.web.graphql.conftest import serving

SVG = "{http://www.w3.org/2000/svg}"
PATH = "/peta/kelurahan.svg"


@pytest.fixture(scope="module")
def browser(seeded: Database) -> Iterator[httpx.Client]:
    with (
        serving(create_app(seeded.settings())) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as found,
    ):
        yield found


def links(page: httpx.Response) -> dict[str, ET.Element]:
    """The links of the map, by code of the kelurahan."""
    root = ET.fromstring(page.text)  # noqa: S314 - our own drawing
    found = {}
    for link in root.iter(f"{SVG}a"):
        code = re.search(r"wilayah=([\d.]+)", link.get("href", ""))
        assert code
        found[code[1]] = link
    return found


def test_every_kelurahan_is_a_link_with_a_name(browser: httpx.Client) -> None:
    found = links(browser.get(PATH))
    assert len(found) == 267
    for code, link in found.items():
        title = link.find(f"{SVG}title")
        assert title is not None
        assert title.text
        page = browser.get(link.get("href", "")) if code.endswith("1001") else None
        assert page is None or page.status_code == 200


def test_the_tab_key_stops_at_the_map_once(browser: httpx.Client) -> None:
    found = links(browser.get(PATH))
    assert [link.get("tabindex") for link in found.values()].count("0") == 1


@pytest.fixture
def pictures(browser: httpx.Client) -> dict[drawing.Measure, httpx.Response]:
    measures: tuple[drawing.Measure, ...] = ("paket", "bagian")
    return {each: browser.get(PATH, params={"ukur": each}) for each in measures}


def test_without_a_phase_it_shows_the_current_one(browser: httpx.Client) -> None:
    assert browser.get(PATH).text == browser.get(PATH, params={"tahap": "2"}).text


@pytest.mark.parametrize("measure", ["paket", "bagian"])
async def test_its_figures_are_those_of_graphql(
    seeded: Database,
    pictures: dict[drawing.Measure, httpx.Response],
    measure: drawing.Measure,
) -> None:
    async with opened(seeded) as api:
        sembako = await api.package("SEMBAKO")
        gaps = await api.query(
            Viewer(),
            "query ($package: ID!) { gaps(package: $package) { phase { id number } } }",
            package=sembako,
        )
        phase = gaps["gaps"]["phase"]
        answer = await api.query(
            Viewer(),
            "query Areas($phase: ID!, $package: ID!) { province {"
            " ladderByArea(level: KELURAHAN, package: $package, phase: $phase)"
            " { area { code } target committed } } }",
            phase=phase["id"],
            package=sembako,
        )
    picture = pictures[measure]
    assert f"tahap {phase['number']}" in picture.text
    found = links(picture)
    rows = {row["area"]["code"]: row for row in answer["province"]["ladderByArea"]}
    assert rows.keys() == found.keys()
    for code, row in rows.items():
        step = drawing.step(row["target"], row["committed"], measure=measure, per="FAMILY")
        path = found[code].find(f"{SVG}path")
        title = found[code].find(f"{SVG}title")
        assert path is not None
        assert title is not None
        assert title.text
        assert path.get("class") == ("AreaMap-none" if step is None else f"AreaMap-gap{step}")
        if row["target"] > row["committed"]:
            left = row["target"] - row["committed"]
            assert f": {left:,} dari".replace(",", ".") in title.text
            assert f"({max(1, left * 100 // row['target'])}%)" in title.text


async def test_neighbours_have_no_gaps_or_overlaps(seeded: Database) -> None:
    async with seeded.connection("admin") as admin:
        # There are no overlaps, and no holes that the boundaries don't have.
        twice = await admin.fetchval(
            "SELECT coalesce(sum(ST_Area(ST_Intersection(a.shape, b.shape))), 0)"
            " FROM pub.outline a JOIN pub.outline b ON a.area_id < b.area_id"
            " AND a.detail = 0 AND b.detail = 0 AND ST_Intersects(a.shape, b.shape)"
        )
        assert (twice or 0) < 1
        holes = (
            "SELECT coalesce(sum(ST_NumInteriorRings((part).geom)), 0)"
            " FROM (SELECT ST_Dump(ST_Union({shape})) AS part FROM {table}) AS parts"
        )
        drawn = await admin.fetchval(
            holes.format(shape="shape", table="pub.outline WHERE detail = 0")
        )
        before = await admin.fetchval(
            holes.format(
                shape="ST_SnapToGrid(ST_Transform(boundary, 32748), 10)",
                table="pub.area WHERE level = 'KELURAHAN'",
            )
        )
        assert (drawn or 0) <= (before or 0)


async def test_a_new_boundary_is_shown_at_once(fresh_seeded: Database) -> None:
    with serving(create_app(fresh_seeded.settings())) as address:
        browser = httpx.AsyncClient(base_url=address, trust_env=False, timeout=60)
        before = await browser.get(PATH)
        again = await browser.get(PATH, headers={"if-none-match": before.headers["etag"]})
        assert again.status_code == 304
        async with fresh_seeded.connection("admin") as admin:
            await admin.execute(
                "UPDATE pub.area SET boundary = ST_Multi(ST_Buffer(point, 300)::geometry)"
                " WHERE code = '31.74.05.1001'"
            )
            await admin.execute("SELECT pub.outlines_draw()")
        after = await browser.get(PATH)
        await browser.aclose()
        assert after.text != before.text


def test_the_query_chooses_language_and_package(browser: httpx.Client) -> None:
    english = browser.get(PATH, params={"bahasa": "en", "paket": "LEBARAN"})
    assert 'href="/en/unit?wilayah=' in english.text
    assert "paket=LEBARAN" in english.text
    assert browser.get(PATH, params={"paket": "\0<x>"}).status_code == 404


def test_a_package_that_is_not_in_a_phase_has_no_map(browser: httpx.Client) -> None:
    for phase, status in (("4", 200), ("1", 404), ("9", 404), ("x", 404), ("9" * 40, 404)):
        answer = browser.get(PATH, params={"paket": "LEBARAN", "tahap": phase})
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("target", "committed", "step"),
    [(0, 0, None), (10, 10, 0), (10, 9, 1), (10, 8, 2), (10, 6, 3), (10, 4, 4), (10, 2, 5)],
)
def test_shares_have_steps_at_the_published_breaks(
    target: int, committed: int, step: int | None
) -> None:
    assert drawing.step(target, committed, measure="bagian", per="FAMILY") == step


@pytest.mark.parametrize(
    ("per", "left", "step"),
    [
        *(("FAMILY", left, step) for left, step in ((0, 0), (1, 1), (1_499, 1), (1_500, 2))),
        *(("FAMILY", left, step) for left, step in ((4_499, 3), (4_500, 4), (6_000, 5))),
        *(("PERSON", left, step) for left, step in ((3_999, 1), (4_000, 2), (16_000, 5))),
    ],
)
def test_missing_packages_have_breaks_of_their_own(per: str, left: int, step: int) -> None:
    assert drawing.step(30_000, 30_000 - left, measure="paket", per=per) == step
    assert drawing.step(0, 0, measure="paket", per=per) is None


@pytest.mark.parametrize("measure", ["paket", "bagian"])
def test_the_legend_has_the_breaks_of_the_map(browser: httpx.Client, measure: str) -> None:
    page = browser.get("/", params={"ukur": measure}).text
    key = re.findall(r'<rect class="[^"]*gap(\d)[^>]*></rect></svg>([^<]+)</li>', page)
    assert [int(step) for step, _ in key] == [0, 1, 2, 3, 4, 5]
    limits = {int(step): _limits(text) for step, text in key if step != "0"}
    drawn = re.findall(
        r"<title>[^<]*: ([\d.]+) dari ([\d.]+) paket[^<]*</title>"
        r'<path class="AreaMap-gap(\d)"',
        page,
    )
    assert len(drawn) > 200
    for left, target, step in drawn:
        open_, all_ = (int(text.replace(".", "")) for text in (left, target))
        found = open_ if measure == "paket" else open_ * 100 / all_
        low, high = limits[int(step)]
        assert low <= found < high


def _limits(text: str) -> tuple[float, float]:
    """The range of a step, as in the legend."""
    numbers = [int(each.replace(".", "")) for each in re.findall(r"[\d.]+", text)]
    if "bawah" in text:
        return 0, numbers[0]
    if "atas" in text:
        return numbers[0], float("inf")
    # Packages are whole numbers; shares are continuous.
    return numbers[0], numbers[1] + (0 if "%" in text else 1)


def test_the_map_is_in_the_home_page_and_small(browser: httpx.Client) -> None:
    page = browser.get("/", headers={"accept-encoding": "gzip"})
    assert page.text.count("<title>") > 267
    assert int(page.headers["content-length"]) < 45_000
