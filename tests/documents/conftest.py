"""An installation whose worker issues documents, with a delivery of two donors at one stop."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest

from ksbb.core.audit.file_checks import verify_files
from ksbb.core.audit.verify import verify
from ksbb.core.files import Files
from ksbb.core.settings import Settings
from ksbb.core.viewer import Viewer
from ksbb.domain.documents.issuing import issue_documents
from tests.deliveries.world import World, deliver_to
from tests.real_schema import Api, global_id

ORIGIN = "http://ksbb.test"
BAST = """query ($id: ID!) { node(id: $id) { ... on Handover { bast { number versions {
    id version state code data dataSha256 giver { name }
    files { kind sha256 size url checkedAt
            signatures { field signer issuer trusted claimedAt stampedAt } } } } } } }"""


@dataclass
class Office:
    """The API on a real database, and the worker's part in it."""

    api: Api
    files: Files
    world: World

    async def issue(self) -> None:
        """The worker's job runs once."""
        dsn = self.api.database.dsn("worker")
        async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:
            assert await issue_documents(pool, self.files, ORIGIN) is False

    async def deliver(self, good: int = 70, damaged: int = 0, missing: int = 0) -> tuple[int, int]:
        """The first stop is reported and signed for; returns it and its handover."""
        async with self.api.transaction() as db:
            world = replace(self.world, db=db)
            stop = (await world.on_the_way())[0]
            handover = await world.report(stop, world.count(good, damaged, missing))
            await world.sign(stop)
        return stop, handover

    async def bast(self, viewer: Viewer, handover: int) -> dict[str, Any] | None:
        """The document of a handover, as a viewer sees it."""
        data = await self.api.query(viewer, BAST, id=global_id("Handover", handover))
        return None if data["node"] is None else data["node"]["bast"]

    async def versions(self, viewer: Viewer, handover: int) -> list[dict[str, Any]]:
        """The versions that a viewer sees, newest first, each with its data read."""
        bast = await self.bast(viewer, handover)
        assert bast is not None
        return [{**each, "content": orjson.loads(each["data"])} for each in bast["versions"]]

    async def broken(self) -> list[str]:
        """What `./ksbb verify` finds."""
        dsn = self.api.database.dsn("worker")
        found = [*verify(dsn), *await verify_files(dsn, self.files)]
        return [breach.invariant for breach in found]


@pytest.fixture
async def office(api: Api, tmp_path: Path) -> Office:
    async with api.transaction() as db:
        world = await deliver_to(db)
    files = Files.of(Settings(files_url=(tmp_path / "files").as_uri()))
    return Office(api, files, world)
