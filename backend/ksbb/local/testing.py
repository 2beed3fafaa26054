"""`./ksbb test`: every check and every test, on a real database, with a real browser."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from ksbb.local import browser, cluster, places, template
from ksbb.local.checking import check_all
from ksbb.local.progress import LocalError, say

_PROCESSES = "2"


def _arguments(argv: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="./ksbb test",
        description="Semua pemeriksaan dan uji. All checks and tests. "
        "Other arguments go to pytest.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--jakarta",
        metavar="DIR",
        type=Path,
        help="folder batas wilayah asli (folder of the real boundary files)",
    )
    return parser.parse_known_args(argv)


def main(argv: list[str]) -> int:
    """Run it all; 0 only if every check and every test passes. Pytest's own lines come last."""
    chosen, for_pytest = _arguments(argv)
    if chosen.jakarta is not None:
        if not chosen.jakarta.is_dir():
            raise LocalError(
                f"Folder {chosen.jakarta} tidak ada.", f"There is no folder {chosen.jakarta}."
            )
        for_pytest = [f"--jakarta={chosen.jakarta.resolve()}", *for_pytest]
        say(f"Batas wilayah asli dari {chosen.jakarta}", "testing with the real boundary files")
    else:
        say(
            "Tanpa batas wilayah asli (--jakarta DIR memakainya)",
            "without the real boundary files; --jakarta DIR uses them",
        )
    failed = check_all()
    chromium = browser.find()
    say(f"Peramban: {chromium}", "the browser for tests")
    # Held up here, the server need not start again for each of pytest's processes.
    with cluster.server("test") as admin:
        template.ensure(admin, places.secret())
        say("Uji: pytest", "running the tests")
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", _PROCESSES, "--dist=loadgroup", *for_pytest],
            check=False,
            cwd=places.checkout(),
            env={**os.environ, "CHROMIUM_PATH": str(chromium)},
        )
    if failed:
        say(f"Pemeriksaan yang gagal: {', '.join(failed)}", "these checks failed, see above")
    return ended.returncode or (1 if failed else 0)
