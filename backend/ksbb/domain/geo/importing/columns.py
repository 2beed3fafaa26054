"""Typed values from a record's columns, whose names may be Indonesian or English."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Mapping

from ksbb.domain.geo.importing.records import Cell, Record
from ksbb.domain.geo.importing.report import Message, Report

Aliases = Mapping[str, tuple[str, ...]]

_MAX_LENGTH = 500
# More than all families of the province: a higher number is a typing error.
_LARGEST_WHOLE = 10_000_000
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
_SHOWN = 60


class Row:
    """A record with known columns. A value that can't be read becomes an error and sets ``bad``.

    ``aliases`` lists for each known column the names it may have, the preferred name first.
    """

    def __init__(self, record: Record, aliases: Aliases, report: Report) -> None:
        self.record = record
        self.position = record.position
        self.bad = False
        self._aliases = aliases
        self._report = report

    def error(self, column: str | None, text: Message) -> None:
        """Add an error of this row; the column is called as in the file."""
        self.bad = True
        self._report.error(self.position, self._header(column), text)

    def warn(self, column: str | None, text: Message) -> None:
        """Add a warning of this row; the column is called as in the file."""
        self._report.warn(self.position, self._header(column), text)

    def _found(self, column: str) -> str | None:
        """The first of the column's names that this record has, even if its value is empty."""
        # Not the first name with a value: a kelurahan without its code must not be read as the
        # kecamatan whose code is in another column.
        return next((name for name in self._aliases[column] if name in self.record.values), None)

    def _header(self, column: str | None) -> str | None:
        if column is None or column not in self._aliases:
            return column
        found = self._found(column)
        return self.record.headers[found] if found else self._aliases[column][0]

    def _cell(self, column: str) -> Cell:
        found = self._found(column)
        return self.record.values[found] if found else None

    def text(self, column: str, *, required: bool = False) -> str | None:
        """A text on one line without spaces around it; None if empty."""
        cell = self._cell(column)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        text = "" if cell is None else " ".join(str(cell).split())
        if not text:
            if required:
                self.error(column, Message("harus diisi", "must be filled in"))
            return None
        if len(text) > _MAX_LENGTH:
            self.error(
                column, Message(f"lebih dari {_MAX_LENGTH} huruf", f"over {_MAX_LENGTH} characters")
            )
            return None
        if any(unicodedata.category(letter) == "Cc" for letter in text):
            self.error(column, Message("berisi karakter kendali", "contains a control character"))
            return None
        return text

    def whole(self, column: str) -> int | None:
        """A whole number of 0 or more; None if empty. Thousands separators are refused."""
        cell = self._cell(column)
        number: int | None = None
        if cell is None or cell == "":
            return None
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            number = int(cell) if math.isfinite(cell) and float(cell).is_integer() else None
        elif isinstance(cell, str) and cell.strip().isascii() and cell.strip().isdigit():
            number = int(cell) if len(cell) < _SHOWN else None
        if number is None or not 0 <= number <= _LARGEST_WHOLE:
            self.error(
                column,
                Message(
                    f"{_quoted(cell)} bukan bilangan bulat (tanpa titik, koma, satuan)",
                    f"{_quoted(cell)} is not a whole number (no points, commas, units)",
                ),
            )
            return None
        return number

    def degrees(self, column: str) -> float | None:
        """Degrees with a decimal point or comma; None if empty."""
        cell = self._cell(column)
        if cell is None or cell == "":
            return None
        try:
            if isinstance(cell, str):
                cell = cell.strip().replace(",", ".", 1) if "." not in cell else cell
            if isinstance(cell, bool | dt.date):
                raise TypeError  # noqa: TRY301
            degrees = float(cell)
        except (TypeError, ValueError):
            degrees = math.nan
        if not math.isfinite(degrees):
            self.error(
                column,
                Message(
                    f"{_quoted(cell)} bukan derajat desimal",
                    f"{_quoted(cell)} is not a decimal degree",
                ),
            )
            return None
        return degrees

    def day(self, column: str) -> dt.date | None:
        """A date from a spreadsheet cell, or as 2020-04-24 or 24/04/2020; None if empty."""
        cell = self._cell(column)
        if cell is None or isinstance(cell, dt.date):
            return cell
        for form in _DAYS:
            try:
                return dt.datetime.strptime(str(cell).strip(), form).date()  # noqa: DTZ007
            except ValueError:
                continue
        self.error(
            column,
            Message(
                f"{_quoted(cell)} bukan tanggal seperti 2020-04-24",
                f"{_quoted(cell)} is not a date like 2020-04-24",
            ),
        )
        return None


def _quoted(cell: Cell) -> str:
    text = str(cell)
    return f'"{text[:_SHOWN]}…"' if len(text) > _SHOWN else f'"{text}"'
