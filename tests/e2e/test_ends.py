"""The ends of a delivery in the office: too little came, or an agreement is no longer in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import DESK, PHONE, Person
from tests.e2e.site import Site

EXECUTOR = "Hasan Contoh"
PEMPROV = "Bagas Contoh"
# A pledge of somebody in the demo's list through Hasan's organisation, as if it were a week older.
_OLDER = """
    UPDATE app.allocation SET committed_on = committed_on - 7
    WHERE pledge_id = (
        SELECT pledge.id FROM app.pledge
        JOIN app.organisation AS executor ON executor.id = pledge.executor_id
        JOIN app.membership ON membership.organisation_id = executor.id
        JOIN app.person ON person.id = membership.person_id AND person.name = %s
        JOIN app.demo_person AS giver_person ON true
        JOIN app.membership AS gives ON gives.person_id = giver_person.person_id
            AND gives.organisation_id = pledge.donor_id
        WHERE pledge.donor_id <> pledge.executor_id AND pledge.state = 'committed'
        ORDER BY pledge.id LIMIT 1)
    RETURNING pledge_id
"""
_GIVER = """
    SELECT person.name FROM app.pledge
    JOIN app.membership ON membership.organisation_id = pledge.donor_id
        AND membership.role IN ('OWNER', 'OPERATOR')
    JOIN app.person ON person.id = membership.person_id
    JOIN app.demo_person ON demo_person.person_id = person.id
    WHERE pledge.id = %s LIMIT 1
"""


@pytest.fixture(scope="module")
def short(site: Site) -> tuple[int, str]:
    """The row id of a pledge of which nothing came for a week, and its giver's name."""
    with psycopg.connect(site.admin, autocommit=True) as connection:
        row = connection.execute(_OLDER, (EXECUTOR,)).fetchone()
        assert row is not None
        giver = connection.execute(_GIVER, row).fetchone()
        assert giver is not None
        return int(row[0]), str(giver[0])


def _confirm(somebody: Person, act: str, reason: str) -> None:
    somebody.presses(act)
    dialog = somebody.page.get_by_role("dialog")
    dialog.get_by_label("Alasan").fill(reason)
    somebody.presses(act, within=dialog)
    expect(dialog).to_have_count(0)


def test_an_executor_closes_short_and_the_giver_objects(
    visit: Visit, short: tuple[int, str]
) -> None:
    pledge, giver = short
    path = f"/kantor/janji/{pledge}/kekurangan"
    with visit() as cahya:
        cahya.signs_in_as(giver)
        cahya.heading("Yang datang kurang dari janji")
        cahya.is_pictured("kurang-ringkasan-1280")
    with visit() as hasan:
        hasan.signs_in_as(EXECUTOR)
        hasan.opens("/kantor/tugas")
        hasan.sees("Yang datang kurang")
        hasan.is_pictured("kurang-tugas-1280")
        hasan.opens(path)
        hasan.sees(re.compile("Datang 0 dari "))
        hasan.sees("Yang dilepas, mulai dari yang termuda")
        hasan.is_pictured("kurang-tutup-1280")
        hasan.presses("Tutup dengan yang datang")
        hasan.is_pictured("kurang-tutup-dialog-1280")
        hasan.presses("Batal")
        _confirm(hasan, "Tutup dengan yang datang", "truk donatur tidak datang lagi")
        hasan.sees(re.compile("datang 0 dari .*, ditutup"))
    with visit(size=PHONE) as cahya:
        cahya.signs_in_as(giver)
        cahya.opens(path)
        _confirm(cahya, "Sanggah", "300 paket sudah kami antar tanggal 29")
        cahya.sees("disanggah")
        cahya.is_pictured("kurang-sanggah-360")
    with visit(dark=True) as bagas:
        bagas.signs_in_as(PEMPROV)
        bagas.sees("Penutupan kurang yang disanggah")
        bagas.opens(path)
        _confirm(bagas, "Terima sanggahan", "tanda terimanya ada")
        bagas.sees("sanggahan diterima")
        bagas.is_pictured("kurang-pemprov-1280-gelap")
    for size, name in ((DESK, "1280"), (PHONE, "360")):
        with visit(size=size, language="en-GB", dark=size == PHONE) as hasan:
            hasan.signs_in_as(EXECUTOR)
            hasan.presses("EN, English")
            hasan.opens(path)
            hasan.heading("Closed short")
            hasan.is_pictured(f"kurang-{name}-en")
    with visit() as hasan:
        hasan.signs_in_as(EXECUTOR)
        hasan.presses("ID, Bahasa Indonesia")
        hasan.opens("/kantor/tugas")
        hasan.sees("Batalkan penutupan: sanggahan diterima")
        hasan.opens(path)
        _confirm(hasan, "Batalkan penutupan", "tanda terimanya ada")
        hasan.sees("Yang dilepas, mulai dari yang termuda")
        hasan.is_pictured("kurang-batal-1280")


