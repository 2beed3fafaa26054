"""Replaces functions and views whose file, or whose definition in the database, has changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ksbb.core import revisions
from ksbb.core.mismatch import FunctionsMismatchError

if TYPE_CHECKING:
    import psycopg

SCHEMAS = ["app", "ledger", "pub", "sec"]

# By the names of their files. A definition is everything that CREATE OR REPLACE can change.
DEFINITIONS = """
    SELECT n.nspname || '/' || p.proname AS name, md5(pg_get_functiondef(p.oid)) AS definition
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = ANY ({schemas})
    UNION ALL
    SELECT n.nspname || '/' || c.relname,
           md5(pg_get_viewdef(c.oid) || coalesce(c.reloptions::text, ''))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ({schemas}) AND c.relkind = 'v'
    ORDER BY name
"""


def files() -> dict[str, Path]:
    """The file of each function and view by its name, such as `app/today`."""
    return {
        path.relative_to(revisions.FUNCTIONS).with_suffix("").as_posix(): path
        for path in sorted(revisions.FUNCTIONS.rglob("*.sql"))
    }


def apply(connection: psycopg.Connection) -> list[str]:
    """Replace the functions and views that differ, in one transaction; returns their names.

    Owners and grants stay as the revisions set them. A changed signature is refused here: CREATE OR
    REPLACE would add a second function, without the right owner and grants.

    Raises:
        FunctionsMismatchError: revisions and files don't define the same functions; nothing
            changed.
        psycopg.Error: the SQL of a file is wrong; nothing changed.
    """
    wanted = files()
    with connection.transaction():
        before = _definitions(connection)
        _same_names(before, wanted)
        kept = revisions.recorded(connection, revisions.FUNCTIONS)
        changed = [
            name
            for name, path in wanted.items()
            if kept.get(revisions.name_of(path)) != (revisions.hash_of(path), before[name][0])
        ]
        for name in changed:
            connection.execute(wanted[name].read_bytes())
        after = _definitions(connection)
        _same_names(after, wanted)
        for name in changed:
            revisions.record(connection, wanted[name], after[name][0])
        connection.execute(
            "DELETE FROM public.migration_file WHERE path = ANY (%s)",
            ([*kept.keys() - {revisions.name_of(path) for path in wanted.values()}],),
        )
    return changed


def _definitions(connection: psycopg.Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = DEFINITIONS.format(schemas="%(schemas)s")
    for name, definition in connection.execute(query.encode(), {"schemas": SCHEMAS}):
        found.setdefault(name, []).append(definition)
    return found


def _same_names(there: dict[str, list[str]], wanted: dict[str, Path]) -> None:
    twice = sorted(name for name, definitions in there.items() if len(definitions) > 1)
    without_file = sorted(there.keys() - wanted.keys())
    unmade = sorted(wanted.keys() - there.keys())
    found = [
        f"{what}: {', '.join(names)}"
        for what, names in (
            ("another signature than its revision made", twice),
            ("no file in backend/db/functions", without_file),
            ("no revision makes it", unmade),
        )
        if names
    ]
    if found:
        named = "; ".join(found)
        raise FunctionsMismatchError(
            f"Fungsi basis data tidak sesuai dengan berkasnya ({named}).",
            f"The database's functions don't fit their files ({named}).",
        )
