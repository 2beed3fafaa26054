"""The demo's story as a database to copy: played by the real command, once per state of the code.

Whichever test process asks first plays it, the others wait; what a former run played is used
again as long as nothing under `backend/` has changed.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from ksbb.kernel.settings import REPOSITORY
from ksbb.local import databases, places, template
from ksbb.story.script import END
from tests.database import Database

_PLAYED = "ksbb_played_"


def _digest(arguments: tuple[str, ...]) -> str:
    digest = hashlib.sha256("\0".join((places.secret(), *arguments)).encode())
    for source in sorted((REPOSITORY / "backend").rglob("*")):
        if source.is_file() and "__pycache__" not in source.parts:
            digest.update(str(source).encode() + b"\0" + source.read_bytes())
    digest.update((REPOSITORY / "uv.lock").read_bytes())
    return digest.hexdigest()[:16]


def seed(dsn: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`./ksbb seed` on the database of this DSN, as it ended; errors and output are one text."""
    return subprocess.run(
        [sys.executable, "-m", "ksbb.cli", "seed", *arguments],
        check=False,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "KSBB_DATABASE_URL": dsn, "KSBB_SECRET": places.secret()},
    )


def ensure(admin: str, migrated: str, *arguments: str) -> str:
    """The name of a database with the story in it, played with these arguments of the command.

    Args:
        admin: the administrator's DSN of the server.
        migrated: the template of the migrations.
        arguments: further arguments of `./ksbb seed`.
    """

    def make(name: str) -> None:
        ended = seed(databases.clone(admin, migrated, name), *arguments)
        assert ended.returncode == 0, ended.stdout

    return template.build(admin, _PLAYED, _PLAYED + _digest(arguments), make)


@contextmanager
def copy(admin: str, played: str) -> Iterator[Database]:
    """A copy of it for as long as the block runs, in which it is noon of 3 May 2020."""
    with template.copy(admin, played) as dsn:
        with psycopg.connect(dsn) as connection:
            # It may have been played days ago, and its clock runs.
            connection.execute("SELECT app.clock_set(%s)", (END,))
        yield Database(admin=dsn, secret=places.secret())
