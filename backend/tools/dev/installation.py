"""The installation that this checkout's commands work on: its server, database and secret."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from ksbb.cli.terminal import CommandError, step
from ksbb.core.database import with_database
from tools.dev import cluster, databases, paths

DATABASE = "ksbb"
# Databases that every server has: a DSN with such a name means the server, not the database.
_SERVERS_OWN = ("", "postgres", "template1")


@contextmanager
def installation() -> Iterator[dict[str, str]]:
    """The database of this checkout, created if it is missing, as settings for the environment.

    Yields KSBB_DATABASE_URL and KSBB_SECRET; the server runs while the block runs.
    """
    with cluster.server("run") as admin:
        yield {"KSBB_DATABASE_URL": _database(admin), "KSBB_SECRET": paths.secret()}


def is_private(dsn: str) -> bool:
    """Whether this is the database that `./ksbb run` created on this checkout's private server."""
    own = cluster.PrivateCluster("run")
    return own.data.is_dir() and dsn == with_database(own.dsn(), DATABASE)


def _database(admin: str) -> str:
    named = urlsplit(admin).path.lstrip("/")
    try:
        if named not in _SERVERS_OWN:
            databases.add_extensions(admin)
            return admin
        if databases.exists(admin, DATABASE):
            return with_database(admin, DATABASE)
        with step(f"Basis data {DATABASE} dibuat", f"Creating the database {DATABASE}"):
            return databases.create(admin, DATABASE)
    except psycopg.errors.InsufficientPrivilege as error:
        raise CommandError(
            "Basis data perlu ekstensi " + ", ".join(databases.EXTENSIONS) + ", dan pengguna di "
            "KSBB_DATABASE_URL tidak boleh memasangnya.",
            "The database needs the extensions " + ", ".join(databases.EXTENSIONS) + ", and the "
            "user of KSBB_DATABASE_URL may not create them.",
            detail=str(error),
        ) from error
    except psycopg.OperationalError as error:
        raise CommandError(
            "Basis data tidak dapat dihubungi.", "The database can't be reached.", str(error)
        ) from error
