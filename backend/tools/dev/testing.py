"""What `./ksbb test` and `./ksbb pytest` do: tests on a real database, with a real browser."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import typer

from ksbb.cli.terminal import CommandError, say, step
from tools.dev import browser, checking, cluster, frontend, paths, template

# The slowest tests are listed at the end.
_ALL = ("-n", "2", "--dist=loadgroup", "--durations=10", "--durations-min=5")


def test(jakarta: Path | None, for_pytest: Sequence[str]) -> None:
    """Run every check and every test; the slowest and the failed ones are listed last.

    Args:
        jakarta: the folder of the real boundary files, for the tests that need them.
        for_pytest: further arguments of pytest.

    Raises:
        CommandError: a check failed.
        typer.Exit: has pytest's exit code, if a test failed.
    """
    if jakarta is not None:
        if not jakarta.is_dir():
            raise CommandError(f"Folder {jakarta} tidak ada.", f"There is no folder {jakarta}.")
        for_pytest = [f"--jakarta={jakarta.resolve()}", *for_pytest]
        say(
            f"Batas wilayah asli dari {jakarta} dipakai",
            f"Testing with the real boundary files of {jakarta}",
        )
    else:
        say(
            "Tanpa batas wilayah asli; --jakarta DIR memakainya",
            "Without the real boundary files; --jakarta DIR uses them",
        )
    checks = checking.check_all()
    started = time.monotonic()
    code = _pytest([*_ALL, *for_pytest])
    checks.took["pytest"] = time.monotonic() - started
    slowest = sorted(checks.took.items(), key=lambda each: -each[1])
    say(
        "Lamanya: " + ", ".join(f"{name} {seconds:.0f} s" for name, seconds in slowest),
        "Durations: " + ", ".join(f"{name} {seconds:.0f} s" for name, seconds in slowest),
    )
    checks.raise_if_failed()
    if code:
        raise typer.Exit(code)


def only_pytest(for_pytest: Sequence[str]) -> None:
    """Run tests at once, without checks; pages are built if there is no build.

    Browser tests never run on old pages: they are built if anything changed.

    Raises:
        typer.Exit: has pytest's exit code, if a test failed.
    """
    if frontend.stale() if _in_a_browser(for_pytest) else not frontend.is_built():
        frontend.install()
        with step("Web disusun: npm run build", "Building the frontend: npm run build"):
            frontend.build()
    code = _pytest(for_pytest)
    if code:
        raise typer.Exit(code)


def _in_a_browser(for_pytest: Sequence[str]) -> bool:
    """Whether browser tests are among those that are named; all are if none is named."""
    browser_tests = paths.checkout() / "tests" / "e2e"
    given = [(paths.checkout() / each.partition("::")[0]).resolve() for each in for_pytest]
    named = [path for path in given if path.exists()]
    return not named or any(
        path.is_relative_to(browser_tests) or browser_tests.is_relative_to(path) for path in named
    )


def _pytest(arguments: Sequence[str]) -> int:
    """Run pytest with a database server and a browser; returns its exit code."""
    chromium = browser.find()
    say(f"Peramban: {chromium}", f"Browser: {chromium}")
    # Started here, the server need not start again for each of pytest's processes.
    with cluster.server("test") as admin:
        template.ensure(admin, paths.secret())
        return subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            check=False,
            cwd=paths.checkout(),
            env={**os.environ, "CHROMIUM_PATH": str(chromium)},
        ).returncode
