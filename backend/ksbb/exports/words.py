"""Words of sheets that refusals don't need: the rest is in `kernel.words`."""

from __future__ import annotations

from ksbb.kernel.errors import Locale
from ksbb.kernel.words import say

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
}


def word(given: str, locale: Locale) -> str:
    """A word of an enum as people read it; one that nobody entered stands as it is."""
    if given in _WORDS:
        return _WORDS[given][locale == "en"]
    return say(given, locale)


def pick(pair: tuple[str, str], locale: Locale) -> str:
    """The side of a pair that the reader reads."""
    return pair[locale == "en"]
