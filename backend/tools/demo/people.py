"""Who acts in the demo.

Real organisations have their real names and do only what was reported of them. Donors that were
not named in public are made up and end in "(contoh)". Every person is made up: the surname is
Contoh, and the mail addresses belong to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ksbb.core.viewer import Kind, Role
from ksbb.domain.organisations.rules import is_made_up


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the demo. ``ends_on`` is the last day of a membership that ends.

    ``areas`` are the codes of the kelurahan of an officer.
    """

    name: str
    email: str
    role: Role
    ends_on: date | None = None
    areas: tuple[str, ...] = ()


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
        """The person who does the daily work: the first OPERATOR, else the owner."""
        return next((each for each in self.people if each.role is Role.OPERATOR), self.owner)


@dataclass(frozen=True, slots=True)
class Paper:
    """An agreement or, with an ``issuer``, a permit of an aggregator; both days are part of it."""

    holder: str
    number: str
    starts_on: date
    ends_on: date
    issuer: str | None = None


def _person(name: str, slug: str, role: Role, ends_on: date | None = None) -> Person:
    return Person(f"{name} Contoh", f"{name.lower()}.{slug}@contoh.id", role, ends_on)


def _officer(name: str, *areas: str) -> Person:
    return replace(_person(name, "pemprov", Role.KELURAHAN), areas=areas)


def _aggregator(slug: str, name: str, about: str, owner: str, operator: str) -> Organisation:
    people = (_person(owner, slug, Role.OWNER), _person(operator, slug, Role.OPERATOR))
    return Organisation(slug, name, Kind.AGGREGATOR, about, people)


def _donor(slug: str, name: str, about: str, owner: str) -> Organisation:
    return Organisation(slug, name, Kind.DONOR, about, (_person(owner, slug, Role.OWNER),))


# One officer in each kota, for kelurahan near each other.
OFFICERS = (
    _officer("Galuh", "31.71.02.1005", "31.71.03.1007", "31.71.04.1003", "31.71.08.1002"),
    _officer("Heru", "31.72.01.1002", "31.72.02.1001", "31.72.03.1002", "31.72.04.1005"),
    _officer("Intan", "31.73.01.1006", "31.73.04.1003", "31.73.07.1005", "31.73.08.1002"),
    _officer("Kemal", "31.74.01.1005", "31.74.03.1002", "31.74.05.1001", "31.74.09.1004"),
    _officer("Lestari", "31.75.01.1001", "31.75.03.1005", "31.75.05.1001"),
)
# Two operators, because one person prepares a decision and another one commits it.
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
        *OFFICERS,
    ),
)
# Somebody without an account, and without an address.
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

# The 15 whose names no report gave, three in each kota in the order of the codes.
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

# Their gifts wait, are refused or withdrawn: none of them is in any committed figure.
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


# The first three were signed on 22 April 2020; the days of the others are examples, and all
# numbers are.
AGREEMENTS = (
    _agreement(1, "baznas", _SIGNED),
    _agreement(2, "pmi", _SIGNED),
    _agreement(3, "act", _SIGNED),
    _agreement(4, "human-initiative", _LATER),
    _agreement(5, "rumah-zakat", _LATER),
    _agreement(6, "lumbung-warga", _LATER),
)
# Submitted on 2 May, not yet looked at.
AGREEMENT_WAITING = _agreement(7, "dapur-gotong-royong", date(2020, 5, 2))
PERMITS = tuple(
    _permit(number, agreement.holder) for number, agreement in enumerate(AGREEMENTS, start=1)
)


def organisation(slug: str) -> Organisation:
    """The organisation with this slug.

    Raises:
        KeyError: there is none.
    """
    return _BY_SLUG[slug]


_BY_SLUG = {each.slug: each for each in ORGANISATIONS}
