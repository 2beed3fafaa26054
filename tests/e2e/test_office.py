"""Four people do their work: a donor, an aggregator, the Pemprov, and a newcomer."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE, Person, whole

PACKAGES = re.compile(r"[\d.]+")


def _propose(somebody: Person, packages: str) -> None:
    somebody.writes("Bagi berapa paket?", packages)
    somebody.presses("Usulkan yang paling mendesak")
    expect(somebody.page.get_by_role("heading", name="Unit yang dipilih")).to_be_visible()


def _send(somebody: Person) -> str:
    """Send the pledge that was filled in; returns its number."""
    somebody.page.get_by_text("Kami menyetujui pernyataan ini.").click()
    somebody.presses("Kirim janji bantuan")
    somebody.page.wait_for_url(re.compile(r"/kantor/janji/\d+$"))
    return somebody.heading(re.compile(r"^JB-")).inner_text()


def _confirm(somebody: Person, what: str) -> None:
    """Press a button, and the same one in the dialog that follows."""
    somebody.presses(what)
    somebody.presses(what, within=somebody.page.get_by_role("dialog"))
    expect(somebody.page.get_by_role("dialog")).to_have_count(0)


def _committed(visit: Visit) -> int:
    """Committed sembako packages, as the public page shows them."""
    with visit() as anybody:
        anybody.opens("/transparansi/rincian?paket=SEMBAKO")
        anybody.opens("/")
        anybody.page.locator("figure#paket summary").click()
        row = anybody.page.get_by_role("row", name=re.compile("^Paket sembako"))
        figure = row.get_by_role("link").first.inner_text()
        return whole(figure)


def test_a_donor_promises_packages_to_the_neediest_and_takes_it_back(visit: Visit) -> None:
    with visit(size=PHONE) as cahya:
        cahya.signs_in_as("Cahya Contoh")
        cahya.is_pictured("kantor-donatur-360")
        cahya.opens("/kantor/janji/baru")
        _propose(cahya, "120")
        cahya.sees("120 × Paket sembako untuk 1 unit")
        cahya.is_pictured("kantor-janji-baru-360")
        _send(cahya)
        cahya.sees("diajukan")
        cahya.is_pictured("kantor-janji-360")
        _confirm(cahya, "Tarik")
        cahya.sees("ditarik")


def test_a_pledge_for_a_full_need_is_refused_and_nothing_typed_is_lost(visit: Visit) -> None:
    with visit() as first, visit() as second:
        for somebody, name in ((first, "Laras Contoh"), (second, "Maya Contoh")):
            somebody.signs_in_as(name)
            somebody.opens("/kantor/janji/baru")
            # Both see the same unit, with all its packages available.
            _propose(somebody, "400")
        _send(first)
        second.page.get_by_text("Kami menyetujui pernyataan ini.").click()
        second.presses("Kirim janji bantuan")
        second.sees("Sesuaikan dengan sisanya")
        second.is_pictured("kantor-janji-penuh-1280")
        second.presses("Sesuaikan dengan sisanya")
        second.presses("Kirim janji bantuan")
        second.page.wait_for_url(re.compile(r"/kantor/janji/\d+$"))
        second.sees("diajukan")


def test_an_unreadable_amount_is_an_error_and_not_ignored(visit: Visit) -> None:
    with visit(size=PHONE) as cahya:
        cahya.signs_in_as("Cahya Contoh")
        cahya.opens(
            "/kantor/janji/baru?paket=SEMBAKO&unit=31.74.05.1001.002:60,31.74.05.1001.003:60"
        )
        cahya.page.get_by_text("Kami menyetujui pernyataan ini.").click()
        send = cahya.page.get_by_role("button", name="Kirim janji bantuan")
        expect(send).to_be_enabled()
        for wrong in ("abc", "1.5", "9999999", ""):
            cahya.writes("Jumlah untuk RW 02 Kebayoran Lama Utara", wrong)
            expect(send).to_be_disabled()
        cahya.sees(re.compile("perlu jumlah yang benar"))
        cahya.writes("Jumlah untuk RW 02 Kebayoran Lama Utara", "1.0")
        expect(send).to_be_disabled()
        cahya.writes("Jumlah untuk RW 02 Kebayoran Lama Utara", "70")
        expect(send).to_be_enabled()


def test_a_gift_goes_through_an_aggregator_to_units_and_into_the_public_total(
    visit: Visit,
) -> None:
    before = _committed(visit)
    with visit() as cahya:
        cahya.signs_in_as("Cahya Contoh")
        cahya.opens("/kantor/janji/baru")
        cahya.page.get_by_text("Melalui agregator").click()
        cahya.picks("Agregator", "BAZNAS BAZIS DKI")
        cahya.writes("Jumlah paket", "260")
        number = _send(cahya)
        cahya.sees("BAZNAS BAZIS DKI")
    with visit(size=PHONE) as indah:
        indah.signs_in_as("Indah Contoh")
        indah.is_pictured("kantor-agregator-360")
        indah.follows("Janji masuk")
        indah.follows(number)
        _confirm(indah, "Terima")
        indah.follows("Alokasikan")
        indah.heading(f"Alokasikan {number}")
        indah.presses("Usulkan yang paling mendesak")
        indah.sees("260 dari 260 paket diberi tujuan")
        indah.is_pictured("kantor-alokasi-360")
        indah.presses("Alokasikan")
        indah.page.wait_for_url(re.compile(r"/kantor/janji/\d+$"))
        indah.sees("ditahan")
    with visit() as bagas:
        bagas.signs_in_as("Bagas Contoh")
        bagas.heading("Menunggu Pemprov")
        bagas.is_pictured("kantor-pemprov-1280")
        bagas.follows("Antrean konfirmasi")
        bagas.is_pictured("kantor-antrean-1280")
        waiting = bagas.page.get_by_role("listitem").filter(has_text=number)
        bagas.presses("Konfirmasi", within=waiting)
        bagas.presses("Konfirmasi", within=bagas.page.get_by_role("dialog"))
        expect(waiting.get_by_text("komitmen").first).to_be_visible()
    assert _committed(visit) == before + 260


def test_money_is_intended_received_and_followed(visit: Visit) -> None:
    with visit() as wira:
        wira.signs_in_as("Wira Contoh")
        wira.follows("Kontribusi")
        wira.is_pictured("kantor-kontribusi-1280")
        wira.follows("KT-2020-000001")
        wira.sees("Untuk siapa")
        wira.is_pictured("kantor-kontribusi-satu-1280")
        wira.opens("/kantor/kontribusi")
        wira.presses("Beri dana")
        wira.picks("Agregator", "BAZNAS BAZIS DKI")
        wira.writes("Jumlah dalam rupiah", "50.000.000")
        wira.presses("Kirim niat")
        number = wira.heading(re.compile(r"^KT-")).inner_text()
        wira.sees("diniatkan")
    with visit() as hasan:
        hasan.signs_in_as("Hasan Contoh")
        hasan.opens("/kantor/kontribusi")
        hasan.follows(number)
        hasan.presses("Catat penerimaan")
        hasan.writes("Nomor rujukan bank", "TRF-99")
        hasan.presses(re.compile("^Catat$"))
        hasan.sees("diterima")
        hasan.sees("TRF-99")
        hasan.opens("/kantor/janji/baru")
        _propose(hasan, "400")
        pledge = _send(hasan)
        hasan.follows("Atur sumber dana")
        source = re.compile(f"^{number}, JNE")
        hasan.writes(source, "300")
        expect(hasan.page.get_by_role("button", name="Ikat uangnya")).to_be_disabled()
        hasan.writes(source, "250")
        hasan.is_pictured("kantor-dana-1280")
        hasan.presses("Ikat uangnya")
        hasan.heading(pledge)
        hasan.sees("250 × Paket sembako")
    with visit(size=PHONE) as wira:
        wira.signs_in_as("Wira Contoh")
        wira.is_pictured("kantor-pemberi-dana-360")
        wira.opens("/kantor/kontribusi")
        wira.follows(number)
        expect(wira.page.get_by_role("row", name=re.compile("Paket sembako"))).to_contain_text(
            "250"
        )


def test_a_page_that_failed_to_load_can_be_retried(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as("Hasan Contoh")
        hasan.opens("/kantor/kontribusi")
        with hasan.without_a_connection():
            hasan.follows("Belum diterima")
            hasan.heading("Tidak ada sambungan")
        hasan.presses("Coba lagi")
        hasan.heading("Kontribusi")


def test_the_pemprov_verifies_an_applicant(visit: Visit) -> None:
    with visit() as dian:
        dian.signs_in_as("Wulan Contoh")
        dian.opens("/kantor/organisasi?keadaan=APPLIED")
        dian.follows("Persatuan Warung Sebelah (contoh)")
        dian.is_pictured("kantor-organisasi-1280")
        _confirm(dian, "Verifikasi")
        dian.sees("terverifikasi")
        dian.opens("/organisasi")
        dian.sees("Persatuan Warung Sebelah (contoh)")


def test_the_pemprov_puts_an_agreement_in_force_and_raises_a_need(visit: Visit) -> None:
    with visit() as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.opens("/kantor/pks")
        _confirm(wulan, "Berlakukan")
        wulan.sees("berlaku")
        wulan.opens("/kantor/kebutuhan")
        wulan.is_pictured("kantor-kebutuhan-1280")
        wulan.presses("Ubah")
        dialog = wulan.page.get_by_role("dialog")
        dialog.get_by_label("Paket yang dibutuhkan").fill("777")
        dialog.get_by_label("Alasan").fill("Pendataan ulang")
        wulan.presses("Simpan", within=dialog)
        expect(dialog).to_have_count(0)
        wulan.sees("777")


def test_the_pemprov_sees_what_publishing_adds_before_it_publishes(visit: Visit) -> None:
    with visit(size=PHONE) as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.opens("/kantor/kebutuhan?tahap=3")
        wulan.sees("Belum ada kebutuhan yang diumumkan di sini")
        wulan.presses("Umumkan kebutuhan")
        foretold = wulan.sees(re.compile("^Yang akan diumumkan: ")).inner_text()
        needs, packages = re.findall(r"[\d.]+\d", foretold)
        wulan.is_pictured("kantor-umumkan-360")
        wulan.presses(re.compile("^Umumkan$"))
        wulan.sees(f"{needs} kebutuhan diumumkan, seluruhnya {packages} paket.")
        wulan.sees(re.compile(r"^tidak menambah apa pun; [\d.]+ unit sudah diumumkan$"))
        wulan.reads_nowhere("Belum ada kebutuhan yang diumumkan di sini")
    with visit() as hasan:
        hasan.signs_in_as("Hasan Contoh")
        hasan.opens("/kantor/kebutuhan?tahap=3")
        hasan.heading("Kebutuhan")
        expect(hasan.page.get_by_role("button", name="Umumkan kebutuhan")).to_have_count(0)
        expect(hasan.page.get_by_role("button", name="Ubah")).to_have_count(0)


def test_a_newcomer_registers_an_organisation(visit: Visit) -> None:
    email = "pendaftar@relawan.example"
    with visit(size=PHONE) as somebody:
        somebody.opens("/daftar")
        somebody.follows("Mulai mendaftar")
        somebody.asks_for_a_link(email)
        somebody.page.goto(somebody.link_from_mail(email))
        somebody.presses("Masuk")
        somebody.page.wait_for_url("**/kantor/daftar")
        somebody.is_pictured("kantor-daftar-360")
        somebody.writes("Nama organisasi", "Komunitas Kampung Kita (contoh)")
        somebody.writes("Surel yang dapat dihubungi", email)
        somebody.writes("Telepon yang dapat dihubungi", "0211234567")
        somebody.presses("Kirim pendaftaran")
        somebody.heading("Komunitas Kampung Kita (contoh)")
        somebody.sees("Menunggu verifikasi Pemprov")


def test_a_colleague_is_invited_and_signs_in(visit: Visit) -> None:
    email = "rekan@relawan.example"
    with visit() as hasan:
        hasan.signs_in_as("Hasan Contoh")
        hasan.opens("/kantor/anggota")
        hasan.presses("Undang anggota")
        hasan.writes("Alamat surel", email)
        hasan.presses("Kirim undangan")
        hasan.sees(f"Undangan untuk {email} dikirim.")
        hasan.is_pictured("kantor-anggota-1280")
        link = hasan.link_from_mail(email)
    with visit(size=PHONE) as colleague:
        colleague.page.goto(link)
        colleague.page.get_by_role("button").first.click()
        colleague.page.wait_for_url("**/kantor**")
        colleague.sees("BAZNAS BAZIS DKI")


def test_an_auditor_reads_and_changes_nothing(visit: Visit) -> None:
    with visit() as fajar:
        fajar.signs_in_as("Fajar Contoh")
        fajar.opens("/kantor/antrean")
        fajar.heading("Antrean konfirmasi")
        expect(fajar.page.get_by_role("button", name="Konfirmasi")).to_have_count(0)


def test_a_forbidden_page_names_who_may_see_it(visit: Visit) -> None:
    with visit() as cahya:
        cahya.signs_in_as("Cahya Contoh")
        cahya.expects_refusals()
        cahya.opens("/kantor/audit")
        cahya.sees(re.compile("^Bagian ini hanya untuk Pemprov. Anda sudah masuk, tetapi"))
        expect(cahya.page.get_by_role("link", name="Masuk", exact=True)).to_have_count(0)
        cahya.presses(re.compile("^EN"))
        cahya.sees(re.compile("^This part is for other organisations or roles."))
        cahya.opens("/kantor/audit")
        cahya.sees(re.compile("^This part is for the provincial government only."))
        cahya.is_pictured("kantor-bukan-untuk-anda-1280")


def test_the_office_in_english_with_the_dark_theme(visit: Visit) -> None:
    with visit(size=PHONE, dark=True, language="en-GB") as wulan:
        wulan.signs_in_as("Wulan Contoh")
        wulan.presses(re.compile("^EN"))
        for path, heading in (
            ("", "Awaiting the provincial government"),
            ("/antrean", "To confirm"),
            ("/organisasi", "Organisations"),
            ("/pks", "Agreements and permits"),
            ("/kebutuhan", "Needs"),
            ("/anggota", "Members"),
            ("/saya", "My account"),
        ):
            wulan.opens(f"/kantor{path}")
            wulan.heading(heading)
            wulan.is_pictured(f"office{path.replace('/', '-')}-360-dark")
