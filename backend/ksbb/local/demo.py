"""The demo's data: put into an empty database once, never into one that holds anything."""

import asyncio

import psycopg
from psycopg import sql

from ksbb.local.progress import LocalError

# Pages worth a look, printed with the address: (label, path).
PAGES: tuple[tuple[str, str], ...] = (("Masuk (sign in)", "/masuk"),)


def fill_if_empty(dsn: str) -> None:
    """Import the public facts and play the story of the demo, each if nothing of it is there.

    A story that was interrupted is no demo: it is played from the beginning.
    """
    if _empty(dsn, "unit"):
        from ksbb.units import importing

        if importing.main(["facts"]):
            raise LocalError(
                "Daftar kelurahan dan RW gagal diimpor.",
                "The list of kelurahan and RW could not be imported.",
            )
    from ksbb.story import play

    there = asyncio.run(play.standing(dsn))
    if there in (play.Standing.EMPTY, play.Standing.INTERRUPTED) and play.main([]):
        raise LocalError("Cerita demo gagal dimainkan.", "The demo's story could not be played.")


def _empty(dsn: str, table: str) -> bool:
    query = sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier("pub", table))
    with psycopg.connect(dsn) as connection:
        return connection.execute(query).fetchone() is None
