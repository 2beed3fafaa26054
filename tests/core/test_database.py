"""The connection pools of the web process."""

from __future__ import annotations

from sqlalchemy import text

from ksbb.core.database import open_pools
from ksbb.core.viewer import Viewer
from tests.database import Database


async def test_the_first_write_after_an_outage_goes_through(fresh_database: Database) -> None:
    pools = await open_pools(fresh_database.settings())
    try:
        async with pools.transaction(Viewer()) as before:
            old = (await before.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        async with fresh_database.connection("admin") as admin:
            assert await admin.fetchval("SELECT pg_terminate_backend($1, 5000)", old)
        async with pools.transaction(Viewer()) as after:
            assert (await after.execute(text("SELECT pg_backend_pid()"))).scalar_one() != old
    finally:
        await pools.close()
