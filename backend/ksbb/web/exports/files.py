"""Writes sheets to CSV and XLSX files, row by row: no sheet is in memory as a whole.

CSV has the form that spreadsheets in Indonesia open by a double click: UTF-8 with a byte order
mark, semicolons between fields (the decimal sign is a comma there), CR LF. Lines above the
headings begin with ``#``. XLSX has numbers as numbers and days as days.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ksbb.core.words import Locale
from ksbb.domain.reports.sheet import WIB, day_of, demo_notice
from ksbb.web.exports.sheets import Column, Form, Sheet
from ksbb.web.exports.words import pick, word

# Spreadsheets run a CSV field as a formula when it begins with one of these.
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


def lines_above(
    title: Iterable[str],
    given: Mapping[str, str],
    now: dt.datetime,
    locale: Locale,
    *,
    demo: bool,
) -> list[str]:
    """The lines above the headings: title, time, filters, and which figures are examples.

    Args:
        title: in parts; an empty part is left out.
        given: the filters of the request.
        now: the time of the figures, in WIB.
        locale: of the file.
        demo: whether the installation is a demo.
    """
    english = locale == "en"
    at = f"{day_of(now.date(), locale)}, {now:%H:%M} WIB"
    lines = [
        " · ".join(filter(None, ("KSBB", *title))),
        f"As of {at}." if english else f"Keadaan {at.replace(':', '.')}.",
    ]
    if given:
        filters = ", ".join(f"{name}={value}" for name, value in sorted(given.items()))
        lines.append(f"Filters: {filters}" if english else f"Saringan: {filters}")
    if demo:
        lines.append(demo_notice(locale))
    return lines


def cell_value(value: Any, column: Column, locale: Locale) -> Any:
    """A value of the database as it is written in a cell; times in Jakarta's time zone."""
    if value is None:
        return None
    if column.form is Form.WORD:
        return word(str(value), locale)
    if column.form is Form.MOMENT:
        return value.astimezone(WIB).replace(tzinfo=None, second=0, microsecond=0)
    if column.form in (Form.NUMBER, Form.RUPIAH):
        return int(value)
    return value


def without_formula(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


class Csv:
    """Writes one sheet as CSV."""

    media = "text/csv; charset=utf-8"
    max_sheets = 1

    def __init__(self, file: IO[bytes], locale: Locale) -> None:
        self.locale: Locale = locale
        self.columns: Sequence[Column] = ()
        self.text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        self.lines = csv.writer(self.text, delimiter=";", lineterminator="\r\n")

    def begin(self, sheet: Sheet, above: Sequence[str]) -> None:
        """Write the lines above, the headings, and their HXL tags if they have any."""
        self.columns = sheet.columns
        for line in above:
            self.lines.writerow([f"# {line}"])
        self.lines.writerow([pick(column.head, self.locale) for column in sheet.columns])
        if any(column.tag for column in sheet.columns):
            self.lines.writerow([column.tag for column in sheet.columns])

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows: numbers without separators, days as 2020-05-03."""
        for row in rows:
            self.lines.writerow([self._field(v, c) for v, c in zip(row, self.columns, strict=True)])

    def _field(self, value: Any, column: Column) -> str:
        shown = cell_value(value, column, self.locale)
        if shown is None:
            return ""
        if isinstance(shown, dt.datetime):
            return shown.strftime("%Y-%m-%d %H:%M")
        return without_formula(shown) if isinstance(shown, str) else str(shown)

    def finish(self) -> None:
        """Complete the content; the file stays open."""
        self.text.flush()
        self.text.detach()


class Xlsx:
    """Writes sheets to a workbook. Texts are never formulas, whatever they begin with."""

    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    max_sheets = None

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
        """Start a worksheet whose headings stay visible when scrolling."""
        self.columns = sheet.columns
        self.sheet: Worksheet = self.book.add_worksheet(pick(sheet.name, self.locale)[:31])
        for index, column in enumerate(sheet.columns):
            self.sheet.set_column(index, index, _WIDTHS[column.form])
        for index, line in enumerate(above):
            self.sheet.write_string(index, 0, line, self.above if index else self.title)
        at = len(above) + 1
        for index, column in enumerate(sheet.columns):
            self.sheet.write_string(at, index, pick(column.head, self.locale), self.head)
        self.sheet.freeze_panes(at + 1, 0)
        self.row = at + 1

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows, with cells of the column's type."""
        for row in rows:
            for index, (value, column) in enumerate(zip(row, self.columns, strict=True)):
                shown = cell_value(value, column, self.locale)
                if shown is None:
                    continue
                form = self.formats.get(column.form)
                if isinstance(shown, dt.date):
                    moment = (
                        shown
                        if isinstance(shown, dt.datetime)
                        else dt.datetime.combine(shown, dt.time())
                    )
                    self.sheet.write_datetime(self.row, index, moment, form)
                elif isinstance(shown, int):
                    self.sheet.write_number(self.row, index, shown, form)
                else:
                    self.sheet.write_string(self.row, index, str(shown)[:32_767])
            self.row += 1

    def finish(self) -> None:
        """Complete the file."""
        self.book.close()


FORMS: dict[str, type[Csv | Xlsx]] = {"csv": Csv, "xlsx": Xlsx}
