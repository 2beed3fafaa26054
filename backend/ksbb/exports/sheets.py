"""A sheet before it is written: headed columns over a select."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ksbb.exports.asked import Asked
from ksbb.kernel.viewer import Kind
from ksbb.reports.queries import Rows

Pair = tuple[str, str]


class Form(Enum):
    """What stands in a column."""

    TEXT = auto()
    WORD = auto()
    """A word of an enum, said in the reader's language."""
    NUMBER = auto()
    RUPIAH = auto()
    DAY = auto()
    MOMENT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands above it, in both languages, and what in it."""

    head: Pair
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under their headings; the select's columns stand in the columns' order."""

    name: Pair
    columns: Sequence[Column]
    rows: Rows


@dataclass(frozen=True, slots=True)
class View:
    """A list of the office that can be taken along.

    Attributes:
        title: what it holds.
        sheets: its sheets, for what was asked; a CSV holds the first.
        kinds: which organisations have this list; all if empty.
        filters: the parameters it understands.
        of_one: it is about one organisation, whose name stands above it.
    """

    title: Pair
    sheets: Callable[[Asked], Sequence[Sheet]]
    filters: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    of_one: bool = False


# Columns that several lists have.
PHASE = Column(("Tahap", "Phase"), Form.NUMBER)
PACKAGE = Column(("Paket", "Package"))
STATE = Column(("Keadaan", "State"), Form.WORD)
KELURAHAN = Column(("Kelurahan", "Kelurahan"))
