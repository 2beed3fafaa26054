"""Making, cloning and dropping databases of one server, as its administrator."""

import psycopg
from psycopg import sql

from ksbb.kernel.db import with_database

# Extensions come from an administrator: the migrations run without such rights.
EXTENSIONS = ("postgis", "pgcrypto", "btree_gist", "pg_trgm")


def _server(admin: str) -> psycopg.Connection:
    return psycopg.connect(admin, autocommit=True)


def exists(admin: str, name: str) -> bool:
    """Whether the server has a database of this name."""
    with _server(admin) as connection:
        asked = "SELECT FROM pg_database WHERE datname = %s"
        return connection.execute(asked, (name,)).fetchone() is not None


def create(admin: str, name: str) -> str:
    """An empty database with the extensions the migrations ask for; its DSN.

    Raises:
        psycopg.errors.DuplicateDatabase: it is there already.
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
    """Add the extensions that this database lacks.

    Raises:
        psycopg.errors.InsufficientPrivilege: the login may not, and one is missing.
    """
    with _server(dsn) as connection:
        there = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
        for extension in EXTENSIONS:
            if extension not in there:
                connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension)))


def clone(admin: str, template: str, name: str) -> str:
    """A copy of a database that nobody is connected to; its DSN.

    FILE_COPY copies the files: a template of some 40 MB takes less time so than through the log.
    """
    with _server(admin) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return with_database(admin, name)


def drop(admin: str, name: str) -> None:
    """Drop a database, whoever is connected to it; do nothing if it isn't there."""
    with _server(admin) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def named_like(admin: str, prefix: str) -> list[str]:
    """Databases whose names begin with `prefix`, oldest first."""
    with _server(admin) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", (prefix,)
        )
        return [name for (name,) in rows]
