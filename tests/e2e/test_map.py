"""Units on maps: the drawn map by keyboard, the detailed map, and the page without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE, whole

NO_WEBGL = """
    const before = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return /webgl/.test(kind) ? null : before.call(this, kind, ...rest);
    };
"""
FOCUSED = "document.activeElement.querySelector('title')?.textContent"


def test_a_kelurahan_is_found_on_the_drawn_map_by_keyboard(visit: Visit) -> None:
    with visit() as somebody:
        somebody.opens("/")
        somebody.page.locator("svg a[tabindex='0']").focus()
        first = somebody.page.evaluate(FOCUSED)
        # The code for keys is loaded when the page is idle.
        somebody.page.wait_for_function(
            "from => { const at = document.activeElement; at.dispatchEvent(new KeyboardEvent("
            "'keydown', {key: 'ArrowDown', bubbles: true})); return from !== " + FOCUSED + "; }",
            arg=first,
        )
        somebody.page.keyboard.press("Enter")
        somebody.heading("Unit prioritas")
        assert "wilayah=31." in somebody.page.url


@pytest.mark.parametrize("scripts", [True, False])
def test_the_colours_show_packages_or_shares_as_chosen(visit: Visit, *, scripts: bool) -> None:
    with visit(scripts=scripts) as somebody:
        somebody.opens("/")
        page = somebody.page
        by_packages = page.get_by_role("group", name="paket yang belum terpenuhi pada tahap 2")
        by_share = page.get_by_role("group", name="bagian kebutuhan yang belum terpenuhi")
        expect(by_packages).to_be_visible()
        somebody.sees("6.000 ke atas")
        somebody.follows("Bagian kebutuhan")
        expect(by_share).to_be_visible()
        expect(by_packages).to_have_count(0)
        assert "ukur=bagian" in page.url
        somebody.sees("80% ke atas")
        somebody.follows("Paket yang kurang")
        expect(by_packages).to_be_visible()
        assert "ukur" not in page.url


def test_the_map_and_its_list_agree(visit: Visit) -> None:
    with visit(scripts=False) as somebody:
        somebody.opens("/")
        section = somebody.page.locator("#wilayah")
        on_the_map: dict[str, int] = {}
        for link in section.locator("svg a").all():
            code = re.search(r"wilayah=(\d\d\.\d\d)", link.get_attribute("href") or "")
            left = re.search(r": ([\d.]+) dari", link.locator("title").text_content() or "")
            assert code
            missing = whole(left[1]) if left else 0
            on_the_map[code[1]] = on_the_map.get(code[1], 0) + missing
        section.locator("summary").click()
        in_the_list: dict[str, int] = {}
        for row in section.locator("tbody tr").all():
            code = re.search(
                r"wilayah=([\d.]+)", row.locator("a").first.get_attribute("href") or ""
            )
            assert code
            in_the_list[code[1]] = whole(row.locator("td").last.inner_text())
        assert on_the_map == in_the_list
        assert sum(in_the_list.values()) > 0


def test_the_detailed_map_shows_a_unit_and_leads_to_it(visit: Visit) -> None:
    with visit() as somebody:
        foreign: list[str] = []
        somebody.opens("/unit")
        site = re.match(r"https?://[^/]+/", somebody.page.url)
        assert site
        somebody.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((site[0], "data:", "blob:"))
                else foreign.append(request.url)
            ),
        )
        somebody.follows("Peta dan daftar")
        canvas = somebody.page.locator(".maplibregl-canvas")
        expect(canvas).to_be_visible(timeout=60_000)
        somebody.sees(re.compile("5 unit tanpa lokasi"))
        canvas.click()
        somebody.sees(re.compile("dari .* paket sembako belum terpenuhi pada tahap 2"))
        somebody.sees("Lihat unitnya")
        # The legend has two scales, for kelurahan and for single units; other measures have one.
        somebody.sees("6.000 ke atas")
        somebody.sees("600 ke atas")
        somebody.follows("Bagian kebutuhan")
        somebody.sees("80% ke atas")
        expect(canvas).to_be_visible()
        assert foreign == []


def test_a_unit_shows_where_it_is(visit: Visit) -> None:
    with visit(size=PHONE) as somebody:
        somebody.opens("/unit/31.74.05.1001.003")
        somebody.follows("Lihat di peta")
        expect(somebody.page.locator(".maplibregl-canvas")).to_be_visible(timeout=60_000)


def test_without_webgl_the_drawn_map_stays_and_nothing_more_is_loaded(visit: Visit) -> None:
    with visit() as somebody:
        requested: list[str] = []
        somebody.page.add_init_script(NO_WEBGL)
        somebody.page.on("request", lambda request: requested.append(request.url))
        somebody.opens("/unit?tampilan=peta")
        somebody.sees(re.compile("tidak dapat menampilkan peta rinci"))
        expect(somebody.page.locator("svg a")).to_have_count(267)
        assert not [address for address in requested if "maplibre" in address]
