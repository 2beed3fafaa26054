"""Creates, clones and drops databases of one server, as its administrator."""

from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from ksbb.core.database import with_database

# An administrator creates the extensions: the migrations run without that right.
EXTENSIONS = ("postgis", "pgcrypto", "btree_gist", "pg_trgm")


def _server(admin: str) -> psycopg.Connection:
    return psycopg.connect(admin, autocommit=True)


def exists(admin: str, name: str) -> bool:
    """Whether the server has a database of this name."""
    with _server(admin) as connection:
        requested = "SELECT FROM pg_database WHERE datname = %s"
        return connection.execute(requested, (name,)).fetchone() is not None


def create(admin: str, name: str) -> str:
    """Create an empty database with the extensions that the migrations need; returns its DSN.

    Raises:
        psycopg.errors.DuplicateDatabase: it exists already.
    """
    with _server(admin) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name)
            )
        )
    dsn = with_database(admin, name)
    add_extensions(dsn)
    return dsn


def add_extensions(dsn: str) -> None:
    """Create the extensions that this database lacks.

    Raises:
        psycopg.errors.InsufficientPrivilege: one is missing and the login may not create it.
    """
    with _server(dsn) as connection:
        there = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
        for extension in EXTENSIONS:
            if extension not in there:
                connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension)))


def clone(admin: str, template: str, name: str) -> str:
    """Copy a database that has no connections; returns the copy's DSN.

    FILE_COPY copies the files: for a template of some 40 MB that is faster than through the WAL.
    """
    with _server(admin) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return with_database(admin, name)


def drop(admin: str, name: str) -> None:
    """Drop a database, even if it has connections; do nothing if it doesn't exist."""
    with _server(admin) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def remake(dsn: str) -> None:
    """Drop this database with all its data, and create an empty one with its name."""
    name = urlsplit(dsn).path.lstrip("/")
    server = with_database(dsn, "postgres")
    drop(server, name)
    create(server, name)


def named_like(admin: str, prefix: str) -> list[str]:
    """Databases whose names begin with `prefix`, oldest first."""
    with _server(admin) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", (prefix,)
        )
        return [name for (name,) in rows]