def test_a_delivery_is_recorded_after_it_happened(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as(EXECUTOR)
        hasan.opens("/kantor/pengiriman")
        hasan.follows("Catat belakangan")
        unit = hasan.page.get_by_role("combobox", name="Unit")
        unit.select_option(index=1)
        form = hasan.page.locator("form")
        left = form.get_by_label(re.compile(" dari ")).first
        expect(left).to_have_value("")
        left.fill("10")
        form.get_by_label("Baik").fill("10")
        hasan.writes("Mengapa baru dicatat", "truk berangkat sebelum fajar")
        hasan.writes(re.compile("^Diterima oleh"), "ketua RW")
        if form.get_by_label("Pemasok").count():
            hasan.writes("Pemasok", "Pasar Induk (contoh)")
        hasan.is_pictured("belakangan-1280")
        hasan.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        hasan.is_pictured("belakangan-360")
        hasan.page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
        hasan.presses("Simpan", within=form)
        hasan.heading(re.compile("^KR-2020-"))
        hasan.sees("truk berangkat sebelum fajar")
        hasan.sees("menunggu bukti")
        hasan.is_pictured("belakangan-pengiriman-1280")
    with visit(size=PHONE) as somebody:
        somebody.opens("/transparansi/kiriman")
        somebody.sees(re.compile("diserahkan .*, dicatat belakangan pada 3 Mei 2020"))
        somebody.is_pictured("belakangan-kiriman-360")
    with visit(dark=True, language="en-GB") as somebody:
        somebody.opens("/en/transparansi/kiriman")
        rows = somebody.page.get_by_role("row").filter(has_text="recorded late, on 3 May 2020")
        row = rows.first
        expect(row).to_be_visible()
        somebody.is_pictured("belakangan-kiriman-1280-en")
        row.get_by_role("link").first.click()
        somebody.sees(re.compile("handed over on .*, recorded late, on 3 May 2020"))
        somebody.is_pictured("belakangan-unit-1280-en")


_SUSPEND = """
    UPDATE app.agreement SET state = %s, reason = %s
    WHERE aggregator_id IN (
        SELECT membership.organisation_id FROM app.membership
        JOIN app.person ON person.id = membership.person_id WHERE person.name = %s)
"""


@contextmanager
def _without_agreement(site: Site) -> Iterator[None]:
    """The executor's agreement is suspended while the block runs."""

    def sets(state: str, reason: str | None) -> None:
        with psycopg.connect(site.admin, autocommit=True) as connection:
            connection.execute("ALTER TABLE app.agreement DISABLE TRIGGER USER")
            connection.execute(_SUSPEND, (state, reason, EXECUTOR))
            connection.execute("ALTER TABLE app.agreement ENABLE TRIGGER USER")

    sets("suspended", "uji")
    try:
        yield
    finally:
        # The other tests of this file share the site.
        sets("active", None)


def test_the_pemprov_reassigns_what_an_aggregator_can_not_deliver(visit: Visit, site: Site) -> None:
    with _without_agreement(site):
        _reassigns(visit)


def _reassigns(visit: Visit) -> None:
    with visit() as bagas:
        bagas.signs_in_as(PEMPROV)
        bagas.sees("Janji untuk dialihkan")
        bagas.is_pictured("alih-ringkasan-1280")
        bagas.opens("/kantor/pengalihan")
        row = bagas.page.locator("tr[data-row]").first
        link = row.get_by_role("link")
        number, address = link.inner_text(), link.get_attribute("href") or ""
        bagas.is_pictured("alih-1280")
        row.get_by_role("button").click()
        dialog = bagas.page.get_by_role("dialog")
        dialog.get_by_label("Alasan").fill("PKS ditangguhkan")
        bagas.presses("Lepas untuk pihak lain", within=dialog)
        expect(dialog).to_have_count(0)
        expect(bagas.page.get_by_role("link", name=number)).to_have_count(0)
    with visit(size=PHONE, dark=True) as bagas:
        bagas.signs_in_as(PEMPROV)
        bagas.opens("/kantor/pengalihan")
        bagas.is_pictured("alih-360-gelap")
    with visit(language="en-GB") as hasan:
        hasan.signs_in_as(EXECUTOR)
        hasan.presses("EN, English")
        hasan.opens(address)
        hasan.heading("Reassigned by the provincial government")
        hasan.is_pictured("alih-janji-1280-en")


_DIRECT = """
    SELECT pledge.id, person.name FROM app.pledge
    JOIN app.organisation ON organisation.id = pledge.donor_id AND organisation.kind = 'DONOR'
    JOIN app.membership ON membership.organisation_id = pledge.donor_id
        AND membership.role IN ('OWNER', 'OPERATOR')
    JOIN app.person ON person.id = membership.person_id
    JOIN app.demo_person ON demo_person.person_id = person.id
    WHERE pledge.channel = 'DIRECT' AND pledge.state = 'submitted' ORDER BY pledge.id LIMIT 1
"""


def test_what_was_delivered_before_its_commitment_is_booked_with_it(
    visit: Visit, site: Site
) -> None:
    with psycopg.connect(site.admin, autocommit=True) as connection:
        row = connection.execute(_DIRECT).fetchone()
        assert row is not None
        pledge, giver = row
    with visit(size=PHONE) as donor:
        donor.signs_in_as(giver)
        donor.opens(f"/kantor/janji/{pledge}")
        donor.sees("Sudah mengantar sebelum dikonfirmasi?")
        donor.is_pictured("dini-janji-360")
        donor.follows("Catat pengantarannya")
        form = donor.page.locator("form")
        form.get_by_role("combobox").select_option(index=1)
        form.get_by_label("Baik").fill("9")
        form.get_by_label("Rusak").fill("1")
        donor.writes("Mengapa diantar sebelum dikonfirmasi", "unit kehabisan beras")
        donor.writes(re.compile("^Diterima oleh"), "ketua RW")
        donor.is_pictured("dini-formulir-360")
        donor.presses("Simpan", within=form)
        donor.sees("9 baik, 1 rusak, diterima ketua RW")
        donor.sees("menunggu konfirmasi")
        donor.is_pictured("dini-menunggu-360")
        _confirm(donor, "Batalkan catatan", "salah hitung")
        donor.sees("Alasan: salah hitung")
        form.get_by_role("combobox").select_option(index=1)
        form.get_by_label("Baik").fill("10")
        donor.writes("Mengapa diantar sebelum dikonfirmasi", "unit kehabisan beras")
        donor.presses("Simpan", within=form)
        donor.sees("10 baik")
    with visit(dark=True) as bagas:
        bagas.signs_in_as(PEMPROV)
        bagas.opens("/kantor/antrean?urut=menunggu-singkat")
        item = bagas.page.locator("li[data-row]").filter(has_text="10 paket sudah diantar")
        expect(item).to_have_count(1)
        bagas.is_pictured("dini-antrean-1280-gelap")
        bagas.presses("Konfirmasi", within=item)
        bagas.presses("Konfirmasi", within=bagas.page.get_by_role("dialog"))
        bagas.sees(re.compile("^Sudah diproses"))
        bagas.opens(f"/kantor/janji/{pledge}/sudah-diantar")
        bagas.sees("dibukukan")
        bagas.follows(re.compile("^KR-2020-"))
        bagas.sees("menunggu bukti")
        bagas.is_pictured("dini-pengiriman-1280-gelap")
    with visit(language="en-GB") as donor:
        donor.signs_in_as(giver)
        donor.presses("EN, English")
        donor.opens(f"/kantor/janji/{pledge}/sudah-diantar")
        donor.sees("booked")
        donor.is_pictured("dini-dibukukan-1280-en")
        donor.presses("ID, Bahasa Indonesia")
