"""Reads CSV and XLSX: the first row that is not empty has the names of the columns."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import python_calamine

from ksbb.domain.geo.importing.records import Cell, Record, column_name
from ksbb.domain.geo.importing.report import ImportFailed, Message, Position, Report

_DELIMITERS = ",;\t"
# A sheet of 100,000 rows unpacks to about 60 MB; a zip bomb to gigabytes.
_LARGEST_UNPACKED = 512 * 1024 * 1024
# The reader builds a full rectangle of cells: a small file with one cell at XFD1048576 would need
# 400 GB.
_MAX_CELLS = 5_000_000
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


def read_csv(file: str, content: bytes, report: Report) -> list[Record]:
    """The rows of a CSV file in UTF-8; separators are commas, semicolons (Excel here) or tabs.

    Raises:
        ImportFailed: it is not UTF-8, not CSV, or its header can't be used.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        message = Message(
            "bukan teks UTF-8; simpanlah sebagai CSV UTF-8",
            "not UTF-8 text; save it as CSV UTF-8",
        )
        raise ImportFailed(Position(file, row), None, message) from error
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    return _records(file, _csv_rows(file, text, delimiter), report, strict=True)


def _csv_rows(file: str, text: str, delimiter: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        # A quoted cell may have several lines: the row is counted where it begins.
        row = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            message = Message(f"bukan CSV yang benar ({error})", f"not correct CSV ({error})")
            raise ImportFailed(Position(file, row), None, message) from error
        yield row, cells


def read_xlsx(file: str, content: bytes, report: Report) -> list[Record]:
    """The rows of the first sheet of a workbook.

    Raises:
        ImportFailed: it is not a workbook, or its header can't be used.
    """
    broken = Message("bukan buku kerja XLSX yang utuh", "not a whole XLSX workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_bombs(file, packed)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        if not workbook.sheet_names:
            raise ImportFailed(Position(file), None, broken)
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, zlib.error, python_calamine.CalamineError) as error:
        raise ImportFailed(Position(file), None, broken) from error
    if len(workbook.sheet_names) > 1:
        message = Message(
            f"hanya lembar pertama ({sheet.name}) yang dibaca",
            f"only the first sheet ({sheet.name}) is read",
        )
        report.warn(Position(file), None, message)
    numbered = ((row, [_plain(cell) for cell in cells]) for row, cells in enumerate(rows, start=1))
    return _records(file, numbered, report, strict=False)


def _refuse_bombs(file: str, packed: zipfile.ZipFile) -> None:
    """Refuse a workbook that would need too much memory, unpacked or as a rectangle of cells."""
    if sum(entry.file_size for entry in packed.infolist()) > _LARGEST_UNPACKED:
        message = Message("isinya terlalu besar bila dibuka", "it is far too large when unpacked")
        raise ImportFailed(Position(file), None, message)
    for entry in packed.infolist():
        if not entry.filename.endswith(".xml"):
            continue
        rows = columns = 0
        for letters, row in _CELL.findall(packed.read(entry)):
            rows = max(rows, int(row))
            columns = max(columns, _column_number(letters))
        if rows * columns > _MAX_CELLS:
            message = Message(
                f"satu lembar terbentang {rows} baris x {columns} kolom; hapus sel yang jauh",
                f"a sheet spreads over {rows} rows x {columns} columns; delete the stray cells",
            )
            raise ImportFailed(Position(file), None, message)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _plain(cell: Any) -> Cell:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if cell is None or isinstance(cell, str | int | float | dt.date):
        return cell
    return str(cell)


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _records(
    file: str, rows: Iterable[tuple[int, Sequence[Cell]]], report: Report, *, strict: bool
) -> list[Record]:
    """Records of numbered rows. ``strict``: a row must have as many cells as the header."""
    headers: dict[int, str] = {}
    width = 0
    records: list[Record] = []
    for row, cells in rows:
        if all(_empty(cell) for cell in cells):
            continue
        place = Position(file, row)
        if not headers:
            headers = _header(place, cells)
            width = len(cells)
            continue
        if strict and len(cells) != width:
            message = Message(
                f"baris ini punya {len(cells)} sel, kepalanya {width}",
                f"this row has {len(cells)} cells, the header {width}",
            )
            report.error(place, None, message)
            continue
        values = {
            column_name(header): None if _empty(cells[at]) else cells[at]
            for at, header in headers.items()
            if at < len(cells)
        }
        records.append(
            Record(place, values, {column_name(header): header for header in headers.values()})
        )
    return records


def _header(place: Position, cells: Sequence[Cell]) -> dict[int, str]:
    headers = {at: str(cell).strip() for at, cell in enumerate(cells) if not _empty(cell)}
    seen: set[str] = set()
    for header in headers.values():
        if column_name(header) in seen:
            message = Message("kolom ini ada dua kali", "this column is there twice")
            raise ImportFailed(place, header, message)
        seen.add(column_name(header))
    return headers
