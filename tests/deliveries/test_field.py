"""Couriers in the field: shifts, their phones, and what a phone leaves to the office."""

import datetime as dt

import pytest

from ksbb.core import refusals
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.field import actions as field
from ksbb.domain.deliveries.field.rules import PhoneTaken, ShiftOver
from ksbb.domain.deliveries.handovers.rules import CountDiffers
from ksbb.domain.deliveries.trips import actions as tripping
from ksbb.domain.evidence.rules import Thing
from ksbb.domain.identity.rules import new_token, token_hash
from tests import factories
from tests.deliveries.field import bound, end, left, on_the_way, opened
from tests.deliveries.world import World


class TestShifts:
    async def test_a_shift_reports_the_stops_of_its_trips(self, world: World) -> None:
        shipment, [first, second] = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        await world.report(first, world.count(70), by=courier)
        await world.report(second, world.count(50), by=courier)
        assert await world.rows(
            "SELECT label, person_id FROM app.step, app.shift"
            " WHERE thing = 'handover' AND to_state = 'reported'"
        ) == [("Mobil 1", 0), ("Mobil 1", 0)]

    async def test_a_stop_that_joins_a_planned_trip_joins_its_shift(self, world: World) -> None:
        await world.receive()
        shipment = await world.ship(70)
        courier, _ = await opened(world, shipment)
        await world.run(
            world.executor, tripping.change_shipment, shipment_id=shipment, plan=world.plan()
        )
        assert await world.rows("SELECT DISTINCT shift_id FROM app.stop") == [(courier.actor_id,)]

    async def test_a_shift_needs_trips_that_are_not_over(self, world: World) -> None:
        shipment, stops = await on_the_way(world)
        for stop, count in zip(stops, (70, 50), strict=True):
            await world.report(stop, world.count(count))
        with pytest.raises(refusals.StateRefused):
            await opened(world, shipment)
        with pytest.raises(refusals.InvalidInput):
            await opened(world)

    async def test_a_new_shift_takes_only_the_open_stops(self, world: World) -> None:
        shipment, [first, second] = await on_the_way(world)
        lost, _ = await opened(world, shipment)
        await world.report(first, world.count(70), by=lost)
        found, _ = await opened(world, shipment, replaces=lost.actor_id)
        assert await world.rows("SELECT id, shift_id FROM app.stop ORDER BY position") == [
            (first, lost.actor_id),
            (second, found.actor_id),
        ]
        with pytest.raises(ShiftOver):
            await world.report(second, world.count(50), by=lost)
        await world.report(second, world.count(50), by=found)

    async def test_a_shift_that_is_over_completes_what_it_reported(self, world: World) -> None:
        shipment, [first, second] = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        handover = await world.report(first, world.count(70), by=courier)
        await end(world, courier)
        await world.attach(courier, handover)
        with pytest.raises(ShiftOver):
            await world.report(second, world.count(50), by=courier)

    async def test_only_the_executors_office_opens_and_revokes(self, world: World) -> None:
        shipment, _ = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        for other, refusal in (
            (world.donor, refusals.NotFound),
            (await world.courier(), refusals.NotAllowed),
            (courier, refusals.NotAllowed),
        ):
            with pytest.raises(refusal):
                await world.run(other, field.revoke_shift, shift_id=courier.actor_id)
            with pytest.raises(refusal):
                await world.run(
                    other,
                    field.open_shift,
                    label="x",
                    shipments=[shipment],
                    token_hash=token_hash(new_token()).hex(),
                )
        await world.run(world.executor, field.revoke_shift, shift_id=courier.actor_id)
        with pytest.raises(ShiftOver):
            await world.run(world.executor, field.revoke_shift, shift_id=courier.actor_id)


