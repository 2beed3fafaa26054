"""The result of an import: errors and warnings with their place, and the changes."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

MAX_SHOWN = 50


class Message(NamedTuple):
    """A sentence for people, Indonesian first."""

    id: str
    en: str


class Step(StrEnum):
    """The unit in which places in a file are counted."""

    ROW = "ROW"
    FEATURE = "FEATURE"


_STEPS = {Step.ROW: Message("baris", "row"), Step.FEATURE: Message("fitur", "feature")}
_COLUMN = Message("kolom", "column")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: row (the header is row 1), feature (the first is 1), or the whole file."""

    file: str
    number: int = 0
    step: Step = Step.ROW

    def message(self, column: str | None = None) -> Message:
        """The place in words, e.g. ``rw.csv, baris 12, kolom kk``."""

        def words(language: int) -> str:
            parts = [self.file]
            if self.number:
                parts.append(f"{_STEPS[self.step][language]} {self.number}")
            if column:
                parts.append(f"{_COLUMN[language]} {column}")
            return ", ".join(parts)

        return Message(words(0), words(1))


@dataclass(frozen=True, slots=True)
class Finding:
    """An error or a warning: its place in a file, and the column it is about."""

    position: Position
    column: str | None
    text: Message

    def message(self) -> Message:
        """The whole sentence with its place."""
        place = self.position.message(self.column)
        return Message(f"{place.id}: {self.text.id}", f"{place.en}: {self.text.en}")


class ImportFailed(Exception):
    """Reading can't go on: of a value, of a record, or of the whole file."""

    def __init__(self, position: Position, column: str | None, text: Message) -> None:
        super().__init__(text.en)
        self.finding = Finding(position, column, text)


class Outcome(StrEnum):
    """The result of an import for one thing in a file."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that is new or changed: its code and name, and the names of the changed values."""

    outcome: Outcome
    code: str
    name: str
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """Everything that one import found and did, in the order of the files.

    ``counts`` is by kind of thing (``KELURAHAN``, ``RW``, ``SNAPSHOT``) and outcome. ``written``
    says whether the database was changed; it is False after errors and in a dry run.
    """

    files: list[str]
    dry_run: bool = False
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    skipped: list[Finding] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    written: bool = False

    @property
    def refused(self) -> bool:
        """Whether errors prevent the import of all files."""
        return bool(self.errors)

    def count(self, kind: str, outcome: Outcome, number: int = 1) -> None:
        """Count one thing (or ``number`` things) of this kind with this outcome."""
        self.counts[kind, outcome] += number

    def changed(self, kind: str, change: Change) -> None:
        """Count and list a thing that is new or changed."""
        self.count(kind, change.outcome)
        self.changes.append(change)

    def total(self, outcome: Outcome) -> int:
        """How many things of all kinds have this outcome."""
        return sum(number for (_, found), number in self.counts.items() if found is outcome)

    def error(self, position: Position, column: str | None, text: Message) -> None:
        """Add an error: nothing of these files will be written."""
        self.errors.append(Finding(position, column, text))

    def warn(self, position: Position, column: str | None, text: Message) -> None:
        """Add a warning; it does not stop the import."""
        self.warnings.append(Finding(position, column, text))
