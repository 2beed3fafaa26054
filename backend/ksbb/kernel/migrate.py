"""Bring a database up to date: roles, then the dated revisions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import cast

import psycopg
from alembic import command, op
from alembic.config import Config
from psycopg import sql

from ksbb.kernel.db import LOGINS, password, sqlalchemy_url
from ksbb.kernel.settings import REPOSITORY, derive, settings

MIGRATIONS = REPOSITORY / "backend" / "migrations"
OWNERS = ("ksbb_owner", "ksbb_engine")


def upgrade(admin_dsn: str, secret: str) -> None:
    """Create what is missing of roles and revisions; do nothing to what is there.

    Args:
        admin_dsn: a superuser, or an owner of the database who may create roles, with
            PostGIS, pgcrypto, btree_gist and pg_trgm already installed.
        secret: the installation's secret; logins' passwords and the context key follow it.

    Raises:
        psycopg.Error: the server refuses; the failing revision is rolled back whole.
    """
    with psycopg.connect(admin_dsn) as connection:
        # Roles belong to the server: two databases of one server must not race for them.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('ksbb roles'))")
        _roles(connection, secret)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option(
        "sqlalchemy.url", sqlalchemy_url(admin_dsn, "psycopg").replace("%", "%%")
    )
    command.upgrade(config, "head")
    with psycopg.connect(admin_dsn) as connection:
        connection.execute(
            "INSERT INTO sec.key (one, value) VALUES (true, %s)"
            " ON CONFLICT (one) DO UPDATE SET value = excluded.value",
            (derive(secret, "context").encode(),),
        )


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
    """Run the ``.sql`` file beside a revision, in the revision's transaction.

    Straight on the driver's connection: SQLAlchemy would read colons and per cent signs.
    """
    connection = op.get_bind().connection.driver_connection
    cast("psycopg.Connection", connection).execute(Path(revision).with_suffix(".sql").read_bytes())


def main(argv: list[str]) -> int:
    """``ksbb migrate``."""
    argparse.ArgumentParser(
        prog="./ksbb migrate",
        description="Mutakhirkan basis data. Bring the database up to date.",
    ).parse_args(argv)
    upgrade(settings().database_url, settings().secret)
    print("Database is up to date.", file=sys.stderr)
    return 0
