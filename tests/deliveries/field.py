"""Shifts of couriers in a test's world, and their phones."""

from typing import Any
from uuid import uuid4

from sqlalchemy import text

from ksbb.core.viewer import Viewer
from ksbb.domain.deliveries.field import actions as field
from ksbb.domain.deliveries.handovers.actions import Report
from ksbb.domain.identity.rules import new_token, token_hash
from tests.deliveries.world import World, shift


async def opened(world: World, *shipments: int, **more: Any) -> tuple[Viewer, str]:
    """A shift for these trips: who acts with it, and the token of its link."""
    token = new_token()
    made = await world.run(
        world.executor,
        field.open_shift,
        label="Mobil 1",
        shipments=shipments,
        token_hash=token_hash(token).hex(),
        **more,
    )
    return shift(world.executor, made), token


async def bound(world: World, courier: Viewer, phone: str | None = None) -> str:
    """Bind a phone to the shift or the courier; returns the phone's token."""
    phone = phone or new_token()
    async with world.db.viewer(courier) as tx:
        await field.open_device(tx, courier, token=phone)
    return phone


async def on_the_way(world: World) -> tuple[int, list[int]]:
    """A trip that left; its stops in order."""
    await world.receive()
    shipment = await world.ship()
    await world.dispatch(shipment)
    return shipment, await world.stops(shipment)


async def left(world: World, courier: Viewer, stop: int, good: int, **more: Any) -> int:
    """The phone leaves a count of the stop to the office; returns the entry."""
    now = await world.one("SELECT app.now()")
    report = Report(world.today, world.count(good), happened_at=more.pop("at", now), **more)
    async with world.db.viewer(courier) as tx:
        return await field.leave_entry(
            tx, courier, uuid4(), stop_id=stop, problem="Jumlahnya tidak cocok.", report=report
        )


async def end(world: World, courier: Viewer, days: int = 0) -> None:
    """The shift ended some days ago."""
    await world.db.session.execute(
        text(
            "UPDATE app.shift SET ends_at = clock_timestamp() - make_interval(days => :days)"
            " WHERE id = :id"
        ),
        {"id": courier.actor_id, "days": days},
    )
