"""The lists of the office that can be exported, by the name in their address."""

from __future__ import annotations

from ksbb.core.viewer import Kind
from ksbb.web.exports import pledge_sheets, record_sheets, unit_sheets
from ksbb.web.exports.giving_sheets import giving_sheets
from ksbb.web.exports.sheets import View

_GOV = frozenset({Kind.PEMPROV})

VIEWS: dict[str, View] = {
    "janji": View(
        ("Janji bantuan", "Pledges"),
        pledge_sheets.pledges,
        frozenset({"organisasi", "sisi", "keadaan", "tahap", "alokasi", "urut"}),
        of_one=True,
    ),
    "antrean": View(
        ("Antrean konfirmasi", "Pledges to confirm"), pledge_sheets.queue, frozenset({"urut"}), _GOV
    ),
    "kontribusi": View(
        ("Kontribusi", "Contributions"),
        pledge_sheets.contributions,
        frozenset({"organisasi", "sisi", "keadaan", "urut"}),
        of_one=True,
    ),
    "organisasi": View(
        ("Organisasi", "Organisations"),
        record_sheets.organisations,
        frozenset({"keadaan", "jenis", "cari", "urut"}),
        _GOV,
    ),
    "kebutuhan": View(
        ("Kebutuhan", "Needs"),
        unit_sheets.needs,
        frozenset({"tahap", "paket", "wilayah", "jenis", "urut"}),
    ),
    "unit": View(
        ("Unit prioritas", "Priority units"),
        unit_sheets.units,
        frozenset({"cari", "jenis", "wilayah", "urut"}),
    ),
    "kesenjangan": View(
        (
            "Kelurahan menurut capaian, yang paling sedikit terpenuhi di atas",
            "Kelurahan by progress, the least served first",
        ),
        unit_sheets.gaps,
        frozenset({"tahap", "paket", "wilayah"}),
    ),
    "pks": View(("PKS dan izin", "Agreements and permits"), pledge_sheets.papers),
    "audit": View(
        ("Audit", "Audit"),
        record_sheets.audit,
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
