"""What an export refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.kernel.errors import Refusal
from ksbb.reports.sheet import number

MOST_ROWS = 100_000
"""Rows of one sheet: what a spreadsheet on an old office machine still opens."""


class NoSuchSheet(Refusal):
    """There is no such view, or not in this form."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Lembar ini tidak ada.",
        "en": "There is no such sheet.",
    }


@dataclass(eq=False)
class FilterInvalid(Refusal):
    """A filter in the address can't be read; ``name`` is its parameter."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Saringan “{name}” pada alamat ini tidak dapat dibaca. Unduh lagi dari halamannya.",
        "en": "The filter “{name}” in this address can't be read. Download again from the page.",
    }
    name: str


@dataclass(eq=False)
class TooManyRows(Refusal):
    """The view holds more rows than one sheet takes; nothing was written."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Daftar ini lebih dari {most} baris. Persempit dengan saringan, lalu unduh lagi.",
        "en": "This list has more than {most} rows. Narrow it with filters, then download again.",
    }
    most: int = MOST_ROWS

    def said(self, locale: str) -> dict[str, object]:
        """Mark the thousands as the reader does."""
        return {"most": number(self.most, "en" if locale == "en" else "id")}


class FromElsewhere(Refusal):
    """The request came from another site's page."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Unduhan ini hanya dapat dimulai dari halaman KSBB.",
        "en": "This download starts from KSBB's own pages only.",
    }
