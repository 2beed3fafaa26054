"""Ready meals are not stocked: their lots are born when the trip leaves, by the money that pays."""

from uuid import uuid4

from ksbb.domain.contributions import actions as money
from ksbb.domain.contributions import funding
from ksbb.domain.deliveries.trips import rules as trip_rules
from tests.deliveries.world import World, committed_pledge


async def test_a_lot_that_is_born_when_the_trip_leaves_is_split_by_funding(world: World) -> None:
    it, executor, giver = world.it, world.executor, world.donor
    async with world.db.viewer(executor) as tx:
        contribution = await money.record_contribution(
            tx,
            executor,
            uuid4(),
            contribution_id=None,
            donor_id=giver.organisation_id,
            amount=2_000_000,
            bank_reference="BANK-MEALS",
        )
    pledge, [allocation] = await committed_pledge(world.db, it, executor, [10], package="SIAP_SAJI")
    meals = it.packages["SIAP_SAJI"]
    async with world.db.viewer(executor) as tx:
        part = funding.Part(contribution, meals, 4)
        await funding.fund(tx, executor, uuid4(), pledge_id=pledge, parts=[part])
    stop = trip_rules.PlannedStop(it.units[0], (trip_rules.PlannedLoad(allocation, 10),))
    await world.dispatch(await world.ship(stops=[stop]))
    assert await world.rows(
        "SELECT funder_id, quantity FROM app.lot WHERE package_id = :meals ORDER BY funder_id",
        meals=meals,
    ) == [(giver.organisation_id, 4), (None, 6)]
