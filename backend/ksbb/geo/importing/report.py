"""What an import found: errors and warnings with their place, and what changes."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

SHOWN = 50


class Said(NamedTuple):
    """A sentence for people, Indonesian first."""

    id: str
    en: str


class Step(StrEnum):
    """How places in a file are counted."""

    ROW = "ROW"
    FEATURE = "FEATURE"


_STEPS = {Step.ROW: Said("baris", "row"), Step.FEATURE: Said("fitur", "feature")}
_COLUMN = Said("kolom", "column")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file: its row (the header is row 1) or feature (the first is 1), or all of it."""

    file: str
    number: int = 0
    step: Step = Step.ROW

    def say(self, column: str | None = None) -> Said:
        """The place in words, e.g. ``rw.csv, baris 12, kolom kk``."""

        def words(language: int) -> str:
            parts = [self.file]
            if self.number:
                parts.append(f"{_STEPS[self.step][language]} {self.number}")
            if column:
                parts.append(f"{_COLUMN[language]} {column}")
            return ", ".join(parts)

        return Said(words(0), words(1))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about one place of a file, and the column it is about."""

    place: Place
    column: str | None
    text: Said

    def say(self) -> Said:
        """The whole sentence with its place."""
        place = self.place.say(self.column)
        return Said(f"{place.id}: {self.text.id}", f"{place.en}: {self.text.en}")


class Fault(Exception):
    """Reading can't go on: of a value, of a record, or of the whole file."""

    def __init__(self, place: Place, column: str | None, text: Said) -> None:
        super().__init__(text.en)
        self.finding = Finding(place, column, text)


class Outcome(StrEnum):
    """What an import does with one thing of a file."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that is new or changes: its code and name, and which of its values differ."""

    outcome: Outcome
    code: str
    name: str
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """All that one import found and did, in the order of the files.

    ``counts`` is by kind of thing (``KELURAHAN``, ``RW``, ``SNAPSHOT``) and outcome; ``written``
    says whether the database was changed: not after errors and not in a dry run.
    """

    files: list[str]
    dry_run: bool = False
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    skipped: list[Finding] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    written: bool = False

    @property
    def refused(self) -> bool:
        """Whether errors keep everything of these files out."""
        return bool(self.errors)

    def count(self, kind: str, outcome: Outcome, number: int = 1) -> None:
        """One more (or ``number`` more) of this kind with this outcome."""
        self.counts[kind, outcome] += number

    def changed(self, kind: str, change: Change) -> None:
        """A thing that is new or changes: counted and listed."""
        self.count(kind, change.outcome)
        self.changes.append(change)

    def total(self, outcome: Outcome) -> int:
        """How many things of all kinds have this outcome."""
        return sum(number for (_, found), number in self.counts.items() if found is outcome)

    def error(self, place: Place, column: str | None, text: Said) -> None:
        """An error: nothing of these files will be written."""
        self.errors.append(Finding(place, column, text))

    def warn(self, place: Place, column: str | None, text: Said) -> None:
        """A doubt that stops nothing."""
        self.warnings.append(Finding(place, column, text))
