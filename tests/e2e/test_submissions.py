"""Somebody without an account sends a form, the Pemprov answers, and they read the answer."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import DESK, PHONE, Person

CODE = re.compile(r"^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}$")
DESCRIPTION = "Paketnya sudah dibuka, beras hanya 3 kg."
ANSWER = "Terima kasih. Dua paket pengganti diantar besok pagi."


def _code(somebody: Person) -> str:
    somebody.sees("Terkirim. Simpan kode ini")
    return somebody.sees(CODE).inner_text()


def _open_unit(somebody: Person) -> str:
    """Open the neediest RW; returns its address."""
    somebody.opens("/unit")
    somebody.follows(re.compile(r"^RW \d\d "))
    somebody.page.wait_for_url(re.compile(r"/unit/\d"))
    somebody.heading("Kebutuhan")
    return somebody.page.url.removeprefix(somebody.site.origin)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_neighbour_reports_the_pemprov_answers_the_neighbour_reads_it(
    visit: Visit, scripts: bool
) -> None:
    description = f"{DESCRIPTION} {'Dengan' if scripts else 'Tanpa'} skrip."
    with visit(size=PHONE, scripts=scripts) as neighbour:
        _open_unit(neighbour)
        neighbour.follows("Laporkan masalah")
        neighbour.heading("Laporkan masalah")
        if scripts:
            neighbour.is_pictured("lapor-360")
        neighbour.picks("Isinya kurang, rusak, atau sudah dibuka")
        # Too short at first: the choices are kept.
        neighbour.writes("Ceritakan", "Ya")
        neighbour.expects_refusals()
        neighbour.presses("Kirim laporan")
        neighbour.sees("Ceritakan dengan beberapa kata apa yang terjadi.")
        if scripts:
            neighbour.is_pictured("lapor-salah-360")
        expect(neighbour.page.get_by_label(re.compile("^Isinya kurang"))).to_be_checked()
        neighbour.writes("Ceritakan", description)
        neighbour.writes(re.compile("^Surel atau nomor"), "tetangga@contoh.id")
        neighbour.presses("Kirim laporan")
        code = _code(neighbour)
        if scripts:
            neighbour.is_pictured("lapor-kode-360")
            neighbour.presses("Salin kode")
            neighbour.sees("Tersalin")
    with visit(size=DESK) as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.follows("Pengaduan")
        wulan.heading("Pengaduan")
        wulan.is_pictured("pengaduan-1280")
        wulan.writes("Cari kode", code.lower())
        wulan.presses(re.compile("^Cari$"))
        wulan.follows("Isinya kurang, rusak, atau sudah dibuka")
        wulan.sees(description)
        wulan.sees("tetangga@contoh.id")
        wulan.presses("Tangani")
        wulan.writes("Jawaban untuk pelapor", ANSWER)
        wulan.is_pictured("pengaduan-jawab-1280")
        wulan.presses("Kirim jawaban")
        wulan.sees("dijawab")
        expect(wulan.page.get_by_role("button", name="Kirim jawaban")).to_have_count(0)
    with visit(size=PHONE, scripts=scripts) as neighbour:
        neighbour.opens("/lapor")
        neighbour.writes("Kode", code.lower())
        neighbour.presses("Lihat")
        neighbour.sees(ANSWER)
        neighbour.reads_nowhere(description)
        if scripts:
            neighbour.is_pictured("lapor-dijawab-360")
            assert neighbour.link_from_mail("tetangga@contoh.id").endswith(code.replace(" ", ""))


def test_a_form_survives_a_lost_connection(visit: Visit) -> None:
    description = f"{DESCRIPTION} Ditulis tanpa sinyal, pukul {time.monotonic_ns()}."
    with visit(size=PHONE) as neighbour:
        neighbour.opens("/lapor")
        neighbour.picks(re.compile("^Lainnya"))
        neighbour.picks("Isinya kurang, rusak, atau sudah dibuka")
        neighbour.writes("Ceritakan", description)
        with neighbour.without_a_connection():
            neighbour.presses("Kirim laporan")
            expect(neighbour.page.get_by_role("alert").filter(has_text="sambungan")).to_be_visible()
            neighbour.is_pictured("lapor-tanpa-sambungan-360")
            expect(neighbour.page.get_by_label("Ceritakan")).to_have_value(description)
            expect(neighbour.page.get_by_label(re.compile("^Isinya kurang"))).to_be_checked()
        # The request arrives, but the response is lost: sent again, it is still one complaint.
        answers: list[str] = []

        def lose(route: Route) -> None:
            answers.append(route.fetch().text())
            route.abort()

        neighbour.page.route("**/lapor", lose)
        before = list(neighbour.complaints)
        neighbour.presses("Kirim laporan")
        expect(neighbour.page.get_by_role("alert").filter(has_text="sambungan")).to_be_visible()
        neighbour.complaints[:] = before
        neighbour.page.unroute("**/lapor")
        neighbour.presses("Kirim laporan")
        code = _code(neighbour)
        assert f"/lapor/{code.replace(' ', '')}?" in answers[0]
        # A complaint is not a pledge, but the page for pledges links to it.
        neighbour.opens("/lacak")
        neighbour.writes("Kode lacak", code.lower())
        neighbour.presses("Lacak")
        neighbour.follows("Lihat jawabannya")
        neighbour.heading("Laporan Anda")
    with visit(size=DESK) as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.follows("Pengaduan")
        wulan.writes("Cari kode", code)
        wulan.presses(re.compile("^Cari$"))
        wulan.follows("Isinya kurang, rusak, atau sudah dibuka")
        wulan.sees(description)


def test_a_neighbour_proposes_data_the_pemprov_accepts_and_the_unit_shows_it(
    visit: Visit,
) -> None:
    with visit(size=PHONE) as neighbour:
        unit = _open_unit(neighbour)
        neighbour.sees("data contoh")
        neighbour.follows("Perbarui data unit")
        neighbour.heading("Perbarui data unit")
        neighbour.writes("KK rentan", "612")
        neighbour.writes("Jiwa dalam KK itu", "2.448")
        neighbour.sees(re.compile(r"menjadi 612 \("))
        neighbour.picks("Pengurus RT/RW")
        neighbour.is_pictured("usulan-360")
        neighbour.presses("Kirim usulan")
        code = _code(neighbour)
    with visit(size=DESK) as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.follows("Usulan data")
        wulan.heading("Usulan data")
        wulan.is_pictured("usulan-data-1280")
        # After those that have waited longer.
        own = wulan.page.get_by_role("row").filter(has_text="→ 612")
        wulan.follows(re.compile(r"^RW \d\d "), within=own)
        expect(wulan.page.get_by_role("row", name=re.compile("^KK rentan"))).to_contain_text("612")
        wulan.is_pictured("usulan-periksa-1280")
        wulan.presses("Pakai sebagai data unit")
        wulan.presses("Pakai sebagai data unit", within=wulan.page.get_by_role("dialog"))
        expect(wulan.page.get_by_role("dialog")).to_have_count(0)
        wulan.sees("dipakai")
    with visit(size=PHONE, dark=True) as neighbour:
        neighbour.opens(f"/lapor/{code.replace(' ', '')}")
        neighbour.sees("Dipakai sebagai data unit")
        neighbour.is_pictured("usulan-dipakai-gelap-360")
        neighbour.opens(unit)
        neighbour.sees("612")
        neighbour.sees(re.compile("^Pengurus RT/RW, usulan no"))
        neighbour.reads_nowhere("data contoh")
