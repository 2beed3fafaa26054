"""The demo's data: put into an empty database once, never into one with data."""

import asyncio

import psycopg
from psycopg import sql

from ksbb.cli.terminal import CommandError

# Pages worth a look, printed with the address: (label in both languages, path).
PAGES: tuple[tuple[tuple[str, str], str], ...] = ((("Masuk", "Sign in"), "/masuk"),)

_DISPOSABLE = """
    SELECT EXISTS (SELECT FROM pub.clock WHERE demo) OR NOT (
        EXISTS (SELECT FROM app.organisation) OR EXISTS (SELECT FROM app.person)
        OR EXISTS (SELECT FROM pub.area WHERE boundary_source = 'IMPORTED'))
"""


def fill_if_empty(dsn: str) -> None:
    """Import the public facts and play the demo, each only if it is missing.

    An interrupted demo is played again from the beginning.
    """
    if _empty(dsn, "unit"):
        from ksbb.cli import importing
        from ksbb.domain.units.importing import What

        report = importing.import_files(What.FACTS)
        if report.refused:
            raise CommandError(
                "Daftar kelurahan dan RW gagal diimpor.",
                "The list of kelurahan and RW could not be imported.",
                "\n".join(importing.lines(report)),
            )
    from tools.demo import command

    there = asyncio.run(command.demo_state(dsn))
    if there in (command.DemoState.EMPTY, command.DemoState.INTERRUPTED):
        command.seed()


def disposable(dsn: str) -> bool:
    """Whether a database has a demo, or nothing that people have entered.

    It may be of any revision; if it can't be read, the answer is no.
    """
    try:
        with psycopg.connect(dsn) as connection:
            found = connection.execute(_DISPOSABLE).fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return False
    return found is not None and found[0]


def _empty(dsn: str, table: str) -> bool:
    query = sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier("pub", table))
    with psycopg.connect(dsn) as connection:
        return connection.execute(query).fetchone() is None
