"""Every office page, as each kind of organisation sees it, in both languages and themes."""

from __future__ import annotations

from functools import partial

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.screens import LANGUAGES, Language, Screen, look

UNIT = "31.74.05.1001.002"
PLEDGE = ("main td a[href*='/kantor/janji/'], main th a[href*='/kantor/janji/']",)
SHIPMENT = ("main td a[href*='/kantor/pengiriman/'], main th a[href*='/kantor/pengiriman/']",)

DONOR = [
    Screen("ringkasan", "/kantor"),
    Screen("janji", "/kantor/janji"),
    Screen("janji-satu", "/kantor/janji?lihat=semua", PLEDGE),
    Screen("janji-baru", f"/kantor/janji/baru?unit={UNIT}:150&paket=SEMBAKO"),
    Screen("pengiriman", "/kantor/pengiriman"),
    Screen("kontribusi", "/kantor/kontribusi?baru=ya"),
    Screen("laporan", "/kantor/laporan"),
    Screen("unit", "/kantor/unit"),
    Screen("organisasi-kami", "/kantor/organisasi-kami"),
    Screen("anggota", "/kantor/anggota"),
    Screen("saya", "/kantor/saya"),
    Screen("pemberitahuan", "/kantor/saya/pemberitahuan"),
    Screen("kotak-masuk", "/kantor/kotak-masuk"),
]
GIVER_OF_MONEY = [
    Screen("ringkasan", "/kantor"),
    Screen("kontribusi", "/kantor/kontribusi"),
    Screen("kontribusi-satu", "/kantor/kontribusi", ("main a[href*='/kantor/kontribusi/']",)),
    Screen("laporan", "/kantor/laporan?tahap=semua"),
]
AGGREGATOR = [
    Screen("ringkasan", "/kantor"),
    Screen("tugas", "/kantor/tugas"),
    Screen("janji-masuk", "/kantor/janji-masuk"),
    Screen("janji-masuk-satu", "/kantor/janji-masuk", PLEDGE),
    Screen("janji", "/kantor/janji"),
    Screen(
        "janji-perjalanan",
        "/kantor/janji?lihat=komitmen",
        (*PLEDGE, "main a[href$='/perjalanan']"),
    ),
    Screen("gudang", "/kantor/gudang?janji=1"),
    Screen("pengiriman", "/kantor/pengiriman"),
    Screen("pengiriman-baru", "/kantor/pengiriman/baru"),
    Screen("belakangan", "/kantor/pengiriman/belakangan"),
    Screen("pengiriman-satu", "/kantor/pengiriman", SHIPMENT),
    Screen("dokumen", "/kantor/pengiriman", (*SHIPMENT, "main a[href$='/dokumen']")),
    Screen("kontribusi", "/kantor/kontribusi"),
    Screen("laporan", "/kantor/laporan"),
    Screen("unit-satu", f"/kantor/unit/{UNIT}"),
    Screen("pks", "/kantor/pks"),
    Screen("organisasi-kami", "/kantor/organisasi-kami"),
]
PEMPROV = [
    Screen("ringkasan", "/kantor"),
    Screen("antrean", "/kantor/antrean"),
    Screen("verifikasi", "/kantor/verifikasi"),
    Screen("sengketa", "/kantor/sengketa"),
    Screen("pengalihan", "/kantor/pengalihan"),
    Screen("kesenjangan", "/kantor/kesenjangan"),
    Screen("unit", "/kantor/unit"),
    Screen("unit-satu", f"/kantor/unit/{UNIT}"),
    Screen("kebutuhan", "/kantor/kebutuhan"),
    Screen("organisasi", "/kantor/organisasi"),
    Screen("organisasi-satu", "/kantor/organisasi", ("main a[href*='/kantor/organisasi/']",)),
    Screen(
        "pengamat",
        "/kantor/organisasi?jenis=AGGREGATOR",
        ("main a[href$='/pengamat']",),
    ),
    Screen("pks", "/kantor/pks"),
    Screen("pengaduan", "/kantor/pengaduan"),
    Screen("pengaduan-satu", "/kantor/pengaduan", ("main a[href*='/kantor/pengaduan/']",)),
    Screen("usulan", "/kantor/usulan"),
    Screen("usulan-satu", "/kantor/usulan", ("main a[href*='/kantor/usulan/']",)),
    Screen("audit", "/kantor/audit"),
]
VERIFIER = [Screen("ringkasan", "/kantor")]
OFFICER = [Screen("kiriman", "/kantor/kiriman"), Screen("slip", "/kantor/slip")]
EVERYBODY = [
    ("Cahya", "donatur", DONOR),
    ("Wira", "pemberi-dana", GIVER_OF_MONEY),
    ("Hasan", "agregator", AGGREGATOR),
    ("Wulan", "pemprov", PEMPROV),
    ("Dewi", "verifikator", VERIFIER),
    ("Kemal", "kelurahan", OFFICER),
]


def _signed_in(name: str, language: Language, somebody: Person) -> None:
    somebody.signs_in_as(f"{name} Contoh")
    if language == "en":
        somebody.presses("EN, English")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "part", "screens"), EVERYBODY, ids=[p for _, p, _ in EVERYBODY])
def test_every_page_is_fit_to_be_seen(
    visit: Visit, name: str, part: str, screens: list[Screen], language: Language
) -> None:
    own = [Screen(f"{part}-{each.name}", each.path, each.links) for each in screens]
    look(visit, own, language, partial(_signed_in, name, language))
