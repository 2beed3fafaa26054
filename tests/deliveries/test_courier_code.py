"""A courier proves a delivery with a code of the unit's slip, through GraphQL."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from ksbb.core.settings import settings
from ksbb.domain.deliveries.proofs import types as proofs
from ksbb.domain.deliveries.slips import actions as slips
from ksbb.domain.deliveries.slips import codes
from tests.deliveries.field import on_the_way, opened
from tests.deliveries.slip import printed
from tests.deliveries.world import deliver_to
from tests.real_schema import Api, global_id

PROVEN = "... on DeliveryProven { proof { method side } } ... on CodeNotUsable { problem }"


@pytest.fixture
def secret(api: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The installation's secret, from which the key of the codes is derived."""
    monkeypatch.setenv("KSBB_SECRET", api.database.secret)
    settings.cache_clear()
    yield settings().derived(codes.PURPOSE)
    settings.cache_clear()


async def test_a_code_on_the_couriers_phone_proves_and_wrong_ones_are_counted(
    api: Api, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "SLOW_SECONDS", 0)
    async with api.transaction() as db:
        world = await deliver_to(db)
        shipment, [stop, other] = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        await world.report(stop, world.count(70), by=courier)
        await world.report(other, world.count(50), by=courier)
        slip = await printed(world)
        async with db.viewer(world.officer) as tx:
            [shown] = await slips.show_slips(tx, world.officer, slips=[slip], key=secret)

    async def prove(code: str, at: int = stop) -> dict[str, str]:
        return await api.mutate(
            courier,
            "proveDelivery",
            PROVEN,
            stop=global_id("Stop", at),
            method="COURIER_CODE",
            slipCode=code,
        )

    async def attempts() -> int:
        async with api.transaction() as db:
            found = await db.session.connection()
            rows = await found.exec_driver_sql(
                "SELECT coalesce(sum(count), 0) FROM sec.attempt WHERE kind = 'SLIP_UNIT'"
            )
            return int(rows.scalar_one())

    assert (await prove("ABC"))["__typename"] == "InvalidInput"
    assert await attempts() == 0
    assert (await prove(codes.new_code()))["problem"] == "UNKNOWN"
    assert await attempts() == 1
    # A code of this unit proves no delivery to another one.
    assert (await prove(shown.codes[0], other))["problem"] == "UNKNOWN"
    assert await attempts() == 2
    proven = await prove(f"{shown.codes[0][:5].lower()} {shown.codes[0][5:]}")
    assert proven["proof"] == {"method": "COURIER_CODE", "side": "EXECUTOR"}
    assert (await prove(shown.codes[1]))["problem"] == "CONFIRMED"
    assert await attempts() == 2


@pytest.mark.usefixtures("secret")
async def test_who_has_to_wait_holds_no_transaction_open(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_while_waiting: list[int] = []

    async def waits(seconds: float) -> None:
        assert seconds == proofs.SLOW_SECONDS
        async with api.transaction() as db:
            connection = await db.session.connection()
            found = await connection.exec_driver_sql(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()"
            )
            open_while_waiting.append(int(found.scalar_one()))

    monkeypatch.setattr(proofs, "asyncio", SimpleNamespace(sleep=waits))
    async with api.transaction() as db:
        world = await deliver_to(db)
        shipment, [stop, _] = await on_the_way(world)
        courier, _ = await opened(world, shipment)
        await world.report(stop, world.count(70), by=courier)
    for _ in range(40):
        if open_while_waiting:
            break
        answer = await api.mutate(
            courier,
            "proveDelivery",
            PROVEN,
            stop=global_id("Stop", stop),
            method="COURIER_CODE",
            slipCode=codes.new_code(),
        )
        assert answer["problem"] == "UNKNOWN"
    assert open_while_waiting == [0]
