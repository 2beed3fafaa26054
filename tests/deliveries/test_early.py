"""What a donor delivered itself before its pledge was committed waits, and is booked with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ksbb.core.refusals import InvalidInput, NotAllowed, NotFound, ReasonMissing, StateRefused
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.early import actions as early
from ksbb.domain.deliveries.early.rules import NotDeliveredByGiver
from ksbb.domain.deliveries.trips.rules import AllocationExceeded
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges.rules import HoldLapsed
from tests import factories
from tests.as_party import AsParty
from tests.deliveries.world import World, submitted_pledge

REASON = "diantar sebelum dikonfirmasi"
YESTERDAY = date(2020, 4, 27)


@dataclass
class Direct:
    """A donor whose direct pledge of 20 and 10 packages waits for the Pemprov."""

    world: World
    donor: Viewer
    pledge: int
    allocations: list[int]

    async def record(self, good: int = 20, *, by: Viewer | None = None, **more: Any) -> int:
        values: dict[str, Any] = {
            "allocation_id": self.allocations[0],
            "happened_on": YESTERDAY,
            "reason": REASON,
            "receiver": "ketua RW",
        }
        return await self.world.run(
            by or self.donor,
            early.record_early_delivery,
            early=early.Early(good=good, **(values | more)),
        )

    async def take_back(self, early_id: int, *, by: Viewer | None = None) -> int:
        return await self.world.run(
            by or self.donor,
            early.take_back_early_delivery,
            early_id=early_id,
            reason="salah unit",
        )

    async def ends(self, viewer: Viewer, action: Any, **more: Any) -> None:
        await self.world.run(viewer, action, pledge_id=self.pledge, **more)

    async def commit(self) -> None:
        await self.ends(self.world.it.pemprov, pledging.commit)

    async def states(self) -> list[str]:
        rows = await self.world.rows("SELECT state FROM app.early_delivery ORDER BY id")
        return [row[0] for row in rows]


@pytest.fixture
async def direct(world: World) -> Direct:
    donor = await factories.donor(world.db)
    pledge, allocations = await submitted_pledge(world.db, world.it, donor, [20, 10])
    return Direct(world, donor, pledge, allocations)


async def test_it_waits_without_a_book_a_trip_or_a_public_row(direct: Direct) -> None:
    before = await direct.world.ladder()
    await direct.record(18, damaged=1, missing=1)
    assert await direct.world.rows(
        "SELECT state, happened_on, good, damaged, missing, late_reason FROM app.early_delivery"
    ) == [("waiting", YESTERDAY, 18, 1, 1, REASON)]
    assert await direct.world.rows(
        "SELECT (SELECT count(*) FROM app.shipment), (SELECT count(*) FROM pub.delivery)"
    ) == [(0, 0)]
    assert await direct.world.goods() == {}
    assert await direct.world.ladder() == before


class TestTheCommitment:
    async def test_books_the_trip_and_the_handover_in_the_name_of_who_recorded_it(
        self, direct: Direct
    ) -> None:
        await direct.record(18, damaged=1, missing=1)
        await direct.commit()
        world = direct.world
        assert await direct.states() == ["booked"]
        assert await world.rows(
            "SELECT state, executor_id, created_by, dispatched_on, late_reason FROM app.shipment"
        ) == [("closed", direct.donor.organisation_id, direct.donor.person_id, YESTERDAY, REASON)]
        assert await world.rows(
            "SELECT state, happened_on, late_reason, receiver, actor, actor_id FROM app.handover"
        ) == [("reported", YESTERDAY, REASON, "ketua RW", "PERSON", direct.donor.person_id)]
        # The books take the day of the commitment; the happened day stands beside it.
        assert await world.rows(
            "SELECT state, late, happened_on, dispatched_on, recorded_late_on, dispatched, good,"
            " damaged, missing, received FROM pub.delivery"
        ) == [("reported", True, YESTERDAY, world.today, world.today, 20, 18, 1, 1, 0)]
        assert await world.rows(
            "SELECT DISTINCT effective FROM ledger.journal WHERE thing IN ('shipment', 'handover')"
        ) == [(world.today,)]
        assert await world.goods() == {"in_transit": 20}

    async def test_lets_the_unit_confirm_it_like_any_other(self, direct: Direct) -> None:
        await direct.record(18, damaged=1, missing=1)
        await direct.commit()
        world = direct.world
        await world.attest(await world.one("SELECT max(id) FROM app.stop"), 18, 1)
        assert await world.rows("SELECT state, received, received_on FROM pub.delivery") == [
            ("received", 18, world.today)
        ]

    async def test_books_each_of_several(self, direct: Direct) -> None:
        await direct.record(12)
        await direct.record(8, happened_on=date(2020, 4, 28))
        await direct.record(10, allocation_id=direct.allocations[1])
        await direct.commit()
        assert await direct.states() == ["booked"] * 3
        assert await direct.world.rows(
            "SELECT dispatched, happened_on FROM pub.delivery ORDER BY load_id"
        ) == [(12, YESTERDAY), (8, date(2020, 4, 28)), (10, YESTERDAY)]

    async def test_books_it_after_more_than_a_week_too(self, direct: Direct) -> None:
        await direct.record()
        await direct.world.later(10)
        await direct.commit()
        assert await direct.states() == ["booked"]

    async def test_leaves_the_rest_to_be_delivered(self, direct: Direct) -> None:
        await direct.record(15)
        await direct.commit()
        assert await direct.world.rows(
            "SELECT quantity, loaded, dispatched FROM app.allocation WHERE id = :id",
            id=direct.allocations[0],
        ) == [(20, 15, 15)]


class TestTheEnds:
    async def test_a_rejection(self, direct: Direct) -> None:
        await direct.record()
        await direct.ends(direct.world.it.pemprov, pledging.reject, reason="bukan kebutuhan")
        assert await direct.world.rows("SELECT state, reason FROM app.early_delivery") == [
            ("ended", "bukan kebutuhan")
        ]
        assert await direct.world.one("SELECT count(*) FROM app.shipment") == 0

    async def test_a_withdrawal(self, direct: Direct) -> None:
        await direct.record()
        await direct.ends(direct.donor, pledging.withdraw)
        assert await direct.states() == ["ended"]

    async def test_a_lapse(self, direct: Direct) -> None:
        await direct.record()
        await direct.world.db.session.execute(
            text("UPDATE app.allocation SET expires_at = app.now() WHERE pledge_id = :id"),
            {"id": direct.pledge},
        )
        await direct.world.later(1)
        async with direct.world.db.login("ksbb_worker") as worker:
            assert await worker.scalar(text("SELECT app.lapse_pledges()")) == 1
        assert await direct.states() == ["ended"]

    async def test_taken_back_it_is_not_booked(self, direct: Direct) -> None:
        made = await direct.record()
        await direct.take_back(made)
        assert await direct.world.rows("SELECT state, reason FROM app.early_delivery") == [
            ("taken_back", "salah unit")
        ]
        # What it had taken is free for the right numbers.
        await direct.record(19)
        await direct.commit()
        assert await direct.states() == ["taken_back", "booked"]
        assert await direct.world.rows("SELECT dispatched FROM pub.delivery") == [(19,)]


class TestRefusals:
    async def test_a_reason_is_needed(self, direct: Direct) -> None:
        with pytest.raises(ReasonMissing):
            await direct.record(reason=" ")
        with pytest.raises(ReasonMissing):
            await direct.record(reason="", happened_on=direct.world.today)

    @pytest.mark.parametrize("numbers", [(0, 0, 0), (-1, 2, 0), (5, 0, -1)])
    async def test_numbers_that_can_not_be(
        self, direct: Direct, numbers: tuple[int, int, int]
    ) -> None:
        good, damaged, missing = numbers
        with pytest.raises(InvalidInput):
            await direct.record(good, damaged=damaged, missing=missing)

    async def test_more_than_the_allocation_has(self, direct: Direct) -> None:
        await direct.record(15)
        with pytest.raises(AllocationExceeded) as refused:
            await direct.record(6)
        assert (refused.value.remaining, refused.value.requested) == (5, 6)

    async def test_a_day_that_has_not_come_or_is_too_long_ago(self, direct: Direct) -> None:
        today = direct.world.today
        operator = await factories.colleague(direct.world.db, direct.donor, Role.OPERATOR)
        with pytest.raises(InvalidInput):
            await direct.record(happened_on=today + timedelta(days=1))
        with pytest.raises(InvalidInput):
            await direct.record(by=operator, happened_on=today - timedelta(days=8))
        await direct.record(happened_on=today - timedelta(days=8))

    async def test_somebody_else(self, direct: Direct) -> None:
        world = direct.world
        made = await direct.record()
        for stranger, refusal in ((world.donor, NotFound), (world.it.pemprov, NotAllowed)):
            with pytest.raises(refusal):
                await direct.record(1, by=stranger)
            with pytest.raises(refusal):
                await direct.take_back(made, by=stranger)
        reader = await factories.colleague(world.db, direct.donor, Role.VIEWER)
        with pytest.raises(NotAllowed):
            await direct.record(1, by=reader)

    async def test_what_somebody_else_delivers(self, direct: Direct) -> None:
        world = direct.world
        with pytest.raises(NotDeliveredByGiver):
            await direct.record(1, by=world.donor, allocation_id=world.allocations[0])

    async def test_an_aggregator_which_has_a_depot(self, direct: Direct) -> None:
        world = direct.world
        _, [own] = await submitted_pledge(world.db, world.it, world.executor, [5])
        with pytest.raises(NotAllowed):
            await direct.record(5, by=world.executor, allocation_id=own)
        values = {"id": own, "day": YESTERDAY, "good": 5, "why": "uji"}
        assert await _refused(world.db, world.executor, _RECORD, **values) == "KS001"

    async def test_a_pledge_that_no_longer_waits(self, direct: Direct) -> None:
        made = await direct.record(5)
        await direct.commit()
        with pytest.raises(StateRefused):
            await direct.record(5)
        with pytest.raises(StateRefused):
            await direct.take_back(made)

    async def test_a_hold_that_has_expired(self, direct: Direct) -> None:
        await direct.world.db.session.execute(
            text("UPDATE app.allocation SET expires_at = app.now() WHERE pledge_id = :id"),
            {"id": direct.pledge},
        )
        with pytest.raises(HoldLapsed):
            await direct.record()


async def _refused(db: AsParty, viewer: Viewer, statement: str, **values: object) -> str:
    with pytest.raises(DBAPIError) as refused:
        async with db.viewer(viewer) as tx:
            await tx.execute(text(statement), values)
    return str(getattr(refused.value.orig, "sqlstate", ""))


_RECORD = "SELECT app.early_delivery_record(:id, :day, :good, 0, 0, :why, '', '', '')"


class TestTheDatabaseItself:
    async def test_refuses_a_stranger_too_many_and_no_reason(self, direct: Direct) -> None:
        db = direct.world.db
        values: dict[str, Any] = {
            "id": direct.allocations[0],
            "day": YESTERDAY,
            "good": 20,
            "why": "uji",
        }
        for viewer, wrong in (
            (direct.world.donor, {}),
            (direct.world.it.pemprov, {}),
            (direct.donor, {"good": 21}),
            (direct.donor, {"day": direct.world.today + timedelta(days=1)}),
        ):
            assert await _refused(db, viewer, _RECORD, **(values | wrong)) == "KS001"
        assert await _refused(db, direct.donor, _RECORD, **(values | {"why": ""})) == "23514"

    async def test_lets_nobody_write_one_or_its_trip(self, direct: Direct) -> None:
        made = await direct.record()
        db = direct.world.db
        for viewer in (direct.donor, direct.world.it.pemprov):
            for statement in (
                "UPDATE app.early_delivery SET state = 'booked' WHERE id = :id",
                "UPDATE app.early_delivery SET good = 1 WHERE id = :id",
                "DELETE FROM app.early_delivery WHERE id = :id",
                "SELECT app.early_deliveries_book(1)",
                "INSERT INTO app.shipment (early_id) VALUES (:id)",
            ):
                values = {"id": made} if ":id" in statement else {}
                assert await _refused(db, viewer, statement, **values) == "42501"


async def test_its_giver_and_the_pemprov_see_it_alone(direct: Direct) -> None:
    await direct.record()
    world = direct.world
    officer = await factories.pemprov(world.db, Role.KELURAHAN)
    for viewer, rows in (
        (direct.donor, 1),
        (world.it.pemprov, 1),
        (world.donor, 0),
        (world.executor, 0),
        (officer, 0),
    ):
        async with world.db.viewer(viewer) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM app.early_delivery")) == rows
