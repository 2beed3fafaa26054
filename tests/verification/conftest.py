"""A day on which an aggregator delivered to two RWs, and a verifier."""

from dataclasses import dataclass

import pytest

from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.counts import UnitCount
from ksbb.domain.verification import actions
from tests import factories
from tests.as_party import AsParty
from tests.deliveries.conftest import world
from tests.deliveries.world import World

__all__ = ["world"]


@dataclass
class Drawn:
    """Two proven deliveries, both drawn: an executor's first five always are."""

    world: World
    verifier: Viewer
    stops: list[int]
    handovers: list[int]

    @property
    def db(self) -> AsParty:
        return self.world.db

    async def verification(self, stop: int) -> int:
        return int(
            await self.world.one("SELECT id FROM app.verification WHERE stop_id = :stop", stop=stop)
        )

    async def verify(
        self, stop: int, good: int, damaged: int = 0, *, by: Viewer | None = None, **more: str
    ) -> int:
        """A verifier counts at a stop."""
        return await self.world.run(
            by or self.verifier,
            actions.verify_delivery,
            verification_id=await self.verification(stop),
            counts=[UnitCount(self.world.package, good, damaged)],
            **more,
        )

    async def state(self, number: int) -> str:
        """The state of the first or second handover."""
        return str(
            await self.world.one(
                "SELECT state FROM app.handover WHERE id = :id", id=self.handovers[number]
            )
        )


async def work(db: AsParty) -> None:
    """What the worker does until a sample is drawn and given to verifiers."""
    async with db.login("ksbb_worker") as session:
        for job in ("list_sample", "seal_audit", "draw_sample", "assign_verifiers"):
            await session.execute(factories.text(f"SELECT app.{job}()"))


@pytest.fixture
async def drawn(world: World) -> Drawn:
    """Reported and attested on 28 April, drawn on the 29th."""
    verifier = await factories.pemprov(world.db, Role.VERIFIER)
    first, second = await world.on_the_way()
    handovers = [
        await world.report(first, world.count(63, damaged=5, missing=2)),
        await world.report(second, world.count(50)),
    ]
    await world.attest(first, 63, 5)
    await world.attest(second, 50)
    await factories.clock(world.db, "2020-04-29 00:20")
    await work(world.db)
    return Drawn(world, verifier, [first, second], handovers)
