"""`./ksbb check`: everything that can be judged without running the program."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from ksbb.local import frontend, node
from ksbb.local.command import run
from ksbb.local.places import checkout
from ksbb.local.progress import LocalError, say, show_error, step


def _tool(name: str, *arguments: str) -> Callable[[], None]:
    """A check that is a program of the Python environment."""

    def check() -> None:
        run(
            [Path(sys.executable).parent / name, *arguments],
            folder=checkout(),
            # Pyright is a Node program: it takes ours instead of fetching one.
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
    ("Kaidah Python: ruff check", "lint", _tool("ruff", "check", ".")),
    ("Bentuk Python: ruff format", "format", _tool("ruff", "format", "--check", ".")),
    ("Tipe Python: pyright", "types", _tool("pyright")),
    ("Arah impor: lint-imports", "imports point downwards", _tool("lint-imports")),
    ("Web: npm run build", "the frontend's build", frontend.build),
    ("Web: npm run check", "the frontend's types, lint, unit tests, sizes", _frontend),
)


def check_all() -> list[str]:
    """Run every check, show what the failing ones found; the names of these."""
    failed: list[str] = []
    frontend.install()
    for indonesian, english, check in CHECKS:
        try:
            with step(indonesian, english):
                check()
        except LocalError as error:
            show_error(error)
            failed.append(indonesian)
    return failed


def main(argv: list[str]) -> int:
    """0 when every check passes."""
    argparse.ArgumentParser(
        prog="./ksbb check", description="Pemeriksaan statis. Static checks only."
    ).parse_args(argv)
    failed = check_all()
    if failed:
        say(f"Gagal: {', '.join(failed)}", f"{len(failed)} failed")
        return 1
    say("Semua pemeriksaan lulus", "every check passes")
    return 0
