"""Who acts in the story.

Real organisations bear their real names and do only what was reported of them; donors that were
not named in public are made up and end in "(contoh)". Every person is made up: their surname is
Contoh, and their mail addresses are not anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ksbb.kernel.viewer import Kind, Role
from ksbb.organisations.rules import is_made_up


@dataclass(frozen=True, slots=True)
class Person:
    """One sign-in of the demo. ``ends_on`` is the last day of a membership that ends."""

    name: str
    email: str
    role: Role
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A tenant; its first person is the OWNER who applies, the others are invited."""

    slug: str
    name: str
    kind: Kind
    about: str
    people: tuple[Person, ...]

    @property
    def example(self) -> bool:
        """Whether it is made up."""
        return is_made_up(self.name)

    @property
    def owner(self) -> Person:
        return self.people[0]

    @property
    def operator(self) -> Person:
        """Who does the daily work: the first OPERATOR, else the owner."""
        return next((each for each in self.people if each.role is Role.OPERATOR), self.owner)


@dataclass(frozen=True, slots=True)
class Paper:
    """An agreement or, with an ``issuer``, a permit of an aggregator; both days belong to it."""

    holder: str
    number: str
    starts_on: date
    ends_on: date
    issuer: str | None = None


def _person(name: str, slug: str, role: Role, ends_on: date | None = None) -> Person:
    return Person(f"{name} Contoh", f"{name.lower()}.{slug}@contoh.id", role, ends_on)


def _aggregator(slug: str, name: str, about: str, owner: str, operator: str) -> Organisation:
    people = (_person(owner, slug, Role.OWNER), _person(operator, slug, Role.OPERATOR))
    return Organisation(slug, name, Kind.AGGREGATOR, about, people)


def _donor(slug: str, name: str, about: str, owner: str) -> Organisation:
    return Organisation(slug, name, Kind.DONOR, about, (_person(owner, slug, Role.OWNER),))


# Two operators, because who approves is not who wrote: the first prepares, the second commits.
PEMPROV = Organisation(
    "pemprov",
    "Pemerintah Provinsi DKI Jakarta",
    Kind.PEMPROV,
    "Penyelenggara KSBB; Pokja KSBB menerima komitmen dan menerbitkan rekap.",
    (
        _person("Wulan", "pemprov", Role.OWNER),
        _person("Bagas", "pemprov", Role.OPERATOR),
        _person("Citra", "pemprov", Role.OPERATOR),
        _person("Dewi", "pemprov", Role.VERIFIER),
        _person("Fajar", "pemprov", Role.VIEWER, date(2020, 12, 31)),
    ),
)
# Whoever has no account; they have no address either.
ANYBODY = Person("Seorang warga", "", Role.VIEWER)
PREPARES, COMMITS = PEMPROV.people[1], PEMPROV.people[2]

AGGREGATORS = (
    _aggregator(
        "baznas", "BAZNAS BAZIS DKI", "Badan amil zakat tingkat provinsi.", "Hasan", "Indah"
    ),
    _aggregator(
        "pmi", "PMI DKI", "Palang Merah Indonesia Provinsi DKI Jakarta.", "Joko", "Kartika"
    ),
    _aggregator("act", "Aksi Cepat Tanggap (ACT)", "Lembaga kemanusiaan.", "Lukman", "Mira"),
    _aggregator("human-initiative", "Human Initiative", "Lembaga kemanusiaan.", "Nadia", "Okta"),
    _aggregator("rumah-zakat", "Rumah Zakat", "Lembaga amil zakat nasional.", "Putri", "Rama"),
    _aggregator(
        "lumbung-warga",
        "Yayasan Lumbung Warga (contoh)",
        "Agregator contoh: gudang dan pengantaran sembako.",
        "Sekar",
        "Tegar",
    ),
    _aggregator(
        "dapur-gotong-royong",
        "Yayasan Dapur Gotong Royong (contoh)",
        "Agregator contoh: dapur umum; PKS-nya masih diajukan.",
        "Umar",
        "Vina",
    ),
)

NAMED_DONORS = (
    _donor("jne", "JNE", "Perusahaan jasa pengiriman.", "Wira"),
    _donor("pgri-smp", "PGRI SMP", "Perhimpunan guru SMP.", "Yanti"),
    _donor(
        "museum",
        "Asosiasi Museum Indonesia DKI Jakarta",
        "Asosiasi pengelola museum di Jakarta.",
        "Zaki",
    ),
    _donor("barisan", "Barisan Bangun Negeri", "Komunitas relawan dan donatur.", "Ayu"),
)

