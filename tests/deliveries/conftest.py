"""An aggregator with a committed pledge of 120 packages for two RWs."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from ksbb.core.audit.verify import ALL_INVARIANTS
from tests.as_party import AsParty
from tests.deliveries.world import World, deliver_to


@pytest.fixture
async def world(db: AsParty) -> AsyncIterator[World]:
    """A committed pledge of 70 and 50 SEMBAKO through an aggregator.

    After the test each invariant of `./ksbb verify` holds.
    """
    made = await deliver_to(db)
    yield made
    for sentence, query in ALL_INVARIANTS.items():
        rows = [tuple(row) for row in await db.session.execute(text(query.replace(":", r"\:")))]
        assert rows == [], sentence
