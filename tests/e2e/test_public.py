"""What anybody finds without signing in: who needs what, and what became of promises."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import DESK, PHONE, Person

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")]
PUBLISHED = ["40.913", "20.447", "9.015"]
# In Grogol Selatan, where Gang Pasar Kedip is.
PASAR_KEDIP = (-6.2262, 106.7812)


@pytest.mark.parametrize("size", SIZES)
def test_from_the_first_page_to_the_neediest_unit(visit: Visit, size: dict[str, int]) -> None:
    with visit(size=size) as somebody:
        somebody.opens("/")
        somebody.heading("Paling mendesak")
        somebody.is_pictured(f"beranda-{size['width']}")
        somebody.follows("Cari unit prioritas")
        somebody.heading("Unit prioritas")
        somebody.is_pictured(f"unit-prioritas-{size['width']}")
        somebody.follows(re.compile(r"^RW \d\d "))
        somebody.heading("Kebutuhan")
        somebody.sees("Bantu unit ini")
        somebody.is_pictured(f"unit-{size['width']}")


def _is_led_to(somebody: Person, name: str | re.Pattern[str]) -> None:
    """The target is on the screen and has the keyboard's focus."""
    expect(somebody.heading(name)).to_be_in_viewport()
    expect(somebody.page.locator("#hasil")).to_be_focused()


def test_units_are_found_by_words_and_the_search_is_in_the_url(visit: Visit) -> None:
    with visit() as somebody:
        somebody.opens("/unit")
        somebody.writes(re.compile("Cari RW"), "grogol selatan")
        somebody.presses("Cari")
        _is_led_to(somebody, re.compile("^Hasil untuk"))
        somebody.sees(re.compile(r"RW \d\d Grogol Selatan"))
        assert "grogol" in somebody.page.url
        somebody.page.reload()
        somebody.sees(re.compile(r"RW \d\d Grogol Selatan"))


def test_the_nearest_units_come_first(visit: Visit) -> None:
    with visit(size=PHONE, where=PASAR_KEDIP) as somebody:
        somebody.opens("/unit")
        somebody.presses("Dekat saya")
        _is_led_to(somebody, "Terdekat dari Anda")
        somebody.sees(re.compile(r"\d+ m"))
        somebody.sees(re.compile("Grogol"))
        somebody.follows("Paling membutuhkan")
        somebody.heading("Paling membutuhkan dalam 2 km")
        somebody.is_pictured("dekat-paling-membutuhkan")


@pytest.mark.parametrize("size", SIZES)
def test_the_recap_has_the_published_figures(visit: Visit, size: dict[str, int]) -> None:
    with visit(size=size) as somebody:
        somebody.opens("/transparansi/rekap?pada=2020-05-02")
        for figure in PUBLISHED:
            somebody.sees(figure)
        somebody.sees(re.compile("22 organisasi"))
        somebody.sees(re.compile("118 RW"))
        somebody.sees("Rp1.000.000.000")
        somebody.is_pictured(f"rekap-{size['width']}")


def test_every_figure_of_the_recap_opens_its_rows(visit: Visit) -> None:
    with visit() as somebody:
        somebody.opens("/transparansi/rekap?pada=2020-05-02")
        somebody.follows(re.compile("rinciannya"))
        somebody.heading("Rincian komitmen")
        somebody.sees(re.compile(r"^Paket sembako: 40\.913\. 50 baris terbaru"))
        somebody.opens("/transparansi/rekap?pada=2020-05-02")
        pmi = somebody.page.get_by_role("row", name=re.compile("^PMI DKI"))
        expect(pmi.first.get_by_role("link")).to_have_text(["PMI DKI", "6.000", "5.000"])
        pmi.first.get_by_role("link").nth(1).click()
        somebody.heading("Rincian komitmen")
        somebody.sees("PMI DKI sebagai pemberi")
        somebody.sees(re.compile(r"^Paket sembako: 6\.000\."))
        somebody.opens("/transparansi/rekap?pada=2020-05-02")
        expect(pmi.last.get_by_role("link")).to_have_text(["PMI DKI", "1.340"])
        pmi.last.get_by_role("link").nth(1).click()
        somebody.heading("Rincian komitmen")
        somebody.sees("PMI DKI sebagai pelaksana")
        somebody.sees(re.compile(r"^Paket sembako: 1\.340\. Baris: 11\."))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_future_or_invalid_day_shows_today_with_a_notice(visit: Visit, *, scripts: bool) -> None:
    with visit(scripts=scripts) as somebody:
        for day, shown in (
            ("2031-01-01", "Hari itu belum tiba"),
            ("kemarin", "Tanggal di alamat ini tidak terbaca"),
            ("2020-02-30", "Tanggal di alamat ini tidak terbaca"),
        ):
            somebody.opens(f"/transparansi/rekap?pada={day}")
            somebody.sees(re.compile(shown))
            somebody.sees("Sampai dengan Minggu, 3 Mei 2020")
            expect(somebody.page.get_by_label("Keadaan sampai")).to_have_value("2020-05-03")


