"""The parties: made once for each process, and each test's changes are rolled back."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from tests.as_party import in_transaction
from tests.database import Database
from tests.tenants.parties import Parties, meet
from tools.dev import paths, template


async def _meet(database: Database) -> Parties:
    async with in_transaction(database) as db:
        met = await meet(db)
        await db.session.commit()
        return met


@pytest.fixture(scope="session")
def met(server: str, _template: str) -> Iterator[tuple[Database, Parties]]:
    """A database of its own in which the parties have met; don't change it."""
    with template.copy(server, _template) as dsn:
        database = Database(admin=dsn, secret=paths.secret())
        yield database, asyncio.run(_meet(database))


@pytest.fixture
async def there(met: tuple[Database, Parties]) -> AsyncIterator[Parties]:
    """The parties in a transaction that is rolled back."""
    database, parties = met
    async with in_transaction(database) as db:
        yield replace(parties, db=db, world=parties.world and replace(parties.world, db=db))
