"""Runs other programs: without output, but with the last lines in an error; or as root."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ksbb.cli.terminal import CommandError

_TAIL_LINES = 25


def tail(text: str) -> str:
    """The last lines of a program's output, enough to see why it failed."""
    return "\n".join(text.strip().splitlines()[-_TAIL_LINES:])


def dropped(account: str | None) -> dict[str, Any]:
    """Arguments of subprocess that run a program as `account`, with only that account's group."""
    return {"user": account, "group": account, "extra_groups": []} if account else {}


def run(
    arguments: Sequence[str | Path],
    *,
    failing: tuple[str, str],
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    account: str | None = None,
) -> str:
    """Run a program to its end and return its output (both streams, in order).

    `account`: see `dropped`. If a program can't be started or its exit code is not 0, raises
    CommandError with `failing` (Indonesian, English) and its last lines.
    """
    try:
        ended = subprocess.run(
            [str(part) for part in arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=dict(environment) if environment is not None else None,
            # The account may not be able to read the current folder.
            cwd=folder or ("/" if account else None),
            **dropped(account),
        )
    except OSError as error:
        raise CommandError(*failing, detail=str(error)) from error
    if ended.returncode != 0:
        raise CommandError(*failing, detail=tail(ended.stdout))
    return ended.stdout


def as_root() -> list[str] | None:
    """The prefix of a command that runs it as root: empty, sudo, or None if neither works."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        return ["sudo"]
    return None