# The 15 whose names no report gave, three at home in each kota in the order of the codes.
EXAMPLE_DONORS = (
    _donor("lentera", "PT Lentera Samudra Jaya (contoh)", "Perusahaan contoh.", "Bima"),
    _donor("nusantara", "PT Sinar Nusantara (contoh)", "Perusahaan contoh.", "Cahya"),
    _donor("pelita", "Yayasan Pelita Kampung (contoh)", "Yayasan contoh.", "Dimas"),
    _donor("bahari", "Koperasi Bahari Rukun (contoh)", "Koperasi contoh.", "Endah"),
    _donor("kirana", "PT Kirana Logistik Utama (contoh)", "Perusahaan contoh.", "Farah"),
    _donor("tetangga", "Komunitas Dapur Tetangga (contoh)", "Komunitas contoh.", "Gilang"),
    _donor("mendung", "PT Tekstil Mega Mendung (contoh)", "Perusahaan contoh.", "Hani"),
    _donor("roti", "PT Roti Pagi Ceria (contoh)", "Perusahaan contoh.", "Irfan"),
    _donor("pasar", "Asosiasi Pedagang Pasar Rukun (contoh)", "Asosiasi contoh.", "Jihan"),
    _donor("alumni", "Ikatan Alumni SMA Cakrawala (contoh)", "Ikatan alumni contoh.", "Krisna"),
    _donor("sejahtera", "Koperasi Simpan Sejahtera (contoh)", "Koperasi contoh.", "Laras"),
    _donor("arsitek", "Perkumpulan Arsitek Kampung (contoh)", "Perkumpulan contoh.", "Maya"),
    _donor("kemasan", "PT Kemasan Lestari Abadi (contoh)", "Perusahaan contoh.", "Niko"),
    _donor("pesepeda", "Komunitas Pesepeda Fajar (contoh)", "Komunitas contoh.", "Olivia"),
    _donor("rusun", "Yayasan Cahaya Rusun (contoh)", "Yayasan contoh.", "Panji"),
)

# They only wait, are refused or withdraw: none of them is in any committed figure.
HOPEFUL_DONORS = (
    _donor("perkakas", "PT Perkakas Rumah Kita (contoh)", "Perusahaan contoh.", "Ratih"),
    _donor("paduan", "Paduan Suara Kampung Baru (contoh)", "Komunitas contoh.", "Surya"),
)
# Applied on 2 May and waits for the Pemprov.
APPLICANT = _donor(
    "warung", "Persatuan Warung Sebelah (contoh)", "Persatuan warung contoh.", "Tiara"
)

DONORS = (*NAMED_DONORS, *EXAMPLE_DONORS, *HOPEFUL_DONORS, APPLICANT)
ORGANISATIONS = (PEMPROV, *AGGREGATORS, *DONORS)

_SIGNED = date(2020, 4, 22)
_LATER = date(2020, 4, 27)
_YEAR_END = date(2020, 12, 31)


def _agreement(number: int, holder: str, starts_on: date) -> Paper:
    return Paper(holder, f"PKS-{number:02d}/KSBB/2020 (contoh)", starts_on, _YEAR_END)


def _permit(number: int, holder: str) -> Paper:
    issuer = "Penerbit izin PUB (contoh)"
    return Paper(holder, f"PUB-{number:02d}/2020 (contoh)", date(2020, 1, 1), _YEAR_END, issuer)


# The first three were signed on 22 April 2020; the days of the later ones are examples, and so
# are all numbers.
AGREEMENTS = (
    _agreement(1, "baznas", _SIGNED),
    _agreement(2, "pmi", _SIGNED),
    _agreement(3, "act", _SIGNED),
    _agreement(4, "human-initiative", _LATER),
    _agreement(5, "rumah-zakat", _LATER),
    _agreement(6, "lumbung-warga", _LATER),
)
# Handed in on 2 May, not yet looked at.
AGREEMENT_WAITING = _agreement(7, "dapur-gotong-royong", date(2020, 5, 2))
PERMITS = tuple(
    _permit(number, agreement.holder) for number, agreement in enumerate(AGREEMENTS, start=1)
)


def organisation(slug: str) -> Organisation:
    """The organisation of that slug.

    Raises:
        KeyError: nobody bears it.
    """
    return _BY_SLUG[slug]


_BY_SLUG = {each.slug: each for each in ORGANISATIONS}
