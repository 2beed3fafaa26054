"""Keeps the processes of one installation running, and ends them together.

A process that dies is started again, after a growing delay. If one dies too often, all are ended
and its last lines are printed. One supervisor runs per checkout: it holds a lock, and writes its
process id and address into a small file for `./ksbb stop`.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TextIO

from ksbb.cli.terminal import CommandError, step, warn
from tools.dev.command import tail
from tools.dev.paths import checkout, local

_STARTUP_SECONDS = 60
_GRACE_SECONDS = 10
_POLL_SECONDS = 0.1
_PATIENCE = 5  # starts of one process within _PATIENCE_SECONDS
_PATIENCE_SECONDS = 60
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """A process to keep running: its name on the screen and in its log, and its arguments."""

    name: str
    arguments: Sequence[str]


@dataclass(frozen=True)
class Running:
    """What a supervisor writes about itself: its process id, and what to show once it is known.

    `shown` is a list of (label, address), the platform's own first.
    """

    pid: int
    shown: Sequence[tuple[str, str]] = ()
    ready: bool = False


def folder() -> Path:
    """The folder for the lock, the state and the logs of this checkout's supervisor."""
    kept = local() / "run"
    kept.mkdir(exist_ok=True)
    return kept


def log_file(name: str) -> Path:
    """The log of one process of the current or last run."""
    return folder() / f"{name}.log"


def _state_file() -> Path:
    return folder() / "state.json"


def _lock_file() -> Path:
    return folder() / "lock"


def running() -> Running | None:
    """The supervisor of this checkout, if one is alive (its lock proves it, not its process id)."""
    with _lock_file().open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            with contextlib.suppress(FileNotFoundError, ValueError):
                return _read()
    return None


def _read() -> Running:
    saved = json.loads(_state_file().read_text())
    shown = [(label, address) for label, address in saved["shown"]]
    return Running(saved["pid"], shown, saved["ready"])


def _announce(state: Running) -> None:
    fresh = _state_file().with_suffix(".new")
    fresh.write_text(json.dumps(asdict(state)))
    fresh.replace(_state_file())


@contextmanager
def alone() -> Iterator[None]:
    """Be the only process that prepares or runs this checkout, visible to `./ksbb stop`.

    Raises:
        CommandError: another process is doing so.
    """
    with _lock_file().open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                "KSBB dari folder ini sudah berjalan.", "KSBB is running already from this folder."
            ) from None
        _announce(Running(os.getpid()))
        try:
            yield
        finally:
            _state_file().unlink(missing_ok=True)


