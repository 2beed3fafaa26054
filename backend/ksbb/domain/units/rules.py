"""Rules of units: the form of codes, and how families and people are computed from each other."""

import re

from ksbb.domain.geo.models import Level
from ksbb.domain.geo.rules import PROVINSI, level_of
from ksbb.domain.units.models import UnitKind

# The size of a family until a programme sets its own (pub.programme).
PEOPLE_PER_FAMILY = 4

_RW = re.compile(r"(\d{2}\.\d{2}\.\d{2}\.\d{4})\.(\d{3})", re.ASCII)
_INSTITUTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./_-]{0,38}[A-Za-z0-9])?", re.ASCII)


def rw_code(kelurahan: str, number: int) -> str:
    """The code of an RW: its kelurahan's code and its number in three digits. KSBB defines it."""
    return f"{kelurahan}.{number:03d}"


def rw_parts(code: str) -> tuple[str, int] | None:
    """Kelurahan and number from an RW's code; None if it is not one of DKI Jakarta."""
    match = _RW.fullmatch(code)
    if match is None or not code.startswith(PROVINSI) or not int(match[2]):
        return None
    return match[1], int(match[2])


def rw_name(number: int) -> str:
    """The name of an RW within its kelurahan."""
    return f"RW {number:02d}"


def is_institution_code(code: str) -> bool:
    """Whether a code may be an institution's: short, simple, and not the code of an area or RW."""
    return (
        _INSTITUTION.fullmatch(code) is not None
        and level_of(code) is None
        and _RW.fullmatch(code) is None
    )


def is_kelurahan_code(code: str) -> bool:
    """Whether this is the code of a kelurahan of DKI Jakarta."""
    return level_of(code) is Level.KELURAHAN and code.startswith(PROVINSI)


def families_of(kind: UnitKind, people: int, per_family: int = PEOPLE_PER_FAMILY) -> int | None:
    """How many families an institution's people count as, rounded up; None for an RW."""
    return None if kind is UnitKind.RW else -(-people // per_family)


def people_of(families: int, per_family: int = PEOPLE_PER_FAMILY) -> int:
    """How many people this many families count as."""
    return families * per_family
