"""Entry points of the site: for giving, for tracking a gift, for checking one's own RW."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE, Person

# In Grogol Selatan, where Gang Pasar Kedip is.
PASAR_KEDIP = (-6.2262, 106.7812)
UNIT = "31.74.05.1001.002"


def test_a_neighbour_checks_their_rw_by_its_number_without_javascript(visit: Visit) -> None:
    with visit(size=PHONE, scripts=False) as neighbour:
        neighbour.opens("/")
        neighbour.follows("Cek RW saya")
        neighbour.page.get_by_role("combobox", name="Kelurahan").select_option("31.74.05.1001")
        neighbour.presses("Cek")
        neighbour.heading("RW yang mana?")
        neighbour.follows("RW 02")
        neighbour.heading("RW 02 Kebayoran Lama Utara")
        neighbour.sees(re.compile("keluarga rentan tercatat"))
        neighbour.sees("Usulkan data yang benar")
        neighbour.opens("/cek?kelurahan=31.74.05.1001&rw=99")
        neighbour.sees("RW 99 tidak ada dalam data kami.")


def test_a_neighbour_checks_their_rw_by_location(visit: Visit) -> None:
    with visit(size=PHONE, where=PASAR_KEDIP) as neighbour:
        neighbour.opens("/cek")
        neighbour.is_pictured("cek-360")
        neighbour.presses("Pakai letak saya")
        neighbour.heading("RW terdekat dari Anda")
        neighbour.follows(re.compile("Grogol Selatan, di sini"))
        neighbour.heading(re.compile(r"^RW \d\d Grogol Selatan"))
        neighbour.is_pictured("cek-rw-360")


def test_the_content_of_a_package_is_shown_in_the_readers_language(visit: Visit) -> None:
    with visit(size=PHONE, scripts=False) as somebody:
        somebody.opens("/beri")
        somebody.sees(re.compile("Susu kental manis 1 kaleng, .* Mi instan 5 bungkus"))
        somebody.opens("/en/beri")
        somebody.sees(re.compile("Condensed milk 1 tin, .* Instant noodles 5 packets"))


def _sent(somebody: Person) -> None:
    somebody.page.get_by_text("Kami menyetujui pernyataan ini.").click()
    somebody.presses("Kirim janji bantuan")
    somebody.page.wait_for_url(re.compile(r"/kantor/janji/\d+$"))


def test_a_draft_survives_signing_in_and_its_pledge_is_tracked_by_code(visit: Visit) -> None:
    with visit() as cahya, visit(size=PHONE, scripts=False) as anybody:
        cahya.opens(f"/unit/{UNIT}")
        cahya.follows("Bantu unit ini")
        cahya.heading("Beri bantuan")
        cahya.writes("Jumlah paket", "150")
        cahya.page.get_by_label("Jumlah paket").blur()
        cahya.sees("150 paket dari Anda")
        cahya.is_pictured("beri-1280")
        cahya.follows("Lanjut: lewat siapa")
        cahya.picks("Melalui agregator")
        cahya.picks("Agregator dengan PKS yang berlaku", "PMI DKI")
        cahya.sees("RW 02 Kebayoran Lama Utara: 150")
        cahya.is_pictured("beri-kirim-1280")
        cahya.follows("Masuk dan kirim janji bantuan")
        cahya.presses(re.compile("^Cahya Contoh"))
        cahya.page.wait_for_url("**/kantor/janji/baru**")
        cahya.sees("150 diharapkan untuk 1 unit.")
        expect(cahya.page.get_by_role("combobox", name="Agregator")).to_contain_text("PMI DKI")
        _sent(cahya)
        cahya.heading("Lacak tanpa akun")
        code = cahya.sees(re.compile(r"^[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}$")).inner_text()

        anybody.opens("/lacak")
        anybody.writes("Kode lacak", code.lower())
        anybody.presses("Lacak")
        anybody.heading(re.compile("^Janji JB-"))
        anybody.sees("RW 02 Kebayoran Lama Utara")
        anybody.sees("150 menunggu konfirmasi")
        anybody.reads_nowhere(re.compile("Cahya Contoh|Rp"))


def test_a_draft_is_made_without_javascript(visit: Visit) -> None:
    with visit(size=PHONE, scripts=False) as donor:
        donor.opens("/")
        donor.follows("Beri bantuan")
        donor.writes("Jumlah paket", "300")
        donor.presses("Hitung ulang")
        donor.sees("300 paket dari Anda")
        donor.presses("Lanjut: lewat siapa")
        donor.heading("Lewat siapa")
        donor.sees("300 paket sembako")
        donor.sees("Masuk dan kirim janji bantuan")


def test_an_invalid_quantity_has_an_error_and_stays_as_typed(visit: Visit) -> None:
    with visit(size=PHONE) as donor:
        for typed in ("abc", "0", "1.5", "-5", "9999999"):
            donor.opens(f"/beri?jumlah={typed}")
            donor.sees("Tulis 1 sampai 1.000.000, dengan angka.")
            expect(donor.page.get_by_label("Jumlah paket")).to_have_value(typed)
        donor.writes("Jumlah paket", "1.000")
        donor.page.get_by_label("Jumlah paket").blur()
        donor.sees(re.compile("paket dari Anda"))
        donor.reads_nowhere("Tulis 1 sampai 1.000.000, dengan angka.")


def test_a_unit_is_shared_by_its_link(visit: Visit) -> None:
    with visit(size=PHONE) as somebody:
        somebody.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        somebody.opens(f"/unit/{UNIT}")
        somebody.page.evaluate("delete Navigator.prototype.share")
        somebody.presses("Bagikan")
        somebody.sees("Tautan tersalin")
        copied = somebody.page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{somebody.site.origin}/unit/{UNIT}"


def test_an_unknown_code_says_so_and_keeps_what_was_typed(visit: Visit) -> None:
    with visit(size=PHONE) as somebody:
        somebody.opens("/lacak")
        somebody.writes("Kode lacak", "qqqq qqqq qqqq")
        somebody.presses("Lacak")
        somebody.sees(re.compile("Kode ini tidak ditemukan"))
        expect(somebody.page.get_by_label("Kode lacak")).to_have_value("QQQQQQQQQQQQ")
        somebody.is_pictured("lacak-360")


def test_how_it_works_in_english_with_the_dark_theme(visit: Visit) -> None:
    with visit(size=PHONE, dark=True, language="en-GB") as somebody:
        somebody.opens("/en/cara-kerja")
        somebody.heading("How it works")
        somebody.sees("Never promised twice")
        somebody.is_pictured("en-cara-kerja-360-dark")
        somebody.opens("/en/beri")
        somebody.heading("Give help")
        somebody.is_pictured("en-beri-360-dark")
