"""Why an export is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.refusals import Refusal
from ksbb.domain.reports.sheet import number

MOST_ROWS = 100_000
"""Rows of one sheet: as many as a spreadsheet on an old office computer can open."""


class NoSuchSheet(Refusal):
    """There is no such view, or not in this file format."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Berkas ini tidak ada.",
        "en": "There is no such file.",
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
    """The view has more rows than a sheet may have; nothing was exported."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Daftar ini lebih dari {most} baris. Persempit dengan saringan, lalu unduh lagi.",
        "en": "This list has more than {most} rows. Narrow it with filters, then download again.",
    }
    most: int = MOST_ROWS

    def message_facts(self, locale: str) -> dict[str, object]:
        """The number with the reader's thousands separator."""
        return {"most": number(self.most, "en" if locale == "en" else "id")}


class FromElsewhere(Refusal):
    """The request came from another site's page."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Unduhan ini hanya dapat dimulai dari halaman KSBB.",
        "en": "This download can only be started from a page of KSBB.",
    }
