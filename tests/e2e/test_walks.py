"""Five people who are new to the site, each from the start page to their goal.

The tests are one sequence on one copy of the demo: the last person commits what the first one sent.
Each test reads like what a person does, by the words on the screen.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE, Person, whole

# In Grogol Selatan, where Gang Pasar Kedip is.
PASAR_KEDIP = (-6.2262, 106.7812)


def _signs_in(somebody: Person, name: str) -> None:
    """From the start page, as one of the demo's people."""
    somebody.opens("/")
    somebody.follows("Masuk")
    somebody.presses(re.compile(f"^{name}"))
    somebody.page.wait_for_url("**/kantor**")


def _committed(visit: Visit) -> int:
    """Committed sembako packages, as the public start page shows them."""
    with visit() as anybody:
        anybody.opens("/")
        anybody.sees("Paket sembako, komitmen")
        written = anybody.page.locator("main").inner_text()
        figure = re.search(r"Paket sembako, komitmen\s*([\d.]+)", written)
        assert figure
        return whole(figure.group(1))


def test_600_packages_for_the_three_neediest_units_near_gang_pasar_kedip(visit: Visit) -> None:
    with visit(size=PHONE, where=PASAR_KEDIP) as donor:
        donor.opens("/")
        donor.follows("Cari unit prioritas")
        donor.presses("Dekat saya")
        donor.follows("Paling membutuhkan")
        donor.heading("Paling membutuhkan dalam 2 km")
        rows = donor.page.get_by_role("listitem").filter(has_text="jaraknya")
        open_needs = [
            whole(found)
            for found in re.findall(
                r"([\d.]+) paket sembako belum", "".join(rows.all_inner_texts())
            )
        ]
        assert open_needs == sorted(open_needs, reverse=True)
        names = [row.get_by_role("link").first.inner_text() for row in rows.all()[:3]]
        donor.is_pictured("jalan-dekat-360")
        donor.follows("Bantu 3 teratas sekaligus")
        donor.heading("Beri bantuan")
        donor.writes("Jumlah paket", "600")
        donor.page.get_by_label("Jumlah paket").blur()
        for name in names:
            given = donor.page.get_by_role("listitem").filter(has_text=name)
            expect(given).to_contain_text("200 paket dari Anda")
        donor.is_pictured("jalan-beri-360")
        donor.follows("Lanjut: lewat siapa")
        donor.sees("600 paket sembako")
        donor.follows("Masuk dan kirim janji bantuan")
        donor.presses(re.compile("^Cahya Contoh"))
        donor.page.wait_for_url("**/kantor/janji/baru**")
        for name in names:
            expect(donor.page.get_by_label(f"Jumlah untuk {name}")).to_have_value("200")
        donor.is_pictured("jalan-janji-360")
        donor.page.get_by_text("Kami menyetujui pernyataan ini.").click()
        donor.presses("Kirim janji bantuan")
        donor.page.wait_for_url(re.compile(r"/kantor/janji/\d+$"))
        donor.sees("diajukan")
        for name in names:
            donor.sees(name)
        donor.is_pictured("jalan-terkirim-360")


def test_baznas_accepts_a_gift_and_directs_it(visit: Visit) -> None:
    with visit(size=PHONE) as hasan:
        _signs_in(hasan, "Hasan Contoh")
        hasan.heading("Menunggu jawaban Anda")
        hasan.follows(re.compile("^JB-"))
        number = hasan.heading(re.compile("^JB-")).inner_text()
        hasan.sees("500")
        hasan.presses("Terima")
        hasan.presses("Terima", within=hasan.page.get_by_role("dialog"))
        hasan.follows("Alokasikan")
        hasan.heading(f"Alokasikan {number}")
        hasan.presses("Usulkan yang paling mendesak")
        hasan.sees("500 dari 500 paket diberi tujuan")
        hasan.is_pictured("jalan-alokasi-360")
        hasan.presses("Alokasikan")
        hasan.page.wait_for_url(re.compile(r"/kantor/janji/\d+$"))
        hasan.sees("ditahan")
        hasan.is_pictured("jalan-dialokasikan-360")


def test_jne_sees_what_became_of_its_billion(visit: Visit) -> None:
    with visit() as wira:
        _signs_in(wira, "Wira Contoh")
        wira.sees("Rp1.000.000.000")
        wira.is_pictured("jalan-ringkasan-1280")
        wira.follows("Kontribusi")
        wira.follows("KT-2020-000001")
        wira.heading(re.compile("^KT-2020-000001"))
        wira.sees("Rp1.000.000.000")
        wira.heading("Untuk siapa")
        became = wira.page.get_by_role("row").filter(has_text="Rp1.000.000.000")
        packages = whole(became.get_by_role("cell").nth(0).inner_text())
        section = wira.page.locator("section").filter(
            has=wira.page.get_by_role("heading", name="Untuk siapa", exact=True)
        )
        reached = section.get_by_role("row", name=re.compile(r"^RW \d\d "))
        figures = [whole(row.get_by_role("cell").nth(1).inner_text()) for row in reached.all()]
        assert sum(figures) == packages == 5_000
        wira.is_pictured("jalan-kontribusi-1280")


def test_the_pemprov_finds_the_gap_commits_what_waits_and_makes_the_recap(visit: Visit) -> None:
    before = _committed(visit)
    with visit() as wulan:
        _signs_in(wulan, "Wulan Contoh")
        wulan.follows("Kesenjangan")
        least = wulan.page.get_by_role("row").nth(1)
        expect(least).to_contain_text("0% terpenuhi")
        kelurahan = least.get_by_role("link").first.inner_text()
        wulan.is_pictured("jalan-kesenjangan-1280")
        wulan.follows(kelurahan)
        wulan.heading("Unit prioritas")
        wulan.sees(re.compile(rf"RW \d\d {kelurahan}"))
        wulan.is_pictured("jalan-unit-1280")

        wulan.follows("Antrean konfirmasi")
        wulan.heading("Antrean konfirmasi")
        waiting = wulan.page.locator("[data-row]")
        expect(waiting.first).to_be_visible()
        held = 0
        for row in waiting.all():
            number = row.get_by_role("link", name=re.compile("^JB-")).inner_text()
            for packages in re.findall(r"([\d.]+) × Paket sembako", row.inner_text()):
                held += whole(packages)
            wulan.presses("Konfirmasi", within=row)
            wulan.presses("Konfirmasi", within=wulan.page.get_by_role("dialog"))
            done = waiting.filter(has_text=number)
            expect(done.get_by_text("komitmen").first).to_be_visible()
        wulan.is_pictured("jalan-antrean-1280")
        # The demo leaves 700 waiting; other walks may have added theirs.
        assert held >= 700

        wulan.follows("Rekap")
        wulan.heading(re.compile("Rekap"))
        wulan.is_pictured("jalan-rekap-1280")
        with wulan.page.expect_download() as download:
            wulan.follows("Unduh barisnya (CSV)")
        rows = download.value.path().read_text("utf-8-sig").splitlines()
        assert "sampai=2020-05-03" in rows[2]
        assert len(rows) > 118
    assert _committed(visit) == before + held
