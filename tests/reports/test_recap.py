"""`./ksbb recap` prints the figures of the API; numbers and dates are in the reader's language."""

from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pytest

from ksbb.cli import app, asking
from ksbb.domain.reports import sheet
from tests.database import Database
from tools.demo.scenario import scenario
from tools.demo.sums import arrived

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def recap(
    seeded: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs the command on the demo; returns its exit code, output and errors."""
    monkeypatch.setattr(asking, "settings", seeded.settings)
    monkeypatch.setenv("KSBB_LANG", "id")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = app.run(app.build, "ksbb", ["recap", *arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def words(printed: str) -> list[str]:
    """The lines, with one space for the many of a table."""
    return [" ".join(line.split()) for line in printed.splitlines()]


def test_the_published_figures_are_printed_as_indonesians_write_them(recap: Run) -> None:
    code, printed, _ = recap("--as-of", "2020-05-02")
    assert code == 0
    came = {"SEMBAKO": 0, "SIAP_SAJI": 0}
    by_unit = dict(came)
    for each in arrived(scenario(), date(2020, 5, 2)):
        came[each.row.allocation.package] += each.good
        by_unit[each.row.allocation.package] += each.good * each.by_unit

    def beside(code: str) -> str:
        columns = (came[code], by_unit[code], came[code] - by_unit[code])
        return " ".join(sheet.number(each, "id") for each in columns)

    assert set(words(printed)) >= {
        "Rekap KSBB per 2 Mei 2020",
        "Paket untuk RW komitmen diterima menurut unit menurut pelaksana",
        f"Paket sembako 40.913 {beside('SEMBAKO')}",
        f"Paket makanan siap saji 20.447 {beside('SIAP_SAJI')}",
        "Paket Lebaran 9.015 0 0 0",
        "THR 0 0 0 0",
        "5 kota administrasi, 69 kelurahan, 118 RW",
        "22 donatur dan agregator (18 donatur, 4 agregator)",
        "Yang diberikan Paket sembako Paket makanan siap saji Paket Lebaran rupiah",
        "PMI DKI 6.000 5.000 - -",
        "JNE kepada BAZNAS BAZIS DKI, 30 April 2020 Rp1.000.000.000",
        "PGRI SMP kepada BAZNAS BAZIS DKI, 30 April 2020 Rp545.000.000",
        "Jumlah Rp1.565.000.000",
        "Jumlah total menurut rilis 3 Mei 2020; rincian per organisasi dan RW adalah contoh.",
    }


def test_in_english_the_recap_of_a_day_that_is_not_over_says_so(recap: Run) -> None:
    code, printed, _ = recap("--lang", "en")
    assert code == 0
    assert set(words(printed)) >= {
        "KSBB recap as of 3 May 2020",
        "The day is not over; its figures may still change.",
        "Paket Lebaran 9,015 0 0 0",
        "5 administrative cities, 70 kelurahan, 121 RW",
        "23 donors and aggregators (19 donors, 4 aggregators)",
        "JNE to BAZNAS BAZIS DKI, 30 April 2020 Rp1,000,000,000",
        "Totals follow the release of 3 May 2020; details by organisation and RW are examples.",
    }


def test_programs_get_the_whole_answer_with_its_rws_and_its_banner(recap: Run) -> None:
    code, printed, _ = recap("--as-of", "2020-05-02", "--json")
    assert code == 0
    answer = orjson.loads(printed)
    assert answer["demoNotice"] == sheet.demo_notice("id")
    assert len(answer["recap"]["units"]) == 118
    assert {each["package"]["code"]: each["quantity"] for each in answer["recap"]["packages"]} == {
        "SEMBAKO": 40_913,
        "SIAP_SAJI": 20_447,
        "LEBARAN": 9_015,
        "THR": 0,
    }


def test_a_future_day_has_no_recap(recap: Run) -> None:
    code, printed, complained = recap("--as-of", "2020-05-04")
    assert code == 1
    assert printed == ""
    assert "Hari itu belum tiba" in complained


def answered(**changed: Any) -> dict[str, Any]:
    """An empty recap, with the values of a test."""
    empty = {
        "asOf": "2020-06-01",
        "computedAt": "2020-06-02T01:30:00+00:00",
        "rwCount": 0,
        "kelurahanCount": 0,
        "kotaCount": 0,
        "kabupatenCount": 0,
        "organisationCount": 0,
        "donorCount": 0,
        "aggregatorCount": 0,
        "packages": [],
        "kotas": [],
        "organisations": [],
        "gifts": [],
        "units": [],
    }
    return {"clock": {"today": "2020-06-02", "demo": False}, "recap": {**empty, **changed}}


def test_in_production_no_recap_mentions_examples() -> None:
    assert not any("contoh" in line for line in sheet.lines(answered()))


def test_the_time_of_counting_is_in_wib() -> None:
    assert any("2 Juni 2020, 08.30 WIB" in line for line in sheet.lines(answered()))


def test_a_kabupaten_and_institutions_are_lines_of_their_own() -> None:
    package = {
        "package": {"code": "SEMBAKO", "name": "Paket sembako"},
        "received": 3,
        "receivedByUnit": 2,
    }
    line = {"package": {"code": "SEMBAKO"}, "quantity": 1_250}
    area = {"code": "31.01", "name": "Kepulauan Seribu", "kabupaten": True}
    printed = words(
        "\n".join(
            sheet.lines(
                answered(
                    kabupatenCount=1,
                    kotaCount=2,
                    rwCount=1_005,
                    packages=[{**package, "quantity": 1_250, "institutions": 75}],
                    kotas=[{"area": area, "kelurahanCount": 1, "rwCount": 4, "packages": [line]}],
                )
            )
        )
    )
    assert "1 kabupaten administrasi, 2 kota administrasi, 0 kelurahan, 1.005 RW" in printed
    assert "Paket sembako 1.250 3 2 1" in printed
    assert "Paket sembako: 75 komitmen untuk panti dan pesantren" in printed
    assert "Kab. Adm. Kepulauan Seribu 1 4 1.250" in printed


@pytest.mark.parametrize(
    ("locale", "message"), [("id", "17 Agustus 2020"), ("en", "17 August 2020")]
)
def test_dates_are_written_out(locale: Any, message: str) -> None:
    assert sheet.day_of(date(2020, 8, 17), locale) == message
