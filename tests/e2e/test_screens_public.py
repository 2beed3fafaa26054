"""Every public page, in both languages and themes, on a phone and on a desktop."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.screens import LANGUAGES, Language, Screen, in_english, look

UNIT = "31.74.05.1001.002"
NEAR = "dekat=-6.2262,106.7812"

SCREENS = [
    Screen("beranda", "/"),
    Screen("unit-prioritas", "/unit"),
    Screen("unit-dicari", "/unit?cari=grogol+selatan"),
    Screen("unit-tidak-ada-yang-cocok", "/unit?cari=gang+pasar+kedip"),
    Screen("unit-dekat", f"/unit?{NEAR}&urut=butuh"),
    Screen("unit-peta", "/unit?tampilan=peta"),
    Screen("unit", f"/unit/{UNIT}"),
    Screen("panti", "/unit?jenis=PANTI_ASUHAN", ("main li h3 a",)),
    Screen("usulan", f"/unit/{UNIT}/usulan"),
    Screen("beri", f"/beri?jumlah=600&bagi=rata&unit={UNIT}&unit=31.74.05.1001.003"),
    Screen("beri-kirim", f"/beri/kirim?jumlah=150&lewat=agregator&unit={UNIT}"),
    Screen("lacak", "/lacak"),
    Screen("cek", "/cek"),
    Screen("cek-pilih", f"/cek?{NEAR}"),
    Screen("cek-rw", "/cek?kelurahan=31.74.05.1001&rw=2"),
    Screen("cara-kerja", "/cara-kerja"),
    Screen("transparansi", "/transparansi"),
    Screen("rekap", "/transparansi/rekap?pada=2020-05-02"),
    Screen("rincian", "/transparansi/rincian?paket=SEMBAKO"),
    Screen("kiriman", "/transparansi/kiriman"),
    Screen("sampel", "/transparansi/sampel"),
    Screen("segel", "/transparansi/segel"),
    Screen("organisasi", "/organisasi"),
    Screen("organisasi-satu", "/organisasi", ("main a[href*='/organisasi/']",)),
    Screen("lapor", "/lapor"),
    Screen("masuk", "/masuk"),
    Screen("daftar", "/daftar"),
]


def _tracked(visit: Visit) -> Screen:
    """A pledge that anybody can track by its code; a donor has the code."""
    with visit() as cahya:
        cahya.signs_in_as("Cahya Contoh")
        cahya.follows("Janji bantuan")
        cahya.follows(re.compile("^JB-"))
        cahya.follows("Buka halaman lacak")
        cahya.heading(re.compile("^Janji JB-"))
        return Screen("lacak-satu", cahya.page.url.removeprefix(cahya.site.origin))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_fit_to_be_seen(visit: Visit, language: Language) -> None:
    screens = [*SCREENS, _tracked(visit)]
    screens = screens if language == "id" else in_english(screens)
    look(visit, screens, language, lambda _: None)
