"""The lists of the office that can be taken along, by the name in their address."""

from __future__ import annotations

from ksbb.exports import places, promises, records
from ksbb.exports.giving import giving_sheets
from ksbb.exports.sheets import View
from ksbb.kernel.viewer import Kind

_GOV = frozenset({Kind.PEMPROV})

VIEWS: dict[str, View] = {
    "janji": View(
        ("Janji bantuan", "Pledges"),
        promises.pledges,
        frozenset({"organisasi", "sisi", "keadaan", "tahap", "alokasi", "urut"}),
        of_one=True,
    ),
    "antrean": View(
        ("Antrean konfirmasi", "Pledges to confirm"), promises.queue, frozenset({"urut"}), _GOV
    ),
    "kontribusi": View(
        ("Kontribusi", "Contributions"),
        promises.contributions,
        frozenset({"organisasi", "sisi", "keadaan", "urut"}),
        of_one=True,
    ),
    "organisasi": View(
        ("Organisasi", "Organisations"),
        records.organisations,
        frozenset({"keadaan", "jenis", "cari", "urut"}),
        _GOV,
    ),
    "kebutuhan": View(
        ("Kebutuhan", "Needs"),
        places.needs,
        frozenset({"tahap", "paket", "wilayah", "jenis", "urut"}),
    ),
    "unit": View(
        ("Unit prioritas", "Priority units"),
        places.units,
        frozenset({"cari", "jenis", "wilayah", "urut"}),
    ),
    "kesenjangan": View(
        (
            "Kelurahan menurut capaian, yang paling sedikit terpenuhi di atas",
            "Kelurahan by progress, the least served first",
        ),
        places.gaps,
        frozenset({"tahap", "paket", "wilayah"}),
    ),
    "pks": View(("PKS dan izin", "Agreements and permits"), promises.papers),
    "audit": View(
        ("Audit", "Audit"),
        records.audit,
        frozenset({"organisasi", "tindakan", "pada", "sejak", "sampai", "urut"}),
        _GOV,
    ),
    "laporan": View(
        ("Laporan donatur", "Donor's report"),
        giving_sheets,
        frozenset({"organisasi", "sejak", "sampai"}),
        of_one=True,
    ),
}
