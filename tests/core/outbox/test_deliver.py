"""Events are delivered at least once, and one that fails does not block others."""

from datetime import timedelta

import asyncpg
import pytest

from ksbb.core.outbox.deliver import ATTEMPTS, BATCH, Connection, Delivery, delay, deliver, replay
from tests.conftest import Connect
from tests.database import Database

RECORD = """
    INSERT INTO app.outbox (kind, tenant_id, thing, thing_id, payload)
    VALUES ($1, 7, 'pledge', $2, '{"packages": 12}')
"""


class Recorder:
    """A handler that records events, and fails for one kind of event while `broken`."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.broken = True

    async def __call__(self, connection: Connection, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        await connection.execute(
            "INSERT INTO app.mail (recipient, template, facts, event)"
            " VALUES ('sari@contoh.id', 'NOTICE', '{}', $1)",
            delivery.event,
        )
        if delivery.kind == "Fails" and self.broken:
            raise ZeroDivisionError("the handler failed")

    @property
    def things(self) -> list[int]:
        return [delivery.thing_id for delivery in self.deliveries]


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


async def test_a_handler_is_given_the_event(connect: Connect, recorder: Recorder) -> None:
    async with connect("worker") as worker:
        await worker.execute(RECORD, "PledgeSubmitted", 3)
        assert await deliver(worker, [recorder]) is False
    (delivery,) = recorder.deliveries
    assert (delivery.kind, delivery.thing, delivery.thing_id) == ("PledgeSubmitted", "pledge", 3)
    assert (delivery.tenant_id, delivery.counterparty_id) == (7, None)
    assert delivery.payload == {"packages": 12}


async def test_a_handled_event_does_not_come_again(connect: Connect, recorder: Recorder) -> None:
    async with connect("worker") as worker:
        await worker.execute(RECORD, "PledgeSubmitted", 3)
        await deliver(worker, [recorder])
        await deliver(worker, [recorder])
    assert recorder.things == [3]


async def test_an_event_without_handlers_is_handled(connect: Connect) -> None:
    async with connect("worker") as worker:
        await worker.execute(RECORD, "PledgeSubmitted", 3)
        await deliver(worker, [])
        waiting = await worker.fetchval("SELECT count(*) FROM app.outbox WHERE handled_at IS NULL")
    assert waiting == 0


async def test_a_failing_event_is_rolled_back_and_does_not_block_others(
    connect: Connect, recorder: Recorder
) -> None:
    async with connect("worker") as worker:
        for number, kind in enumerate(("Works", "Fails", "Works")):
            await worker.execute(RECORD, kind, number)
        await deliver(worker, [recorder])
        rows = await worker.fetch(
            "SELECT kind, handled_at IS NOT NULL, attempts, error, due > statement_timestamp(),"
            " (SELECT count(*) FROM app.mail WHERE event = o.event) AS mails"
            " FROM app.outbox o ORDER BY id"
        )
    assert recorder.things == [0, 1, 2]
    error = "ZeroDivisionError: the handler failed"
    assert [tuple(row) for row in rows] == [
        ("Works", True, 1, None, False, 1),
        ("Fails", False, 1, error, True, 0),
        ("Works", True, 1, None, False, 1),
    ]


async def test_a_failed_event_is_retried_when_it_is_due(
    connect: Connect, recorder: Recorder
) -> None:
    async with connect("worker") as worker:
        await worker.execute(RECORD, "Fails", 3)
        await deliver(worker, [recorder])
        await deliver(worker, [recorder])
        assert recorder.things == [3]
        await worker.execute("UPDATE app.outbox SET due = now()")
        recorder.broken = False
        await deliver(worker, [recorder])
        error = await worker.fetchval("SELECT error FROM app.outbox WHERE handled_at IS NOT NULL")
    assert recorder.things == [3, 3]
    assert error is None


async def test_after_twelve_failures_an_event_is_set_aside_until_replayed(
    connect: Connect, recorder: Recorder
) -> None:
    async with connect("worker") as worker:
        await worker.execute(RECORD, "Fails", 3)
        for _ in range(ATTEMPTS):
            await worker.execute("UPDATE app.outbox SET due = now() WHERE due < 'infinity'")
            await deliver(worker, [recorder])
        assert len(recorder.things) == ATTEMPTS
        assert await worker.fetchval("SELECT due = 'infinity' FROM app.outbox")
        await deliver(worker, [recorder])
        assert len(recorder.things) == ATTEMPTS
        assert await replay(worker) == 1
        recorder.broken = False
        await deliver(worker, [recorder])
        assert await replay(worker) == 0
    assert len(recorder.things) == ATTEMPTS + 1


async def test_more_than_a_batch_is_delivered_batch_by_batch(
    connect: Connect, recorder: Recorder
) -> None:
    async with connect("worker") as worker:
        await worker.execute(
            "INSERT INTO app.outbox (kind, tenant_id, thing, thing_id)"
            " SELECT 'Works', 7, 'pledge', n FROM generate_series(1, $1) n",
            BATCH + 1,
        )
        assert await deliver(worker, [recorder]) is True
        assert await deliver(worker, [recorder]) is False
    assert recorder.things == [*range(1, BATCH + 2)]


async def test_a_lost_connection_does_not_count_as_a_failure(
    fresh_database: Database, recorder: Recorder
) -> None:
    async def cut(connection: Connection, _delivery: Delivery) -> None:
        await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    async with fresh_database.connection("worker") as worker:
        await worker.execute(RECORD, "PledgeSubmitted", 3)
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await deliver(worker, [recorder, cut])
    async with fresh_database.connection("worker") as worker:
        row = await worker.fetchrow("SELECT attempts, error, handled_at FROM app.outbox")
        assert row is not None
        assert tuple(row) == (0, None, None)
        assert await worker.fetchval("SELECT count(*) FROM app.mail") == 0
        await deliver(worker, [recorder])
    assert recorder.things == [3, 3]


def test_the_delays_triple_up_to_a_day() -> None:
    seconds = [delay(attempts) / timedelta(seconds=1) for attempts in range(1, ATTEMPTS + 1)]
    for attempts, pause in enumerate(seconds):
        middle = min(5 * 3**attempts, 86400)
        assert 0.75 * middle <= pause <= 1.25 * middle
    assert delay(10_000) <= timedelta(days=1) * 1.25
