"""The words that refusals use for things, states, kinds and roles, in both languages."""

from __future__ import annotations

from typing import Literal

Locale = Literal["id", "en"]
"""The languages of everything that people read."""

WORDS: dict[str, tuple[str, str]] = {
    # Things, by the names of their GraphQL types.
    "Agreement": ("PKS", "agreement"),
    "Allocation": ("alokasi", "allocation"),
    "Area": ("wilayah", "area"),
    "Bast": ("BAST", "BAST"),
    "BastVersion": ("versi BAST", "version of a BAST"),
    "Closing": ("penutupan kurang", "short closing"),
    "Complaint": ("pengaduan", "complaint"),
    "Contribution": ("kontribusi", "contribution"),
    "Discrepancy": ("selisih", "discrepancy"),
    "DisputeMessage": ("pesan", "message"),
    "EarlyDelivery": ("pengantaran sebelum konfirmasi", "early delivery"),
    "Evidence": ("berkas bukti", "file"),
    "GoodsReceipt": ("tanda terima barang", "goods receipt"),
    "Device": ("ponsel", "phone"),
    "FieldEntry": ("catatan ponsel", "entry of a phone"),
    "Handover": ("serah terima", "handover"),
    "InboxEntry": ("pemberitahuan", "notification"),
    "Invitation": ("undangan", "invitation"),
    "Membership": ("keanggotaan", "membership"),
    "Need": ("kebutuhan", "need"),
    "Organisation": ("organisasi", "organisation"),
    "Package": ("paket", "package"),
    "Permit": ("izin PUB", "permit"),
    "Person": ("orang", "person"),
    "Phase": ("tahap", "phase"),
    "Pledge": ("janji bantuan", "pledge"),
    "Programme": ("program", "programme"),
    "Proposal": ("usulan data", "proposal"),
    "Reassignment": ("pengalihan", "reassignment"),
    "Shift": ("tautan kurir", "shift"),
    "Shipment": ("pengiriman", "shipment"),
    "Slip": ("slip", "slip"),
    "Stop": ("pemberhentian", "stop"),
    "TenantOrganisation": ("organisasi", "organisation"),
    "Unit": ("unit prioritas", "unit"),
    "UnitContact": ("narahubung", "contact"),
    "Verification": ("verifikasi", "verification"),
    "Withdrawal": ("permintaan penarikan", "request to withdraw"),
    # States.
    "agreed": ("disetujui", "agreed to"),
    "refused": ("ditolak", "refused"),
    "requested": ("menunggu jawaban", "awaiting an answer"),
    "taken_back": ("dibatalkan", "taken back"),
    "accepted": ("disanggupi pelaksana", "accepted"),
    "active": ("berlaku", "active"),
    "agrees": ("sesuai", "agrees"),
    "answered": ("dijawab", "answered"),
    "applied": ("menunggu verifikasi", "applied"),
    "booked": ("dibukukan", "booked"),
    "cancelled": ("dibatalkan", "cancelled"),
    "closed": ("ditutup", "closed"),
    "committed": ("komitmen", "committed"),
    "completed": ("selesai", "completed"),
    "contested": ("disanggah", "contested"),
    "countersigned": ("ditandatangani kedua pihak", "countersigned"),
    "declined": ("tidak dipakai", "declined"),
    "differs": ("berbeda", "differs"),
    "dismissed": ("diabaikan", "dismissed"),
    "dispatched": ("dikirim", "dispatched"),
    "disputed": ("diperselisihkan", "disputed"),
    "draft": ("konsep", "draft"),
    "drawn": ("terpilih dalam sampel", "drawn"),
    "ended": ("berakhir bersama janjinya", "ended with its pledge"),
    "erased": ("dihapus", "erased"),
    "expired": ("berakhir", "expired"),
    "failed": ("gagal", "failed"),
    "fulfilled": ("terpenuhi", "fulfilled"),
    "handed_over": ("diserahterimakan", "handed over"),
    "held": ("ditahan", "held"),
    "in_hand": ("sedang ditangani", "in hand"),
    "intended": ("diniatkan", "intended"),
    "lapsed": ("gugur", "lapsed"),
    "on_the_way": ("dalam perjalanan", "on the way"),
    "open": ("belum diselesaikan", "open"),
    "overruled": ("sanggahan diterima", "overruled"),
    "planned": ("direncanakan", "planned"),
    "proven": ("terbukti", "proven"),
    "published": ("terbit", "published"),
    "received": ("diterima", "received"),
    "recorded": ("tercatat", "recorded"),
    "rejected": ("ditolak", "rejected"),
    "released": ("dilepas", "released"),
    "replaced": ("diganti", "replaced"),
    "reported": ("dilaporkan", "reported"),
    "resolved": ("diputus", "resolved"),
    "returned": ("dikembalikan", "returned"),
    "returned_to_need": ("dikembalikan ke kebutuhan", "returned to the need"),
    "reversed": ("dibatalkan", "reversed"),
    "second_report": ("laporan kedua", "second report"),
    "spent": ("dibelanjakan", "spent"),
    "stored": ("tersimpan", "stored"),
    "submitted": ("diajukan", "submitted"),
    "superseded": ("diganti laporan lain", "superseded"),
    "suspended": ("ditangguhkan", "suspended"),
    "terminated": ("diakhiri", "terminated"),
    "upheld": ("sanggahan ditolak", "upheld"),
    "verified": ("terverifikasi", "verified"),
    "void": ("gugur", "void"),
    "waiting": ("menunggu keputusan", "waiting"),
    "withdrawn": ("ditarik", "withdrawn"),
    "written_off": ("dihapusbukukan", "written off"),
    # States whose word differs for one kind of thing.
    "BastVersion superseded": ("diganti versi baru", "superseded"),
    "Proposal accepted": ("dipakai", "accepted"),
    # Kinds of organisations, and roles in them.
    "PEMPROV": ("Pemprov", "the provincial government"),
    "AGGREGATOR": ("agregator", "an aggregator"),
    "DONOR": ("donatur", "a donor"),
    "OWNER": ("pemilik akun", "owner"),
    "OPERATOR": ("operator", "operator"),
    "VIEWER": ("pembaca", "viewer"),
    "FIELD": ("petugas lapangan", "field staff"),
    "KELURAHAN": ("petugas kelurahan", "kelurahan officer"),
    "VERIFIER": ("verifikator", "verifier"),
}


def word_for(key: str, locale: str = "id") -> str:
    """The word for people; Indonesian unless ``locale`` is ``en``.

    An unknown word is returned as it is: building the message of a refusal must never fail.
    """
    indonesian, english = WORDS.get(key, (key, key))
    return english if locale == "en" else indonesian


def join_or(words: list[str], locale: str = "id") -> str:
    """Alternatives in the reader's language, such as "a, b or c"."""
    named = [word_for(each, locale) for each in words]
    link = " or " if locale == "en" else " atau "
    return link.join((", ".join(named[:-1]), named[-1])) if len(named) > 1 else "".join(named)
