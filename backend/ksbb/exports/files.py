"""Writing sheets into files, row by row, so that no sheet is ever held in memory as a whole.

CSV is what spreadsheets in Indonesia open by a double click: UTF-8 with a byte order mark,
semicolons between fields (the decimal sign is a comma there), CR LF. Lines above the headings
begin with ``#``. XLSX has numbers as numbers and days as days.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, Protocol

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ksbb.exports.sheets import Column, Form, Sheet
from ksbb.exports.words import pick, word
from ksbb.kernel.errors import Locale
from ksbb.reports.sheet import WIB, day_of, truth

# A field that begins so is run as a formula by spreadsheets that open a CSV.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDTHS = {
    Form.TEXT: 28,
    Form.WORD: 18,
    Form.NUMBER: 12,
    Form.RUPIAH: 18,
    Form.DAY: 12,
    Form.MOMENT: 17,
}
_FORMATS = {
    Form.NUMBER: "#,##0",
    Form.RUPIAH: '"Rp"#,##0',
    Form.DAY: "yyyy-mm-dd",
    Form.MOMENT: "yyyy-mm-dd hh:mm",
}

Row = Sequence[Any]


def above(
    named: Iterable[str],
    given: Mapping[str, str],
    now: dt.datetime,
    locale: Locale,
    *,
    demo: bool,
) -> list[str]:
    """What stands above the headings: what it is, the moment it holds for, what of it is real.

    Args:
        named: what the file is, in parts; an empty one is left out.
        given: the filters of the address.
        now: the moment, in WIB.
        locale: of the file.
        demo: whether the figures are a demo's.
    """
    english = locale == "en"
    at = f"{day_of(now.date(), locale)}, {now:%H:%M} WIB"
    lines = [
        " · ".join(filter(None, ("KSBB", *named))),
        f"As of {at}." if english else f"Keadaan {at.replace(':', '.')}.",
    ]
    if given:
        filters = ", ".join(f"{name}={value}" for name, value in sorted(given.items()))
        lines.append(f"Filters: {filters}" if english else f"Saringan: {filters}")
    if demo:
        lines.append(truth(locale))
    return lines


class Written(Protocol):
    """A file while sheets are written into it."""

    media: str
    most_sheets: int | None

    def begin(self, sheet: Sheet, above: Sequence[str]) -> None:
        """Start a sheet: what stands above it, and its headings."""
        ...

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows to the sheet that was begun last."""
        ...

    def finish(self) -> None:
        """Complete the file."""
        ...


def said(value: Any, column: Column, locale: Locale) -> Any:
    """A value of the database as it stands in a sheet; moments in Jakarta's time."""
    if value is None:
        return None
    if column.form is Form.WORD:
        return word(str(value), locale)
    if column.form is Form.MOMENT:
        return value.astimezone(WIB).replace(tzinfo=None, second=0, microsecond=0)
    if column.form in (Form.NUMBER, Form.RUPIAH):
        return int(value)
    return value


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


class Csv:
    """One sheet as text."""

    media = "text/csv; charset=utf-8"
    most_sheets = 1

    def __init__(self, file: IO[bytes], locale: Locale) -> None:
        self.locale: Locale = locale
        self.columns: Sequence[Column] = ()
        self.text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        self.lines = csv.writer(self.text, delimiter=";", lineterminator="\r\n")

    def begin(self, sheet: Sheet, above: Sequence[str]) -> None:
        """The lines above, then the headings."""
        self.columns = sheet.columns
        for line in above:
            self.lines.writerow([f"# {line}"])
        self.lines.writerow([pick(column.head, self.locale) for column in sheet.columns])

    def add(self, rows: Iterable[Row]) -> None:
        """Rows as text: whole numbers without marks, days as 2020-05-03."""
        for row in rows:
            self.lines.writerow([self._field(v, c) for v, c in zip(row, self.columns, strict=True)])

    def _field(self, value: Any, column: Column) -> str:
        shown = said(value, column, self.locale)
        if shown is None:
            return ""
        if isinstance(shown, dt.datetime):
            return shown.strftime("%Y-%m-%d %H:%M")
        return harmless(shown) if isinstance(shown, str) else str(shown)

    def finish(self) -> None:
        """The bytes stay in the file that was given."""
        self.text.flush()
        self.text.detach()


class Xlsx:
    """Sheets in a workbook. Texts are written as texts, whatever they begin with."""

    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    most_sheets = None

    def __init__(self, file: IO[bytes], locale: Locale) -> None:
        self.locale: Locale = locale
        self.columns: Sequence[Column] = ()
        self.book = xlsxwriter.Workbook(file, {"constant_memory": True})
        self.head: Format = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.above: Format = self.book.add_format({"italic": True})
        self.title: Format = self.book.add_format({"bold": True, "font_size": 14})
        self.formats = {
            form: self.book.add_format({"num_format": text}) for form, text in _FORMATS.items()
        }
        self.row = 0

    def begin(self, sheet: Sheet, above: Sequence[str]) -> None:
        """A worksheet whose headings stay in sight."""
        self.columns = sheet.columns
        self.sheet: Worksheet = self.book.add_worksheet(pick(sheet.name, self.locale)[:31])
        for place, column in enumerate(sheet.columns):
            self.sheet.set_column(place, place, _WIDTHS[column.form])
        for place, line in enumerate(above):
            self.sheet.write_string(place, 0, line, self.above if place else self.title)
        at = len(above) + 1
        for place, column in enumerate(sheet.columns):
            self.sheet.write_string(at, place, pick(column.head, self.locale), self.head)
        self.sheet.freeze_panes(at + 1, 0)
        self.row = at + 1

    def add(self, rows: Iterable[Row]) -> None:
        """Rows in cells of their kind."""
        for row in rows:
            for place, (value, column) in enumerate(zip(row, self.columns, strict=True)):
                shown = said(value, column, self.locale)
                if shown is None:
                    continue
                form = self.formats.get(column.form)
                if isinstance(shown, dt.date):
                    moment = (
                        shown
                        if isinstance(shown, dt.datetime)
                        else dt.datetime.combine(shown, dt.time())
                    )
                    self.sheet.write_datetime(self.row, place, moment, form)
                elif isinstance(shown, int):
                    self.sheet.write_number(self.row, place, shown, form)
                else:
                    self.sheet.write_string(self.row, place, str(shown)[:32_767])
            self.row += 1

    def finish(self) -> None:
        """Zip it."""
        self.book.close()


FORMS: dict[str, type[Csv | Xlsx]] = {"csv": Csv, "xlsx": Xlsx}
