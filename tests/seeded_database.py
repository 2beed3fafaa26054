"""The demo as a database to copy: played by the real command, once per state of the code.

The first test process that needs it plays it, the others wait. It is used again in the next run
as long as nothing in `backend/` has changed.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from ksbb.core.settings import REPOSITORY
from tests.database import Database
from tools.demo.scenario import END
from tools.dev import databases, paths, template

_SEEDED = "ksbb_played_"


def _digest(arguments: tuple[str, ...]) -> str:
    digest = hashlib.sha256("\0".join((paths.secret(), *arguments)).encode())
    for source in sorted((REPOSITORY / "backend").rglob("*")):
        if source.is_file() and "__pycache__" not in source.parts:
            digest.update(str(source).encode() + b"\0" + source.read_bytes())
    digest.update((REPOSITORY / "uv.lock").read_bytes())
    return digest.hexdigest()[:16]


def seed(dsn: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `./ksbb seed` on this DSN's database; errors and output are one text."""
    return subprocess.run(
        [sys.executable, "-m", "tools.cli", "seed", *arguments],
        check=False,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "KSBB_DATABASE_URL": dsn, "KSBB_SECRET": paths.secret()},
    )


def ensure(admin: str, migrated: str, *arguments: str) -> str:
    """Makes a database with the demo, played with these arguments, if missing; returns its name.

    Args:
        admin: the administrator's DSN of the server.
        migrated: the template of the migrations.
        arguments: further arguments of `./ksbb seed`.
    """

    def make(name: str) -> None:
        ended = seed(databases.clone(admin, migrated, name), *arguments)
        assert ended.returncode == 0, ended.stdout

    return template.build(admin, _SEEDED, _SEEDED + _digest(arguments), make)


@contextmanager
def copy(admin: str, seeded: str) -> Iterator[Database]:
    """A copy of it while the block runs, in which it is noon of 3 May 2020."""
    with template.copy(admin, seeded) as dsn:
        with psycopg.connect(dsn) as connection:
            # It may have been played days ago, and its clock runs.
            connection.execute("SELECT app.clock_set(%s)", (END,))
        yield Database(admin=dsn, secret=paths.secret())
