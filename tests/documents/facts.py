"""Facts of a made-up handover."""

from typing import Any

LINE = {
    "code": "SEMBAKO",
    "package": "Paket sembako",
    "sent": 70,
    "good": 63,
    "damaged": 5,
    "missing": 2,
    "brought_back": 0,
    "undecided": 0,
    "surplus": 0,
}
FACTS: dict[str, Any] = {
    "executor": "Yayasan Berbagi (contoh)",
    "giver": None,
    "unit": {
        "code": "31.74.05.1001.003",
        "name": "RW 03",
        "kelurahan": "Gandaria Utara",
        "kecamatan": "Kebayoran Baru",
        "kota": "Jakarta Selatan",
    },
    "programme": "KSBB Ramadan 2020",
    "shipment": "KR-2020-000001",
    "happened_on": "2020-04-28",
    "recorded_on": "2020-04-28",
    "receiver": "ketua RW",
    "disputed": False,
    "decided": False,
    "proofs": [{"method": "CODE", "side": "UNIT", "on": "2020-04-28"}],
    "demo": True,
    "lines": [LINE],
}


def data_of(facts: dict[str, Any]) -> dict[str, Any]:
    """The data of a first version with these facts."""
    return {
        "number": "BAST/0012/2020/000001",
        "version": 1,
        "issued_at": "2020-04-28T10:00:00+07:00",
        "facts": facts,
    }
