"""A copy of the checkout that a test may change."""

import shutil
import subprocess
from pathlib import Path

from tools.dev import paths


def copy_checkout(folder: Path) -> None:
    """Copy what git keeps, with changes and files that it does not know yet, to a new folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        cwd=paths.checkout(),
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source, target = paths.checkout() / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