class TestPhones:
    async def test_the_first_phone_has_the_shift(self, world: World) -> None:
        shipment, _ = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        phone = await bound(world, courier)
        # The answer was lost: the same phone asks again.
        await bound(world, courier, phone)
        with pytest.raises(PhoneTaken):
            await bound(world, courier)

    async def test_no_phone_opens_a_shift_that_is_over(self, world: World) -> None:
        shipment, _ = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        await end(world, courier)
        with pytest.raises(ShiftOver):
            await bound(world, courier)

    async def test_a_courier_with_an_account_has_a_phone_of_their_own(self, world: World) -> None:
        courier, other = await world.courier(), await world.courier()
        phone = await bound(world, courier)
        with pytest.raises(PhoneTaken):
            await bound(world, other, phone)
        with pytest.raises(refusals.NotAllowed):
            await bound(world, world.executor)
        assert await world.one("SELECT person_id FROM app.device") == courier.person_id

    async def test_what_a_phone_says_stays(self, world: World) -> None:
        shipment, _ = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        phone = await bound(world, courier)
        async with world.db.viewer(courier) as tx:
            await field.hear_device(
                tx, token=phone, sequence=5, waiting=2, refused=1, arrived=1, photos=4
            )
        sent = "SELECT sequence, waiting, refused, arrived, photos FROM app.device"
        assert await world.rows(sent) == [(5, 2, 1, 1, 4)]
        other = await world.courier()
        async with world.db.viewer(other) as tx:
            await field.hear_device(
                tx, token=phone, sequence=9, waiting=0, refused=0, arrived=9, photos=0
            )
        assert await world.rows(sent) == [(5, 2, 1, 1, 4)]


class TestEntries:
    async def _shift(self, world: World) -> tuple[Viewer, int, int]:
        shipment, [first, second] = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        await bound(world, courier)
        return courier, first, second

    async def test_the_office_records_what_was_left_to_it_with_its_photos(
        self, world: World
    ) -> None:
        courier, first, _ = await self._shift(world)
        await end(world, courier)
        before = await world.one("SELECT app.now() - interval '1 hour'")
        entry = await left(world, courier, first, 70, at=before)
        photo = await world.attach(courier, entry, thing=Thing.FIELD_ENTRY)
        await world.run(world.executor, field.record_entry, entry_id=entry)
        assert await world.rows(
            "SELECT h.state, h.actor, v.id FROM app.handover h"
            " JOIN app.field_entry e ON e.handover_id = h.id"
            " JOIN app.evidence v ON v.handover_id = h.id AND v.entry_id = e.id"
        ) == [("reported", "PERSON", photo)]
        with pytest.raises(refusals.StateRefused):
            await world.run(world.executor, field.record_entry, entry_id=entry)

    async def test_numbers_that_do_not_fit_wait_until_they_are_dismissed(
        self, world: World
    ) -> None:
        courier, first, _ = await self._shift(world)
        entry = await left(world, courier, first, 99)
        with pytest.raises(CountDiffers):
            await world.run(world.executor, field.record_entry, entry_id=entry)
        for reason, refusal in (("", refusals.ReasonMissing), ("x" * 501, refusals.InvalidInput)):
            with pytest.raises(refusal):
                await world.run(world.executor, field.dismiss_entry, entry_id=entry, reason=reason)
        await world.run(world.executor, field.dismiss_entry, entry_id=entry, reason="salah hitung")
        assert await world.rows("SELECT state, reason FROM app.field_entry") == [
            ("dismissed", "salah hitung")
        ]

    async def test_what_was_made_after_the_end_is_refused(self, world: World) -> None:
        courier, first, _ = await self._shift(world)
        await end(world, courier, days=1)
        with pytest.raises(ShiftOver):
            await left(world, courier, first, 70)
        # The phone's clock is two days ahead: it was made in time.
        ahead = await world.one("SELECT app.now()") + dt.timedelta(hours=20)
        await left(world, courier, first, 70, at=ahead, drift=2 * 86_400)

    async def test_a_replaced_phone_still_leaves_what_it_has(self, world: World) -> None:
        courier, first, _ = await self._shift(world)
        [(shipment,)] = await world.rows("SELECT id FROM app.shipment")
        await opened(world, shipment, replaces=courier.actor_id)
        assert await left(world, courier, first, 70)

    async def test_stops_of_others_are_left_by_nobody(self, world: World) -> None:
        courier, first, _ = await self._shift(world)
        stranger = await factories.colleague(world.db, world.donor, Role.FIELD)
        await bound(world, stranger)
        with pytest.raises(refusals.StateRefused):
            await left(world, stranger, first, 70)
        entry = await left(world, courier, first, 70)
        for other in (world.donor, stranger, world.officer):
            with pytest.raises((refusals.NotFound, refusals.NotAllowed)):
                await world.run(other, field.record_entry, entry_id=entry)
