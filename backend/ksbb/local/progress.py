"""Lines that say what is being done, on everything that may take longer than a second.

Every sentence comes in Indonesian and in English. On a terminal a running step shows its seconds;
elsewhere (a log, CI) a long step repeats its name every fifteen seconds, so that it never looks
hung. Everything here goes to standard error: a command's own result alone is on standard output.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class LocalError(Exception):
    """Something on this machine is missing or refused, and a person can do something about it.

    `message` is Indonesian, `english` the same in English, `detail` the last lines of a program's
    output, if one failed.
    """

    def __init__(self, message: str, english: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.english = english
        self.detail = detail


_TICK_TERMINAL = 1.0
_TICK_LOG = 15.0


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def say(indonesian: str, english: str) -> None:
    """One line: what is about to happen, or what was found."""
    _write(f"==> {indonesian} ({english})\n")


def warn(indonesian: str, english: str) -> None:
    """Something the reader should know and that stops nothing."""
    _write(f"!   {indonesian}\n    {english}\n")


def show_error(error: LocalError) -> None:
    """The error in both languages, the failing program's last lines under it."""
    _write(f"\nGalat: {error.message}\nError: {error.english}\n")
    if error.detail:
        _write("\n" + "\n".join(f"    {line}" for line in error.detail.splitlines()) + "\n")


@contextmanager
def step(indonesian: str, english: str) -> Iterator[None]:
    """Announce a step, show that it is alive while the block runs, and close with its seconds."""
    label = f"{indonesian} ({english})"
    on_terminal = sys.stderr.isatty()
    started = time.monotonic()
    done = threading.Event()
    ticked = False

    def tick() -> None:
        nonlocal ticked
        while not done.wait(_TICK_TERMINAL if on_terminal else _TICK_LOG):
            seconds = time.monotonic() - started
            if on_terminal:
                _write(f"\r==> {label} ... {seconds:.0f} s")
            else:
                _write(("" if ticked else "\n") + f"    {indonesian} ... {seconds:.0f} s\n")
            ticked = True

    _write(f"==> {label} ...")
    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    outcome = "gagal (failed)"
    try:
        yield
        outcome = "selesai (done)"
    finally:
        done.set()
        ticker.join()
        ended = f"{outcome}, {time.monotonic() - started:.1f} s\n"
        if on_terminal:
            _write(f"\r\033[K==> {label}: {ended}")
        else:
            _write(f"    {indonesian}: {ended}" if ticked else f" {ended}")
