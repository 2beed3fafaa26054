"""Random acts of all parties, legal and illegal: each is done or refused, and the books stay true.

Each act is committed. Afterwards every invariant of `./ksbb verify` holds, and no party reads rows
of others. The seed is in the test's name. `./ksbb pytest tests/deliveries/test_random.py --long`
does 10,000 acts.
"""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest

from ksbb.core.audit.verify import verify
from ksbb.core.refusals import Refusal
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.counts import Count, UnitCount
from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.deliveries.handovers.models import DiscrepancyState
from ksbb.domain.deliveries.proofs import actions as proving
from ksbb.domain.deliveries.stock import actions as stocking
from ksbb.domain.deliveries.stock.rules import Goods
from ksbb.domain.deliveries.trips import actions as tripping
from ksbb.domain.deliveries.trips import departures as departing
from ksbb.domain.deliveries.trips.rules import Plan, PlannedLoad, PlannedStop
from ksbb.domain.verification import actions as verifying
from tests import factories
from tests.as_party import in_transaction
from tests.database import Database
from tests.deliveries.random_ends import RandomEnds
from tests.deliveries.sight import rows_of_others
from tests.deliveries.world import World, committed_pledge, deliver_to
from tests.verification.conftest import work as draw_samples

ACTS = 200
SETTLEMENTS = (
    DiscrepancyState.REPLACED,
    DiscrepancyState.RETURNED_TO_NEED,
    DiscrepancyState.WRITTEN_OFF,
)


