"""The library in a database of its own, and pools of each audience for it."""

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest

from ksbb.core.database import Pools, open_pools
from tests.database import Database
from tests.graphql_sql import tables
from tools.dev import paths, template


@pytest.fixture(scope="session")
def library_database(server: str, _template: str) -> Iterator[Database]:
    """A migrated database that also has the library."""
    with template.copy(server, _template) as dsn:
        with psycopg.connect(dsn) as connection:
            connection.execute(tables.DDL)
        yield Database(admin=dsn, secret=paths.secret())


@pytest.fixture
async def pools(library_database: Database) -> AsyncIterator[Pools]:
    opened = await open_pools(library_database.settings())
    try:
        yield opened
    finally:
        await opened.close()
