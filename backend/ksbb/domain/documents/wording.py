"""The Indonesian texts of a BAST, from the facts that the database gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ksbb.core.clock import WIB
from ksbb.domain.documents.rendering import qr
from ksbb.domain.reports.sheet import day_of, demo_notice, number

Facts = Mapping[str, Any]

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
# Of a line: its key and its column; those with False stand only where there is something to count.
COLUMNS = (
    ("sent", "Dikirim", True),
    ("good", "Baik", True),
    ("damaged", "Rusak", True),
    ("missing", "Kurang", True),
    ("brought_back", "Dibawa kembali", True),
    ("undecided", "Belum diputus", False),
    ("surplus", "Lebih", False),
)
METHODS = {
    "CODE": "Kode slip unit, diketik penerima",
    "KELURAHAN": "Pernyataan petugas kelurahan",
    "COURIER_CODE": "Kode slip unit, diketik di ponsel kurir",
    "SIGNATURE": "Tanda tangan penerima di layar kurir",
    "PAPER": "Berita acara kertas yang ditandatangani",
}
DISPUTED = "Hitungan unit dan kurir berbeda. Yang belum diputus tidak dihitung diterima."
SIDES = {"UNIT": "menurut unit", "EXECUTOR": "menurut pelaksana"}


def bast_sheet(data: Facts, *, code: str, sha256: str, origin: str) -> dict[str, Any]:
    """What the template ``bast`` shows.

    Args:
        data: the canonical data of a version.
        code: of its public page.
        sha256: of the canonical data, in hexadecimal digits.
        origin: the address of this installation.
    """
    facts: Facts = data["facts"]
    giver, unit = facts["giver"], facts["unit"]
    issued = dt.datetime.fromisoformat(data["issued_at"])
    shown = [
        (key, title)
        for key, title, always in COLUMNS
        if always or any(line[key] for line in facts["lines"])
    ]
    address = f"{origin}/bast/{code}"
    check = f"Periksa berkas ini di {_without_scheme(address)}."
    heading = "Petikan berita acara serah terima" if giver else "Berita acara serah terima"
    parties = [
        ["Pihak pertama", facts["executor"]],
        ["Pihak kedua", f"{unit['name']}, {place(unit)}"],
        ["Diterima oleh", facts["receiver"] or "penerima di unit"],
    ]
    return {
        "title": f"{heading} {data['number']}",
        "heading": heading,
        "number": data["number"],
        "version": f"Versi {data['version']}, terbit {moment_of(issued)}",
        "programme": facts["programme"],
        "qr": qr(address),
        "qr_about": f"Kode QR untuk memeriksa keaslian di {address}",
        "address": [_without_scheme(f"{origin}/bast/"), code],
        "notice": demo_notice("id") if facts["demo"] else "",
        "opening": _opening(facts),
        "parties": [["Pemberi", giver], *parties] if giver else parties,
        "head": ["Paket", *(title for _, title in shown)],
        "rows": [
            [line["package"], *(number(line[key], "id") for key, _ in shown)]
            for line in facts["lines"]
        ],
        "proofs": [
            f"{METHODS[proof['method']]}, {_day(proof['on'])} ({SIDES[proof['side']]})"
            for proof in facts["proofs"]
        ],
        "facts": [
            ["Pengiriman", facts["shipment"]],
            ["Hari kejadian", _day(facts["happened_on"])],
            ["Dicatat", _day(facts["recorded_on"])],
            *_outcome(facts),
        ],
        "signing": []
        if giver
        else [["Pihak pertama", facts["executor"]], ["Pihak kedua", unit["name"]]],
        "closing": f"Petikan ini hanya memuat bagian {giver}."
        " Berita acara lengkap ada pada pelaksana.",
        "foot": [f"{data['number']}, versi {data['version']}. {check}", f"SHA-256 data: {sha256}"],
    }


def place(unit: Facts) -> str:
    """Where a unit is, for people."""
    parts = (
        ("Kelurahan", unit["kelurahan"]),
        ("Kecamatan", unit["kecamatan"]),
        ("", unit["kota"]),
    )
    return ", ".join(f"{level} {name}".strip() for level, name in parts if name)


def moment_of(moment: dt.datetime) -> str:
    """A moment in WIB, such as 2 Mei 2020, 09.30 WIB."""
    local = moment.astimezone(WIB)
    return f"{day_of(local.date(), 'id')}, {local:%H.%M} WIB"


def _opening(facts: Facts) -> str:
    happened = dt.date.fromisoformat(facts["happened_on"])
    weekday = _WEEKDAYS[happened.weekday()]
    return (
        f"Pada hari {weekday}, {day_of(happened, 'id')}, pihak pertama menyerahkan paket bantuan di"
        " bawah ini kepada pihak kedua."
    )


def _outcome(facts: Facts) -> list[list[str]]:
    if facts["disputed"]:
        return [["Catatan", DISPUTED]]
    if facts["decided"]:
        return [
            ["Catatan", "Hitungan unit dan kurir pernah berbeda; angka di atas hasil akhirnya."]
        ]
    return []


def _day(day: str) -> str:
    return day_of(dt.date.fromisoformat(day), "id")


def _without_scheme(address: str) -> str:
    return address.partition("://")[2]
