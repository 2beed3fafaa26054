"""What already happened is recorded late, with its reason, and never refused for being late."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text as _sql
from sqlalchemy.exc import DBAPIError

from ksbb.core.refusals import InvalidInput, NotFound, ReasonMissing, StateRefused
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.counts import Count
from ksbb.domain.deliveries.handovers.rules import CountDiffers
from ksbb.domain.deliveries.late import actions as late
from ksbb.domain.deliveries.trips import actions as tripping
from ksbb.domain.deliveries.trips.rules import (
    AllocationExceeded,
    AllocationNotCommitted,
    PlannedLoad,
)
from ksbb.web.exports import public_rows
from tests import factories
from tests.deliveries.world import World, committed_pledge


def _delivery(world: World, packages: int = 40, **more: Any) -> late.LateDelivery:
    values: dict[str, Any] = {
        "unit_id": world.it.units[0],
        "happened_on": world.today - timedelta(days=1),
        "loads": [PlannedLoad(world.allocations[0], packages)],
        "counts": [Count(world.package, packages)],
        "reason": "truk berangkat sebelum fajar",
        "receiver": "ketua RW",
    }
    return late.LateDelivery(**(values | more))


async def _record(world: World, *, by: Viewer | None = None, **more: Any) -> int:
    return await world.run(
        by or world.executor, late.record_delivery, delivery=_delivery(world, **more)
    )


async def test_one_act_records_goods_trip_and_handover(world: World) -> None:
    handover = await _record(world)
    day = world.today - timedelta(days=1)
    assert await world.rows(
        "SELECT source, quantity, received_on, late_reason FROM app.goods_receipt"
    ) == [("DONOR", 40, day, "truk berangkat sebelum fajar")]
    assert await world.rows("SELECT state, dispatched_on, late_reason FROM app.shipment") == [
        ("closed", day, "truk berangkat sebelum fajar")
    ]
    assert await world.rows(
        "SELECT state, happened_on, late_reason FROM app.handover WHERE id = :id", id=handover
    ) == [("reported", day, "truk berangkat sebelum fajar")]
    assert await world.rows(
        "SELECT late, happened_on, recorded_late_on, state, good FROM pub.delivery"
    ) == [(True, day, world.today, "reported", 40)]
    assert await world.goods() == {"in_transit": 40}
    # The unit confirms it like any other.
    stop = await world.one("SELECT max(id) FROM app.stop")
    await world.attest(stop, 40)
    assert (await world.ladder())["received"] == 40


async def test_the_public_file_has_both_days(world: World) -> None:
    await _record(world)
    await world.later(2)
    row = (await world.db.session.execute(public_rows.delivery_rows())).one()
    of = {
        column.head[1]: value
        for column, value in zip(public_rows.DELIVERIES.columns, row, strict=True)
    }
    assert of["handed over on"] == date(2020, 4, 27)
    assert of["recorded late on"] == date(2020, 4, 28)


async def test_what_is_recorded_in_time_says_nothing_of_it(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    assert await world.rows("SELECT DISTINCT late, recorded_late_on FROM pub.delivery") == [
        (False, None)
    ]


async def test_a_departure_that_was_recorded_late_keeps_its_day(world: World) -> None:
    await world.receive()
    shipment = await world.ship(70, 0)
    await world.dispatch(shipment, day=world.today - timedelta(days=1), late_reason="sinyal hilang")
    recorded = world.today
    await world.later(1)
    [stop] = await world.stops(shipment)
    await world.report(stop, world.count(70))
    assert await world.rows("SELECT late, happened_on, recorded_late_on FROM pub.delivery") == [
        (True, world.today, recorded)
    ]


async def test_the_books_take_the_latest_of_the_days(world: World) -> None:
    await world.db.session.execute(
        # Committed today, delivered yesterday.
        _sql("UPDATE pub.commitment SET committed_on = app.today()")
    )
    await world.db.session.execute(_sql("UPDATE app.allocation SET committed_on = app.today()"))
    await _record(world)
    assert await world.rows(
        "SELECT DISTINCT effective FROM ledger.journal WHERE action = 'dispatch'"
    ) == [(world.today,)]
    await world.db.session.execute(_sql("UPDATE pub.commitment SET committed_on = '2020-04-24'"))
    await world.db.session.execute(_sql("UPDATE app.allocation SET committed_on = '2020-04-24'"))


async def test_goods_that_are_in_the_depot_are_not_counted_twice(world: World) -> None:
    await world.receive(30)
    await _record(world)
    assert await world.rows("SELECT quantity FROM app.goods_receipt ORDER BY id") == [(30,), (10,)]


async def test_a_cancelled_shipment_that_drove_is_named(world: World) -> None:
    await world.receive()
    cancelled = await world.ship(40, 0)
    with pytest.raises(StateRefused):
        await _record(world, cancelled_id=cancelled)
    await world.run(world.executor, tripping.cancel_shipment, shipment_id=cancelled, reason="hujan")
    await _record(world, cancelled_id=cancelled)
    assert await world.rows("SELECT drove_id FROM app.shipment WHERE id <> :id", id=cancelled) == [
        (cancelled,)
    ]
    with pytest.raises(NotFound):
        await _record(world, cancelled_id=999_999)


async def test_a_donor_that_delivers_itself_records_late_too(world: World) -> None:
    donor = await factories.donor(world.db)
    _, [allocation] = await committed_pledge(world.db, world.it, donor, [5])
    await _record(
        world,
        by=donor,
        packages=5,
        loads=[PlannedLoad(allocation, 5)],
        happened_on=world.today,
    )
    assert await world.rows("SELECT count(*) FROM app.goods_receipt") == [(0,)]


class TestRefusals:
    async def test_a_reason_is_needed(self, world: World) -> None:
        with pytest.raises(ReasonMissing):
            await _record(world, reason=" ")

    async def test_what_is_older_than_a_week_is_recorded_by_an_owner(self, world: World) -> None:
        await world.later(6)
        long_ago = date(2020, 4, 25)
        operator = await factories.colleague(world.db, world.executor, Role.OPERATOR)
        with pytest.raises(InvalidInput):
            await _record(world, by=operator, happened_on=long_ago)
        owner = await factories.colleague(world.db, world.executor, Role.OWNER)
        await _record(world, by=owner, happened_on=long_ago)
        assert await world.rows("SELECT dispatched_on FROM app.shipment") == [(long_ago,)]

    async def test_a_day_that_has_not_come(self, world: World) -> None:
        with pytest.raises(InvalidInput):
            await _record(world, happened_on=world.today + timedelta(days=1))

    async def test_nothing_is_half_done(self, world: World) -> None:
        for counts, refusal in (([Count(world.package, 39)], CountDiffers), ([], CountDiffers)):
            with pytest.raises(refusal):
                await _record(world, counts=counts)
        with pytest.raises(AllocationExceeded):
            await _record(world, packages=71)
        assert await world.rows(
            "SELECT (SELECT count(*) FROM app.goods_receipt), (SELECT count(*) FROM app.shipment)"
        ) == [(0, 0)]

    async def test_only_what_is_committed_and_its_own(self, world: World) -> None:
        donor = await factories.donor(world.db)
        with pytest.raises(NotFound):
            await _record(world, by=donor)
        with pytest.raises((NotFound, AllocationNotCommitted)):
            await _record(world, loads=[PlannedLoad(999_999, 40)])


async def test_the_database_wants_a_reason_and_an_owner_too(world: World) -> None:
    await world.receive()
    shipment = await world.ship(40, 0)
    for day, late_reason in (("2020-04-27", None), ("2020-04-01", "uji")):
        operator = await factories.colleague(world.db, world.executor, Role.OPERATOR)
        with pytest.raises(DBAPIError) as refused:
            async with world.db.viewer(operator) as tx:
                await tx.execute(
                    _sql("SELECT app.shipment_dispatch(:id, :day, '{}', '{}', :late)"),
                    {"id": shipment, "day": date.fromisoformat(day), "late": late_reason},
                )
        assert "KS00" in str(getattr(refused.value.orig, "sqlstate", ""))
