"""An aggregator delivers a committed pledge, from the goods that come in to the proof."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE, Person, whole
from tests.e2e.site import Site

PEOPLE = "Hasan Contoh"
OFFICER = "Sari Contoh"
COUNTED = 50
"""Packages that the unit counts: fewer than were sent."""
_MAKE_OFFICER = """
    WITH made AS (SELECT app.demo_person_add('sari.kelurahan@contoh.id', %s) AS person)
    INSERT INTO app.membership (organisation_id, person_id, role, created_by)
    SELECT organisation.id, made.person, 'KELURAHAN', owner.person_id
    FROM made, app.organisation JOIN app.membership AS owner
        ON owner.organisation_id = organisation.id AND owner.role = 'OWNER'
    WHERE organisation.kind = 'PEMPROV'
"""
_GIVE_AREAS = """
    INSERT INTO app.officer_area (person_id, area_id, created_by)
    SELECT person.id, unit.area_id, person.id
    FROM app.person, app.stop JOIN pub.unit ON unit.id = stop.unit_id
    WHERE person.name = %s AND stop.state IN ('on_the_way', 'handed_over')
    ON CONFLICT DO NOTHING
"""


@pytest.fixture
def make_officer(site: Site) -> Callable[[], None]:
    """Makes an officer for the kelurahan of what is on the way."""

    def make() -> None:
        with psycopg.connect(site.admin, autocommit=True) as connection:
            connection.execute(_MAKE_OFFICER, (OFFICER,))
            connection.execute(_GIVE_AREAS, (OFFICER,))

    return make


def _rows(somebody: Person) -> Locator:
    return somebody.page.locator("tr[data-row]")


def cell(row: Locator, head: str) -> str:
    return row.locator(f"[data-head='{head}']").inner_text()


def goods_come_in(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman/baru")
        giver = cell(_rows(hasan).first, "Pemberi")
        hasan.follows("Gudang")
        hasan.sees("Gudang kosong")
        hasan.presses("Catat barang masuk")
        form = hasan.page.locator("form")
        line = form.get_by_label("Janji dan paket")
        offered = line.locator("option").filter(has_text=giver).last.inner_text()
        line.select_option(label=offered)
        expect(form.get_by_label("Jumlah yang masuk")).to_have_value("")
        awaited = re.search(r"Dijanjikan ([\d.]+), sudah masuk 0", form.inner_text())
        assert awaited
        hasan.writes("Jumlah yang masuk", awaited.group(1))
        if form.get_by_label("Pemasok").count():
            hasan.writes("Pemasok", "Pasar Induk (contoh)")
        hasan.is_pictured("kirim-masuk-1280")
        hasan.presses("Catat", within=form)
        hasan.sees(re.compile("^TT-2020-"))
        expect(hasan.page.get_by_role("heading", name="Stok")).to_be_visible()
        assert cell(_rows(hasan).first, "Di gudang") == awaited.group(1)
        hasan.is_pictured("kirim-gudang-1280")


def trip_is_planned_and_leaves(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.follows("Pengiriman")
        hasan.sees(re.compile("menunggu dimuat"))
        hasan.follows("Rencanakan pengiriman")
        for number in range(2):
            _rows(hasan).nth(number).get_by_role("checkbox").check()
        hasan.sees(re.compile("^2 pemberhentian, "))
        second = hasan.page.get_by_role("rowheader", name=re.compile(r"^2\. ")).inner_text()[3:]
        hasan.presses(f"Naik: {second}")
        hasan.page.get_by_role("rowheader", name=f"1. {second}").wait_for()
        hasan.writes("Kendaraan", "B 9000 XX (contoh)")
        hasan.writes("Mulai", "23:00")
        hasan.writes("Sampai", "22:00")
        hasan.presses("Simpan rencana")
        hasan.sees("Akhir jam kirim harus setelah awalnya.")
        expect(hasan.page.get_by_label("Kendaraan")).to_have_value("B 9000 XX (contoh)")
        hasan.is_pictured("kirim-rencana-1280")
        hasan.writes("Sampai", "23:30")
        hasan.presses("Simpan rencana")
        hasan.heading(re.compile("^KR-2020-"))
        hasan.sees("direncanakan")
        hasan.presses("Berangkat")
        hasan.presses("Catat berangkat")
        expect(hasan.page.get_by_role("dialog")).to_have_count(0)
        expect(hasan.page.get_by_role("button", name="Catat serah terima")).to_have_count(2)
        hasan.is_pictured("kirim-jalan-1280")


def _a_stop_is_reported_and_proven(visit: Visit) -> None:
    with visit(size=PHONE) as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman")
        hasan.follows(re.compile("^KR-2020-"))
        hasan.heading(re.compile("^KR-2020-"))
        stop = hasan.page.get_by_role("article").first
        hasan.presses("Catat serah terima", within=stop)
        sent = whole(cell(stop.locator("tr[data-row]").first, "Dikirim"))
        stop.get_by_label("Baik").fill(str(sent - 2))
        hasan.presses("Rusak", within=stop)
        expect(stop.get_by_label("Rusak")).to_have_value("2")
        hasan.writes(re.compile("^Diterima oleh"), "ketua RW")
        hasan.is_pictured("kirim-serah-360")
        hasan.presses("Simpan serah terima", within=stop)
        expect(stop.get_by_text("menunggu bukti").first).to_be_visible()
        hasan.presses("Bukti", within=stop)
        hasan.presses("Simpan bukti")
        expect(stop.get_by_text("terbukti")).to_be_visible()
        assert whole(cell(stop.locator("tr[data-row]").first, "Diterima")) == sent - 2
        hasan.presses("Selesaikan", within=stop)
        dialog = hasan.page.get_by_role("dialog")
        dialog.get_by_label("Alasan").fill("basah di jalan")
        hasan.presses("Selesaikan", within=dialog)
        expect(stop.get_by_text("diganti")).to_be_visible()
        hasan.is_pictured("kirim-terbukti-360")


def _the_pledge_shows_what_was_received(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/gudang")
        hasan.follows(re.compile("^JB-"))
        hasan.heading("Yang sudah berangkat")
        left = _rows(hasan).filter(has_text="menurut pelaksana")
        assert whole(cell(left, "Diterima")) == whole(cell(left, "Dikirim")) - 2
        hasan.is_pictured("kirim-janji-1280")


def _a_photo_is_attached(visit: Visit) -> None:
    photo = BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 60)).save(photo, "PNG")
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman")
        hasan.follows(re.compile("^KR-2020-"))
        stop = hasan.page.get_by_role("article").first
        hasan.follows("Foto dan riwayat", within=stop)
        hasan.presses("Tambah foto")
        dialog = hasan.page.get_by_role("dialog")
        dialog.get_by_label("Berkas").set_input_files(
            {"name": "tumpukan.png", "mimeType": "image/png", "buffer": photo.getvalue()}
        )
        hasan.presses("Unggah", within=dialog)
        expect(dialog).to_have_count(0)
        link = hasan.page.get_by_role("link", name="Buka foto paket")
        expect(link).to_be_visible()
        assert link.locator("img").evaluate("image => image.decode().then(() => true)")
        hasan.is_pictured("kirim-foto-1280")


def _the_replacement_comes_in(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman")
        hasan.follows(re.compile("^KR-2020-"))
        hasan.follows("Catat penggantinya")
        form = hasan.page.locator("form")
        expect(form.get_by_label("Janji dan paket")).to_contain_text("Pengganti: ")
        hasan.sees("Perlu diganti 2, sudah masuk 0.")
        hasan.writes("Jumlah yang masuk", "2")
        hasan.presses("Catat", within=form)
        expect(form).to_have_count(0)
        newest = _rows(hasan).filter(has_text="TT-2020-").first
        expect(newest.locator("[data-head='Masuk']")).to_have_text("2")


def _the_unit_counts_fewer(visit: Visit) -> None:
    with visit(size=PHONE) as sari:
        sari.signs_in_as(OFFICER)
        sari.heading("Kiriman untuk kelurahan Anda")
        arriving = sari.page.get_by_role("article").filter(has_text="di jalan")
        sari.presses("Catat yang diterima unit", within=arriving)
        sari.page.get_by_label("Baik").fill(str(COUNTED))
        sari.presses("Simpan", within=arriving)
        sari.sees("menunggu laporan kurir")
        expect(sari.page.get_by_role("button", name="Tambah foto")).to_be_visible()
        sari.is_pictured("kelurahan-kiriman-360")
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman")
        hasan.follows(re.compile("^KR-2020-"))
        stop = hasan.page.get_by_role("article").filter(has_text="di jalan").last
        hasan.presses("Catat serah terima", within=stop)
        sent = whole(cell(stop.locator("tr[data-row]").first, "Dikirim"))
        hasan.page.get_by_label("Baik").fill(str(sent))
        hasan.presses("Simpan serah terima")
        hasan.follows("Lihat kedua hitungan")
        hasan.sees("jumlahnya berbeda")
        hasan.is_pictured("kirim-sengketa-1280")
        hasan.presses("Ikuti hitungan unit")
        dialog = hasan.page.get_by_role("dialog")
        dialog.get_by_label("Alasan").fill("satu tertinggal di gudang")
        hasan.presses("Ikuti hitungan unit", within=dialog)
        expect(dialog).to_have_count(0)
        hasan.sees("diputuskan")


def _the_pemprov_prints_slips(visit: Visit) -> None:
    with visit() as bagas:
        bagas.signs_in_as("Bagas Contoh")
        bagas.opens("/kantor/unit")
        bagas.follows(re.compile("^RW "))
        bagas.heading("Slip terima")
        bagas.presses("Cetak slip")
        bagas.presses("Buat slip")
        expect(bagas.page.get_by_role("link", name="Buka slip 1–1")).to_have_attribute(
            "href", re.compile(r"^/slip/\d+$")
        )
        bagas.is_pictured("kirim-slip-1280")


def _the_document_is_downloaded_and_checked_by_anybody(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as(PEOPLE)
        hasan.opens("/kantor/pengiriman")
        hasan.follows(re.compile("^KR-2020-"))
        hasan.follows("Dokumen")
        number = hasan.page.get_by_role("link", name=re.compile("^BAST"))
        # The worker issues it within seconds.
        for _ in range(20):
            hasan.heading(re.compile("^Dokumen KR-2020-"))
            if number.count():
                break
            hasan.page.wait_for_timeout(500)
            hasan.page.reload()
        path = number.first.get_attribute("href") or ""
        hasan.is_pictured("bast-pengiriman-1280")
        row = _rows(hasan).filter(has_text="BAST/").filter(has_not_text="Petikan")
        with hasan.page.expect_download() as downloading:
            row.get_by_role("link", name="Unduh PDF").click()
        issued = FilePayload(
            name="bast.pdf",
            mimeType="application/pdf",
            buffer=downloading.value.path().read_bytes(),
        )
        row = _rows(hasan).filter(has_text="BAST/").filter(has_not_text="Petikan")
        hasan.expects_refusals()
        hasan.presses("Kirim yang ditandatangani", within=row)
        dialog = hasan.page.get_by_role("dialog")
        dialog.get_by_label("PDF yang ditandatangani").set_input_files(issued)
        hasan.presses("Kirim", within=dialog)
        hasan.sees("Berkas ini belum ditandatangani secara elektronik.")
        hasan.is_pictured("bast-kirim-1280")
    with visit(size=PHONE, dark=True) as anybody:
        anybody.opens(path)
        anybody.sees("Asli dan berlaku")
        anybody.page.locator("#file").set_input_files(issued)
        anybody.sees(re.compile("^(Sama: versi 1|Tidak sama)"))
        anybody.is_pictured("bast-periksa-360-gelap")
        anybody.opens(f"/en{path}")
        anybody.is_pictured("bast-check-360-dark")
    with visit(scripts=False, language="en-GB") as anybody:
        anybody.opens(f"/en{path}")
        anybody.sees("Genuine and current")
        expect(anybody.page.locator("#drop")).to_be_hidden()
        anybody.keeps_picture("bast-check-1280.jpg")


def test_packages_go_from_the_depot_to_the_unit(
    visit: Visit, make_officer: Callable[[], None]
) -> None:
    goods_come_in(visit)
    trip_is_planned_and_leaves(visit)
    _a_stop_is_reported_and_proven(visit)
    _the_pledge_shows_what_was_received(visit)
    _the_document_is_downloaded_and_checked_by_anybody(visit)
    _a_photo_is_attached(visit)
    _the_replacement_comes_in(visit)
    make_officer()
    _the_unit_counts_fewer(visit)
    _the_pemprov_prints_slips(visit)
