"""The SQL files of the database, and the record of files that were applied to a database.

Revisions (`backend/db/migrations`) are applied once, in order. Functions and views
(`backend/db/functions`) are replaced whenever their text has changed. `backend/db/CONVENTIONS.md`
says how both are written.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.config import Config
from alembic.script import ScriptDirectory

from ksbb.core.mismatch import DatabaseMismatchError
from ksbb.core.settings import REPOSITORY

if TYPE_CHECKING:
    import psycopg

DATABASE = REPOSITORY / "backend" / "db"
MIGRATIONS = DATABASE / "migrations"
FUNCTIONS = DATABASE / "functions"

# What was applied: the hash of each file, and for a function also the hash of its definition as
# PostgreSQL showed it after that. It stands beside Alembic's table of the current revision, and
# like that one no login may read it.
_APPLIED = """
    CREATE TABLE IF NOT EXISTS public.migration_file (
        path text PRIMARY KEY,
        hash text NOT NULL,
        definition text,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )
"""
_RECORD = """
    INSERT INTO public.migration_file (path, hash, definition) VALUES (%s, %s, %s)
    ON CONFLICT (path) DO UPDATE
    SET hash = excluded.hash, definition = excluded.definition, applied_at = clock_timestamp()
"""


def sources() -> list[Path]:
    """Every file that decides what an empty, migrated database looks like."""
    return sorted(
        path
        for folder, pattern in ((MIGRATIONS, "*.py"), (MIGRATIONS, "*.sql"), (FUNCTIONS, "*.sql"))
        for path in folder.rglob(pattern)
    )


def hash_of(path: Path) -> str:
    """SHA-256 of a file, as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sql_of(revision: Path) -> Path:
    """The SQL file of a revision: `<name>.sql`, or `<name>.concurrent.sql`.

    Raises:
        FileNotFoundError: there is neither.
        ValueError: both exist.
    """
    together, concurrent = revision.with_suffix(".sql"), revision.with_suffix(".concurrent.sql")
    found = [path for path in (together, concurrent) if path.exists()]
    if not found:
        raise FileNotFoundError(together)
    if len(found) > 1:
        # What runs outside of a transaction can't be rolled back together with the rest.
        raise ValueError(f"{revision.stem} has two SQL files: make it two revisions.")
    return found[0]


def name_of(path: Path) -> str:
    """A file's name in `migration_file`: its path relative to `backend/db`."""
    return path.relative_to(DATABASE).as_posix()


def record(connection: psycopg.Connection, path: Path, definition: str | None = None) -> None:
    """Record that this file was applied, in the caller's transaction."""
    connection.execute(_RECORD, (name_of(path), hash_of(path), definition))


def make_record(connection: psycopg.Connection) -> None:
    """Create the table of applied files if it is missing."""
    connection.execute(_APPLIED)


def recorded(connection: psycopg.Connection, folder: Path) -> dict[str, tuple[str, str | None]]:
    """What was applied from this folder of `backend/db`, by name: hash of file, of definition."""
    rows = connection.execute(
        "SELECT path, hash, definition FROM public.migration_file WHERE starts_with(path, %s)",
        (f"{name_of(folder)}/",),
    )
    return {path: (digest, definition) for path, digest, definition in rows}


def check(connection: psycopg.Connection) -> None:
    """Check that the revisions that were applied to this database are those of the code.

    Raises:
        DatabaseMismatchError: the database is newer than the code, a revision was edited after it
            was applied, or the database is older than the record of applied files.
    """
    current = _current(connection)
    if current is None:
        return
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = {one.revision: one for one in ScriptDirectory.from_config(config).walk_revisions()}
    if current not in scripts:
        raise DatabaseMismatchError(
            f"Basis data ini dari KSBB yang lebih baru: revisi {current} tidak ada dalam kode ini. "
            "Jalankan kode yang sesuai, atau pakai basis data lain (KSBB_DATABASE_URL).",
            f"This database is of a newer KSBB: this code has no revision {current}. "
            "Run the code that belongs to it, or use another database (KSBB_DATABASE_URL).",
        )
    if not _exists(connection, "public.migration_file"):
        raise DatabaseMismatchError(
            "Basis data ini dibuat sebelum revisi dicatat, jadi tidak dapat dimutakhirkan. "
            "Pakai basis data yang kosong (KSBB_DATABASE_URL).",
            "This database was made before revisions were recorded, so it can't be brought up to "
            "date. Use an empty database (KSBB_DATABASE_URL).",
        )
    kept = {path: digest for path, (digest, _) in recorded(connection, MIGRATIONS).items()}
    files = {name_of(path): path for path in MIGRATIONS.rglob("*.sql")}
    edited = [
        Path(path).name
        for path, digest in sorted(kept.items())
        if path not in files or hash_of(files[path]) != digest
    ]
    if edited:
        named = ", ".join(edited)
        raise DatabaseMismatchError(
            f"Revisi yang sudah diterapkan pada basis data ini diubah kemudian: {named}. "
            "Kembalikan isinya dan buat revisi baru, atau pakai basis data yang kosong "
            "(KSBB_DATABASE_URL).",
            f"Revisions were edited after they had been applied to this database: {named}. "
            "Restore them and add a new revision, or use an empty database (KSBB_DATABASE_URL).",
        )


def _exists(connection: psycopg.Connection, table: str) -> bool:
    found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone()
    return found is not None and found[0]


def _current(connection: psycopg.Connection) -> str | None:
    if not _exists(connection, "public.migration"):
        return None
    found = connection.execute("SELECT version_num FROM public.migration").fetchone()
    return None if found is None else found[0]
