"""Brings a database up to date: roles, then revisions by date, then functions and views."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import psycopg
from alembic import command, op
from alembic.config import Config
from psycopg import sql

from ksbb.core import functions, revisions
from ksbb.core.database import LOGINS, password, sqlalchemy_url, with_database
from ksbb.core.settings import derive

OWNERS = ("ksbb_owner", "ksbb_engine")

_POLL_SECONDS = 0.2


def upgrade(admin_dsn: str, secret: str) -> list[str]:
    """Create missing roles, apply missing revisions, and replace functions and views that differ.

    If two processes call it at once, the second waits for the first and then finds nothing to do.

    Args:
        admin_dsn: DSN of a superuser, or of an owner of the database who may create roles; PostGIS,
            pgcrypto, btree_gist and pg_trgm are installed already.
        secret: the installation's secret; the passwords of logins and the context key derive from
            it.

    Returns:
        The functions and views that were replaced, such as ``app/today``.

    Raises:
        DatabaseMismatchError: the database and the code don't fit; nothing but roles was changed.
        FunctionsMismatchError: no function was changed; roles and revisions may have been.
        psycopg.Error: the server refuses; the failing revision is rolled back completely.
    """
    with _shared(admin_dsn) as connection:
        _roles(connection, secret)
    with _alone(admin_dsn) as connection:
        revisions.check(connection)
        revisions.make_record(connection)
        config = Config()
        config.set_main_option("script_location", str(revisions.MIGRATIONS))
        config.set_main_option(
            "sqlalchemy.url", sqlalchemy_url(admin_dsn, "psycopg").replace("%", "%%")
        )
        command.upgrade(config, "head")
        replaced = functions.apply(connection)
        connection.execute(
            "INSERT INTO sec.key (only_row, value) VALUES (true, %s)"
            " ON CONFLICT (only_row) DO UPDATE SET value = excluded.value",
            (derive(secret, "context").encode(),),
        )
    return replaced


@contextmanager
def _shared(admin_dsn: str) -> Iterator[psycopg.Connection]:
    """A transaction for what belongs to the whole server; only one runs at a time.

    Advisory locks belong to one database, so everybody takes the lock in the same database.
    """
    try:
        connection = psycopg.connect(with_database(admin_dsn, "postgres"))
    except psycopg.OperationalError:
        # The server lacks that database, or it is closed to this user: a race is unlikely here.
        connection = psycopg.connect(admin_dsn)
    with connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('ksbb roles'))")
        yield connection


@contextmanager
def _alone(admin_dsn: str) -> Iterator[psycopg.Connection]:
    """A connection that holds the lock for bringing this database up to date."""
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        # The lock is polled: a statement that waits for it would hold a snapshot, and CREATE INDEX
        # CONCURRENTLY of the current holder would wait for that snapshot.
        while True:
            found = connection.execute(
                "SELECT pg_try_advisory_lock(hashtext('ksbb migrate'))"
            ).fetchone()
            if found is not None and found[0]:
                break
            time.sleep(_POLL_SECONDS)
        yield connection


def _roles(connection: psycopg.Connection, secret: str) -> None:
    there = {
        name
        for (name,) in connection.execute("SELECT rolname FROM pg_roles WHERE rolname ~ '^ksbb_'")
    }
    for owner in OWNERS:
        if owner not in there:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(owner)))
    for login in LOGINS:
        connection.execute(
            sql.SQL("{} ROLE {} LOGIN NOINHERIT PASSWORD {}").format(
                sql.SQL("ALTER" if login in there else "CREATE"),
                sql.Identifier(login),
                sql.Literal(password(login, secret)),
            )
        )


def run_sql(revision: str) -> None:
    """Run the SQL file of a revision, in the revision's transaction or outside of it.

    ``<name>.sql`` runs in the revision's transaction, completely or not at all. The statements of
    ``<name>.concurrent.sql`` (concurrent indexes) run one by one and stay if a later one fails. The
    revision then runs again from its beginning, so each statement must be repeatable.

    The SQL goes directly to the driver's connection: SQLAlchemy would interpret colons and per cent
    signs.
    """
    source = revisions.sql_of(Path(revision))
    connection = cast("psycopg.Connection", op.get_bind().connection.driver_connection)
    if source.name.endswith(".concurrent.sql"):
        with op.get_context().autocommit_block():
            for statement in source.read_text().split(";\n"):
                if statement.strip():
                    connection.execute(statement.encode())
    else:
        # Functions are created without a body first, see backend/db/CONVENTIONS.md.
        connection.execute("SET LOCAL check_function_bodies = off")
        connection.execute(source.read_bytes())
    revisions.record(connection, source)
