"""The Ramadan programme of 2020: its phases, its packages, and what a unit needs in a phase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PackageCode = Literal["SEMBAKO", "SIAP_SAJI", "LEBARAN", "THR"]

PEOPLE_PER_FAMILY = 4
# Packages that a giver may reserve in a phase until something of theirs was committed once.
NEWCOMER_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people, in Indonesian and in English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Phase:
    """``number`` 1 to 4; both days are part of it."""

    number: int
    first_day: date
    last_day: date

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True)
class Content:
    """One thing in a package; ``amount`` is "" in both languages if the package gives none."""

    name: Text
    amount: Text


@dataclass(frozen=True, slots=True)
class Package:
    """``price`` in rupiah; one package serves one FAMILY or PERSON for one WEEK or DAY, or ONCE.

    Shares are percent of a unit's families or people that the package is meant for.
    """

    code: PackageCode
    name: Text
    price: int
    per: Literal["FAMILY", "PERSON"]
    every: Literal["WEEK", "DAY", "ONCE"]
    rw_share: int
    institution_share: int
    contents: tuple[Content, ...]

    def times(self, phase: Phase) -> int:
        """How often a phase needs it: weeks, days or once; 0 if no unit gets any in this phase.

        A package that is given once is needed in the last phase.
        """
        if not self.rw_share and not self.institution_share:
            return 0
        match self.every:
            case "WEEK":
                return 1
            case "DAY":
                return phase.days
            case "ONCE":
                return int(phase is PHASES[-1])


CODE = "KSBB-RAMADAN-2020"
PROGRAMME = Text("KSBB Ramadan 2020", "KSBB Ramadan 2020")

PHASES = (
    Phase(1, date(2020, 4, 24), date(2020, 4, 30)),
    Phase(2, date(2020, 5, 1), date(2020, 5, 7)),
    Phase(3, date(2020, 5, 8), date(2020, 5, 14)),
    Phase(4, date(2020, 5, 15), date(2020, 5, 23)),
)


# Measures that are words, with one and several of them in English; kg, g and l are symbols.
MEASURES = {"bungkus": ("packet", "packets"), "kaleng": ("tin", "tins")}


def _content(indonesian: str, english: str, amount: str = "") -> Content:
    return Content(Text(indonesian, english), Text(amount, _in_english(amount)))


def _in_english(amount: str) -> str:
    """Give "5 packets" for "5 bungkus", "Rp200,000" for "Rp200.000"."""
    figures, _, measure = amount.translate(str.maketrans(".,", ",.")).partition(" ")
    one, several = MEASURES.get(measure, (measure, measure))
    return f"{figures} {one if figures == '1' else several}".strip()


PACKAGES: tuple[Package, ...] = (
    Package(
        code="SEMBAKO",
        name=Text("Paket sembako", "Staple food package"),
        price=200_000,
        per="FAMILY",
        every="WEEK",
        rw_share=100,
        institution_share=100,
        contents=(
            _content("Beras", "Rice", "5 kg"),
            _content("Minyak goreng", "Cooking oil", "2 l"),
            _content("Tepung terigu", "Wheat flour", "1 kg"),
            _content("Susu kental manis", "Condensed milk", "1 kaleng"),
            _content("Gula", "Sugar", "1 kg"),
            _content("Teh atau kopi instan", "Instant tea or coffee"),
            _content("Sarden", "Sardines", "1 kaleng"),
            _content("Mi instan", "Instant noodles", "5 bungkus"),
            _content("Margarin", "Margarine", "200 g"),
            _content("Kurma", "Dates", "500 g"),
        ),
    ),
    Package(
        code="SIAP_SAJI",
        name=Text("Paket makanan siap saji", "Ready meal package"),
        price=45_000,
        per="PERSON",
        every="DAY",
        rw_share=10,
        institution_share=100,
        contents=(
            _content("Nasi", "Rice"),
            _content("Sayur", "Vegetables"),
            _content("Lauk pauk", "Side dishes"),
            _content("Minuman", "Drink"),
            _content("Takjil", "Takjil"),
        ),
    ),
    Package(
        code="LEBARAN",
        name=Text("Paket Lebaran", "Lebaran package"),
        price=85_000,
        per="FAMILY",
        every="ONCE",
        rw_share=100,
        institution_share=100,
        contents=(
            _content("Sirop", "Syrup", "580 ml"),
            _content("Biskuit", "Biscuits"),
            _content("Gula", "Sugar"),
            _content("Teh", "Tea"),
            _content("Nata de coco", "Nata de coco"),
        ),
    ),
    Package(
        code="THR",
        name=Text("THR", "Holiday allowance"),
        price=200_000,
        per="FAMILY",
        every="ONCE",
        rw_share=0,
        institution_share=0,
        contents=(_content("Uang tunai", "Cash", "Rp200.000"),),
    ),
)


def phase(number: int) -> Phase:
    """The phase of that number, 1 to 4."""
    return PHASES[number - 1]


def package(code: PackageCode) -> Package:
    """The package of that code."""
    return next(each for each in PACKAGES if each.code == code)


def rw_target(code: PackageCode, number: int, families: int) -> int:
    """Packages that an RW with so many vulnerable families needs in the phase of that number.

    The published needs follow the same rule. The demo uses it before anything is published, so that
    no step promises more than is needed.
    """
    kind = package(code)
    served = families * (PEOPLE_PER_FAMILY if kind.per == "PERSON" else 1)
    rounded_up = -(-served * kind.rw_share // 100)
    return rounded_up * kind.times(phase(number))
