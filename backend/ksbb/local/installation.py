"""The installation that commands of this checkout work on: its server, database and secret."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from ksbb.kernel.db import with_database
from ksbb.local import cluster, databases, places
from ksbb.local.progress import LocalError, step

DATABASE = "ksbb"
# Names of a server's own databases: whoever gives such a DSN means the server, not the database.
_SERVERS_OWN = ("", "postgres", "template1")


@contextmanager
def installation() -> Iterator[dict[str, str]]:
    """The database of this checkout, made if it isn't there, as settings for the environment.

    Yields KSBB_DATABASE_URL and KSBB_SECRET; the server stays up while the block runs.
    """
    with cluster.server("run") as admin:
        yield {"KSBB_DATABASE_URL": _database(admin), "KSBB_SECRET": places.secret()}


def _database(admin: str) -> str:
    named = urlsplit(admin).path.lstrip("/")
    try:
        if named not in _SERVERS_OWN:
            databases.add_extensions(admin)
            return admin
        if databases.exists(admin, DATABASE):
            return with_database(admin, DATABASE)
        with step(f"Basis data {DATABASE} dibuat", "creating the database"):
            return databases.create(admin, DATABASE)
    except psycopg.errors.InsufficientPrivilege as error:
        raise LocalError(
            "Basis data perlu ekstensi " + ", ".join(databases.EXTENSIONS) + ", dan pengguna di "
            "KSBB_DATABASE_URL tidak boleh memasangnya.",
            "The database needs the extensions " + ", ".join(databases.EXTENSIONS) + ", and the "
            "user of KSBB_DATABASE_URL may not create them.",
            detail=str(error),
        ) from error
    except psycopg.OperationalError as error:
        raise LocalError(
            "Basis data tidak dapat dihubungi.", "The database can't be reached.", str(error)
        ) from error
