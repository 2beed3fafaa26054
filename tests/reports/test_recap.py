"""`./ksbb recap` prints what the graph answers, as its readers write numbers and days."""

from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pytest

from ksbb import recap_cli
from ksbb.reports import sheet
from tests.database import Database

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def recap(
    played: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """The command on the demo: its code, what it prints, what it complains of."""
    monkeypatch.setattr(recap_cli, "settings", played.settings)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = recap_cli.main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def words(printed: str) -> list[str]:
    """The lines, with one space where a table has many."""
    return [" ".join(line.split()) for line in printed.splitlines()]


def test_the_published_figures_are_printed_as_indonesians_write_them(recap: Run) -> None:
    code, printed, _ = recap("--as-of", "2020-05-02")
    assert code == 0
    assert set(words(printed)) >= {
        "Rekap KSBB per 2 Mei 2020",
        "Paket sembako 40.913 0",
        "Paket makanan siap saji 20.447 0",
        "Paket Lebaran 9.015 0",
        "THR 0 0",
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
    code, printed, _ = recap("--locale", "en")
    assert code == 0
    assert set(words(printed)) >= {
        "KSBB recap as of 3 May 2020",
        "The day is not over; its figures may still change.",
        "Paket sembako 41,513 0",
        "5 administrative cities, 70 kelurahan, 121 RW",
        "23 donors and aggregators (19 donors, 4 aggregators)",
        "JNE to BAZNAS BAZIS DKI, 30 April 2020 Rp1,000,000,000",
        "Totals follow the release of 3 May 2020; details by organisation and RW are examples.",
    }


def test_programs_get_the_whole_answer_with_its_rws_and_its_banner(recap: Run) -> None:
    code, printed, _ = recap("--as-of", "2020-05-02", "--json")
    assert code == 0
    answer = orjson.loads(printed)
    assert answer["truth"] == sheet.truth("id")
    assert len(answer["recap"]["units"]) == 118
    assert {each["package"]["code"]: each["quantity"] for each in answer["recap"]["packages"]} == {
        "SEMBAKO": 40_913,
        "SIAP_SAJI": 20_447,
        "LEBARAN": 9_015,
        "THR": 0,
    }


def test_a_day_that_has_not_come_has_no_recap(recap: Run) -> None:
    code, printed, complained = recap("--as-of", "2020-05-04")
    assert code == 1
    assert printed == ""
    assert "Hari itu belum tiba" in complained


def answered(**changed: Any) -> dict[str, Any]:
    """A recap of nothing, with what a test is about."""
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


def test_in_production_no_sheet_speaks_of_examples() -> None:
    assert not any("contoh" in line for line in sheet.lines(answered()))


def test_the_moment_of_counting_is_told_in_wib() -> None:
    assert any("2 Juni 2020, 08.30 WIB" in line for line in sheet.lines(answered()))


def test_a_kabupaten_and_institutions_are_lines_of_their_own() -> None:
    package = {"package": {"code": "SEMBAKO", "name": "Paket sembako"}, "received": 3}
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
    assert "Paket sembako 1.250 3" in printed
    assert "Paket sembako: 75 komitmen untuk panti dan pesantren" in printed
    assert "Kab. Adm. Kepulauan Seribu 1 4 1.250" in printed


@pytest.mark.parametrize(("locale", "said"), [("id", "17 Agustus 2020"), ("en", "17 August 2020")])
def test_days_are_words(locale: Any, said: str) -> None:
    assert sheet.day_of(date(2020, 8, 17), locale) == said
