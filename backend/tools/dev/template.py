"""Databases for tests: a template made once per state of the migrations, and copies of it.

Names of copies contain the id of the process that made them, so the next run finds and drops
those that a killed run left behind.
"""

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from ksbb.cli.terminal import step
from ksbb.core import migrate, revisions
from tools.dev import databases
from tools.dev.paths import checkout, mark

_TEMPLATE = "ksbb_template_"
_COPY = "ksbb_test_"
_KEPT_TEMPLATES = 3
_numbers = itertools.count(1)


def _sources() -> Iterator[Path]:
    """The files that decide what is in an empty, migrated database."""
    yield from revisions.sources()
    yield from sorted((checkout() / "backend" / "ksbb" / "core").glob("*.py"))
    yield Path(databases.__file__)


def prefix(folder: Path) -> str:
    """How the names of a checkout's templates begin: those of others on a server are left alone."""
    return f"{_TEMPLATE}{mark(folder)}_"


def template_name(secret: str) -> str:
    """The name of the template for the current migrations and this secret."""
    digest = hashlib.sha256(secret.encode())
    for source in _sources():
        digest.update(str(source.relative_to(checkout())).encode() + b"\0" + source.read_bytes())
    return prefix(checkout()) + digest.hexdigest()[:16]


def ensure(admin: str, secret: str) -> str:
    """Make the template if it is missing; returns its name. Many processes may call it at once."""

    def make(name: str) -> None:
        _drop_leftovers(admin)
        with step("Basis data uji disusun", "Building the test database"):
            migrate.upgrade(databases.create(admin, name), secret)

    return build(admin, prefix(checkout()), template_name(secret), make)


def build(admin: str, family: str, name: str, make: Callable[[str], None]) -> str:
    """Make a database to copy, if it is missing; returns its name. Safe for many processes.

    Args:
        admin: the administrator's DSN of the server.
        family: the prefix of names of this kind; only a few older ones are kept.
        name: identifies what the database is made of.
        make: makes a database with the temporary name that it gets; it is then renamed to `name`.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        # Held until the connection closes: the others wait, then find the database.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", (family,))
        if databases.exists(admin, name):
            return name
        building = f"{name}_building"
        databases.drop(admin, building)
        for old in databases.named_like(admin, family)[:-_KEPT_TEMPLATES]:
            databases.drop(admin, old)
        make(building)
        for statement in (
            "ALTER DATABASE {building} RENAME TO {name}",
            # Connections would block copying it.
            "ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        ):
            connection.execute(
                sql.SQL(statement).format(
                    building=sql.Identifier(building), name=sql.Identifier(name)
                )
            )
    return name


def _drop_leftovers(admin: str) -> None:
    prefix = f"{_COPY}{mark(checkout())}_"
    for left in databases.named_like(admin, prefix):
        maker = int(left.removeprefix(prefix).partition("_")[0])
        if not _alive(maker):
            databases.drop(admin, left)


def _alive(process: int) -> bool:
    """Whether a process with this id runs, whoever owns it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def copy(admin: str, template: str) -> Iterator[str]:
    """A copy of the template while the block runs; yields its administrator's DSN."""
    name = f"{_COPY}{mark(checkout())}_{os.getpid()}_{next(_numbers)}"
    dsn = databases.clone(admin, template, name)
    try:
        yield dsn
    finally:
        databases.drop(admin, name)
