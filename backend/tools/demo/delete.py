"""Deletes a demo, so that it can be played again.

The ledger and the audit trail are append-only for every login, on purpose: only the server's
administrator can do this, and only if the clock says that it is a demo. Areas, units and
boundaries stay, also those that were imported from files.
"""

from __future__ import annotations

import asyncpg

# Filled by migrations and imports.
_KEPT = {
    ("app", "transition"),
    ("pub", "area"),
    ("pub", "clock"),
    ("pub", "map_version"),
    ("pub", "outline"),
    ("pub", "snapshot"),
    ("pub", "unit"),
    ("pub", "unit_boundary"),
    ("sec", "key"),
}
_TABLES = """
    SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('app', 'ledger', 'pub', 'sec')
"""


class NotADemoError(Exception):
    """The database has real data."""


async def delete_demo(admin_dsn: str) -> None:
    """Delete all data of a demo except areas and units, and stop its clock.

    Args:
        admin_dsn: a superuser's; only it can disable the triggers that keep tables append-only.

    Raises:
        NotADemoError: the clock is real.
        asyncpg.LockNotAvailableError: somebody worked in it for more than ten seconds.
    """
    connection = await asyncpg.connect(admin_dsn, server_settings={"lock_timeout": "10s"})
    try:
        async with connection.transaction():
            if not await connection.fetchval("SELECT demo FROM pub.clock FOR UPDATE"):
                raise NotADemoError
            await connection.execute("SET LOCAL session_replication_role = replica")
            emptied = [
                f'"{schema}"."{table}"'
                for schema, table in await connection.fetch(_TABLES)
                if (schema, table) not in _KEPT
            ]
            await connection.execute(f"TRUNCATE {', '.join(emptied)} RESTART IDENTITY")
            # Units refer to their latest snapshot, so that table can't be truncated alone.
            await connection.execute(
                "UPDATE pub.unit SET families = NULL, people = NULL, snapshot_id = NULL,"
                " is_example = is_example AND kind <> 'RW'"
            )
            await connection.execute("DELETE FROM pub.snapshot")
            await connection.execute("ALTER TABLE pub.snapshot ALTER id RESTART")
            await connection.execute(
                "UPDATE pub.clock SET demo = false, shift = '0', opened_at = NULL"
            )
    finally:
        await connection.close()