class RandomParties(RandomEnds):
    """Parties that do what comes to their mind, with rows that are mostly there."""

    def __init__(self, world: World, random: Random, parties: list[Viewer]) -> None:
        super().__init__(world, random, parties)
        self.outcomes: Counter[str] = Counter()

    def party(self) -> Viewer:
        """The executor half of the time, else anybody."""
        return (
            self.world.executor if self.random.random() < 0.85 else self.random.choice(self.parties)
        )

    async def act(self) -> None:
        """One act of one party: done, or refused with a reason."""
        name = self.random.choice(ACTIONS)
        viewer = self.party()
        try:
            await getattr(self, name)(viewer)
        except Refusal as refusal:
            self.outcomes[f"{name} {type(refusal).__name__}"] += 1
        else:
            self.outcomes[name] += 1

    async def receive(self, viewer: Viewer) -> None:
        world, discrepancy = self.world, None
        if self.random.random() < 0.3:
            discrepancy = await self.some("SELECT id FROM app.discrepancy WHERE state = 'replaced'")
        goods = Goods(
            await self.some("SELECT id FROM app.pledge"),
            world.package,
            self.random.randint(0, 25),
            self.random.randint(0, 3),
            world.today,
            supplier="Pemasok (contoh)",
            discrepancy_id=discrepancy,
        )
        await world.run(viewer, stocking.receive_goods, goods=goods)

    async def reverse(self, viewer: Viewer) -> None:
        receipt = await self.some("SELECT id FROM app.goods_receipt")
        await self.world.run(
            viewer, stocking.reverse_goods_receipt, receipt_id=receipt, reason="uji"
        )

    async def plan(self, viewer: Viewer) -> None:
        await self.world.run(viewer, tripping.plan_shipment, plan=await self._plan())

    async def change(self, viewer: Viewer) -> None:
        shipment = await self.some("SELECT id FROM app.shipment")
        await self.world.run(
            viewer, tripping.change_shipment, shipment_id=shipment, plan=await self._plan()
        )

    async def _plan(self) -> Plan:
        chosen = self.random.sample(
            await self.world.rows(
                "SELECT id, unit_id FROM app.allocation WHERE state <> 'released'"
            ),
            k=2,
        )
        stops: dict[int, list[PlannedLoad]] = {}
        for allocation, unit in chosen:
            load = PlannedLoad(
                allocation, self.random.randint(0 if self.random.random() < 0.1 else 1, 9)
            )
            stops.setdefault(unit, []).append(load)
        return Plan(
            self.world.today,
            "09:00",
            "15:00",
            [PlannedStop(unit, tuple(loads)) for unit, loads in stops.items()],
        )

    async def cancel(self, viewer: Viewer) -> None:
        shipment = await self.some("SELECT id FROM app.shipment")
        await self.world.run(viewer, tripping.cancel_shipment, shipment_id=shipment, reason="uji")

    async def dispatch(self, viewer: Viewer) -> None:
        shipment = await self.some("SELECT id FROM app.shipment WHERE state = 'planned'")
        loads = await self.world.rows("SELECT id, quantity FROM app.load")
        fewer = {load: self.random.randint(0, quantity + 1) for load, quantity in loads}
        await self.world.run(
            viewer,
            departing.dispatch_shipment,
            shipment_id=shipment,
            quantities=fewer if self.random.random() < 0.1 else {},
        )

    async def _counts(self, stop: int) -> list[Count]:
        sent = await self.world.rows(
            "SELECT package_id, sum(dispatched)::int FROM app.load"
            " WHERE stop_id = :stop AND dispatched > 0 GROUP BY 1",
            stop=stop,
        )
        counts = []
        for package, quantity in sent:
            damaged, missing, back = (self.random.randint(0, 3) for _ in range(3))
            good = max(quantity - damaged - missing - back, 0) + (self.random.random() < 0.1)
            counts.append(Count(package, good, damaged, missing, back))
        return counts

    async def _report(self, stop: int) -> handing.Report:
        if self.random.random() < 0.15:
            return handing.Report(self.world.today, failed_because="jalan ditutup")
        return handing.Report(self.world.today, await self._counts(stop))

    async def report(self, viewer: Viewer) -> None:
        stop = await self.some("SELECT id FROM app.stop WHERE state <> 'planned'")
        await self.world.run(
            viewer, handing.report_handover, stop_id=stop, report=await self._report(stop)
        )

    async def correct(self, viewer: Viewer) -> None:
        handover = await self.some("SELECT id FROM app.handover")
        stop = await self.world.one("SELECT stop_id FROM app.handover WHERE id = :id", id=handover)
        await self.world.run(
            viewer,
            handing.correct_handover,
            handover_id=handover,
            reason="salah hitung",
            report=await self._report(stop or 0),
        )

    async def choose(self, viewer: Viewer) -> None:
        handover = await self.some("SELECT id FROM app.handover WHERE state = 'second_report'")
        await self.world.run(viewer, handing.choose_report, handover_id=handover, reason="uji")

    async def attest(self, viewer: Viewer) -> None:
        stop = await self.some("SELECT id FROM app.stop")
        reported = await self.world.rows(
            "SELECT c.package_id, c.good, c.damaged FROM app.handover_count c"
            " JOIN app.handover h ON h.id = c.handover_id"
            " WHERE h.stop_id = :stop AND h.state <> 'superseded'",
            stop=stop,
        ) or [(self.world.package, self.random.randint(0, 40), 0)]
        counts = [
            UnitCount(package, max(good - self.random.choice((0, 0, 2)), 0), damaged)
            for package, good, damaged in reported[:1]
        ]
        await self.world.run(
            self.world.officer if self.random.random() < 0.8 else viewer,
            proving.attest_delivery,
            stop_id=stop,
            counts=counts,
        )

    async def prove(self, viewer: Viewer) -> None:
        stop = await self.some("SELECT id FROM app.stop")
        await self.world.run(viewer, proving.prove_delivery, stop_id=stop, method="SIGNATURE")

    async def decide(self, viewer: Viewer) -> None:
        handover = await self.some("SELECT id FROM app.handover WHERE state = 'disputed'")
        counted = await self.world.rows(
            "SELECT package_id, good, damaged, missing FROM app.handover_count"
            " WHERE handover_id = :id",
            id=handover,
        )
        moved = self.random.randint(0, 2)
        counts = [
            Count(package, max(good - moved, 0), damaged, missing + min(moved, good))
            for package, good, damaged, missing in counted
        ]
        await self.world.run(
            self.world.it.pemprov if self.random.random() < 0.7 else viewer,
            handing.decide_handover,
            handover_id=handover,
            counts=counts,
            reason="hitung ulang",
        )

    async def settle(self, viewer: Viewer) -> None:
        discrepancy = await self.some("SELECT id FROM app.discrepancy")
        await self.world.run(
            viewer,
            handing.settle_discrepancy,
            discrepancy_id=discrepancy,
            settlement=self.random.choice(SETTLEMENTS),
            reason="uji",
        )

    async def reopen(self, viewer: Viewer) -> None:
        discrepancy = await self.some("SELECT id FROM app.discrepancy WHERE state <> 'open'")
        await self.world.run(
            viewer, handing.reopen_discrepancy, discrepancy_id=discrepancy, reason="uji"
        )

    async def next_day(self, _viewer: Viewer) -> None:
        self.world.today += timedelta(days=1)
        await factories.clock(self.world.db, f"{self.world.today} 08:00")
        await draw_samples(self.world.db)

    async def verify(self, viewer: Viewer) -> None:
        verification = await self.some("SELECT id FROM app.verification")
        accepted = await self.world.rows(
            "SELECT load.package_id, sum(line.good)::int, sum(line.damaged)::int"
            " FROM app.verification JOIN app.handover USING (stop_id)"
            " JOIN app.handover_line AS line ON line.handover_id = handover.id"
            " JOIN app.load ON load.id = line.load_id WHERE verification.id = :id GROUP BY 1",
            id=verification,
        )
        less = self.random.choice((0, 0, 1))
        await self.world.run(
            self.parties[-1] if self.random.random() < 0.9 else viewer,
            verifying.verify_delivery,
            verification_id=verification,
            counts=[
                UnitCount(package, max(good - less, 0), damaged)
                for package, good, damaged in accepted
            ],
            reason="uji" if self.random.random() < 0.5 else "",
        )


