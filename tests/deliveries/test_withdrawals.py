"""A giver asks to withdraw what its executor relies on; what is loaded is still delivered."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ksbb.core.refusals import NotAllowed, StateRefused
from ksbb.domain.deliveries.trips import actions as tripping
from ksbb.domain.deliveries.trips import rules as trip_rules
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges import rules as pledge_rules
from ksbb.domain.pledges.models import Channel
from ksbb.domain.pledges.withdrawals import actions as withdrawing
from tests import factories
from tests.deliveries.world import World, committed_pledge


async def test_what_is_not_loaded_is_released_and_the_rest_is_delivered(world: World) -> None:
    await world.receive()
    shipment = await world.ship(40, 0)
    request = await world.request_withdrawal()
    await world.answer_withdrawal(world.executor, request)
    # 30 of the first allocation and all 50 of the second.
    released = await world.rows(
        "SELECT state, quantity, released FROM app.allocation WHERE pledge_id = :id"
        " ORDER BY unit_id",
        id=world.pledge,
    )
    assert released == [("committed", 70, 30), ("released", 50, 50)]
    assert await world.one("SELECT state FROM app.pledge WHERE id = :id", id=world.pledge) == (
        "committed"
    )
    assert await world.one("SELECT packages FROM app.withdrawal") == 80
    assert await world.need_committed() == 40
    await world.dispatch(shipment)
    [stop] = await world.stops(shipment)
    await world.report(stop, world.count(40))
    await world.sign(stop)
    states = await world.rows("SELECT state FROM app.allocation ORDER BY unit_id LIMIT 1")
    assert states == [("fulfilled",)]
    with pytest.raises(StateRefused):
        await world.request_withdrawal()


async def test_a_pledge_that_its_executor_allocated_is_withdrawn_with_its_consent(
    world: World,
) -> None:
    it, db = world.it, world.db
    offer = pledge_rules.Offer(
        it.phases[0],
        Channel.VIA_AGGREGATOR,
        [pledge_rules.Line(world.package, 6)],
        aggregator_id=world.executor.organisation_id,
        statement_accepted=True,
    )
    async with db.viewer(world.donor) as tx:
        world.pledge = await pledging.submit_pledge(tx, world.donor, uuid4(), offer=offer)
    await world.run(world.executor, pledging.accept, pledge_id=world.pledge)
    lines = [pledge_rules.Line(world.package, 6, (pledge_rules.Share(it.units[1], 6),))]
    await world.run(world.executor, pledging.allocate, pledge_id=world.pledge, lines=lines)
    with pytest.raises(pledge_rules.WithdrawalNeedsConsent):
        await world.run(world.donor, pledging.withdraw, pledge_id=world.pledge, reason="uji")
    request = await world.request_withdrawal()
    await world.answer_withdrawal(world.executor, request, agrees=False)
    request = await world.request_withdrawal()
    await world.answer_withdrawal(world.executor, request)
    assert await world.one("SELECT state FROM app.pledge WHERE id = :id", id=world.pledge) == (
        "withdrawn"
    )


async def test_after_three_days_the_pemprov_decides(world: World) -> None:
    await world.receive()
    await world.ship(10, 0)
    request = await world.request_withdrawal()
    world.today += timedelta(days=4)
    await factories.clock(world.db, f"{world.today} 08:00")
    with pytest.raises(NotAllowed):
        await world.answer_withdrawal(world.executor, request)
    await world.answer_withdrawal(world.it.pemprov, request)
    assert await world.need_committed() == 10


async def test_a_donor_that_delivers_itself_asks_the_pemprov(world: World) -> None:
    donor = await factories.donor(world.db)
    pledge, [allocation] = await committed_pledge(world.db, world.it, donor, [5])
    plan = world.plan()
    load = trip_rules.PlannedLoad(allocation, 2)
    stop = trip_rules.PlannedStop(world.it.units[0], (load,))
    await world.run(
        donor,
        tripping.plan_shipment,
        plan=trip_rules.Plan(plan.day, plan.slot_starts, plan.slot_ends, [stop]),
    )
    request = await world.run(
        donor, withdrawing.request_withdrawal, pledge_id=pledge, reason="truk rusak"
    )
    with pytest.raises(NotAllowed):
        await world.answer_withdrawal(donor, request)
    await world.run(donor, withdrawing.take_back_withdrawal, withdrawal_id=request, reason="batal")


async def test_while_a_request_waits_nothing_more_is_allocated(world: World) -> None:
    await world.receive()
    await world.ship(10, 0)
    await world.request_withdrawal()
    lines = [pledge_rules.Line(world.package, 1, (pledge_rules.Share(world.it.units[2], 1),))]
    with pytest.raises(StateRefused):
        await world.run(world.executor, pledging.allocate, pledge_id=world.pledge, lines=lines)
