"""A small table of facts in the repository, for installations without boundary files.

267 kelurahan of DKI Jakarta with their codes, names, a point, and the numbers of their RWs. The
licence (ODbL 1.0) and the attribution are in LICENSE and NOTICE beside it.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("kelurahan.csv")
# Shown wherever data made from these facts is shown.
ATTRIBUTION = (
    "© OpenStreetMap contributors; BPBD DKI Jakarta; Jakarta Smart City; Rasyid Ridha; Cahya DSN"
    " (ODbL 1.0)"
)

_RUN = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class KelurahanFacts:
    """One kelurahan: Kemendagri code, names, a point inside it (degrees), its RW numbers."""

    code: str
    name: str
    kecamatan: str
    kota: str
    longitude: float
    latitude: float
    rw_numbers: tuple[int, ...]


def numbers(compact: str) -> tuple[int, ...]:
    """RW numbers from their short form: ``"1-3,5"`` is 1, 2, 3, 5; an empty text has none.

    Raises:
        ValueError: it is not such a list, or the numbers don't rise.
    """
    found: list[int] = []
    for run in compact.split(",") if compact else ():
        match = _RUN.fullmatch(run)
        if match is None:
            raise ValueError(f"{compact!r} is not a list of RW numbers")
        first = int(match[1])
        last = int(match[2] or first)
        if first > last or (found and first <= found[-1]):
            raise ValueError(f"{compact!r} does not rise")
        found.extend(range(first, last + 1))
    return tuple(found)


def load(file: Path = FILE) -> list[KelurahanFacts]:
    """All kelurahan by code.

    Raises:
        ValueError: a row is malformed.
    """
    with file.open(encoding="utf-8", newline="") as opened:
        return [
            KelurahanFacts(
                code=row["kode"],
                name=row["kelurahan"],
                kecamatan=row["kecamatan"],
                kota=row["kota"],
                longitude=float(row["lon"]),
                latitude=float(row["lat"]),
                rw_numbers=numbers(row["rw"]),
            )
            for row in csv.DictReader(opened)
        ]
