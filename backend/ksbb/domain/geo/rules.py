"""Rules of codes and coordinates of DKI Jakarta."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ksbb.domain.geo.models import Level

# The programme is for one provinsi only.
PROVINSI = "31"
PROVINSI_NAME = "DKI Jakarta"

_CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
_LEVELS = {2: Level.PROVINSI, 5: Level.KOTA, 8: Level.KECAMATAN, 13: Level.KELURAHAN}
_LENGTHS = {level: length for length, level in _LEVELS.items()}
# Within a provinsi Kemendagri numbers kabupaten from 01 and kota from 71.
_FIRST_KOTA = 71


def level_of(code: str) -> Level | None:
    """The level of the area with this Kemendagri code; None if it is not such a code."""
    return _LEVELS[len(code)] if _CODE.fullmatch(code) else None


def code_at(code: str, level: Level) -> str:
    """The code of the higher area at this level (or the code itself, at its own level).

    Raises:
        ValueError: the level is below the code's own.
    """
    length = _LENGTHS[level]
    if length > len(code):
        raise ValueError(f"{code} has no {level}")
    return code[:length]


def ancestors(code: str) -> dict[Level, str]:
    """The codes of all higher areas, the highest first."""
    return {level: code[:length] for length, level in _LEVELS.items() if length < len(code)}


def is_kabupaten(code: str) -> bool:
    """Whether a code of level KOTA is the code of a kabupaten (Kepulauan Seribu)."""
    return level_of(code) is Level.KOTA and int(code[3:5]) < _FIRST_KOTA


class Misplaced(StrEnum):
    """Why coordinates can't be in DKI Jakarta."""

    SWAPPED = "SWAPPED"
    NOT_DEGREES = "NOT_DEGREES"
    OUTSIDE = "OUTSIDE"


@dataclass(frozen=True, slots=True)
class Extent:
    """A bounding box in degrees of WGS 84."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, other: "Extent") -> bool:
        """Whether the other box lies inside this one."""
        return (
            self.west <= other.west
            and self.south <= other.south
            and other.east <= self.east
            and other.north <= self.north
        )

    @property
    def swapped(self) -> "Extent":
        """The same box with latitude and longitude swapped."""
        return Extent(self.south, self.west, self.north, self.east)


# The city and its islands up to Pulau Sebira, with some kilometres of margin.
JAKARTA = Extent(west=106.30, south=-6.45, east=107.05, north=-5.10)
_GLOBE = Extent(west=-180, south=-90, east=180, north=90)


def misplaced(extent: Extent) -> Misplaced | None:
    """Why this box is not in DKI Jakarta; None if it is."""
    if JAKARTA.holds(extent):
        return None
    if JAKARTA.holds(extent.swapped):
        return Misplaced.SWAPPED
    return Misplaced.OUTSIDE if _GLOBE.holds(extent) else Misplaced.NOT_DEGREES