ACTIONS = (
    *("next_day", "verify", "verify", "verify"),
    *("receive", "receive", "receive", "reverse", "plan", "plan", "plan", "change", "cancel"),
    *("dispatch", "dispatch", "dispatch", "report", "report", "report", "correct", "choose"),
    *("request_withdrawal", "answer_withdrawal", "close_short", "move_closing"),
    *("attest", "attest", "prove", "decide", "decide", "settle", "reopen", "withdraw"),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Twelve seeds; with `--long` fifty, which are 10,000 acts."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(50 if metafunc.config.getoption("long") else 12))


@pytest.fixture
async def committed_world(fresh_database: Database) -> AsyncIterator[World]:
    """The parties on a database of their own, in which each act is committed."""
    async with in_transaction(fresh_database) as db:
        made = await deliver_to(db)
        await db.session.commit()
        yield made


async def test_random_acts_keep_every_invariant(
    committed_world: World, fresh_database: Database, seed: int
) -> None:
    world = committed_world
    db, it = world.db, world.it
    giver = await factories.donor(db)
    await committed_pledge(db, it, giver, [20, 30], via=world.executor)
    await committed_pledge(db, it, world.executor, [5, 10, 40])
    stranger = await factories.aggregator(db)
    parties = [
        world.donor,
        giver,
        world.executor,
        world.officer,
        it.pemprov,
        await world.courier(),
        await factories.colleague(db, world.donor, Role.VIEWER),
        stranger,
        await factories.pemprov(db, Role.VERIFIER),
    ]
    random = RandomParties(world, Random(seed), parties)  # noqa: S311
    for _ in range(ACTS):
        await random.act()
        await db.session.commit()
    assert verify(fresh_database.dsn("worker")) == []
    for party in (world.donor, giver, world.executor, stranger):
        assert await rows_of_others(world, party) == {}
    # Enough was really done that the invariants mean something.
    assert sum(count for name, count in random.outcomes.items() if " " not in name) > 10
