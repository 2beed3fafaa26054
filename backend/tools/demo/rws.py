"""The RWs that get the demo's packages.

118 RWs in 69 kelurahan of five kota, as many as the recap of 2 May 2020 counted; which ones they
were was not published. These were chosen once, kelurahan and RWs by a hash of their codes, from
those whose example figure is between 300 and 650 vulnerable families and within half of their
estimated households; kelurahan of offices and villas were left out. They are written down and not
computed at every start, so that a correction of the registry doesn't change the demo unnoticed.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.demo.families import vulnerable_families

KOTA = {
    "31.71": "Jakarta Pusat",
    "31.72": "Jakarta Utara",
    "31.73": "Jakarta Barat",
    "31.74": "Jakarta Selatan",
    "31.75": "Jakarta Timur",
}


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """A kelurahan and the numbers of those of its RWs that the demo serves."""

    code: str
    name: str
    kecamatan: str
    rw_numbers: tuple[int, ...]

    @property
    def rws(self) -> tuple[Rw, ...]:
        return tuple(Rw(f"{self.code}.{number:03d}") for number in self.rw_numbers)


@dataclass(frozen=True, slots=True, order=True)
class Rw:
    """An RW by its code: ten digits of the kelurahan and three of its own."""

    code: str

    @property
    def kelurahan(self) -> str:
        return self.code[:13]

    @property
    def kota(self) -> str:
        return self.code[:5]

    @property
    def families(self) -> int:
        """Its vulnerable families (example)."""
        return vulnerable_families(self.code)


SERVED = (
    Kelurahan("31.71.02.1005", "Mangga Dua Selatan", "Sawah Besar", (6, 12)),
    Kelurahan("31.71.03.1002", "Kebon Kosong", "Kemayoran", (6,)),
    Kelurahan("31.71.03.1003", "Harapan Mulia", "Kemayoran", (8, 9)),
    Kelurahan("31.71.03.1007", "Sumur Batu", "Kemayoran", (2, 8)),
    Kelurahan("31.71.04.1002", "Kenari", "Senen", (2, 5)),
    Kelurahan("31.71.04.1003", "Paseban", "Senen", (3, 5)),
    Kelurahan("31.71.07.1003", "Karet Tengsin", "Tanah Abang", (5, 11)),
    Kelurahan("31.71.07.1004", "Petamburan", "Tanah Abang", (6,)),
    Kelurahan("31.71.07.1007", "Kampung Bali", "Tanah Abang", (6,)),
    Kelurahan("31.71.08.1002", "Kampung Rawa", "Johar Baru", (4, 5)),
    Kelurahan("31.71.08.1003", "Galur", "Johar Baru", (4, 7)),
    Kelurahan("31.71.08.1004", "Tanah Tinggi", "Johar Baru", (13,)),
    Kelurahan("31.72.01.1001", "Penjaringan", "Penjaringan", (8, 16)),
    Kelurahan("31.72.01.1002", "Kamal Muara", "Penjaringan", (2, 6)),
    Kelurahan("31.72.01.1004", "Pejagalan", "Penjaringan", (5, 12)),
    Kelurahan("31.72.02.1001", "Tanjung Priok", "Tanjung Priok", (15,)),
    Kelurahan("31.72.02.1004", "Sungai Bambu", "Tanjung Priok", (1, 9)),
    Kelurahan("31.72.02.1007", "Warakas", "Tanjung Priok", (1, 14)),
    Kelurahan("31.72.03.1001", "Koja", "Koja", (1,)),
    Kelurahan("31.72.03.1002", "Tugu Utara", "Koja", (7, 18)),
    Kelurahan("31.72.03.1004", "Rawa Badak Utara", "Koja", (13,)),
    Kelurahan("31.72.03.1006", "Rawa Badak Selatan", "Koja", (2, 5)),
    Kelurahan("31.72.04.1003", "Marunda", "Cilincing", (5,)),
    Kelurahan("31.72.04.1005", "Semper Timur", "Cilincing", (3, 10)),
    Kelurahan("31.72.05.1001", "Pademangan Timur", "Pademangan", (2, 11)),
    Kelurahan("31.73.01.1003", "Rawa Buaya", "Cengkareng", (4,)),
    Kelurahan("31.73.01.1005", "Kapuk", "Cengkareng", (3, 14)),
    Kelurahan("31.73.01.1006", "Cengkareng Timur", "Cengkareng", (2, 12)),
    Kelurahan("31.73.02.1002", "Tanjung Duren Utara", "Grogol Petamburan", (2, 4)),
    Kelurahan("31.73.02.1003", "Tomang", "Grogol Petamburan", (9, 16)),
    Kelurahan("31.73.04.1001", "Tambora", "Tambora", (2,)),
    Kelurahan("31.73.04.1003", "Duri Utara", "Tambora", (5, 6)),
    Kelurahan("31.73.04.1004", "Tanah Sereal", "Tambora", (6, 9)),
    Kelurahan("31.73.04.1008", "Jembatan Lima", "Tambora", (4, 7)),
    Kelurahan("31.73.05.1004", "Kelapa Dua", "Kebon Jeruk", (3,)),
    Kelurahan("31.73.07.1005", "Kemanggisan", "Pal Merah", (5, 6)),
    Kelurahan("31.73.08.1002", "Meruya Utara", "Kembangan", (10, 11)),
    Kelurahan("31.73.08.1004", "Srengseng", "Kembangan", (5, 6)),
    Kelurahan("31.73.08.1005", "Joglo", "Kembangan", (1, 6)),
    Kelurahan("31.74.01.1005", "Bukit Duri", "Tebet", (8, 9)),
    Kelurahan("31.74.01.1006", "Manggarai Selatan", "Tebet", (3, 5)),
    Kelurahan("31.74.03.1001", "Mampang Prapatan", "Mampang Prapatan", (4,)),
    Kelurahan("31.74.03.1002", "Bangka", "Mampang Prapatan", (1, 4)),
    Kelurahan("31.74.04.1001", "Pasar Minggu", "Pasar Minggu", (2,)),
    Kelurahan("31.74.04.1003", "Cilandak Timur", "Pasar Minggu", (1, 3)),
    Kelurahan("31.74.04.1004", "Ragunan", "Pasar Minggu", (8, 10)),
    Kelurahan("31.74.06.1003", "Pondok Labu", "Cilandak", (9,)),
    Kelurahan("31.74.07.1009", "Gandaria Utara", "Kebayoran Baru", (1,)),
    Kelurahan("31.74.08.1003", "Rawajati", "Pancoran", (4, 5)),
    Kelurahan("31.74.08.1006", "Cikoko", "Pancoran", (1,)),
    Kelurahan("31.74.09.1002", "Srengseng Sawah", "Jagakarsa", (8, 9)),
    Kelurahan("31.74.09.1003", "Ciganjur", "Jagakarsa", (2, 6)),
    Kelurahan("31.74.09.1004", "Lenteng Agung", "Jagakarsa", (6, 8)),
    Kelurahan("31.74.10.1004", "Petukangan Selatan", "Pesanggrahan", (1, 2)),
    Kelurahan("31.75.01.1001", "Pisangan Baru", "Matraman", (5, 15)),
    Kelurahan("31.75.01.1003", "Kayu Manis", "Matraman", (4, 8)),
    Kelurahan("31.75.01.1005", "Kebon Manggis", "Matraman", (3, 4)),
    Kelurahan("31.75.01.1006", "Utan Kayu Selatan", "Matraman", (14,)),
    Kelurahan("31.75.02.1006", "Kayu Putih", "Pulogadung", (11, 15)),
    Kelurahan("31.75.03.1002", "Bidara Cina", "Jatinegara", (5, 8)),
    Kelurahan("31.75.03.1004", "Rawa Bunga", "Jatinegara", (7,)),
    Kelurahan("31.75.03.1005", "Cipinang Cempedak", "Jatinegara", (3, 5)),
    Kelurahan("31.75.03.1008", "Cipinang Besar Utara", "Jatinegara", (14,)),
    Kelurahan("31.75.04.1001", "Kramatjati", "Kramatjati", (10, 11)),
    Kelurahan("31.75.04.1005", "Balekambang", "Kramatjati", (3, 4)),
    Kelurahan("31.75.05.1001", "Gedong", "Pasar Rebo", (8, 12)),
    Kelurahan("31.75.05.1003", "Cijantung", "Pasar Rebo", (3,)),
    Kelurahan("31.75.06.1005", "Pulo Gebang", "Cakung", (4, 5)),
    Kelurahan("31.75.07.1003", "Klender", "Duren Sawit", (6, 12)),
)

# Around Gang Pasar Kedip, where Barisan Bangun Negeri gave on 3 May 2020. Its kelurahan is not one
# of the 69, so it is not in the figures of 2 May.
PASAR_KEDIP = Kelurahan("31.74.05.1001", "Kebayoran Lama Utara", "Kebayoran Lama", (1, 8, 9))

RWS = tuple(rw for kelurahan in SERVED for rw in kelurahan.rws)
