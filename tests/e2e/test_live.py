"""The office shows changes made elsewhere, responds at once, and works by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE, Person

PLEDGE = re.compile(r"/kantor/janji/\d+$")


def _promises_through(somebody: Person, aggregator: str, packages: str) -> str:
    """Make a pledge through an aggregator; returns its number."""
    somebody.opens("/kantor/janji/baru")
    somebody.page.get_by_text("Melalui agregator").click()
    somebody.picks("Agregator", aggregator)
    somebody.writes("Jumlah paket", packages)
    somebody.page.get_by_text("Kami menyetujui pernyataan ini.").click()
    somebody.presses("Kirim janji bantuan")
    somebody.page.wait_for_url(PLEDGE)
    return somebody.heading(re.compile(r"^JB-")).inner_text()


def _sees_the_notice(somebody: Person) -> None:
    """From now on, this page receives live updates."""
    expect(somebody.page.locator('[data-line="open"]')).to_have_count(1)


def _feedback(somebody: Person) -> list[float]:
    return somebody.page.evaluate(
        "performance.getEntriesByName('ksbb.feedback').map(each => each.duration)"
    )


def test_a_new_pledge_and_its_withdrawal_are_announced(visit: Visit) -> None:
    with visit() as hasan, visit(size=PHONE) as cahya:
        hasan.signs_in_as("Hasan Contoh")
        cahya.signs_in_as("Cahya Contoh")
        hasan.opens("/kantor/janji-masuk")
        _sees_the_notice(hasan)
        rows = hasan.page.get_by_role("row")
        before = rows.count()
        number = _promises_through(cahya, "BAZNAS BAZIS DKI", "75")
        cahya.sees(f"{number} terkirim.")
        cahya.is_pictured("kantor-urungkan-360")
        # The new pledge is announced above the list; nothing in the list has moved.
        more = hasan.page.get_by_role("button", name=re.compile("^1 janji baru"))
        expect(more).to_be_visible()
        assert rows.count() == before
        hasan.is_pictured("kantor-janji-baru-tiba-1280")
        more.click()
        row = hasan.page.get_by_role("row").filter(has_text=number)
        expect(row).to_be_visible()
        cahya.presses("Urungkan")
        cahya.sees(f"{number} ditarik kembali.")
        expect(row.get_by_text("ditarik")).to_be_visible()
        took = _feedback(cahya)
        assert took
        print(f"feedback to a pledge: {took[0]:.0f} ms", flush=True)


def test_an_allocation_is_taken_back_at_once_or_later_from_its_page(visit: Visit) -> None:
    with visit() as cahya:
        cahya.signs_in_as("Cahya Contoh")
        number = _promises_through(cahya, "BAZNAS BAZIS DKI", "40")
    with visit() as indah:
        indah.signs_in_as("Indah Contoh")
        indah.opens("/kantor/janji-masuk")
        indah.follows(number)
        indah.presses("Terima")
        indah.presses("Terima", within=indah.page.get_by_role("dialog"))
        for later in (False, True):
            indah.follows("Alokasikan")
            indah.presses("Usulkan yang paling mendesak")
            indah.sees(re.compile(r"→ .* KK belum terpenuhi"))
            indah.is_pictured("kantor-alokasi-pratinjau-1280")
            indah.presses("Alokasikan")
            indah.page.wait_for_url(PLEDGE)
            indah.sees("ditahan")
            if later:
                indah.presses(re.compile("^Lepas alokasi untuk"))
                indah.presses("Lepas", within=indah.page.get_by_role("dialog"))
            else:
                indah.presses("Urungkan")
                indah.sees("Alokasi dilepas kembali.")
            indah.sees("dilepas")
            indah.reads_nowhere("ditahan")


def test_a_refused_form_keeps_everything_that_was_typed(visit: Visit) -> None:
    with visit() as maya:
        maya.signs_in_as("Maya Contoh")
        maya.opens("/kantor/janji/baru")
        maya.page.get_by_text("Melalui agregator").click()
        maya.picks("Agregator", "BAZNAS BAZIS DKI")
        maya.writes("Jumlah paket", "30")
        maya.writes("Pesan untuk pelaksana", "Titip di pos RW")
        maya.page.get_by_text("Kami menyetujui pernyataan ini.").click()
        with maya.without_a_connection():
            maya.presses("Kirim janji bantuan")
            maya.sees("Tidak ada sambungan")
        expect(maya.page.get_by_label("Jumlah paket").first).to_have_value("30")
        expect(maya.page.get_by_label("Pesan untuk pelaksana")).to_have_value("Titip di pos RW")
        maya.presses("Kirim janji bantuan")
        maya.page.wait_for_url(PLEDGE)


def test_everything_is_found_and_opened_by_keyboard_alone(visit: Visit) -> None:
    with visit() as bagas:
        bagas.signs_in_as("Bagas Contoh")
        bagas.heading("Menunggu Pemprov")
        keys = bagas.page.keyboard
        keys.press("Control+k")
        field = bagas.page.get_by_role("combobox", name="Cari atau buka")
        expect(field).to_be_focused()
        keys.type("JB-2020-000065")
        option = bagas.page.get_by_role("option", name=re.compile("^JB-2020-000065"))
        expect(option).to_have_attribute("aria-selected", "true")
        bagas.is_pictured("kantor-cari-1280")
        keys.press("Enter")
        bagas.heading("JB-2020-000065")
        keys.press("Control+k")
        keys.type("antrean")
        keys.press("Enter")
        bagas.heading("Antrean konfirmasi")
        expect(bagas.page.get_by_role("listitem").filter(has_text="JB-").first).to_be_visible()
        keys.press("j")
        keys.press("j")
        keys.press("k")
        first = bagas.page.locator("[data-row] a").first
        expect(first).to_be_focused()
        number = first.inner_text()
        keys.press("Enter")
        bagas.heading(number)
        keys.press("Control+k")
        keys.press("Escape")
        expect(field).to_have_count(0)


def test_letters_do_nothing_when_shortcuts_are_turned_off(visit: Visit) -> None:
    with visit() as bagas:
        bagas.signs_in_as("Bagas Contoh")
        bagas.opens("/kantor/antrean")
        keys = bagas.page.keyboard
        keys.press("?")
        bagas.heading("Tombol pintas")
        bagas.is_pictured("kantor-tombol-1280")
        bagas.page.get_by_text("Pakai tombol pintas tanpa Ctrl").click()
        bagas.presses("Tutup")
        expect(bagas.page.get_by_role("dialog")).to_have_count(0)
        keys.press("j")
        expect(bagas.page.locator("[data-row] a:focus")).to_have_count(0)
        keys.press("?")
        expect(bagas.page.get_by_role("dialog")).to_have_count(0)
        keys.press("Control+k")
        expect(bagas.page.get_by_role("combobox", name="Cari atau buka")).to_be_focused()
