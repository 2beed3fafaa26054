"""Whom to call at a unit: asked for with a purpose, for a day, and forgotten with the programme."""

from typing import Any

import pytest
from sqlalchemy import text

from ksbb.core import refusals
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.contacts import actions, rules
from tests import factories
from tests.deliveries.world import World

SARI = {"name": "Sari Contoh", "role": "ketua RW", "phone": "0812-3456 789"}


async def noted(world: World, by: Viewer, **changed: str) -> int:
    unit = world.it.units[0]
    return await world.run(by, actions.set_contact, unit_id=unit, **SARI | changed)


async def ask(world: World, by: Viewer, number: int = 0, purpose: str = "jam kirim besok") -> int:
    unit = world.it.units[number]
    return await world.run(by, actions.request_contact, unit_id=unit, purpose=purpose)


async def shown(world: World, by: Viewer, request: int) -> Any:
    async with world.db.viewer(by) as tx:
        return await tx.scalar(text("SELECT app.unit_contact_requested(:id)"), {"id": request})


async def test_an_executor_asks_with_a_purpose_and_sees_it_for_a_day(world: World) -> None:
    await noted(world, world.it.pemprov)
    request = await ask(world, world.executor)
    assert await shown(world, world.executor, request) == SARI | {"phone": "08123456789"}
    colleague = await factories.colleague(world.db, world.executor)
    assert await shown(world, colleague, request) is None
    assert await world.rows("SELECT purpose FROM app.contact_request") == [("jam kirim besok",)]
    audited = await world.one("SELECT string_agg(facts::text, '') FROM app.audit")
    assert "08123456789" not in audited
    assert "Sari Contoh" not in audited
    await world.db.session.execute(text("SET LOCAL session_replication_role = replica"))
    await world.db.session.execute(
        text("UPDATE app.contact_request SET requested_at = requested_at - interval '25 hours'")
    )
    await world.db.session.execute(text("SET LOCAL session_replication_role = origin"))
    assert await shown(world, world.executor, request) is None


async def test_who_delivers_nothing_there_gets_nothing(world: World) -> None:
    await noted(world, world.officer)
    others = [
        world.donor,
        await factories.aggregator(world.db),
        await factories.colleague(world.db, world.executor, Role.VIEWER),
        await world.courier(),
    ]
    for viewer in others:
        with pytest.raises((refusals.NotAllowed, rules.NothingToDeliver)):
            await ask(world, viewer)
    assert await ask(world, world.officer) < await ask(world, world.it.pemprov)


async def test_only_the_pemprov_and_its_officer_write_it(world: World) -> None:
    for viewer in (world.executor, world.donor):
        with pytest.raises(refusals.NotAllowed):
            await noted(world, viewer)
    await noted(world, world.officer)
    with pytest.raises(refusals.NotFound):
        await ask(world, world.executor, 1)


@pytest.mark.parametrize(
    "wrong", [{"phone": "12"}, {"phone": "0812 rumah"}, {"name": " "}, {"role": "x" * 81}]
)
async def test_what_can_t_be_right_is_refused_by_name(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(refusals.InvalidInput) as refused:
        await noted(world, world.it.pemprov, **wrong)
    assert refused.value.field == next(iter(wrong))


async def test_a_new_contact_and_an_end_forget_the_one_before(world: World) -> None:
    await noted(world, world.it.pemprov)
    request = await ask(world, world.executor)
    await noted(world, world.officer, name="Tono Contoh")
    assert await shown(world, world.executor, request) is None
    unit = world.it.units[0]
    with pytest.raises(refusals.ReasonMissing):
        await world.run(world.officer, actions.end_contact, unit_id=unit, reason=" ")
    await world.run(world.officer, actions.end_contact, unit_id=unit, reason="pindah")
    assert await world.rows("SELECT DISTINCT name, role, phone FROM app.unit_contact") == [
        (None, None, None)
    ]


async def test_contacts_are_forgotten_thirty_days_after_the_last_phase(world: World) -> None:
    await noted(world, world.it.pemprov)

    async def erased(day: str) -> int:
        await factories.clock(world.db, f"{day} 08:00")
        async with world.db.login("ksbb_worker") as worker:
            return int(await worker.scalar(text("SELECT app.erase_unit_contacts(10)")) or 0)

    last = await world.one("SELECT max(ends_on) FROM pub.phase")
    assert await erased(str(last)) == 0
    assert await erased(str(last.replace(year=last.year + 1))) == 1
