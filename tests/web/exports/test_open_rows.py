"""The public commitments as a file: the rows of the page, with its filters."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import httpx
import pytest

from ksbb.app import create_app
from tests.database import Database
from tests.real_schema import global_id
from tests.web.graphql.conftest import serving

PATH = "/transparansi/rincian.csv"


@pytest.fixture(scope="module")
def browser(seeded: Database) -> Iterator[httpx.Client]:
    with (
        serving(create_app(seeded.settings(demo=True))) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as found,
    ):
        yield found


def rows_of(answer: httpx.Response) -> tuple[list[str], list[dict[str, str]]]:
    """The lines above the headings, and the rows by heading."""
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    above = [line[0] for line in lines if line[0].startswith("# ")]
    head, *rows = lines[len(above) :]
    return above, [dict(zip(head, row, strict=True)) for row in rows]


def total(rows: list[dict[str, str]], package: str) -> int:
    return sum(int(row["jumlah"]) for row in rows if row["paket"] == package)


def test_the_rows_up_to_a_day_add_up_to_its_published_figures(browser: httpx.Client) -> None:
    above, rows = rows_of(browser.get(PATH, params={"sampai": "2020-05-02"}))
    rw = [row for row in rows if row["unit"].startswith("RW ")]
    assert total(rw, "SEMBAKO") == 40_913
    assert total(rw, "SIAP_SAJI") == 20_447
    assert total(rw, "LEBARAN") == 9_015
    assert "rincian per organisasi dan RW adalah contoh" in above[-1]
    assert any("sampai=2020-05-02" in line for line in above)


@pytest.mark.parametrize(
    ("until", "name"),
    [
        ("2020-05-02", "ksbb-komitmen-sampai-2020-05-02.csv"),
        ("2020-05-03", "ksbb-komitmen-sampai-2020-05-03.csv"),
        ("2031-01-01", "ksbb-komitmen-2020-05-03.csv"),
        ("", "ksbb-komitmen-2020-05-03.csv"),
    ],
)
def test_the_file_name_has_the_day_of_the_rows(
    browser: httpx.Client, until: str, name: str
) -> None:
    answer = browser.get(PATH, params={"sampai": until})
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


async def test_filters_give_the_rows_that_the_page_counts(seeded: Database) -> None:
    async with seeded.connection("admin") as db:
        row = await db.fetchrow(
            "SELECT o.id, (SELECT count(*) FROM pub.commitment c"
            "  JOIN pub.phase f ON f.id = c.phase_id JOIN pub.package p ON p.id = c.package_id"
            "  JOIN pub.unit u ON u.id = c.unit_id"
            "  WHERE c.executor_id = o.id AND c.giver_id <> o.id AND f.number = 1"
            "  AND p.code = 'SEMBAKO' AND u.code LIKE '31.71.%') AS rows"
            " FROM pub.organisation o WHERE o.name = 'PMI DKI'"
        )
    assert row is not None
    filters = {
        "organisasi": global_id("Organisation", row["id"]),
        "sisi": "pelaksana",
        "tahap": "1",
        "paket": "SEMBAKO",
        "wilayah": "31.71",
        "tampil": "150",
    }
    with serving(create_app(seeded.settings())) as address:
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as browser:
            _, rows = rows_of(await browser.get(PATH, params=filters))
    assert len(rows) == row["rows"] > 0
    assert {each["pelaksana"] for each in rows} == {"PMI DKI"}
    assert {each["kota"] for each in rows} == {"Jakarta Pusat"}


def test_the_file_is_in_english_too(browser: httpx.Client) -> None:
    above, rows = rows_of(browser.get(f"/en{PATH}"))
    assert "examples" in above[-1]
    assert "committed since" in rows[0]


@pytest.mark.parametrize(
    "query",
    [
        "tahap=99",
        "tahap=satu",
        "organisasi=apa",
        "organisasi=VW5pdDox",
        "sisi=tengah",
        "sampai=kemarin",
        "wilayah=%00",
        "entah=1",
        "paket=" + "a" * 100,
    ],
)
def test_an_invalid_filter_is_refused(browser: httpx.Client, query: str) -> None:
    answer = browser.get(f"{PATH}?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.text


def test_the_page_links_to_the_file_with_the_same_filters(browser: httpx.Client) -> None:
    page = browser.get("/transparansi/rincian?paket=SEMBAKO&wilayah=31.71")
    assert 'href="/transparansi/rincian.csv?paket=SEMBAKO&amp;wilayah=31.71"' in page.text


def test_deliveries_have_hxl_tags_and_add_up_to_what_was_received(browser: httpx.Client) -> None:
    answer = browser.get("/transparansi/kiriman.csv")
    _, [tags, *rows] = rows_of(answer)
    assert all(tag.startswith("#") for tag in tags.values())
    assert tags["diterima"] == "#output+received+num"
    kedip = [row for row in rows if row["kelurahan"] == "Kebayoran Lama Utara"]
    assert sum(int(row["diterima"]) for row in kedip) == 600
    assert {row["bukti"] for row in kedip} == {"kode unit"}
    assert {row["menurut"] for row in rows if row["diterima"] == "0"} == {""}
    _, [_, *few] = rows_of(browser.get("/transparansi/kiriman.csv", params={"sejak": "2020-05-03"}))
    assert {row["tanggal diterima"] for row in few} == {"2020-05-03"}
