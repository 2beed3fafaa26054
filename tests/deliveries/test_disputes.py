"""A dispute: its due day, what its parties write to each other, and how it ends."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ksbb.core import refusals
from ksbb.core.audit.delivery_invariants import DELIVERY_INVARIANTS
from ksbb.core.viewer import Actor, Kind, Role, Viewer
from ksbb.domain.deliveries.disputes.rules import LONGEST, MessageCorrected
from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.deliveries.handovers.rules import CountNotAdopted
from tests import factories
from tests.deliveries.world import World, officer_of, shift
from tests.planting import assert_found


class TestTheDueDay:
    @pytest.mark.parametrize(
        ("day", "due"),
        [
            ("2020-04-28", "2020-05-01"),  # a Tuesday
            ("2020-04-30", "2020-05-05"),
            ("2020-05-01", "2020-05-06"),
            ("2020-05-02", "2020-05-06"),
            ("2020-05-03", "2020-05-06"),
        ],
    )
    async def test_is_three_working_days_later(self, world: World, day: str, due: str) -> None:
        assert str(await world.one(f"SELECT app.working_day_after('{day}', 3)")) == due

    async def test_is_set_when_two_counts_differ(self, world: World) -> None:
        await world.disputed()
        assert await world.rows(
            "SELECT disputed_on::text, due_on::text FROM app.handover WHERE state = 'disputed'"
        ) == [("2020-04-28", "2020-05-01")]

    async def test_follows_the_programmes_setting(self, world: World) -> None:
        await world.one("UPDATE pub.programme SET dispute_days = 5 RETURNING 1")
        await world.disputed()
        due = await world.one("SELECT due_on::text FROM app.handover WHERE state = 'disputed'")
        assert due == "2020-05-05"

    async def test_is_in_the_event_that_says_that_it_was_opened(self, world: World) -> None:
        _, handover = await world.disputed()
        assert await world.rows(
            "SELECT thing_id, payload FROM app.outbox WHERE kind = 'HandoverDisputed'"
        ) == [(handover, {"due_on": "2020-05-01"})]

    async def test_is_set_by_whichever_count_comes_last(self, world: World) -> None:
        stop, _ = await world.on_the_way()
        await world.attest(stop, 66)
        courier = await world.courier()
        await world.give_to(courier, stop)
        await world.report(stop, world.count(70), by=courier)
        assert await world.rows(
            "SELECT state, due_on::text FROM app.handover WHERE stop_id = :stop", stop=stop
        ) == [("disputed", "2020-05-01")]

    async def test_locks_nobody_out(self, world: World) -> None:
        _, handover = await world.disputed()
        await factories.clock(world.db, "2020-05-20 08:00")
        await world.decide(world.executor, handover, world.count(66, missing=4))
        assert await world.one("SELECT state FROM app.handover") == "resolved"

    async def test_is_looked_for_by_verify(self, world: World) -> None:
        await world.disputed()
        sentence = "an open dispute has a due day after the day on which it was opened"
        await assert_found(
            world.db,
            DELIVERY_INVARIANTS[sentence],
            "ALTER TABLE app.handover DROP CONSTRAINT dispute_is_due",
            "ALTER TABLE app.handover DROP CONSTRAINT due_after_opening",
            "UPDATE app.handover SET due_on = NULL",
        )
        await world.db.session.execute(
            text("UPDATE app.handover SET due_on = disputed_on + 3 WHERE disputed_on IS NOT NULL")
        )


class TestWriting:
    async def test_each_party_writes_and_all_of_them_read(self, world: World) -> None:
        _, handover = await world.disputed()
        parties = (world.executor, world.officer, world.it.pemprov)
        for party in parties:
            await world.write(party, handover)
        assert await world.rows("SELECT party FROM app.dispute_message ORDER BY id") == [
            ("EXECUTOR",),
            ("KELURAHAN",),
            ("PEMPROV",),
        ]
        for reader in (*parties, world.donor):
            assert await _read(world, reader) == 3
        outsiders = (
            await factories.donor(world.db),
            await officer_of(world.db),
            await factories.pemprov(world.db, Role.VERIFIER),
            await world.courier(),
        )
        for reader in outsiders:
            assert await _read(world, reader) == 0

    async def test_a_donor_whose_packages_are_in_it_only_reads(self, world: World) -> None:
        _, handover = await world.disputed()
        with pytest.raises(refusals.NotAllowed):
            await world.write(world.donor, handover)

    async def test_outsiders_learn_nothing(self, world: World) -> None:
        _, handover = await world.disputed()
        for viewer in (await factories.donor(world.db), await officer_of(world.db)):
            with pytest.raises(refusals.NotFound):
                await world.write(viewer, handover)

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.FIELD])
    async def test_who_only_looks_or_drives_writes_nothing(self, world: World, role: Role) -> None:
        _, handover = await world.disputed()
        colleague = await factories.colleague(world.db, world.executor, role)
        with pytest.raises(refusals.NotAllowed):
            await world.write(colleague, handover)

    async def test_a_shift_and_a_slip_write_nothing(self, world: World) -> None:
        _, handover = await world.disputed()
        for viewer in (shift(world.executor, 1), Viewer(1, actor=Actor.SLIP)):
            with pytest.raises(refusals.NotAllowed):
                await world.write(viewer, handover)
            with pytest.raises(DBAPIError, match="not a dispute to which you may write"):
                await _write_by_sql(world, viewer, handover)

    async def test_the_database_refuses_everybody_else_too(self, world: World) -> None:
        _, handover = await world.disputed()
        machine = Viewer(
            1, world.executor.organisation_id, Kind.AGGREGATOR, Role.OPERATOR, actor=Actor.CLIENT
        )
        for viewer in (world.donor, await factories.donor(world.db), machine):
            with pytest.raises(DBAPIError, match="not a dispute to which you may write"):
                await _write_by_sql(world, viewer, handover)

    async def test_a_message_says_something_and_has_a_limit(self, world: World) -> None:
        _, handover = await world.disputed()
        for message in ("  ", "x" * (LONGEST + 1)):
            with pytest.raises(refusals.InvalidInput):
                await world.write(world.executor, handover, message)
        await world.write(world.executor, handover, "x" * LONGEST)

    async def test_only_an_open_dispute_takes_messages(self, world: World) -> None:
        _, handover = await world.disputed()
        await world.decide(world.it.pemprov, handover, world.count(68, missing=2))
        with pytest.raises(refusals.StateRefused):
            await world.write(world.executor, handover)
        with pytest.raises(DBAPIError, match="not a dispute to which you may write"):
            await _write_by_sql(world, world.executor, handover)


class TestCorrecting:
    async def test_an_own_message_is_corrected_by_a_later_one(self, world: World) -> None:
        _, handover = await world.disputed()
        wrong = await world.write(world.executor, handover, "66 dus")
        await world.decide(world.it.pemprov, handover, world.count(68, missing=2))
        right = await world.write(world.executor, handover, "68 dus", corrects_id=wrong)
        assert await world.rows("SELECT id, body, corrects_id FROM app.dispute_message") == [
            (wrong, "66 dus", None),
            (right, "68 dus", wrong),
        ]
        with pytest.raises(MessageCorrected):
            await world.write(world.executor, handover, "lagi", corrects_id=wrong)
        await world.write(world.executor, handover, "lagi", corrects_id=right)

    async def test_nobody_corrects_what_another_wrote(self, world: World) -> None:
        _, handover = await world.disputed()
        message = await world.write(world.executor, handover)
        colleague = await factories.colleague(world.db, world.executor, Role.OPERATOR)
        for viewer in (colleague, world.officer, world.it.pemprov):
            with pytest.raises(refusals.NotFound):
                await world.write(viewer, handover, corrects_id=message)
            with pytest.raises(DBAPIError, match="not a dispute to which you may write"):
                await _write_by_sql(world, viewer, handover, message)

    async def test_nothing_is_changed_or_deleted(self, world: World) -> None:
        _, handover = await world.disputed()
        await world.write(world.executor, handover)
        for statement in (
            "UPDATE app.dispute_message SET body = 'lain'",
            "DELETE FROM app.dispute_message",
            "TRUNCATE app.dispute_message",
        ):
            with pytest.raises(DBAPIError):
                async with world.db.session.begin_nested():
                    await world.db.session.execute(text(statement))


class TestEnding:
    async def test_the_units_side_adopts_the_reported_count(self, world: World) -> None:
        _, handover = await world.disputed()
        await world.decide(world.officer, handover, world.count(70))
        assert await world.rows(
            "SELECT party, reason FROM app.step WHERE thing = 'handover' AND to_state = 'resolved'"
        ) == [("KELURAHAN", "dihitung ulang")]
        assert (await world.ladder())["received"] == 70

    async def test_a_side_adopts_nothing_that_nobody_else_counted(self, world: World) -> None:
        _, handover = await world.disputed()
        for viewer, good in (
            (world.executor, 70),
            (world.executor, 68),
            (world.officer, 66),
            (world.officer, 68),
        ):
            with pytest.raises(CountNotAdopted):
                await world.decide(viewer, handover, world.count(good, missing=70 - good))

    async def test_ending_one_needs_a_reason(self, world: World) -> None:
        _, handover = await world.disputed()
        for viewer in (world.officer, world.executor, world.it.pemprov):
            with pytest.raises(refusals.ReasonMissing):
                await world.run(
                    viewer,
                    handing.decide_handover,
                    handover_id=handover,
                    counts=world.count(70),
                    reason=" ",
                )

    async def test_an_officer_of_another_kelurahan_ends_nothing(self, world: World) -> None:
        _, handover = await world.disputed()
        with pytest.raises(refusals.NotFound):
            await world.decide(await officer_of(world.db), handover, world.count(70))

    async def test_the_public_row_says_what_stood_there_before(self, world: World) -> None:
        _, handover = await world.disputed()
        public = (
            "SELECT received, received_before, corrected FROM pub.delivery ORDER BY load_id LIMIT 1"
        )
        assert await world.rows(public) == [(66, None, False)]
        await world.decide(world.it.pemprov, handover, world.count(68, missing=2))
        assert await world.rows(public) == [(68, 66, True)]

    async def test_a_later_correction_keeps_what_was_published_first(self, world: World) -> None:
        stop, _ = await world.on_the_way()
        handover = await world.report(stop, world.count(70))
        await world.sign(stop)
        await world.attest(stop, 66)
        await world.decide(world.it.pemprov, handover, world.count(68, missing=2))
        assert await world.rows(
            "SELECT received, received_before FROM pub.delivery ORDER BY load_id LIMIT 1"
        ) == [(68, 70)]


async def _read(world: World, viewer: Viewer) -> int:
    async with world.db.viewer(viewer) as tx:
        return int(await tx.scalar(text("SELECT count(*) FROM app.dispute_message")) or 0)


async def _write_by_sql(
    world: World, viewer: Viewer, handover: int, corrects: int | None = None
) -> None:
    async with world.db.viewer(viewer) as tx:
        await tx.execute(
            text("SELECT app.dispute_write(:handover, 'uji', :corrects)"),
            {"handover": handover, "corrects": corrects},
        )
