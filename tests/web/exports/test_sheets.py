"""Exports of the office: the rows that the viewer may see, in cells without formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from ksbb.web.exports import http
from ksbb.web.exports.files import Csv, Xlsx, without_formula
from ksbb.web.exports.sheets import Column, Sheet
from ksbb.web.exports.views import VIEWS
from tests.database import Database
from tests.web.exports.conftest import Browser

PERIOD = "sejak=2020-04-24&sampai=2020-05-02"
TRUTH = "Jumlah total menurut rilis 3 Mei 2020; rincian per organisasi dan RW adalah contoh."


def _lines(answer: httpx.Response) -> tuple[list[str], list[dict[str, str]]]:
    """The lines above the headings, and the rows by heading."""
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    above = [row[0].removeprefix("# ") for row in rows if row[0].startswith("# ")]
    head, *body = rows[len(above) :]
    return above, [dict(zip(head, row, strict=True)) for row in body]


def _book(answer: httpx.Response) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by heading."""
    assert answer.status_code == 200, answer.text
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in load_workbook(io.BytesIO(answer.content)).worksheets:
        rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head = next(n for n, row in enumerate(rows) if n and rows[n - 1] == [None] * len(row))
        found[sheet.title] = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]
    return found


def test_a_sheet_begins_with_its_title_time_and_which_figures_are_examples(
    browser: Browser,
) -> None:
    above, rows = _lines(browser("Wira").get("/kantor/ekspor/kontribusi.csv"))
    assert above == ["KSBB · Kontribusi · JNE", "Keadaan 3 Mei 2020, 18.00 WIB.", TRUTH]
    assert [(row["Nomor"], row["Diterima"], row["Diterima pada"]) for row in rows] == [
        ("KT-2020-000001", "1000000000", "2020-04-30")
    ]


def test_in_english_headings_and_words_are_english(browser: Browser) -> None:
    above, rows = _lines(browser("Wulan").get("/kantor/ekspor/antrean.csv?bahasa=en"))
    assert above[1] == "As of 3 May 2020, 18:00 WIB."
    assert {row["State"] for row in rows} <= {"submitted", "accepted", "committed"}
    assert rows


@pytest.mark.parametrize("name", VIEWS)
def test_the_pemprov_can_export_every_list_in_both_formats(browser: Browser, name: str) -> None:
    query = "?organisasi=2" if VIEWS[name].of_one else ""
    query += {"laporan": f"&{PERIOD}", "kontribusi": "&sisi=EXECUTOR"}.get(name, "")
    pemprov = browser("Wulan")
    _, rows = _lines(pemprov.get(f"/kantor/ekspor/{name}.csv{query}"))
    book = _book(pemprov.get(f"/kantor/ekspor/{name}.xlsx{query}"))
    first = next(iter(book.values()))
    assert len(first) - len(rows) == (
        1 if name == "audit" else 0
    )  # the CSV export itself is in the audit
    assert list(first[0]) == list(rows[0])


def test_numbers_are_numbers_and_days_are_days_in_a_workbook(browser: Browser) -> None:
    money = _book(browser("Wira").get("/kantor/ekspor/kontribusi.xlsx"))["Kontribusi"]
    assert money[0]["Diterima"] == 1_000_000_000
    assert money[0]["Diterima pada"] == dt.datetime(2020, 4, 30)  # noqa: DTZ001 - a cell has none


def test_a_sheet_has_no_rows_of_another_organisation(browser: Browser) -> None:
    jne = browser("Wira")
    for path in (
        "janji.csv?organisasi=3",
        "kontribusi.csv?organisasi=3",
        "janji.csv?organisasi=3&sisi=EXECUTOR",
    ):
        _, rows = _lines(jne.get(f"/kantor/ekspor/{path}"))
        assert rows == [], path
    for name in ("antrean", "organisasi", "audit"):
        assert jne.get(f"/kantor/ekspor/{name}.csv").status_code == 403


def test_anonymous_callers_and_other_sites_are_refused(browser: Browser) -> None:
    nobody = browser().get("/kantor/ekspor/unit.csv")
    assert nobody.status_code == 401
    assert "masuk dahulu" in nobody.text
    for site in ("cross-site", "same-site"):
        answer = browser("Wulan").get("/kantor/ekspor/unit.csv", headers={"sec-fetch-site": site})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("rahasia.csv", 404),
        ("unit.pdf", 404),
        ("unit", 404),
        ("a/unit.csv", 404),
        ("unit.csv?urut=BESAR", 400),
        ("unit.csv?jenis=RW,KOTA", 400),
        ("unit.csv?lain=1", 400),
        ("kebutuhan.csv?tahap=-1", 400),
        ("kebutuhan.csv?tahap=99999999999999999999", 400),
        ("audit.csv?sejak=kemarin", 400),
        ("laporan.csv?sejak=2020-04-24", 400),
        ("unit.csv?cari=%00", 400),
    ],
)
def test_an_invalid_request_is_refused_with_a_page(
    browser: Browser, path: str, status: int
) -> None:
    answer = browser("Wulan").get(f"/kantor/ekspor/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")


