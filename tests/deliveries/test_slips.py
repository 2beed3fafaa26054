"""Slips: who prints them, and what their codes confirm."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ksbb.core import refusals
from ksbb.core.viewer import Actor, Role, Viewer
from ksbb.domain.deliveries.counts import UnitCount
from ksbb.domain.deliveries.proofs import actions as proving
from ksbb.domain.deliveries.proofs.models import ProofMethod
from ksbb.domain.deliveries.slips import actions as slips
from ksbb.domain.deliveries.slips import codes, queries
from ksbb.domain.deliveries.slips.rules import CodeNotUsable, CodeProblem
from tests import factories
from tests.deliveries.slip import KEY, confirmed, printed, shown, tried, with_codes
from tests.deliveries.world import World, officer_of


async def refused(world: World, slip: int, stop: int, code: str) -> CodeProblem:
    with pytest.raises(CodeNotUsable) as found:
        await confirmed(world, slip, stop, code, 70)
    return found.value.problem


async def used_a_day_ago(world: World) -> None:
    await world.db.session.execute(
        text("UPDATE app.slip_code SET used_at = used_at - interval '25 hours'")
    )


async def test_a_slip_has_a_code_for_each_expected_delivery_and_four_more(world: World) -> None:
    slip = await with_codes(world)
    assert len(slip.codes) == 1 + 4
    assert slip.slip.phase == "Tahap 1"
    kept = await world.rows("SELECT code_hmac FROM app.slip_code")
    assert {bytes(row[0]) for row in kept} == {codes.digest(code, KEY) for code in slip.codes}


async def test_the_codes_are_shown_once(world: World) -> None:
    slip = await printed(world)
    await shown(world, slip)
    with pytest.raises(refusals.StateRefused):
        await shown(world, slip)


async def test_printing_again_voids_the_codes_that_nobody_used(world: World) -> None:
    first, _ = await world.on_the_way()
    old = await with_codes(world)
    await confirmed(world, old.slip.id, first, old.codes[0], 69)
    new = await with_codes(world)
    assert (await tried(world, old.codes[1])).problem == "VOID"
    assert (await tried(world, new.codes[0])).problem is None
    # The delivery that was confirmed before can still be corrected.
    await confirmed(world, old.slip.id, first, old.codes[0], 70)


async def test_executors_and_donors_never_print(world: World) -> None:
    for viewer in (world.executor, world.donor):
        with pytest.raises(refusals.NotAllowed):
            await printed(world, by=viewer)
        with pytest.raises(refusals.NotAllowed):
            await shown(world, await printed(world), by=viewer)


async def test_an_officer_prints_for_their_own_kelurahan(world: World) -> None:
    with pytest.raises(refusals.NotFound):
        await printed(world, by=await officer_of(world.db))
    other = await officer_of(world.db)
    with pytest.raises(refusals.NotFound):
        await shown(world, await printed(world), by=other)
    assert await printed(world, by=world.it.pemprov)


async def test_the_database_itself_refuses_who_may_not_print(world: World) -> None:
    for viewer in (await officer_of(world.db), await factories.pemprov(world.db, Role.VIEWER)):
        with pytest.raises(DBAPIError, match="not a unit that you may print slips for"):
            async with world.db.viewer(viewer) as tx:
                await tx.execute(
                    text("SELECT app.slip_print(:unit, :phase)"),
                    {"unit": world.it.units[0], "phase": world.it.phases[0]},
                )


async def test_a_code_confirms_what_the_courier_has_reported(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    slip = await with_codes(world)
    proof = await confirmed(world, slip.slip.id, first, slip.codes[0], 70)
    assert (await world.ladder())["received"] == 70
    assert await world.rows("SELECT proven_by FROM pub.delivery ORDER BY load_id LIMIT 1") == [
        ("UNIT",)
    ]
    assert await world.rows(
        "SELECT method, side, actor, actor_id FROM app.proof WHERE id = :id", id=proof
    ) == [("CODE", "UNIT", "SLIP", slip.slip.id)]
    assert await world.rows(
        "SELECT party, actor FROM app.step WHERE thing = 'handover' AND to_state = 'proven'"
    ) == [("UNIT", "SLIP")]
    assert await world.rows(
        "SELECT kind, actor FROM app.outbox JOIN app.audit USING (event)"
        " WHERE outbox.thing = 'proof'"
    ) == [("DeliveryProven", "SLIP")]


async def test_a_count_before_the_courier_reports_waits(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)
    await confirmed(world, slip.slip.id, first, slip.codes[0], 70)
    assert "received" not in await world.ladder()
    await world.report(first, world.count(70))
    assert (await world.ladder())["received"] == 70


async def test_counts_that_differ_are_both_kept(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    slip = await with_codes(world)
    await confirmed(world, slip.slip.id, first, slip.codes[0], 60, 2)
    assert (await world.ladder())["received"] == 60
    async with world.db.viewer(Viewer(slip.slip.id, actor=Actor.SLIP)) as tx:
        receipt = await queries.receipt(tx, first)
    assert receipt is not None
    assert receipt.match == "DIFFERS"
    # The same code for the same stop corrects the count.
    await confirmed(world, slip.slip.id, first, slip.codes[0], 70)
    assert (await world.ladder())["received"] == 70


async def test_the_same_form_sent_twice_counts_once(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)
    key = uuid4()
    once = await confirmed(world, slip.slip.id, first, slip.codes[0], 70, key=key)
    assert await confirmed(world, slip.slip.id, first, slip.codes[0], 70, key=key) == once
    assert await world.one("SELECT count(*) FROM app.proof") == 1


async def test_a_code_works_once_and_corrects_for_a_day(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)
    await confirmed(world, slip.slip.id, first, slip.codes[0], 70)
    assert (await tried(world, slip.codes[0])).stop_id == first
    # Another code does not confirm the same delivery.
    assert await refused(world, slip.slip.id, first, slip.codes[1]) is CodeProblem.CONFIRMED
    await used_a_day_ago(world)
    assert await refused(world, slip.slip.id, first, slip.codes[0]) is CodeProblem.USED


async def test_a_code_does_not_confirm_two_deliveries(world: World) -> None:
    await world.receive()
    trips = [await world.ship(30), await world.ship(30)]
    for trip in trips:
        await world.dispatch(trip)
    [one], [other] = [await world.stops(trip) for trip in trips]
    slip = await with_codes(world)
    await confirmed(world, slip.slip.id, one, slip.codes[0], 30)
    assert await refused(world, slip.slip.id, other, slip.codes[0]) is CodeProblem.USED


async def test_a_code_expires_14_days_after_its_phase(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)
    await factories.clock(world.db, "2020-05-14 20:00")
    assert (await tried(world, slip.codes[0])).problem is None
    await factories.clock(world.db, "2020-05-15 08:00")
    assert await refused(world, slip.slip.id, first, slip.codes[0]) is CodeProblem.EXPIRED


async def test_codes_of_another_unit_are_unknown(world: World) -> None:
    first, second = await world.on_the_way()
    slip, other = await with_codes(world), await with_codes(world, 1)
    assert (await tried(world, other.codes[0])).problem == "UNKNOWN"
    assert await refused(world, slip.slip.id, first, other.codes[0]) is CodeProblem.UNKNOWN
    with pytest.raises(refusals.StateRefused):
        await confirmed(world, slip.slip.id, second, slip.codes[0], 50)


async def test_a_slip_sees_its_own_deliveries_and_no_number(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)
    async with world.db.viewer(Viewer(slip.slip.id, actor=Actor.SLIP)) as tx:
        [stop] = await queries.stops(tx)
        assert stop.id == first
        assert [*stop.packages] == [world.package]
        assert not stop.confirmed
        for table in ("app.stop", "app.load", "app.handover", "app.proof", "app.shipment"):
            assert await tx.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608


async def test_a_slip_proves_nothing_without_a_code(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)
    with pytest.raises(DBAPIError, match="not a delivery that you may confirm"):
        async with world.db.viewer(Viewer(slip.slip.id, actor=Actor.SLIP)) as tx:
            await tx.execute(
                text("SELECT app.proof_record(:stop, 'CODE', '2020-04-28', '', '[]')"),
                {"stop": first},
            )


async def test_people_with_an_account_confirm_nothing_for_the_unit(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)
    for viewer in (world.executor, world.officer, world.it.pemprov):
        with pytest.raises(refusals.NotAllowed):
            await world.run(
                viewer,
                proving.confirm_delivery,
                stop_id=first,
                code_hmac=codes.digest(slip.codes[0], KEY).hex(),
                counts=[UnitCount(world.package, 70)],
            )


async def test_wrong_codes_slow_the_unit_and_the_network_down_and_lock_nobody(world: World) -> None:
    first, _ = await world.on_the_way()
    slip = await with_codes(world)

    async def slowed(unit: int, source: str) -> bool:
        code = await world.one("SELECT code FROM pub.unit WHERE id = :id", id=world.it.units[unit])
        async with world.db.viewer(Viewer()) as tx:
            place = await queries.place_of(tx, token_hash=None, code=code, source=source)
        assert place is not None
        return place.slowed

    for _ in range(9):
        await tried(world, codes.new_code())
    assert not await slowed(0, "b")
    await tried(world, codes.new_code())
    assert await slowed(0, "b")
    assert not await slowed(1, "a")
    for _ in range(20):
        await tried(world, codes.new_code(), unit=2)
    assert await slowed(1, "a")
    # A right code still works.
    await confirmed(world, slip.slip.id, first, slip.codes[0], 70)


async def test_a_code_on_the_couriers_phone_is_the_executors_word(world: World) -> None:
    first, second = await world.on_the_way()
    await world.report(first, world.count(70))
    slip, other = await with_codes(world), await with_codes(world, 1)

    async def prove(stop: int, code: str) -> int:
        return await world.run(
            world.executor,
            proving.prove_delivery,
            stop_id=stop,
            method=ProofMethod.COURIER_CODE,
            code_hmac=codes.digest(code, KEY).hex(),
        )

    for wrong in (other.codes[0], codes.new_code()):
        with pytest.raises(CodeNotUsable):
            await prove(first, wrong)
    await prove(first, slip.codes[0])
    assert await world.rows("SELECT received, proven_by FROM pub.delivery ORDER BY 1 DESC") == [
        (70, "EXECUTOR"),
        (0, None),
    ]
    # The receiver may still bind the numbers, with the same code.
    await confirmed(world, slip.slip.id, first, slip.codes[0], 70)
    await world.report(second, world.count(50))
    with pytest.raises(CodeNotUsable):
        await prove(second, slip.codes[0])


async def test_the_executor_needs_a_code_for_that_proof(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    with pytest.raises(DBAPIError, match="not a delivery that you may confirm"):
        async with world.db.viewer(world.executor) as tx:
            await tx.execute(
                text("SELECT app.proof_record(:stop, 'COURIER_CODE', '2020-04-28', '', NULL)"),
                {"stop": first},
            )


async def test_too_many_units_and_unknown_ones_are_refused(world: World) -> None:
    for units, refusal in (
        ([], refusals.InvalidInput),
        (world.it.units[:1] * 2, refusals.InvalidInput),
        ([*range(1, 22)], refusals.InvalidInput),
        ([999_999], refusals.NotFound),
    ):
        with pytest.raises(refusal):
            await world.run(
                world.it.pemprov,
                slips.print_slips,
                unit_ids=units,
                phase_id=world.it.phases[0],
            )
    with pytest.raises(refusals.NotFound):
        await world.run(
            world.it.pemprov, slips.print_slips, unit_ids=world.it.units[:1], phase_id=999_999
        )
