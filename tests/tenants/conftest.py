"""The parties, met afresh for each test."""

import pytest

from tests.acting import Acting
from tests.tenants.parties import Parties, meet


@pytest.fixture
async def there(db: Acting) -> Parties:
    return await meet(db)
