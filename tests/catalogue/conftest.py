"""Views of the database's catalogue, for queries of the tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from tests.conftest import Connect

Rows = list[tuple[Any, ...]]
Query = Callable[..., Awaitable[Rows]]

_VIEWS = """
    CREATE TEMP VIEW relation AS
    SELECT c.oid, n.nspname || '.' || c.relname AS name, n.nspname AS schema, c.relkind AS kind,
           c.relacl, c.relowner::regrole::text AS owner, c.relrowsecurity AS secured,
           c.relforcerowsecurity AS forced, coalesce(c.reloptions, '{}') AS options
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('app', 'ledger', 'pub', 'sec') AND c.relkind IN ('r', 'p', 'v', 'm');

    CREATE TEMP VIEW attribute AS
    SELECT r.oid, r.name, r.schema, a.attname AS column, a.attnum AS number,
           a.attnotnull AS not_null, format_type(a.atttypid, NULL) AS type, a.attacl,
           -- Whether an index without a condition begins with it.
           EXISTS (SELECT FROM pg_index i WHERE i.indrelid = r.oid AND i.indkey[0] = a.attnum
                     AND i.indpred IS NULL) AS indexed
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid
    WHERE r.kind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped;

    CREATE TEMP VIEW rule AS
    SELECT schemaname || '.' || tablename AS name, schemaname AS schema, policyname AS policy,
           cmd, roles::text[] AS roles, coalesce(qual, '') AS seen,
           coalesce(with_check, '') AS written
    FROM pg_policies WHERE schemaname IN ('app', 'ledger', 'pub', 'sec');

    CREATE TEMP VIEW routine AS
    SELECT p.oid, n.nspname || '.' || p.proname AS name, p.prosecdef AS definer,
           p.proowner::regrole::text AS owner, p.proacl, coalesce(p.proconfig, '{}') AS settings
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('app', 'ledger', 'pub', 'sec');

    -- Rights of others than the owner; to a whole table, or to some of its columns.
    CREATE TEMP VIEW granted AS
    SELECT name, schema, kind, whole, right_to, CASE grantee WHEN 0 THEN 'everybody'
           ELSE grantee::regrole::text END AS role
    FROM (SELECT name, schema, kind, owner, true AS whole, x.grantee, x.privilege_type AS right_to
          FROM relation, aclexplode(relacl) x
          UNION
          SELECT r.name, r.schema, r.kind, r.owner, false, x.grantee, x.privilege_type
          FROM relation r JOIN attribute a USING (oid), aclexplode(a.attacl) x) rights
    WHERE grantee::regrole::text <> owner;

    CREATE TEMP VIEW table_trigger AS
    SELECT r.name, g.tgfoid::regproc::text AS function, (g.tgtype & 1) > 0 AS each_row,
           (g.tgtype & 4) > 0 AS on_insert, (g.tgtype & 8) > 0 AS on_delete,
           (g.tgtype & 16) > 0 AS on_update, (g.tgtype & 32) > 0 AS on_truncate
    FROM relation r JOIN pg_trigger g ON g.tgrelid = r.oid
    WHERE g.tgenabled = 'O' AND NOT g.tgisinternal;

    CREATE TEMP VIEW reference AS
    SELECT c.name AS child, p.name AS parent,
           array_agg(ca.attname || '=' || pa.attname ORDER BY ca.attname) AS pairs
    FROM pg_constraint k
    JOIN relation c ON c.oid = k.conrelid JOIN relation p ON p.oid = k.confrelid
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS u (child, parent)
    JOIN pg_attribute ca ON ca.attrelid = k.conrelid AND ca.attnum = u.child
    JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = u.parent
    WHERE k.contype = 'f' GROUP BY k.oid, c.name, p.name;
"""


@pytest.fixture
async def query(connect: Connect) -> AsyncIterator[Query]:
    """Runs queries with the views above."""
    async with connect("admin") as db:
        await db.execute(_VIEWS)

        async def rows(query: str, *values: object) -> Rows:
            return [tuple(row.values()) for row in await db.fetch(query, *values)]

        yield rows
