"""Enum values in words, for sheets only; those of refusals are in `core.words`."""

from __future__ import annotations

from ksbb.core.words import Locale, word_for

_WORDS: dict[str, tuple[str, str]] = {
    "DIRECT": ("langsung ke unit", "directly to the unit"),
    "VIA_AGGREGATOR": ("melalui agregator", "through an aggregator"),
    "VIA_PEMPROV": ("melalui Pemprov", "through the provincial government"),
    "RW": ("RW", "RW"),
    "PESANTREN": ("pesantren", "pesantren"),
    "PANTI_ASUHAN": ("panti asuhan", "children's home"),
    "PANTI_JOMPO": ("panti jompo", "home for the elderly"),
    "PANTI_DISABILITAS": ("panti disabilitas", "home for disabled people"),
    "PANTI_SOSIAL": ("panti sosial", "social home"),
    "PEMPROV": ("Pemprov", "provincial government"),
    "AGGREGATOR": ("agregator", "aggregator"),
    "DONOR": ("donatur", "donor"),
    "SYSTEM": ("sistem", "system"),
    "UNIT": ("unit", "unit"),
    "EXECUTOR": ("pelaksana", "executor"),
    "CODE": ("kode unit", "code of the unit"),
    "KELURAHAN": ("petugas kelurahan", "kelurahan officer"),
    "COURIER_CODE": ("kode di ponsel kurir", "code on the courier's phone"),
    "SIGNATURE": ("tanda tangan", "signature"),
    "PAPER": ("surat bertanda tangan", "signed paper"),
    "on_the_way": ("di jalan", "on the way"),
    "reported": ("menunggu bukti", "awaiting proof"),
    "disputed": ("jumlahnya berbeda", "numbers differ"),
    "failed": ("gagal", "failed"),
}


def word(given: str, locale: Locale) -> str:
    """An enum value in words; an unknown one as it is."""
    if given in _WORDS:
        return _WORDS[given][locale == "en"]
    return word_for(given, locale)


def pick(pair: tuple[str, str], locale: Locale) -> str:
    """The text of a pair (Indonesian, English) in a language."""
    return pair[locale == "en"]
