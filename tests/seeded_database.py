"""The demo as a database to copy: played by the real command, once per state of the code.

The first test process that needs it plays it, the others wait. It is used again in the next run
as long as nothing in `backend/` has changed.
"""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import psycopg

from ksbb import worker
from ksbb.core.settings import REPOSITORY
from tests.database import Database
from tools.demo.scenario import END
from tools.dev import databases, paths, template

_SEEDED = "ksbb_played_"
_WORKED = "ksbb_worked_"


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


def ensure_worked(admin: str, seeded: str) -> str:
    """Makes the same database after its worker has nothing left to do; returns its name.

    A running product would issue the demo's documents and fill its inboxes first, for each copy.
    """

    def make(name: str) -> None:
        made = Database(admin=databases.clone(admin, seeded, name), secret=paths.secret())
        _end(made)
        asyncio.run(_work(made))

    return template.build(admin, _WORKED, seeded.replace(_SEEDED, _WORKED), make)


def _end(seeded: Database) -> None:
    """Sets the clock to the end of the story: it may have been played days ago, and runs."""
    with psycopg.connect(seeded.admin) as connection:
        connection.execute("SELECT app.clock_set(%s)", (END,))


async def _work(seeded: Database) -> None:
    """Does what is due of every job; what one leaves to another is done in the next round."""
    async with asyncpg.create_pool(seeded.dsn("worker"), min_size=1, max_size=2) as pool:
        for _ in range(3):
            for job in worker.jobs(seeded.settings(demo=True)):
                while await job.work(pool):
                    pass


@contextmanager
def copy(admin: str, seeded: str) -> Iterator[Database]:
    """A copy of it while the block runs, in which the story has just ended."""
    with template.copy(admin, seeded) as dsn:
        copied = Database(admin=dsn, secret=paths.secret())
        _end(copied)
        yield copied