def test_a_list_that_is_too_long_is_refused_and_nothing_is_recorded(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "MOST_ROWS", 100)
    pemprov = browser("Wulan")
    before = len(_lines(pemprov.get("/kantor/ekspor/audit.csv?tindakan=export"))[1])
    answer = pemprov.get("/kantor/ekspor/unit.csv")
    assert answer.status_code == 422
    assert "Persempit" in answer.text
    after = len(_lines(pemprov.get("/kantor/ekspor/audit.csv?tindakan=export"))[1])
    assert after == before + 1


async def test_the_audit_has_who_exported_which_rows(browser: Browser, demo: Database) -> None:
    _, rows = _lines(browser("Wulan").get("/kantor/ekspor/kebutuhan.csv?paket=LEBARAN"))
    async with demo.connection("admin") as admin:
        last = await admin.fetchrow(
            "SELECT a.role, a.facts ->> 'view' AS view, a.facts -> 'filters' ->> 'paket' AS paket,"
            " (a.facts ->> 'rows')::int AS rows, o.kind FROM app.audit a"
            " JOIN app.organisation o ON o.id = a.tenant_id"
            " WHERE a.action = 'export' AND a.facts ->> 'view' = 'kebutuhan'"
            " ORDER BY a.id DESC LIMIT 1"
        )
    assert last is not None
    assert (last["view"], last["paket"], last["rows"]) == ("kebutuhan", "LEBARAN", len(rows))
    assert (last["kind"], last["role"]) == ("PEMPROV", "OWNER")


def test_filters_narrow_a_sheet_as_they_narrow_the_screen(browser: Browser) -> None:
    pemprov = browser("Wulan")
    _, rows = _lines(pemprov.get("/kantor/ekspor/unit.csv?wilayah=31.74.05&jenis=RW"))
    assert rows
    assert {row["Jenis"] for row in rows} == {"RW"}
    assert all(row["Kode"].startswith("31.74.05.") for row in rows)
    _, rows = _lines(pemprov.get("/kantor/ekspor/kebutuhan.csv?paket=SEMBAKO&urut=MOST_COMMITTED"))
    committed = [int(row["Komitmen"]) for row in rows]
    assert committed == sorted(committed, reverse=True)
    assert committed[0] > 0


def test_the_least_served_kelurahan_come_first(browser: Browser) -> None:
    _, rows = _lines(browser("Wulan").get("/kantor/ekspor/kesenjangan.csv?paket=SEMBAKO"))
    shares = [int(row["Terpenuhi (%)"]) for row in rows]
    assert shares == sorted(shares)
    assert shares[-1] > shares[0] == 0


def test_a_text_that_looks_like_a_formula_is_not_one() -> None:
    evil = ['=HYPERLINK("http://x")', "+62 21", "-1", "@SUM(A1)", "\t=1", "biasa; dua", None]
    sheet = Sheet(("Uji", "Test"), [Column(("Isi", "Content"))], None)  # type: ignore[arg-type]
    plain, book = io.BytesIO(), io.BytesIO()
    for file, form in ((plain, Csv), (book, Xlsx)):
        writing = form(file, "id")
        writing.begin(sheet, ["Judul"])
        writing.add([[text] for text in evil])
        writing.finish()
    cells = [
        row[0]
        for row in csv.reader(io.StringIO(plain.getvalue().decode("utf-8-sig")), delimiter=";")
    ]
    assert cells[2:] == [*(f"'{text}" for text in evil[:5]), "biasa; dua", ""]
    shown = load_workbook(book).active
    assert shown is not None
    written = [row[0] for row in shown.iter_rows(min_row=4)]
    assert [cell.value for cell in written[:6]] == evil[:6]
    assert {cell.data_type for cell in written[:6]} == {"s"}
    assert without_formula("RW 03") == "RW 03"


async def test_a_count_below_five_is_in_no_sheet(browser: Browser, demo: Database) -> None:
    async with demo.connection("admin") as admin:
        await admin.execute("UPDATE pub.unit SET families = 4, people = 4 WHERE id = 1")
        code = await admin.fetchval("SELECT code FROM pub.unit WHERE id = 1")
    _, rows = _lines(browser("Wulan").get("/kantor/ekspor/unit.csv"))
    unit = next(row for row in rows if row["Kode"] == code)
    assert (unit["KK rentan"], unit["Orang"]) == ("", "")
