"""The papers for a trip as one PDF: what is loaded, the stops, a paper BAST for each stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ksbb.domain.documents.queries import Loaded, Trip, TripStop
from ksbb.domain.documents.rendering import qr, render
from ksbb.domain.documents.wording import moment_of, place
from ksbb.domain.reports.sheet import day_of, demo_notice, number

_COUNTED = ("Baik", "Rusak", "Kurang", "Dibawa kembali")
# Room to write a number by hand.
_BLANK = "\u00a0" * 12


def trip_papers(
    trip: Trip, stops: Sequence[TripStop], loaded: Sequence[Loaded], *, origin: str
) -> bytes:
    """The PDF of the papers."""
    return render("papers", papers_sheet(trip, stops, loaded, origin=origin), trip.now)


def papers_sheet(
    trip: Trip, stops: Sequence[TripStop], loaded: Sequence[Loaded], *, origin: str
) -> dict[str, Any]:
    """What the template ``papers`` shows. The paper BAST never says how many should come."""
    totals: dict[str, int] = defaultdict(int)
    at_stop: dict[int, list[Loaded]] = defaultdict(list)
    for load in loaded:
        totals[load.package] += load.quantity
        at_stop[load.stop_id].append(load)
    day = day_of(trip.day, "id")
    return {
        "title": f"Kertas perjalanan {trip.number}",
        "heading": f"Kertas perjalanan {trip.number}",
        "paper": "Berita acara serah terima (kertas)",
        "programme": ", ".join(sorted({load.programme for load in loaded})),
        "number": trip.number,
        "notice": demo_notice("id") if trip.demo else "",
        "trip": [
            ["Pelaksana", trip.executor],
            ["Hari", f"{day}, {trip.slot_starts}\u2013{trip.slot_ends} WIB"],
            ["Kendaraan", trip.vehicle or "-"],
            ["Penanggung jawab", trip.in_charge or "-"],
        ],
        "head": ["Paket", "Jumlah"],
        "totals": [[package, number(total, "id")] for package, total in totals.items()],
        "count_head": ["Paket", *_COUNTED],
        "stops": [_stop(stop, at_stop[stop.id], trip, origin) for stop in stops],
        "blanks": [["Hari dan jam", "_" * 34], ["Catatan", "_" * 60], ["", "_" * 60]],
        "foot": [f"{trip.number}, dicetak {moment_of(trip.now)}"],
    }


def _stop(stop: TripStop, loaded: Sequence[Loaded], trip: Trip, origin: str) -> dict[str, Any]:
    where = place({"kelurahan": stop.kelurahan, "kecamatan": stop.kecamatan, "kota": stop.kota})
    address = f"{stop.address}, {where}" if stop.address else where
    page = f"{origin}/unit/{stop.code}"
    return {
        "position": str(stop.position),
        "unit": stop.name,
        "code": stop.code,
        "place": address,
        "qr": qr(page),
        "qr_about": f"Kode QR halaman unit: {page}",
        "rows": [[load.package, number(load.quantity, "id")] for load in loaded],
        "count_rows": [[load.package, *([_BLANK] * len(_COUNTED))] for load in loaded],
        "parties": [
            ["Pihak pertama", trip.executor],
            ["Pihak kedua", f"{stop.name}, {address}"],
            ["Kode unit", stop.code],
        ],
        "signing": [["Pihak pertama", trip.executor], ["Pihak kedua", stop.name]],
    }
