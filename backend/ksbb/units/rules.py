"""What codes of units look like, and how families and people follow from each other."""

import re

from ksbb.geo.models import Level
from ksbb.geo.rules import PROVINSI, level_of
from ksbb.units.models import UnitKind

# What the programme counts to a family while no programme has set it (pub.programme).
PEOPLE_PER_FAMILY = 4

_RW = re.compile(r"(\d{2}\.\d{2}\.\d{2}\.\d{4})\.(\d{3})", re.ASCII)
_INSTITUTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./_-]{0,38}[A-Za-z0-9])?", re.ASCII)


def rw_code(kelurahan: str, number: int) -> str:
    """The code of an RW: its kelurahan's and its number in three digits. It is our own."""
    return f"{kelurahan}.{number:03d}"


def rw_parts(code: str) -> tuple[str, int] | None:
    """Kelurahan and number of an RW's code; None if it is not one of DKI Jakarta's."""
    match = _RW.fullmatch(code)
    if match is None or not code.startswith(PROVINSI) or not int(match[2]):
        return None
    return match[1], int(match[2])


def rw_name(number: int) -> str:
    """How an RW is called within its kelurahan."""
    return f"RW {number:02d}"


def is_institution_code(code: str) -> bool:
    """Whether a code may be an institution's: short, plain, and no area's or RW's."""
    return (
        _INSTITUTION.fullmatch(code) is not None
        and level_of(code) is None
        and _RW.fullmatch(code) is None
    )


def is_kelurahan_code(code: str) -> bool:
    """Whether this is the code of a kelurahan of DKI Jakarta."""
    return level_of(code) is Level.KELURAHAN and code.startswith(PROVINSI)


def families_of(kind: UnitKind, people: int, per_family: int = PEOPLE_PER_FAMILY) -> int | None:
    """Families that the people of an institution count as, rounded up; None for an RW."""
    return None if kind is UnitKind.RW else -(-people // per_family)


def people_of(families: int, per_family: int = PEOPLE_PER_FAMILY) -> int:
    """People that so many families count as."""
    return families * per_family
