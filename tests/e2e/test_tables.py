"""The office's lists: the Pemprov finds underserved areas, a donor downloads its report."""

from __future__ import annotations

import re
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE, whole

NUMBER = re.compile(r"^[\d.]+$")


def test_the_pemprov_goes_from_the_least_served_kelurahan_to_a_units_history(
    visit: Visit,
) -> None:
    with visit() as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.opens("/kantor/kesenjangan?tahap=2")
        rows = wulan.page.locator("main [data-row]")
        expect(rows).to_have_count(50)
        wulan.is_pictured("kantor-kesenjangan-1280")
        first = rows.first.get_by_role("link").first
        name = first.inner_text()
        first.click()
        wulan.heading("Unit prioritas")
        wulan.sees(name)
        # The largest first; the column heading reverses the order, and going back restores it.
        families = wulan.page.get_by_role("columnheader", name=re.compile("KK rentan"))
        expect(families).to_have_attribute("aria-sort", "descending")
        families.get_by_role("link").click()
        expect(families).to_have_attribute("aria-sort", "ascending")
        wulan.page.go_back()
        expect(families).to_have_attribute("aria-sort", "descending")
        rows.first.get_by_role("link").first.click()
        wulan.heading("Riwayat: siapa, kapan, mengapa")
        wulan.sees(re.compile("^Kebutuhan diumumkan: "))
        wulan.sees(re.compile("^Data kerentanan: "))
        wulan.is_pictured("kantor-unit-1280")


def test_a_list_shows_the_next_page_and_the_one_before(visit: Visit) -> None:
    with visit(size=PHONE) as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.opens("/kantor/audit")
        first = wulan.page.locator("main [data-row]").first
        before = first.get_attribute("data-row")
        wulan.is_pictured("kantor-audit-360")
        wulan.follows("20 berikutnya")
        wulan.sees(re.compile("^Baris 21–40"))
        assert first.get_attribute("data-row") != before
        wulan.page.go_back()
        wulan.sees(re.compile("^Baris 1–20"))
        expect(first).to_have_attribute("data-row", before or "")


def test_a_list_says_how_many_rows_it_has_in_all(visit: Visit) -> None:
    with visit() as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.opens("/kantor/organisasi?keadaan=VERIFIED")
        total = whole(wulan.sees(re.compile(r"^[\d.]+ organisasi$")).inner_text().split()[0])
        rows = wulan.page.locator("main [data-row]")
        seen = rows.count()
        assert seen < total
        wulan.sees(f"Baris 1–{seen} dari {total}")
        while wulan.page.get_by_role("link", name=re.compile("berikutnya$")).count():
            wulan.follows(re.compile("berikutnya$"))
            wulan.sees(re.compile(rf"^Baris {seen + 1}–\d+ dari {total}$"))
            seen += rows.count()
        assert seen == total


def test_an_observer_sees_whose_page_it_is_and_has_no_actions(visit: Visit) -> None:
    with visit() as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.opens("/kantor/organisasi?jenis=AGGREGATOR&urut=nama&cari=BAZNAS")
        wulan.follows("Lihat sebagai pengamat")
        mark = wulan.page.get_by_role("complementary", name="Anda melihat sebagai pengamat:")
        expect(mark).to_contain_text("BAZNAS BAZIS DKI")
        wulan.is_pictured("kantor-pengamat-1280")
        for part in ("Janji yang diberikan", "Janji yang dilaksanakan", "Kontribusi"):
            wulan.follows(part)
            expect(wulan.page.locator("main [data-row]").first).to_be_visible()
            expect(mark).to_be_visible()
            expect(wulan.page.locator("main").get_by_role("button")).to_have_count(0)
            # An item of a list is also shown in the observation, and links back to its list.
            wulan.page.locator("main [data-row]").first.get_by_role("link").first.click()
            wulan.heading(re.compile("^(JB|KT)-"))
            expect(mark).to_contain_text("BAZNAS BAZIS DKI")
            for act in ("Konfirmasi", "Tolak"):
                expect(wulan.page.get_by_role("button", name=act)).to_have_count(0)
            wulan.follows("Kembali ke pengamatan")
            expect(wulan.page.get_by_role("link", name=part)).to_have_attribute(
                "aria-current", "true"
            )
        wulan.follows("Keluar dari pengamatan")
        wulan.heading("BAZNAS BAZIS DKI")
        expect(mark).to_have_count(0)


def test_leaving_an_observed_pledge_shows_it_as_the_pemprovs_own_work(visit: Visit) -> None:
    with visit(size=PHONE) as wulan:
        wulan.signs_in_as("Bagas Contoh")
        wulan.opens("/kantor/organisasi?cari=Lentera")
        wulan.follows("Lihat sebagai pengamat")
        wulan.follows("Janji yang diberikan")
        wulan.page.locator("main [data-row]").first.get_by_role("link").first.click()
        wulan.heading(re.compile("^JB-"))
        expect(wulan.page.get_by_role("button", name="Konfirmasi")).to_have_count(0)
        wulan.is_pictured("kantor-pengamat-janji-360")
        wulan.follows("Keluar dari pengamatan")
        wulan.heading(re.compile("^JB-"))
        expect(wulan.page.get_by_role("button", name="Konfirmasi").first).to_be_visible()


def test_a_donors_report_can_be_downloaded_and_adds_up(visit: Visit) -> None:
    with visit() as cahya:
        cahya.signs_in_as("Cahya Contoh")
        cahya.opens("/kantor")
        cahya.follows("Laporan")
        cahya.heading("Paket menurut tahap")
        cahya.is_pictured("kantor-laporan-1280")
        table = cahya.page.get_by_role("table", name="Paket menurut tahap")
        shown = sum(
            whole(link.inner_text()) for link in table.get_by_role("link", name=NUMBER).all()
        )
        with cahya.page.expect_download() as taken:
            cahya.follows("Unduh semua baris, XLSX")
        book = load_workbook(BytesIO(taken.value.path().read_bytes()))
        sums = {}
        for name in ("Ringkasan", "Rincian per unit"):
            rows = [[cell.value for cell in row] for row in book[name].iter_rows()]
            heading = "Komitmen" if name == "Ringkasan" else "Jumlah paket"
            at = next(n for n, row in enumerate(rows) if heading in row)
            column = rows[at].index(heading)
            sums[name] = sum(int(str(row[column])) for row in rows[at + 1 :])
        assert shown > 0
        assert sums == {"Ringkasan": shown, "Rincian per unit": shown}
        # A figure opens its rows: they add up to it.
        figure = table.get_by_role("link", name=NUMBER).first
        packages = whole(figure.inner_text())
        figure.click()
        rows_table = cahya.page.get_by_role("table", name="Rincian per unit")
        cahya.page.wait_for_url("**paket=**")
        expect(cahya.page.get_by_role("link", name=re.compile("tahap 1$")).first).to_be_visible()
        cells = rows_table.locator('td[data-head="Jumlah"]')
        assert sum(whole(text) for text in cells.all_inner_texts()) == packages


def test_an_aggregator_sees_what_is_due_today(visit: Visit) -> None:
    with visit(size=PHONE) as hasan:
        hasan.signs_in_as("Hasan Contoh")
        hasan.opens("/kantor/tugas")
        hasan.is_pictured("kantor-tugas-360")
        hasan.follows("Jawab janji")
        hasan.heading(re.compile("^JB-"))