def test_complete_tables_can_be_sorted(visit: Visit) -> None:
    with visit() as somebody:
        sorting = somebody.page.get_by_role("button", name="Pemberi")
        somebody.opens("/transparansi/rincian")
        somebody.sees(re.compile("50 baris terbaru di bawah"))
        expect(sorting).to_have_count(0)
        somebody.opens("/transparansi/rincian?paket=LEBARAN&wilayah=31.74")
        somebody.heading("Rincian komitmen")
        expect(sorting).to_have_count(1)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/en", "Most urgent"),
        ("/en/unit", "Priority units"),
        ("/en/transparansi", re.compile("Transparency")),
        ("/en/organisasi", re.compile("Organisations")),
        ("/en/masuk", re.compile("Sign in")),
    ],
)
def test_the_public_pages_in_english_with_the_dark_theme(
    visit: Visit, path: str, heading: str | re.Pattern[str]
) -> None:
    with visit(size=PHONE, dark=True, language="en-GB") as somebody:
        somebody.opens(path)
        somebody.heading(heading)
        somebody.is_pictured(path.strip("/").replace("/", "-") + "-360-dark")


def test_without_javascript_units_are_found_and_opened(visit: Visit) -> None:
    with visit(size=PHONE, scripts=False) as somebody:
        somebody.opens("/")
        somebody.follows("Cari unit prioritas")
        somebody.heading("Unit prioritas")
        somebody.writes(re.compile("Cari RW"), "grogol selatan")
        somebody.presses("Cari")
        somebody.follows(re.compile(r"RW \d\d Grogol Selatan"))
        somebody.heading("Kebutuhan")
        somebody.follows(re.compile("^EN"))
        somebody.heading("Needs")
        somebody.opens("/transparansi/rekap")
        somebody.writes("Keadaan sampai", "2020-05-02")
        somebody.presses("Tampilkan")
        somebody.sees("Sampai dengan Sabtu, 2 Mei 2020")
        for figure in PUBLISHED:
            somebody.sees(figure)


@pytest.mark.parametrize("path", ["/", "/unit", "/transparansi", "/organisasi", "/masuk"])
def test_a_page_hydrates_without_layout_shift(visit: Visit, path: str) -> None:
    with visit(size=PHONE) as somebody:
        # Added before the page loads, so that no shift is missed; read when it has settled.
        somebody.page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => { for (const each of"
            " list.getEntries()) window.moved += each.value })"
            ".observe({type: 'layout-shift', buffered: true});"
        )
        somebody.opens(path)
        written = somebody.page.evaluate("document.querySelector('h1').textContent")
        assert written
        assert somebody.page.evaluate("window.moved") <= 0.01


def test_an_unknown_address_is_not_found(visit: Visit) -> None:
    with visit() as somebody:
        somebody.expects_refusals()
        somebody.opens("/unit/99.99.99.9999.999")
        somebody.heading("Unit ini tidak ada")
        for path in ("/organisasi/apa", "/transparansi/rincian?sampai=kemarin", "/entah"):
            somebody.opens(path)
            somebody.heading("Halaman ini tidak ada")
