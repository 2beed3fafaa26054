"""Ready meals are not stocked: their lots are born when a trip leaves; none come back to stock."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ksbb.core.viewer import Viewer
from ksbb.domain.contributions import actions as money
from ksbb.domain.contributions import funding
from ksbb.domain.deliveries.counts import Count, UnitCount
from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.deliveries.handovers.models import DiscrepancyState
from ksbb.domain.deliveries.proofs import actions as proving
from ksbb.domain.deliveries.stock.rules import GoodsHaveLeft
from ksbb.domain.deliveries.trips.rules import PlannedLoad, PlannedStop
from ksbb.domain.reports.lineage import queries as lineage
from tests.deliveries.world import World, committed_pledge

SENT = 10
FUNDED = 4


@dataclass
class Meals:
    """Ten ready meals of the executor for the first RW, on the way; others pay for four of them."""

    world: World
    allocation: int
    contribution: int
    stop: int

    @property
    def package(self) -> int:
        return self.world.it.packages["SIAP_SAJI"]

    def count(self, good: int, damaged: int = 0, back: int = 0) -> list[Count]:
        return [Count(self.package, good, damaged, 0, back)]

    async def report(self, good: int, damaged: int = 0, back: int = 0) -> int:
        return await self.world.report(self.stop, self.count(good, damaged, back))

    async def attest(self, good: int, damaged: int = 0) -> None:
        """The officer attests what the unit got."""
        await self.world.run(
            self.world.officer,
            proving.attest_delivery,
            stop_id=self.stop,
            counts=[UnitCount(self.package, good, damaged)],
        )

    async def correct(self, handover: int, good: int, back: int = 0) -> int:
        """The executor corrects a report."""
        return await self.world.run(
            self.world.executor,
            handing.correct_handover,
            handover_id=handover,
            reason="salah hitung",
            report=handing.Report(self.world.today, self.count(good, back=back)),
        )

    async def send(self, quantity: int) -> int:
        """Meals of the allocation leave; returns the stop."""
        load = PlannedLoad(self.allocation, quantity)
        shipment = await self.world.ship(stops=[PlannedStop(self.world.it.units[0], (load,))])
        await self.world.dispatch(shipment)
        [stop] = await self.world.stops(shipment)
        return stop

    async def differences(self) -> list[tuple[int, bool, str]]:
        """Damaged packages, whether they came back, and the state."""
        return [
            (damaged, spoiled, state)
            for damaged, spoiled, state in await self.world.rows(
                "SELECT damaged, spoiled, state FROM app.discrepancy ORDER BY id"
            )
        ]

    async def places(self, viewer: Viewer) -> dict[str, int]:
        """Where the packages are that the contribution pays for, without places that are empty."""
        async with self.world.db.viewer(viewer) as tx:
            rows = (await tx.execute(lineage.of_contribution(self.contribution))).mappings().all()
        sums = {place: sum(row[place] for row in rows) for place in lineage.PLACES}
        assert sum(sums.values()) == sum(row["packages"] for row in rows)
        return {place: packages for place, packages in sums.items() if packages}


@pytest.fixture
async def meals(world: World) -> Meals:
    it, executor, giver = world.it, world.executor, world.donor
    contribution = await world.run(
        executor,
        money.record_contribution,
        contribution_id=None,
        donor_id=giver.organisation_id,
        amount=2_000_000,
        bank_reference="BANK-MEALS",
    )
    pledge, [allocation] = await committed_pledge(
        world.db, it, executor, [SENT], package="SIAP_SAJI"
    )
    async with world.db.viewer(executor) as tx:
        part = funding.Part(contribution, it.packages["SIAP_SAJI"], FUNDED)
        await funding.fund(tx, executor, uuid4(), pledge_id=pledge, parts=[part])
    made = Meals(world, allocation, contribution, 0)
    made.stop = await made.send(SENT)
    return made


async def test_a_lot_that_is_born_when_the_trip_leaves_is_split_by_funding(meals: Meals) -> None:
    giver = meals.world.donor.organisation_id
    assert await meals.world.rows(
        "SELECT funder_id, quantity FROM app.lot WHERE package_id = :meals ORDER BY funder_id",
        meals=meals.package,
    ) == [(giver, FUNDED), (None, SENT - FUNDED)]


async def test_meals_that_come_back_are_damaged_and_never_in_stock(meals: Meals) -> None:
    await meals.report(good=5, back=5)
    assert await meals.world.goods() == {"in_transit": 5, "damaged": 5}
    assert (await meals.world.ladder())["dispatched"] == SENT
    assert await meals.differences() == [(5, True, "open")]
    assert await meals.world.one("SELECT unsettled FROM pub.delivery") == 5


async def test_meals_of_a_failed_stop_are_damaged_without_a_proof(meals: Meals) -> None:
    await meals.world.report(meals.stop, [], failed_because="jalan ditutup")
    assert await meals.world.goods() == {"damaged": SENT}
    assert await meals.differences() == [(SENT, True, "open")]


async def test_what_the_unit_found_damaged_is_a_discrepancy_of_its_own(meals: Meals) -> None:
    await meals.report(good=5, damaged=1, back=4)
    await meals.world.settle("written_off")
    await meals.attest(good=5, damaged=1)
    assert await meals.world.goods() == {"received_by_unit": 5, "damaged": 5}
    assert await meals.differences() == [(4, True, "written_off"), (1, False, "open")]


async def test_a_dispute_leaves_alone_what_came_back(meals: Meals) -> None:
    handover = await meals.report(good=6, back=4)
    await meals.world.settle("written_off")
    await meals.attest(good=5)
    assert (await meals.world.ladder())["received"] == 5
    await meals.world.decide(meals.world.it.pemprov, handover, meals.count(good=6))
    assert (await meals.world.ladder())["received"] == 6
    assert await meals.differences() == [(4, True, "written_off")]


async def test_meals_that_replace_those_that_came_back_leave_another_day(meals: Meals) -> None:
    await meals.report(good=6, back=4)
    await meals.world.settle(DiscrepancyState.REPLACED)
    meals.stop = await meals.send(4)
    await meals.report(good=4)
    await meals.attest(good=4)
    assert await meals.world.goods() == {
        "in_transit": 6,
        "damaged": 4,
        "received_by_unit": 4,
    }
    assert await meals.world.one("SELECT replaced FROM app.discrepancy") == 4


async def test_a_corrected_report_puts_meals_on_the_way_again(meals: Meals) -> None:
    handover = await meals.report(good=5, back=5)
    await meals.correct(handover, good=8, back=2)
    assert await meals.world.goods() == {"in_transit": 8, "damaged": 2}
    assert await meals.differences() == [(5, True, "void"), (2, True, "open")]


async def test_a_report_whose_meals_are_settled_is_corrected_after_that_is_taken_back(
    meals: Meals,
) -> None:
    handover = await meals.report(good=5, back=5)
    await meals.world.settle("written_off")
    with pytest.raises(GoodsHaveLeft):
        await meals.correct(handover, good=10)
    await meals.world.run(
        meals.world.executor,
        handing.reopen_discrepancy,
        discrepancy_id=await meals.world.one("SELECT max(id) FROM app.discrepancy"),
        reason="salah hitung",
    )
    await meals.correct(handover, good=10)
    assert await meals.world.goods() == {"in_transit": SENT}


async def test_who_paid_for_meals_that_came_back_sees_them_as_lost(meals: Meals) -> None:
    await meals.report(good=5, back=5)
    assert await meals.places(meals.world.donor) == {"waiting": 2, "lost": 2}
    await meals.attest(good=5)
    assert await meals.places(meals.world.donor) == {"received_by_unit": 2, "lost": 2}


async def test_the_database_keeps_meals_out_of_the_stock(meals: Meals) -> None:
    session = meals.world.db.session
    stocked = text("UPDATE app.lot SET stock = 1 WHERE package_id = :meals")
    async with session.begin_nested() as stocking:
        await session.execute(stocked, {"meals": meals.package})
        with pytest.raises(DBAPIError, match="ready meals are not stocked"):
            await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        await stocking.rollback()
