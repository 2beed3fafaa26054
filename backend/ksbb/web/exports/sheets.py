"""A sheet before it is written: columns with headings, and a select for the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ksbb.core.viewer import Kind
from ksbb.domain.reports.queries import Rows
from ksbb.web.exports.filters import Filters

Pair = tuple[str, str]


class Form(Enum):
    """The type of a column's values."""

    TEXT = auto()
    WORD = auto()
    """An enum value, written in the reader's language."""
    NUMBER = auto()
    RUPIAH = auto()
    DAY = auto()
    MOMENT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in both languages, and the type of its values.

    Where a column has an HXL ``tag``, all of its file have one.
    """

    head: Pair
    form: Form = Form.TEXT
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; the select has its columns in the same order."""

    name: Pair
    columns: Sequence[Column]
    rows: Rows


@dataclass(frozen=True, slots=True)
class View:
    """A list of the office that can be exported.

    Attributes:
        title: of the list.
        sheets: makes its sheets for the filters; a CSV file has only the first.
        kinds: of organisations that have this list; all if empty.
        filters: names of its parameters.
        of_one: whether it is about one organisation, whose name is written above it.
    """

    title: Pair
    sheets: Callable[[Filters], Sequence[Sheet]]
    filters: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    of_one: bool = False


# Columns of several lists.
PHASE = Column(("Tahap", "Phase"), Form.NUMBER)
PACKAGE = Column(("Paket", "Package"))
STATE = Column(("Keadaan", "State"), Form.WORD)
KELURAHAN = Column(("Kelurahan", "Kelurahan"))
