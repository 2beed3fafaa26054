"""Deletes the bytes of erased evidence and of erased signed copies; the worker runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

    from ksbb.core.files import Files

_AT_ONCE = 100
# Of each table: what erases old files, the files to delete, and what notes that it was done.
# It is noted afterwards: if the worker is killed before, the file is deleted once more.
_TABLES = (
    (
        "SELECT app.erase_old_evidence($1)",
        """
        SELECT id, file FROM app.evidence WHERE state = 'erased' AND deleted_at IS NULL
        ORDER BY id LIMIT $1
        """,
        "UPDATE app.evidence SET deleted_at = clock_timestamp() WHERE id = $1",
    ),
    (
        "SELECT app.erase_old_documents($1)",
        """
        SELECT id, file FROM app.bast_file WHERE erased_at IS NOT NULL AND deleted_at IS NULL
        ORDER BY id LIMIT $1
        """,
        "UPDATE app.bast_file SET deleted_at = clock_timestamp() WHERE id = $1",
    ),
)


async def erase(pool: asyncpg.Pool, files: Files) -> bool:
    """Erase files of old programmes, and delete bytes; returns whether more is waiting.

    Raises:
        FilesUnavailableError: some bytes are still there; the next run deletes them.
    """
    most = 0
    for erase_old, erased, deleted in _TABLES:
        old: int = await pool.fetchval(erase_old, _AT_ONCE)
        rows = await pool.fetch(erased, _AT_ONCE)
        for row in rows:
            await files.delete(row["file"])
            await pool.execute(deleted, row["id"])
        most = max(most, old, len(rows))
    return most >= _AT_ONCE
