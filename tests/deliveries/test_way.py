"""From stock to the unit: each step moves the books, the ladder and the public rows."""

import pytest
from sqlalchemy import text

from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.deliveries.handovers import rules as handover_rules
from ksbb.domain.deliveries.handovers.models import DiscrepancyState
from ksbb.domain.deliveries.trips import actions as tripping
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges import rules as pledge_rules
from tests.deliveries.world import NEEDED, World

SENT = sum(NEEDED)


async def test_goods_that_came_in_are_in_stock(world: World) -> None:
    await world.receive(100)
    assert await world.goods() == {"stock": 100}
    assert await world.ladder() == {"pledged": SENT, "committed": SENT}


async def test_what_leaves_is_dispatched_and_in_transit(world: World) -> None:
    await world.on_the_way()
    assert await world.goods() == {"in_transit": SENT}
    assert await world.ladder() == {"pledged": SENT, "committed": SENT, "dispatched": SENT}
    assert await world.rows(
        "SELECT dispatched, state, received FROM pub.delivery ORDER BY load_id"
    ) == [(quantity, "on_the_way", 0) for quantity in NEEDED]


async def test_a_report_without_proof_is_not_received(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    assert "received" not in await world.ladder()
    assert await world.one("SELECT state FROM pub.delivery ORDER BY load_id LIMIT 1") == "reported"


async def test_what_the_unit_confirms_is_received(world: World) -> None:
    first, second = await world.on_the_way()
    await world.report(first, world.count(70))
    await world.attest(first, 70)
    assert (await world.ladder())["received"] == 70
    assert await world.goods() == {"in_transit": 50, "received_by_unit": 70}
    await world.report(second, world.count(50))
    await world.sign(second)
    assert (await world.ladder())["received"] == SENT
    assert await world.rows(
        "SELECT state, received, proven_by FROM pub.delivery ORDER BY load_id"
    ) == [("received", 70, "UNIT"), ("received", 50, "EXECUTOR")]
    assert await world.rows("SELECT state, count(*)::int FROM app.allocation GROUP BY 1") == [
        ("fulfilled", 2)
    ]
    assert await world.one("SELECT state FROM app.shipment") == "closed"


async def test_the_unit_may_count_before_the_courier_has_reported(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.attest(first, 70)
    assert "received" not in await world.ladder()
    await world.report(first, world.count(70))
    assert (await world.ladder())["received"] == 70


async def test_what_comes_back_is_in_stock_and_still_committed(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(60, back=10))
    assert await world.goods() == {"in_transit": 110, "stock": 10}
    assert await world.ladder() == {"pledged": SENT, "committed": SENT, "dispatched": 110}
    assert await world.rows(
        "SELECT loaded, dispatched, received FROM app.allocation ORDER BY unit_id LIMIT 1"
    ) == [(60, 60, 0)]


async def test_a_failed_stop_brings_everything_back(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, [], failed_because="jalan ditutup")
    assert await world.goods() == {"in_transit": 50, "stock": 70}
    assert await world.one("SELECT state FROM app.stop ORDER BY id LIMIT 1") == "failed"
    assert await world.one("SELECT state FROM pub.delivery ORDER BY load_id LIMIT 1") == "failed"


@pytest.mark.parametrize(
    ("settlement", "ladder", "committed", "allocated"),
    [
        (DiscrepancyState.REPLACED, {"committed": SENT, "dispatched": SENT - 7}, 70, SENT),
        (
            DiscrepancyState.RETURNED_TO_NEED,
            {"committed": SENT - 7, "dispatched": SENT - 7},
            63,
            SENT - 7,
        ),
        (
            DiscrepancyState.WRITTEN_OFF,
            {"committed": SENT - 7, "dispatched": SENT - 7},
            63,
            SENT,
        ),
    ],
)
async def test_damaged_and_missing_packages_are_settled(
    world: World,
    settlement: DiscrepancyState,
    ladder: dict[str, int],
    committed: int,
    allocated: int,
) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(63, damaged=5, missing=2))
    await world.attest(first, 63, 5)
    assert await world.goods() == {
        "in_transit": 50,
        "received_by_unit": 63,
        "damaged": 5,
        "missing": 2,
    }
    discrepancy = await world.one("SELECT id FROM app.discrepancy WHERE state = 'open'")
    await world.run(
        world.executor,
        handing.settle_discrepancy,
        discrepancy_id=discrepancy,
        settlement=settlement,
        reason="basah di jalan",
    )
    found = await world.ladder()
    assert {rung: found[rung] for rung in ladder} == ladder
    assert found["received"] == 63
    assert await world.need_committed() == committed
    assert await world.one("SELECT allocated FROM app.pledge_line") == allocated
    await world.run(
        world.executor,
        handing.reopen_discrepancy,
        discrepancy_id=discrepancy,
        reason="salah pilih",
    )
    assert (await world.ladder())["committed"] == SENT
    assert await world.need_committed() == 70


async def test_while_two_sides_differ_the_smaller_number_counts(world: World) -> None:
    first, _ = await world.on_the_way()
    handover = await world.report(first, world.count(70))
    await world.attest(first, 65)
    assert (await world.ladder())["received"] == 65
    assert await world.one("SELECT state FROM app.handover") == "disputed"
    assert await world.one("SELECT undecided FROM app.handover_line") == 5
    await world.run(
        world.it.pemprov,
        handing.decide_handover,
        handover_id=handover,
        counts=world.count(66, missing=4),
        reason="hitungan ulang bersama RW",
    )
    assert (await world.ladder())["received"] == 66
    assert await world.one("SELECT state FROM app.handover") == "resolved"
    assert await world.rows(
        "SELECT good, corrected FROM pub.delivery ORDER BY load_id LIMIT 1"
    ) == [(66, True)]
    assert await world.one("SELECT missing FROM app.discrepancy WHERE state = 'open'") == 4


async def test_a_report_is_corrected_with_a_reason(world: World) -> None:
    first, _ = await world.on_the_way()
    wrong = await world.report(first, world.count(60, back=10))
    await world.run(
        world.executor,
        handing.correct_handover,
        handover_id=wrong,
        reason="salah ketik",
        report=handing.Report(
            (await world.db.session.scalar(text("SELECT app.today()"))), world.count(70)
        ),
    )
    assert await world.goods() == {"in_transit": SENT}
    assert await world.rows("SELECT state FROM app.handover ORDER BY id") == [
        ("superseded",),
        ("reported",),
    ]


async def test_two_reports_of_one_stop_are_both_kept(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    second = await world.report(first, world.count(68, missing=2))
    assert await world.one("SELECT state FROM app.handover WHERE id = :id", id=second) == (
        "second_report"
    )
    await world.run(
        world.executor, handing.choose_report, handover_id=second, reason="kurir kedua menghitung"
    )
    assert (
        await world.one(
            "SELECT missing FROM app.handover_count c JOIN app.handover h ON h.id = c.handover_id"
            " WHERE h.state = 'reported'"
        )
        == 2
    )


async def test_a_count_must_account_for_all_that_was_sent(world: World) -> None:
    first, _ = await world.on_the_way()
    with pytest.raises(handover_rules.CountDiffers) as refused:
        await world.report(first, world.count(60, damaged=5))
    assert (refused.value.sent, refused.value.counted) == (70, 65)


async def test_a_pledge_whose_packages_are_loaded_is_not_withdrawn(world: World) -> None:
    await world.receive()
    shipment = await world.ship(70, 0)
    arguments = {"pledge_id": world.pledge, "reason": "berubah rencana"}
    with pytest.raises(pledge_rules.WithdrawalNeedsConsent):
        await world.run(world.donor, pledging.withdraw, **arguments)
    await world.run(
        world.executor, tripping.cancel_shipment, shipment_id=shipment, reason="donatur menarik"
    )
    await world.run(world.donor, pledging.withdraw, **arguments)
    assert await world.need_committed() == 0
    # What was stocked of it stays in the depot until somebody decides.
    assert await world.goods() == {"stock": 120}
