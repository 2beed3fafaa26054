"""Checks the bytes of files against the database: every stored file, or its recorded erasure."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.rows import dict_row

from ksbb.core.audit.verify import Breach
from ksbb.core.files import Files

STORED_FILES = "every stored file has its recorded hash, and the bytes of an erased one are gone"
MOST_ROWS = 10
_ROWS = """
    SELECT 'evidence' AS thing, id, file, state, sha256 FROM app.evidence
    WHERE state = 'stored' OR deleted_at IS NOT NULL
    UNION ALL
    SELECT 'bast_file', id, file, CASE WHEN erased_at IS NULL THEN 'stored' ELSE 'erased' END,
           sha256
    FROM app.bast_file WHERE erased_at IS NULL OR deleted_at IS NOT NULL
    ORDER BY 1, 2
"""


async def verify_files(worker_dsn: str, files: Files) -> list[Breach]:
    """Read every file and compare its hash.

    Args:
        worker_dsn: DSN of the login ``ksbb_worker``.
        files: the store of the installation.

    Raises:
        FilesUnavailableError: the store can't be reached.
        psycopg.Error: the database can't be reached.
    """
    wrong: list[dict[str, Any]] = []
    with psycopg.connect(worker_dsn) as connection:
        rows = connection.cursor(row_factory=dict_row).execute(_ROWS.encode()).fetchall()
    for row in rows:
        found = await files.sha256(row["file"])
        if found == (row["sha256"] if row["state"] == "stored" else None):
            continue
        has = "nothing" if found is None else found.hex()
        wrong.append({row["thing"]: row["id"], "state": row["state"], "found": has})
        if len(wrong) == MOST_ROWS:
            break
    return [Breach(STORED_FILES, wrong)] if wrong else []
