"""Institutions of the demo: all made up and labelled so, five of them without a location.

The others are at the point of their kelurahan, moved by ``east`` and ``north`` metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

InstitutionKind = Literal[
    "PANTI_ASUHAN", "PESANTREN", "PANTI_JOMPO", "PANTI_DISABILITAS", "PANTI_SOSIAL"
]


@dataclass(frozen=True, slots=True)
class Institution:
    """``people`` live there; ``offset`` is metres east and north, None: no location."""

    code: str
    kind: InstitutionKind
    name: str
    kelurahan: str
    people: int
    offset: tuple[int, int] | None


INSTITUTIONS = (
    Institution(
        "CONTOH-01",
        "PANTI_ASUHAN",
        "Panti Asuhan Melati Putih (contoh)",
        "31.71.03.1003",
        64,
        (120, -80),
    ),
    Institution(
        "CONTOH-02",
        "PANTI_ASUHAN",
        "Panti Asuhan Tunas Rembulan (contoh)",
        "31.72.03.1003",
        48,
        (-150, 60),
    ),
    Institution(
        "CONTOH-03",
        "PANTI_ASUHAN",
        "Panti Asuhan Kasih Rumpun (contoh)",
        "31.73.06.1001",
        85,
        (90, 140),
    ),
    Institution(
        "CONTOH-04",
        "PANTI_ASUHAN",
        "Panti Asuhan Bintang Kecil (contoh)",
        "31.74.09.1002",
        72,
        (-60, -120),
    ),
    Institution(
        "CONTOH-05",
        "PANTI_ASUHAN",
        "Panti Asuhan Taman Harapan Baru (contoh)",
        "31.75.03.1006",
        93,
        (200, 40),
    ),
    Institution(
        "CONTOH-06",
        "PANTI_ASUHAN",
        "Panti Asuhan Sinar Beringin (contoh)",
        "31.75.07.1003",
        41,
        None,
    ),
    Institution(
        "CONTOH-07",
        "PANTI_ASUHAN",
        "Panti Asuhan Ombak Biru (contoh)",
        "31.01.02.1002",
        26,
        (30, 20),
    ),
    Institution(
        "CONTOH-08",
        "PANTI_ASUHAN",
        "Panti Asuhan Rumah Anggrek (contoh)",
        "31.71.05.1002",
        37,
        None,
    ),
    Institution(
        "CONTOH-09",
        "PESANTREN",
        "Pesantren Nurul Cahaya Kampung (contoh)",
        "31.71.02.1005",
        118,
        (-100, 110),
    ),
    Institution(
        "CONTOH-10",
        "PESANTREN",
        "Pesantren Darul Rahmat Pesisir (contoh)",
        "31.72.04.1001",
        164,
        (80, -160),
    ),
    Institution(
        "CONTOH-11",
        "PESANTREN",
        "Pesantren Al Ikhlas Kebun (contoh)",
        "31.73.06.1005",
        212,
        (-180, -70),
    ),
    Institution(
        "CONTOH-12",
        "PESANTREN",
        "Pesantren Tahfiz Mutiara Fajar (contoh)",
        "31.74.04.1004",
        96,
        (60, 190),
    ),
    Institution(
        "CONTOH-13",
        "PESANTREN",
        "Pesantren Riyadul Ulum Timur (contoh)",
        "31.75.06.1006",
        240,
        (-90, 130),
    ),
    Institution(
        "CONTOH-14",
        "PESANTREN",
        "Pesantren Miftahul Hikmah Hulu (contoh)",
        "31.75.10.1006",
        137,
        (140, -40),
    ),
    Institution(
        "CONTOH-15", "PESANTREN", "Pesantren Bahrul Ulum Pulau (contoh)", "31.01.01.1001", 52, None
    ),
    Institution(
        "CONTOH-16",
        "PESANTREN",
        "Pesantren Baitul Hikmah Selatan (contoh)",
        "31.74.10.1004",
        108,
        None,
    ),
    Institution(
        "CONTOH-17",
        "PANTI_JOMPO",
        "Panti Jompo Senja Tenteram (contoh)",
        "31.72.02.1002",
        44,
        (170, 90),
    ),
    Institution(
        "CONTOH-18",
        "PANTI_JOMPO",
        "Panti Jompo Wisma Sepuh (contoh)",
        "31.74.06.1003",
        57,
        (-130, -50),
    ),
    Institution(
        "CONTOH-19",
        "PANTI_JOMPO",
        "Panti Jompo Griya Lansia (contoh)",
        "31.75.09.1003",
        63,
        (50, 70),
    ),
    Institution(
        "CONTOH-20",
        "PANTI_DISABILITAS",
        "Panti Disabilitas Langkah Setara (contoh)",
        "31.73.08.1006",
        39,
        (-40, 150),
    ),
    Institution(
        "CONTOH-21",
        "PANTI_DISABILITAS",
        "Panti Disabilitas Tangan Terbuka (contoh)",
        "31.74.08.1004",
        46,
        (110, -110),
    ),
    Institution(
        "CONTOH-22",
        "PANTI_DISABILITAS",
        "Panti Disabilitas Bina Mandiri (contoh)",
        "31.75.05.1003",
        34,
        None,
    ),
    Institution(
        "CONTOH-23",
        "PANTI_SOSIAL",
        "Panti Sosial Singgah Warga (contoh)",
        "31.71.07.1006",
        129,
        (-70, -140),
    ),
    Institution(
        "CONTOH-24",
        "PANTI_SOSIAL",
        "Panti Sosial Bina Karya (contoh)",
        "31.73.04.1007",
        88,
        (160, 30),
    ),
)
