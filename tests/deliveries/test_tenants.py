"""Couriers see their own stops, officers what comes to their kelurahan; nothing else."""

import pytest
from sqlalchemy import text

from ksbb.core import refusals
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.counts import UnitCount
from ksbb.domain.deliveries.proofs import actions as proving
from ksbb.domain.deliveries.trips import departures as departing
from tests import factories
from tests.deliveries.world import World, officer_of, shift

TABLES = (
    "app.shipment",
    "app.stop",
    "app.load",
    "app.load_lot",
    "app.handover",
    "app.handover_count",
    "app.handover_line",
    "app.proof",
    "app.lot",
    "app.goods_receipt",
    "app.pledge",
    "app.allocation",
    "app.step",
    "app.audit",
    "app.complaint",
    "ledger.journal",
)


async def seen(world: World, viewer: Viewer) -> dict[str, int]:
    """The rows that a viewer sees of each table, without those of which they see none."""
    found: dict[str, int] = {}
    async with world.db.viewer(viewer) as tx:
        for table in TABLES:
            rows = int(await tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608
            if rows:
                found[table] = rows
    return found


async def test_a_courier_sees_and_reports_only_their_own_stop(world: World) -> None:
    first, second = await world.on_the_way()
    courier = await world.courier()
    assert await seen(world, courier) == {}
    await world.give_to(courier, first)
    assert await seen(world, courier) == {"app.shipment": 1, "app.stop": 1, "app.load": 1}
    await world.report(first, world.count(70), by=courier)
    assert await seen(world, courier) == {
        "app.shipment": 1,
        "app.stop": 1,
        "app.load": 1,
        "app.handover": 1,
        "app.handover_count": 1,
    }
    with pytest.raises(refusals.NotFound):
        await world.report(second, world.count(50), by=courier)


async def test_a_courier_does_nothing_else(world: World) -> None:
    await world.receive()
    shipment = await world.ship()
    courier = await world.courier()
    with pytest.raises(refusals.NotAllowed):
        await world.run(courier, departing.dispatch_shipment, shipment_id=shipment, quantities={})


async def test_a_shift_is_a_party_of_its_own(world: World) -> None:
    first, second = await world.on_the_way()
    made = await world.one(
        "INSERT INTO app.shift (executor_id, label, token_hash, created_by)"
        " VALUES (:executor, 'Mobil 1', sha256('t'), 0) RETURNING id",
        executor=world.executor.organisation_id,
    )
    await world.one(
        "UPDATE app.stop SET shift_id = :shift WHERE id = :stop RETURNING 1",
        shift=made,
        stop=first,
    )
    courier = shift(world.executor, made)
    await world.report(first, world.count(70), by=courier)
    assert await world.rows(
        "SELECT party, actor, actor_id, person_id FROM app.step"
        " WHERE thing = 'handover' AND to_state = 'reported'"
    ) == [("FIELD", "SHIFT", made, 0)]
    assert await world.rows(
        "SELECT actor, actor_id FROM app.idempotency WHERE actor <> 'PERSON'"
    ) == [("SHIFT", made)]
    with pytest.raises(refusals.NotFound):
        await world.report(second, world.count(50), by=courier)


async def test_an_officer_sees_and_attests_what_comes_to_their_kelurahan(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    assert await seen(world, world.officer) == {
        "app.shipment": 1,
        "app.stop": 2,
        "app.load": 2,
        "app.handover": 1,
        "app.handover_count": 1,
    }
    await world.attest(first, 70)
    assert (await seen(world, world.officer))["app.proof"] == 1


async def test_an_officer_of_another_kelurahan_sees_nothing(world: World) -> None:
    first, _ = await world.on_the_way()
    other = await officer_of(world.db)
    assert await seen(world, other) == {}
    with pytest.raises(refusals.NotFound):
        await world.run(
            other,
            proving.attest_delivery,
            stop_id=first,
            counts=[UnitCount(world.package, 70)],
        )


@pytest.mark.parametrize("role", [Role.KELURAHAN, Role.VERIFIER])
async def test_people_of_the_pemprov_without_oversight_see_no_tenants_rows(
    world: World, role: Role
) -> None:
    await world.on_the_way()
    assert await seen(world, await factories.pemprov(world.db, role)) == {}


async def test_the_executors_proof_is_not_the_units(world: World) -> None:
    first, _ = await world.on_the_way()
    await world.report(first, world.count(70))
    for viewer in (world.donor, world.executor, world.it.pemprov):
        with pytest.raises(refusals.NotAllowed):
            await world.run(
                viewer,
                proving.attest_delivery,
                stop_id=first,
                counts=[UnitCount(world.package, 70)],
            )
    with pytest.raises(refusals.NotFound):
        await world.run(world.donor, proving.prove_delivery, stop_id=first, method="SIGNATURE")
