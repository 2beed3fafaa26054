"""Databases for tests: a template built once per state of the migrations, and copies of it.

Copies carry the process that made them in their name, so what a killed run left behind is found
and dropped by the next one.
"""

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from ksbb.kernel import migrate
from ksbb.local import databases
from ksbb.local.places import checkout, mark
from ksbb.local.progress import step

_TEMPLATE = "ksbb_template_"
_COPY = "ksbb_test_"
_KEPT_TEMPLATES = 3
_numbers = itertools.count(1)


def _sources() -> Iterator[Path]:
    """What decides how an empty, migrated database looks."""
    yield from sorted(migrate.MIGRATIONS.rglob("*.py"))
    yield from sorted(migrate.MIGRATIONS.rglob("*.sql"))
    yield from sorted((checkout() / "backend" / "ksbb" / "kernel").glob("*.py"))
    yield Path(databases.__file__)


def template_name(secret: str) -> str:
    """The name of the template for the present migrations and this secret."""
    digest = hashlib.sha256(secret.encode())
    for source in _sources():
        digest.update(str(source.relative_to(checkout())).encode() + b"\0" + source.read_bytes())
    return _TEMPLATE + digest.hexdigest()[:16]


def ensure(admin: str, secret: str) -> str:
    """Build the template if it isn't there; its name. Safe to call from many processes at once."""

    def make(name: str) -> None:
        _drop_leftovers(admin)
        with step("Basis data uji disusun", "building the test database from the migrations"):
            migrate.upgrade(databases.create(admin, name), secret)

    return build(admin, _TEMPLATE, template_name(secret), make)


def build(admin: str, family: str, name: str, make: Callable[[str], None]) -> str:
    """Make a database to be copied if it isn't there; its name. Many processes may call at once.

    Args:
        admin: the administrator's DSN of the server.
        family: how the names of its kind begin; of the older ones only a few are kept.
        name: names what the database is made of.
        make: makes a database of the name that it is given, which `name` becomes.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        # Held until the connection closes: the others wait, then find it built.
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
            # Nobody may connect, or copying it would have to wait.
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
    """Whether a process of this number runs, whoever owns it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def copy(admin: str, template: str) -> Iterator[str]:
    """A copy of the template for as long as the block runs; its administrator's DSN."""
    name = f"{_COPY}{mark(checkout())}_{os.getpid()}_{next(_numbers)}"
    dsn = databases.clone(admin, template, name)
    try:
        yield dsn
    finally:
        databases.drop(admin, name)
