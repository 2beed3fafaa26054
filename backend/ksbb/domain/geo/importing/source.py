"""Detects the kind of a file, by its content and not only by its name, and reads its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ksbb.domain.geo.importing import geojson, tables
from ksbb.domain.geo.importing.records import Record
from ksbb.domain.geo.importing.report import ImportFailed, Message, Position, Report

# Real files have 4 MB; no correct file is nearly as large as this.
LARGEST = 64 * 1024 * 1024

Reader: TypeAlias = Callable[[str, bytes, Report], list[Record]]

_READERS: dict[str, Reader] = {
    "GeoJSON": geojson.read,
    "CSV": tables.read_csv,
    "XLSX": tables.read_xlsx,
}
_NAMED = {".geojson": "GeoJSON", ".json": "GeoJSON", ".csv": "CSV", ".xlsx": "XLSX"}
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: its name as people know it, and all its bytes."""

    name: str
    content: bytes

    @classmethod
    def at(cls, path: Path) -> Source:
        """The file at this path.

        Raises:
            ImportFailed: it can't be read, or is much too large.
        """
        place = Position(path.name)
        try:
            if path.stat().st_size > LARGEST:
                raise ImportFailed(place, None, _too_large())
            return cls(path.name, path.read_bytes())
        except IsADirectoryError as error:
            text = Message("ini folder, bukan berkas", "this is a folder, not a file")
            raise ImportFailed(place, None, text) from error
        except OSError as error:
            text = Message(
                f"berkas tidak dapat dibaca ({error.strerror})",
                f"the file can't be read ({error.strerror})",
            )
            raise ImportFailed(place, None, text) from error


def _too_large() -> Message:
    megabytes = LARGEST // (1024 * 1024)
    return Message(
        f"berkas lebih besar dari {megabytes} MB", f"the file is larger than {megabytes} MB"
    )


def _content_kind(content: bytes) -> str | None:
    start = content.removeprefix(_BOM)[:2048]
    if start.startswith(_ZIP):
        return "XLSX"
    if start.startswith((_OLD_EXCEL, *_UTF16)) or b"\0" in start:
        return None
    if start.lstrip().startswith((b"{", b"[")):
        return "GeoJSON"
    if start.lstrip().startswith(b"<"):
        return None
    return "CSV"


def _kind(source: Source, accepted: tuple[str, ...]) -> str:
    place = Position(source.name)
    if len(source.content) > LARGEST:
        raise ImportFailed(place, None, _too_large())
    if not source.content.strip():
        raise ImportFailed(place, None, Message("berkas kosong", "the file is empty"))
    named = _NAMED.get(Path(source.name).suffix.lower())
    if named not in accepted:
        endings = ", ".join(end for end, kind in _NAMED.items() if kind in accepted)
        text = Message(
            f"jenis berkas ini tidak diterima di sini; yang diterima: {endings}",
            f"this kind of file is not accepted here; accepted are: {endings}",
        )
        raise ImportFailed(place, None, text)
    found = _content_kind(source.content)
    if found != named:
        what = found or "jenis lain"
        other = found or "something else"
        text = Message(
            f"menurut namanya berkas ini {named}, tetapi isinya {what}",
            f"by its name this file is {named}, but its content is {other}",
        )
        raise ImportFailed(place, None, text)
    return named


def read(
    source: Source, report: Report, accepted: tuple[str, ...] = ("GeoJSON", "CSV", "XLSX")
) -> list[Record]:
    """The records of a file; errors of the file or of a record go to the report."""
    try:
        records = _READERS[_kind(source, accepted)](source.name, source.content, report)
    except ImportFailed as error:
        report.errors.append(error.finding)
        return []
    if not records and not report.errors:
        text = Message("tidak ada baris data di dalamnya", "there are no rows of data in it")
        report.error(Position(source.name), None, text)
    return records
