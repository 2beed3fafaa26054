"""Words for people: what a refusal calls things, states, kinds and roles, in both languages."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # Things, by the names of their types.
    "Agreement": ("PKS", "agreement"),
    "Allocation": ("alokasi", "allocation"),
    "Area": ("wilayah", "area"),
    "Complaint": ("pengaduan", "complaint"),
    "Contribution": ("kontribusi", "contribution"),
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
    "TenantOrganisation": ("organisasi", "organisation"),
    "Unit": ("unit prioritas", "unit"),
    # States.
    "accepted": ("disanggupi pelaksana", "accepted"),
    "active": ("berlaku", "active"),
    "answered": ("dijawab", "answered"),
    "applied": ("menunggu verifikasi", "applied"),
    "closed": ("ditutup", "closed"),
    "committed": ("komitmen", "committed"),
    "completed": ("selesai", "completed"),
    "declined": ("tidak dipakai", "declined"),
    "draft": ("konsep", "draft"),
    "expired": ("berakhir", "expired"),
    "fulfilled": ("terpenuhi", "fulfilled"),
    "held": ("ditahan", "held"),
    "in_hand": ("sedang ditangani", "in hand"),
    "intended": ("diniatkan", "intended"),
    "lapsed": ("gugur", "lapsed"),
    "published": ("terbit", "published"),
    "received": ("diterima", "received"),
    "rejected": ("ditolak", "rejected"),
    "released": ("dilepas", "released"),
    "returned": ("dikembalikan", "returned"),
    "spent": ("dibelanjakan", "spent"),
    "submitted": ("diajukan", "submitted"),
    "suspended": ("ditangguhkan", "suspended"),
    "terminated": ("diakhiri", "terminated"),
    "verified": ("terverifikasi", "verified"),
    "withdrawn": ("ditarik", "withdrawn"),
    # States that are another word for one thing.
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


def say(word: str, locale: str = "id") -> str:
    """The word as people read it; Indonesian unless ``locale`` is ``en``.

    A word nobody entered stands as it is: a refusal must never fail on its own text.
    """
    indonesian, english = WORDS.get(word, (word, word))
    return english if locale == "en" else indonesian


def either(words: list[str], locale: str = "id") -> str:
    """Alternatives in the reader's language, such as "a, b or c"."""
    said = [say(word, locale) for word in words]
    link = " or " if locale == "en" else " atau "
    return link.join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else "".join(said)
