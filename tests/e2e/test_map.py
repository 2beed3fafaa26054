"""Units on maps: the picture by keyboard, the detailed map, and what stays without it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE

NO_WEBGL = """
    const before = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return /webgl/.test(kind) ? null : before.call(this, kind, ...rest);
    };
"""
FOCUSED = "document.activeElement.querySelector('title')?.textContent"


def test_a_kelurahan_is_found_on_the_picture_by_keyboard(visit: Visit) -> None:
    with visit() as somebody:
        somebody.opens("/")
        somebody.page.locator("svg a[tabindex='0']").focus()
        first = somebody.page.evaluate(FOCUSED)
        # The code that hears the keys comes when the page is at rest.
        somebody.page.wait_for_function(
            "from => { const at = document.activeElement; at.dispatchEvent(new KeyboardEvent("
            "'keydown', {key: 'ArrowDown', bubbles: true})); return from !== " + FOCUSED + "; }",
            arg=first,
        )
        somebody.page.keyboard.press("Enter")
        somebody.heading("Unit prioritas")
        assert "wilayah=31." in somebody.page.url


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
        somebody.sees(re.compile("belum terpenuhi pada tahap 2"))
        somebody.sees("Lihat unitnya")
        assert foreign == []


def test_a_unit_shows_where_it_is(visit: Visit) -> None:
    with visit(size=PHONE) as somebody:
        somebody.opens("/unit/31.74.05.1001.003")
        somebody.follows("Lihat di peta")
        expect(somebody.page.locator(".maplibregl-canvas")).to_be_visible(timeout=60_000)


def test_without_webgl_the_picture_stays_and_nothing_is_loaded_in_vain(visit: Visit) -> None:
    with visit() as somebody:
        asked: list[str] = []
        somebody.page.add_init_script(NO_WEBGL)
        somebody.page.on("request", lambda request: asked.append(request.url))
        somebody.opens("/unit?tampilan=peta")
        somebody.sees(re.compile("tidak dapat menampilkan peta rinci"))
        expect(somebody.page.locator("svg a")).to_have_count(267)
        assert not [address for address in asked if "maplibre" in address]