def _end_with_parent() -> Callable[[], object] | None:
    """For Linux: a child gets SIGTERM when its supervisor is killed, so that none is left."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class _Child:
    program: Program
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list[float])
    wait_until: float = 0.0
    shown: int = 0

    def start(self, log: TextIO) -> None:
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            self.program.arguments,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=checkout(),
            env=dict(self.environment),
            # Ctrl-C reaches only this process, which ends the others in order.
            start_new_session=True,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509 - no thread of ours runs by then
        )

    def show_log(self) -> None:
        """Print the new complete lines of the log."""
        with log_file(self.program.name).open("rb") as log:
            log.seek(self.shown)
            lines, _, _ = log.read().rpartition(b"\n")
        if lines:
            self.shown += len(lines) + 1
            for line in lines.decode(errors="replace").splitlines():
                print(f"{self.program.name:6} | {line}", flush=True)

    def ended(self) -> int | None:
        """The exit code of a process that has ended, else None."""
        return self.process.poll() if self.process else None

    def hopeless(self, now: float) -> bool:
        """Whether it died too often lately."""
        recent = [start for start in self.starts if now - start < _PATIENCE_SECONDS]
        return len(recent) >= _PATIENCE


class Supervisor:
    """Runs programs until it gets SIGTERM or SIGINT, or one of them dies too often."""

    def __init__(
        self,
        programs: Sequence[Program],
        environment: Mapping[str, str],
        requested_at: str,
        shown: Sequence[tuple[str, str]],
        *,
        patience: int = _STARTUP_SECONDS,
        on_terminal: bool = False,
    ) -> None:
        """Start nothing yet.

        Args:
            programs: in the order in which they start.
            environment: of the programs.
            asked_at: the web server's origin on this machine.
            shown: addresses with labels, for people.
            patience: seconds until the web server must be ready.
            on_terminal: also print the logs, each line with its program's name.
        """
        self.children = [_Child(program, environment) for program in programs]
        self.requested_at = requested_at
        self.shown = shown
        self.patience = patience
        self.on_terminal = on_terminal
        self.stopping = False

    def run(self, on_ready: Callable[[], None]) -> None:
        """Start everything, call `on_ready` once the web server is ready, run until stopped.

        Call it while holding `alone`.

        Raises:
            CommandError: a process does not start, or dies too often.
        """
        with contextlib.ExitStack() as logs:
            self._listen()
            _announce(Running(os.getpid(), self.shown))
            try:
                for child in self.children:
                    log = logs.enter_context(log_file(child.program.name).open("w"))
                    child.start(log)
                self._await_answer()
                if not self.stopping:
                    _announce(Running(os.getpid(), self.shown, ready=True))
                    on_ready()
                self._watch()
            finally:
                self._end_all()

    def _listen(self) -> None:
        def stop_all(_number: int, _frame: object) -> None:
            self.stopping = True

        signal.signal(signal.SIGTERM, stop_all)
        signal.signal(signal.SIGINT, stop_all)

    def _await_answer(self) -> None:
        deadline = time.monotonic() + self.patience
        with step("Web dan pekerja dinyalakan", "Starting the web server and the worker"):
            while not self.stopping and not answers(self.requested_at):
                for child in self.children:
                    if child.ended() is not None:
                        raise _died(child)
                if time.monotonic() > deadline:
                    raise CommandError(
                        f"Web tidak menjawab dalam {self.patience} detik.",
                        f"The web server did not answer within {self.patience} seconds.",
                        detail=_last_lines(self.children[0]),
                    )
                time.sleep(_POLL_SECONDS)

    def _watch(self) -> None:
        while not self.stopping:
            now = time.monotonic()
            for child in self.children:
                if self.on_terminal:
                    child.show_log()
                code = child.ended()
                if code is not None:
                    self._revive(child, code, now)
            time.sleep(_POLL_SECONDS)

    def _revive(self, child: _Child, code: int, now: float) -> None:
        if not child.wait_until:
            if child.hopeless(now):
                raise _died(child)
            pause = 2.0 ** (len(child.starts) - 1) if len(child.starts) < _PATIENCE else 16.0
            child.wait_until = now + pause
            name = child.program.name
            warn(
                f"Proses {name} berhenti (kode {code}); dinyalakan lagi dalam {pause:.0f} detik.",
                f"The process {name} ended (code {code}); starting it again in {pause:.0f} s.",
            )
        elif now >= child.wait_until:
            child.wait_until = 0.0
            with log_file(child.program.name).open("a") as log:
                child.start(log)

    def _end_all(self) -> None:
        alive = [child.process for child in self.children if child.process]
        for process in alive:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + _GRACE_SECONDS
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _last_lines(child: _Child) -> str:
    return tail(log_file(child.program.name).read_text(errors="replace"))


def _died(child: _Child) -> CommandError:
    name = child.program.name
    return CommandError(
        f"Proses {name} tidak dapat berjalan; catatannya di {log_file(name)}.",
        f"The process {name} can't run; its log is {log_file(name)}.",
        detail=_last_lines(child),
    )


def answers(address: str) -> bool:
    """Whether the web server at this address is ready."""
    try:
        # Directly to our own server: without a proxy of the machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{address}/readyz", timeout=2) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


def stop() -> bool:
    """End the supervisor of this checkout and wait for it; False if none runs.

    Raises:
        CommandError: it does not end; it is not killed.
    """
    found = running()
    if found is None:
        return False
    with step("KSBB dihentikan", "Stopping KSBB"):
        os.kill(found.pid, signal.SIGTERM)
        deadline = time.monotonic() + 3 * _GRACE_SECONDS
        while running() is not None:
            if time.monotonic() > deadline:
                raise CommandError(
                    f"Proses {found.pid} tidak mau berhenti.",
                    f"The process {found.pid} would not stop.",
                )
            time.sleep(_POLL_SECONDS)
    return True
