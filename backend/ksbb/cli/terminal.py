"""Output of commands: in one language, with visible progress for everything that takes long.

The language comes from ``--lang``, else ``KSBB_LANG``, else the locale: Indonesian if that says so,
English otherwise. Texts come in pairs, Indonesian first, and :func:`t` picks one. Everything
printed here goes to standard error; standard output has only a command's own result.
"""

import os
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ksbb.core.mismatch import DatabaseMismatchError
from ksbb.core.words import Locale

if TYPE_CHECKING:
    from rich.progress import Progress

_VARIABLE = "KSBB_LANG"
_OPTION = "--lang"
_TICK_SECONDS = 15.0


def language(environment: Mapping[str, str] = os.environ) -> Locale:
    """The language of this process."""
    for name in (_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = environment.get(name)
        if wanted:
            return "id" if wanted.lower().startswith("id") else "en"
    return "en"


def choose_language(arguments: Sequence[str]) -> list[str]:
    """Take ``--lang`` of a command line as the language of this process and its child processes.

    It may be anywhere in the arguments. In the returned list it comes first, where the parser of
    the command line expects it.
    """
    rest = list(arguments)
    for position, argument in enumerate(rest):
        name, is_given, value = argument.partition("=")
        if argument == "--":
            break
        if name == _OPTION:
            taken = rest[position : position + (1 if is_given else 2)]
            del rest[position : position + len(taken)]
            os.environ[_VARIABLE] = value or taken[-1]
            return [*taken, *rest]
    return rest


def t(indonesian: str, english: str) -> str:
    """The text in the language of this process."""
    return indonesian if language() == "id" else english


class CommandError(Exception):
    """Something is missing or refused, and the person at the terminal can do something about it.

    ``detail`` is shown below the message, such as the last lines of a program that failed.
    """

    def __init__(self, indonesian: str, english: str, detail: str = "") -> None:
        super().__init__(t(indonesian, english))
        self.detail = detail


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def say(indonesian: str, english: str) -> None:
    """Print one line: what is about to happen, or what was found."""
    _write(f"==> {t(indonesian, english)}\n")


def warn(indonesian: str, english: str) -> None:
    """Print a warning: something to know, which stops nothing."""
    _write(f"!   {t(indonesian, english)}\n")


def show_error(error: CommandError | DatabaseMismatchError) -> None:
    """Print the error, and below it the last lines of the program that failed."""
    if isinstance(error, DatabaseMismatchError):
        error = CommandError(error.message, error.english)
    _write(f"\n{t('Galat', 'Error')}: {error}\n")
    if error.detail:
        _write("\n" + "\n".join(f"    {line}" for line in error.detail.splitlines()) + "\n")


class Step(ABC):
    """A step that is running."""

    @abstractmethod
    def note(self, indonesian: str, english: str) -> None:
        """Show which part of the step runs now."""

    @abstractmethod
    def advance(self) -> None:
        """Report that one of the step's ``total`` items is done."""


class _OnTerminal(Step):
    """A line that is updated: seconds, and a bar if the total is known."""

    def __init__(self, label: str, progress: "Progress", total: int | None) -> None:
        self._label = label
        self._progress = progress
        self._task = progress.add_task(label, total=total)

    def note(self, indonesian: str, english: str) -> None:
        text = f"{self._label}: {t(indonesian, english)}"
        self._progress.update(self._task, description=text)

    def advance(self) -> None:
        self._progress.advance(self._task)


class _InLog(Step):
    """A line for the step and one for each part. A long step repeats its name, to show progress."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.on_first_line = True

    def line(self, text: str) -> None:
        _write(("\n" if self.on_first_line else "") + f"    {text}\n")
        self.on_first_line = False

    def note(self, indonesian: str, english: str) -> None:
        self.line(t(indonesian, english))

    def advance(self) -> None:
        return


@contextmanager
def step(indonesian: str, english: str, *, total: int | None = None) -> Iterator[Step]:
    """Announce a step, show progress while the block runs, and print its duration in seconds.

    With ``total`` the block calls :meth:`Step.advance` that many times.
    """
    label = t(indonesian, english)
    started = time.monotonic()
    outcome = t("gagal", "failed")
    shown: _InLog | None = None
    try:
        if sys.stderr.isatty():
            with _moving(total) as progress:
                yield _OnTerminal(label, progress, total)
        else:
            shown = _InLog(label)
            with _ticking(shown, started):
                yield shown
        outcome = t("selesai", "done")
    finally:
        ended = f"{outcome}, {time.monotonic() - started:.1f} s\n"
        if shown is None:
            _write(f"==> {label}: {ended}")
        else:
            _write(f" {ended}" if shown.on_first_line else f"    {label}: {ended}")


@contextmanager
def _moving(total: int | None) -> Iterator["Progress"]:
    # Rich takes a moment to import, so it is imported only when progress is shown.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        *((BarColumn(), MofNCompleteColumn()) if total is not None else ()),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress


@contextmanager
def _ticking(shown: _InLog, started: float) -> Iterator[None]:
    done = threading.Event()

    def tick() -> None:
        while not done.wait(_TICK_SECONDS):
            shown.line(f"{shown.label} ... {time.monotonic() - started:.0f} s")

    _write(f"==> {shown.label} ...")
    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
