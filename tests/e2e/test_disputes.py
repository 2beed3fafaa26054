"""A courier and a unit count differently: both write, the Pemprov decides, the public reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import DESK, PHONE, Person, whole
from tests.e2e.test_deliveries import (
    COUNTED,
    OFFICER,
    PEOPLE,
    cell,
    goods_come_in,
    make_officer,
    trip_is_planned_and_leaves,
)

__all__ = ["make_officer"]

PEMPROV = "Bagas Contoh"
LOST = 1
"""Packages that the Pemprov decides are missing: fewer than the unit says."""


def _the_numbers_differ(visit: Visit) -> int:
    """The courier reports all as good, the unit counts fewer; returns how many were sent."""
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman")
        hasan.follows(re.compile("^KR-2020-"))
        stop = hasan.page.get_by_role("article").first
        hasan.presses("Catat serah terima", within=stop)
        sent = whole(cell(stop.locator("tr[data-row]").first, "Dikirim"))
        stop.get_by_label("Baik").fill(str(sent))
        hasan.presses("Simpan serah terima", within=stop)
        expect(stop.get_by_text("menunggu bukti").first).to_be_visible()
    with visit() as sari:
        sari.signs_in_as(OFFICER)
        arrived = sari.page.get_by_role("article").filter(has_text="menunggu bukti")
        sari.presses("Catat yang diterima unit", within=arrived)
        sari.page.get_by_label("Baik").fill(str(COUNTED))
        sari.presses("Simpan")
        sari.sees("jumlahnya berbeda")
    return sent


def _opens_the_dispute(somebody: Person) -> None:
    somebody.follows("Sengketa")
    somebody.heading("Sengketa")
    somebody.sees("3 hari lagi")
    somebody.is_pictured(f"sengketa-daftar-{(somebody.page.viewport_size or DESK)['width']}")
    somebody.page.locator("tr[data-row] a").first.click()
    somebody.heading("Hitungan tiap pihak")


def _writes(somebody: Person, message: str, act: str = "Tulis pesan") -> Locator:
    somebody.presses(act)
    dialog = somebody.page.get_by_role("dialog")
    dialog.get_by_label("Pesan").fill(message)
    somebody.presses("Kirim", within=dialog)
    expect(dialog).to_have_count(0)
    return somebody.sees(message)


def _both_sides_write(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.follows("Tugas hari ini")
        hasan.sees("Jawab sengketa")
        _opens_the_dispute(hasan)
        hasan.sees("Kedua pihak dapat bersepakat sampai 6 Mei 2020")
        _writes(hasan, "Semua kami turunkan di pos RW, ada fotonya.")
        hasan.is_pictured("sengketa-pelaksana-1280")
    with visit(size=PHONE) as sari:
        sari.signs_in_as(OFFICER)
        _opens_the_dispute(sari)
        sari.sees("Semua kami turunkan di pos RW, ada fotonya.")
        _writes(sari, "Unit menghitung lima puluh.")
        _writes(sari, "Unit menghitung lima puluh; satu dus kosong.", "Betulkan")
        sari.sees("dibetulkan kemudian")
        expect(sari.page.get_by_role("button", name="Ikuti hitungan kurir")).to_be_visible()
        sari.is_pictured("sengketa-petugas-360")


def _the_pemprov_decides(visit: Visit, sent: int) -> None:
    with visit() as bagas:
        bagas.signs_in_as(PEMPROV)
        bagas.sees("Sengketa yang terbuka")
        bagas.sees("yang pertama sampai 6 Mei 2020")
        bagas.is_pictured("sengketa-tugas-pemprov-1280")
        _opens_the_dispute(bagas)
        bagas.presses("Putuskan")
        dialog = bagas.page.get_by_role("dialog")
        expect(dialog.get_by_label("Angka lain")).to_be_checked()
        dialog.get_by_role("textbox", name="Baik").fill(str(sent - LOST))
        bagas.presses("Kurang", within=dialog)
        dialog.get_by_label("Alasan").fill("foto menunjukkan satu dus kosong")
        bagas.is_pictured("sengketa-putuskan-1280")
        bagas.presses("Putuskan", within=dialog)
        expect(dialog).to_have_count(0)
        bagas.heading("Hasilnya")
        bagas.sees("foto menunjukkan satu dus kosong")
        bagas.is_pictured("sengketa-hasil-1280")
        bagas.follows("Sengketa")
        bagas.sees("Tidak ada sengketa")


def _everybody_reads_that_it_was_corrected(visit: Visit, sent: int) -> None:
    words = f"dikoreksi: sebelumnya {COUNTED} diterima, sekarang {sent - LOST}"
    with visit(size=PHONE) as anybody:
        anybody.opens("/transparansi/kiriman")
        anybody.sees(re.compile(words))
        anybody.is_pictured("sengketa-publik-360")
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman")
        hasan.follows(re.compile("^KR-2020-"))
        hasan.follows("Foto dan riwayat")
        hasan.sees(re.compile(f"diterima {sent - LOST}, sebelumnya {COUNTED}"))
    with visit(size=PHONE, dark=True) as sari:
        sari.signs_in_as(OFFICER)
        sari.presses("EN")
        sari.follows("See the dispute")
        sari.heading("The outcome")
        sari.sees("corrected later")
        sari.is_pictured("sengketa-hasil-360-gelap-en")


def test_numbers_differ_and_the_pemprov_decides(
    visit: Visit, make_officer: Callable[[], None]
) -> None:
    goods_come_in(visit)
    trip_is_planned_and_leaves(visit)
    make_officer()
    sent = _the_numbers_differ(visit)
    _both_sides_write(visit)
    _the_pemprov_decides(visit, sent)
    _everybody_reads_that_it_was_corrected(visit, sent)
