"""A committed scene and many clients, for tests of what happens at the same time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from ksbb.audit.verify import Breach, verify
from ksbb.kernel.db import Pools, dsn, open_pools, sqlalchemy_url
from ksbb.kernel.settings import Settings
from ksbb.kernel.viewer import Viewer
from ksbb.pledges import actions, rules
from ksbb.pledges.models import Channel
from tests import make, scene
from tests.acting import Acting
from tests.database import Database


@dataclass
class World:
    """The scene, its donors and aggregator, and the doors of a web process."""

    database: Database
    pools: Pools
    it: scene.Scene
    donors: list[Viewer]
    pmi: Viewer

    async def pledge(
        self,
        viewer: Viewer,
        shares: list[tuple[int, int]],
        *,
        channel: Channel = Channel.DIRECT,
    ) -> int:
        """Pledge SEMBAKO: (place of the unit, packages)."""
        async with self.pools.transaction(viewer) as tx:
            return await actions.pledge(
                tx,
                viewer,
                uuid4(),
                offer=rules.Offer(
                    self.it.phases[0],
                    channel,
                    aggregator_id=self.pmi.organisation_id
                    if channel is Channel.VIA_AGGREGATOR
                    else None,
                    lines=[
                        rules.Line(
                            self.it.packages["SEMBAKO"],
                            sum(quantity for _, quantity in shares),
                            tuple(rules.Share(self.it.units[u], q) for u, q in shares),
                        )
                    ],
                    statement_accepted=True,
                ),
            )

    async def act(
        self, viewer: Viewer, verb: Callable[..., Awaitable[int]], pledge: int, **more: object
    ) -> int:
        """Do something with a pledge in a transaction of its own."""
        async with self.pools.transaction(viewer) as tx:
            return await verb(tx, viewer, uuid4(), pledge_id=pledge, **more)

    def breaches(self) -> list[Breach]:
        """What `ksbb verify` finds."""
        return verify(dsn("ksbb_worker", self.database.admin, self.database.secret))


@asynccontextmanager
async def world(database: Database, donors: int) -> AsyncIterator[World]:
    """Commit a scene with so many donors and one aggregator."""
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        db = Acting(session, database.secret)
        it = await scene.programme(db)
        pmi = await scene.aggregator(db)
        people = [await make.donor(db) for _ in range(donors)]
        await session.commit()
    await engine.dispose()
    pools = await open_pools(
        Settings(database_url=database.admin, secret=database.secret, pool_tenant=12, pool_public=2)
    )
    try:
        yield World(database, pools, it, people, pmi)
    finally:
        await pools.close()


async def together(acts: list[Awaitable[int]]) -> tuple[list[int], list[BaseException]]:
    """Run them all at once: what succeeded, and what was refused."""
    answers = await asyncio.gather(*acts, return_exceptions=True)
    done = [a for a in answers if not isinstance(a, BaseException)]
    return done, [a for a in answers if isinstance(a, BaseException)]
