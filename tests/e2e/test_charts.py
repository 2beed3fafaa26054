"""Charts on the public pages: their figures are those of the API, and they link to the rows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import DESK, PHONE, Person

DAYS = {"24 April 2020": "2020-04-24", "2 Mei 2020": "2020-05-02", "3 Mei 2020": "2020-05-03"}


def _answers(somebody: Person) -> dict[str, Any]:
    """The GraphQL results of this page, by field."""
    answered = json.loads(somebody.page.locator("#data").text_content() or "")
    fields: dict[str, Any] = {}
    for answer in answered["answers"].values():
        fields |= answer["data"] | (answer["data"].get("province") or {})
    return fields


def _numbers(somebody: Person, chart: str) -> dict[str, list[str]]:
    """The table of a chart, one tap away; by the name of the row."""
    figure: Locator = somebody.page.locator(f"figure#{chart}")
    figure.locator("summary").click()
    rows = figure.locator("tbody tr")
    expect(rows.first).to_be_visible()
    return {
        row.locator("th").inner_text(): [cell.inner_text() for cell in row.locator("td").all()]
        for row in rows.all()
    }


def _printed(*figures: int) -> list[str]:
    return [f"{figure:,}".replace(",", ".") for figure in figures]


def test_the_tables_of_the_charts_have_the_apis_figures_even_without_javascript(
    visit: Visit,
) -> None:
    with visit(size=PHONE, scripts=False) as somebody:
        somebody.opens("/transparansi")
        answered = _answers(somebody)
        by_day = _numbers(somebody, "per-hari")
        assert len(by_day) == len(answered["ladderByDay"]) == 10
        days = {row["day"]: row for row in answered["ladderByDay"]}
        for name, day in DAYS.items():
            row = days[day]
            waiting = row["pledged"] - row["committed"]
            assert by_day[name] == _printed(waiting, row["committed"], row["received"])
        assert by_day["2 Mei 2020"][1] == "40.913"

        by_phase = _numbers(somebody, "per-tahap")
        for row in answered["ladderByPhase"]:
            left = row["reachNeeded"] - row["reachCommitted"]
            assert by_phase[f"Tahap {row['phase']['number']}"] == _printed(
                row["reachNeeded"], row["reachCommitted"], row["reachReceived"], left
            )

        by_area = _numbers(somebody, "per-wilayah")
        assert len(by_area) == len(answered["ladderByArea"]) == 6
        for row in answered["ladderByArea"]:
            assert by_area[row["area"]["name"]] == _printed(
                row["target"],
                row["pledged"] - row["committed"],
                row["committed"],
                row["received"],
                row["target"] - row["committed"],
            )

        spread = [cells[0] for cells in _numbers(somebody, "sebaran").values()]
        assert spread == _printed(*(row["units"] for row in answered["coverage"]))
        assert sum(row["units"] for row in answered["coverage"]) == 2_685

        givers = _numbers(somebody, "pemberi")
        for row in answered["ladderByOrganisation"]:
            assert givers[row["organisation"]["name"]] == _printed(
                row["committed"], row["received"]
            )


def test_the_rws_of_a_step_and_the_rows_of_a_day_are_one_tap_away(visit: Visit) -> None:
    with visit() as somebody:
        somebody.opens("/transparansi")
        spread = {row["step"]: row["units"] for row in _answers(somebody)["coverage"]}
        assert 0 < spread[3] < 20
        chart = somebody.page.locator("figure#sebaran")
        somebody.follows("40 sampai 60%", within=chart)
        somebody.heading("Terpenuhi: 40 sampai 60%")
        units = somebody.page.get_by_role("link", name=re.compile(r"^RW \d\d "))
        expect(units).to_have_count(spread[3])
        somebody.opens("/transparansi")
        figure = somebody.page.locator("figure#per-hari")
        figure.locator("summary").click()
        somebody.follows("40.913", within=figure)
        somebody.heading("Rincian komitmen")
        somebody.sees(re.compile(r"^Paket sembako: 40\.913\."))


@pytest.mark.parametrize("size", [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_charts_follow_the_package_and_are_accessible(
    visit: Visit, size: dict[str, int], dark: bool
) -> None:
    with visit(size=size, dark=dark, language="en-GB") as somebody:
        somebody.opens("/en/transparansi")
        somebody.heading("Staple food package day by day")
        somebody.follows("Lebaran package")
        somebody.heading("Lebaran package day by day")
        somebody.heading("Families reached, phase by phase")
        for chart in somebody.page.locator("figure summary").all():
            chart.click()
        somebody.is_pictured(f"charts-{size['width']}-{'dark' if dark else 'light'}")


def test_an_aggregator_sees_its_stock_and_how_much_is_allocated(visit: Visit) -> None:
    with visit(size=PHONE) as joko:
        joko.signs_in_as("Joko Contoh")
        joko.sees("150 paket sudah Anda sanggupi: 0 sudah dialokasikan, 150 belum punya tujuan.")
        days = _numbers(joko, "stok-sembako")
        assert days["26 April 2020"] == ["0", "0", "0"]
        assert days["27 April 2020"] == ["1.000", "1.000", "0"]
        assert days["3 Mei 2020"] == ["1.340", "1.340", "0"]
        assert _numbers(joko, "stok-lebaran")["3 Mei 2020"] == ["150", "0", "150"]
        joko.is_pictured("kantor-stok-360")
        # The figure opens the pledges that lack a destination.
        joko.follows("150", within=joko.page.locator("figure#stok-lebaran tbody td:last-child"))
        joko.heading("Janji masuk")
        joko.sees("1 janji")
