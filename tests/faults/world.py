"""A committed small programme and many clients, for tests of concurrency."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from ksbb.core.audit.verify import Breach, verify
from ksbb.core.database import Pools, dsn, open_pools, sqlalchemy_url
from ksbb.core.settings import Settings
from ksbb.core.viewer import Viewer
from ksbb.domain.pledges import actions, rules
from ksbb.domain.pledges.models import Channel
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.database import Database


@dataclass
class World:
    """The programme, its donors and aggregator, and the connection pools of a web process."""

    database: Database
    pools: Pools
    it: small_programme.SmallProgramme
    donors: list[Viewer]
    pmi: Viewer

    async def pledge(
        self,
        viewer: Viewer,
        shares: list[tuple[int, int]],
        *,
        channel: Channel = Channel.DIRECT,
    ) -> int:
        """Pledge SEMBAKO: pairs of (index of the unit, packages)."""
        async with self.pools.transaction(viewer) as tx:
            return await actions.submit_pledge(
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
        self, viewer: Viewer, action: Callable[..., Awaitable[int]], pledge: int, **more: object
    ) -> int:
        """Run an action on a pledge in a transaction of its own."""
        async with self.pools.transaction(viewer) as tx:
            return await action(tx, viewer, uuid4(), pledge_id=pledge, **more)

    def breaches(self) -> list[Breach]:
        """The broken invariants that `ksbb verify` finds."""
        return verify(dsn("ksbb_worker", self.database.admin, self.database.secret))


@asynccontextmanager
async def world(database: Database, donors: int) -> AsyncIterator[World]:
    """Commit a programme with so many donors and one aggregator."""
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        db = AsParty(session, database.secret)
        it = await small_programme.programme(db)
        pmi = await small_programme.aggregator(db)
        people = [await factories.donor(db) for _ in range(donors)]
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
    """Run them all at once; returns the results, and the refusals."""
    answers = await asyncio.gather(*acts, return_exceptions=True)
    done = [a for a in answers if not isinstance(a, BaseException)]
    return done, [a for a in answers if isinstance(a, BaseException)]
