"""What `./ksbb check` does: all checks that don't run the program."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ksbb.cli.terminal import CommandError, say, show_error, step, t
from tools.dev import frontend, node
from tools.dev.command import run
from tools.dev.paths import checkout


def _tool(name: str, *arguments: str) -> Callable[[], None]:
    """A check that is a program of the Python environment."""

    def check() -> None:
        run(
            [Path(sys.executable).parent / name, *arguments],
            folder=checkout(),
            # Pyright is a Node program: it uses ours instead of downloading one.
            environment=node.environment(),
            failing=(f"{name} menemukan kesalahan.", f"{name} found faults."),
        )

    return check


def _frontend() -> None:
    node.npm(
        *("run", "check"),
        folder=frontend.folder(),
        failing=("Pemeriksaan web gagal.", "The frontend's checks failed."),
    )


CHECKS: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("Kaidah Python: ruff check", "Python lint: ruff check", _tool("ruff", "check", ".")),
    (
        "Bentuk Python: ruff format",
        "Python format: ruff format",
        _tool("ruff", "format", "--check", "."),
    ),
    ("Tipe Python: pyright", "Python types: pyright", _tool("pyright")),
    ("Arah impor: lint-imports", "Direction of imports: lint-imports", _tool("lint-imports")),
    (
        "Paket yang dipakai produk: deptry",
        "Packages that the product uses: deptry",
        _tool("deptry", "backend", "--extend-exclude", "backend/tools"),
    ),
    (
        "Paket yang dipakai semuanya: deptry",
        "Packages that all of it uses: deptry",
        _tool("deptry", "backend", "tests", "--non-dev-dependency-groups", "demo,dev"),
    ),
    ("Web: npm run build", "Frontend: npm run build", frontend.build),
    ("Web: npm run check", "Frontend: npm run check", _frontend),
)


@dataclass
class Checks:
    """The result of the checks: the seconds of each, and which failed."""

    took: dict[str, float] = field(default_factory=dict[str, float])
    failed: list[str] = field(default_factory=list[str])

    def raise_if_failed(self) -> None:
        """Raise a CommandError with the names of those that failed."""
        if self.failed:
            names = ", ".join(self.failed)
            raise CommandError(
                f"Pemeriksaan yang gagal: {names}.", f"These checks failed: {names}."
            )


def check_all() -> Checks:
    """Run every check and print the output of the failing ones."""
    checks = Checks()
    frontend.install()
    for indonesian, english, run_check in CHECKS:
        name = t(indonesian, english)
        started = time.monotonic()
        try:
            with step(indonesian, english):
                run_check()
        except CommandError as error:
            show_error(error)
            checks.failed.append(name)
        checks.took[name] = time.monotonic() - started
    return checks


def check() -> None:
    """Run every check.

    Raises:
        CommandError: one failed; its output was printed.
    """
    check_all().raise_if_failed()
    say("Semua pemeriksaan lulus", "Every check passes")
