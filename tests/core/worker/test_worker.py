"""The worker survives outages of the database, and stops on a signal."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from ksbb.core import migrate
from ksbb.core.outbox.deliver import Connection, Delivery
from ksbb.worker import Job, Worker, jobs, replay_set_aside
from tests.database import Database
from tools.dev import cluster, databases, paths

TIMEOUT = 60
RECORD = """
    INSERT INTO app.outbox (kind, tenant_id, thing, thing_id) VALUES ('Happened', 7, 'pledge', $1)
"""


class Recorder:
    """A handler that records the things it has recorder."""

    def __init__(self) -> None:
        self.things: dict[int, asyncio.Event] = {}

    async def __call__(self, _connection: Connection, delivery: Delivery) -> None:
        self._event(delivery.thing_id).set()

    def _event(self, thing: int) -> asyncio.Event:
        return self.things.setdefault(thing, asyncio.Event())

    async def wait(self, thing: int) -> None:
        async with asyncio.timeout(TIMEOUT):
            await self._event(thing).wait()


@asynccontextmanager
async def _working(worker: Worker) -> AsyncIterator[None]:
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stopping.set()
        async with asyncio.timeout(TIMEOUT):
            await running


async def _happen(database: Database, thing: int) -> None:
    async with database.connection("worker") as connection:
        await connection.execute(RECORD, thing)


async def test_events_reach_their_handlers(fresh_database: Database) -> None:
    recorder = Recorder()
    config = fresh_database.settings()
    async with _working(Worker(config, jobs(config, [recorder]))):
        await _happen(fresh_database, 1)
        await recorder.wait(1)


async def test_every_job_runs_on_an_empty_database(fresh_database: Database) -> None:
    config = fresh_database.settings()
    async with asyncpg.create_pool(fresh_database.dsn("worker"), min_size=1) as pool:
        for job in jobs(config):
            assert await job.work(pool) is False, job.name


async def test_audit_rows_are_sealed(fresh_database: Database) -> None:
    by_name = {job.name: job for job in jobs(fresh_database.settings())}
    async with asyncpg.create_pool(fresh_database.dsn("worker"), min_size=1) as pool:
        await pool.execute(
            "SELECT app.record_event('Happened', 'happen', 'pledge', 1, NULL, '{}', '{}')"
        )
        assert await by_name["seal"].work(pool) is False
        assert await pool.fetchval("SELECT cardinality(audit_ids) FROM app.seal") == 1
        assert await pool.fetchval("SELECT count(*) FROM app.audit_unsealed") == 0


async def test_a_failing_job_does_not_stop_the_others(fresh_database: Database) -> None:
    recorder = Recorder()
    config = fresh_database.settings()
    tried = asyncio.Event()

    async def breaks(_pool: asyncpg.Pool) -> bool:
        tried.set()
        raise ZeroDivisionError

    worker = Worker(config, (Job("breaks", breaks, 0), *jobs(config, [recorder])))
    async with _working(worker):
        async with asyncio.timeout(TIMEOUT):
            await tried.wait()
        await _happen(fresh_database, 1)
        await recorder.wait(1)


async def test_lost_connections_are_reopened(fresh_database: Database) -> None:
    recorder = Recorder()
    config = fresh_database.settings()
    async with (
        _working(Worker(config, jobs(config, [recorder]))),
        fresh_database.connection("admin") as admin,
    ):
        for thing in (1, 2, 3):
            await _happen(fresh_database, thing)
            await recorder.wait(thing)
            cut = await admin.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'ksbb worker' AND datname = current_database()"
            )
            assert cut


@pytest.fixture
def own_cluster() -> Iterator[cluster.PrivateCluster]:
    """A database server that a test may stop and start."""
    folder = Path(tempfile.mkdtemp(prefix="ksbb-test-"))
    folder.chmod(0o755)
    made = cluster.PrivateCluster("test", folder)
    try:
        with made.in_use():
            yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


async def test_it_survives_a_restart_of_the_database(own_cluster: cluster.PrivateCluster) -> None:
    secret = paths.secret()
    database = Database(databases.create(own_cluster.dsn(), "ksbb"), secret)
    migrate.upgrade(database.admin, secret)
    recorder = Recorder()
    config = database.settings()
    async with _working(Worker(config, jobs(config, [recorder]))):
        await _happen(database, 1)
        await recorder.wait(1)
        assert await asyncio.to_thread(own_cluster.stop)
        with own_cluster.in_use():
            await _happen(database, 2)
            await recorder.wait(2)


@asynccontextmanager
async def _process(database: Database) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        **os.environ,
        "KSBB_DATABASE_URL": database.admin,
        "KSBB_SECRET": database.secret,
        "KSBB_SMTP_URL": "",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ksbb.worker"),
        env=environment,
        cwd=paths.checkout(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_on_a_signal(fresh_database: Database, number: signal.Signals) -> None:
    async with _process(fresh_database) as process, asyncio.timeout(TIMEOUT):
        assert process.stdout is not None
        lines: list[bytes] = []
        while not any(b"worker started" in line for line in lines):
            line = await process.stdout.readline()
            assert line, b"".join(lines).decode()
            lines.append(line)
        assert any(b"KSBB_SMTP_URL is not set" in line for line in lines)
        process.send_signal(number)
        rest = await process.stdout.read()
        assert await process.wait() == 0
    assert b"worker stopped" in rest
    assert b"Traceback" not in b"".join([*lines, rest])


async def test_it_waits_for_a_database_that_is_not_there_yet(
    fresh_database: Database, tmp_path: Path
) -> None:
    nowhere = Database(f"postgresql://postgres@/ksbb?host={tmp_path}", fresh_database.secret)
    config = nowhere.settings()
    tried = asyncio.Event()

    async def asks(pool: asyncpg.Pool) -> bool:
        try:
            await pool.execute("SELECT 1")
        finally:
            tried.set()
        return False

    async with _working(Worker(config, [Job("asks", asks, 0)])), asyncio.timeout(TIMEOUT):
        await tried.wait()
        tried.clear()
        await tried.wait()


async def test_events_set_aside_are_replayed_on_demand(fresh_database: Database) -> None:
    async with fresh_database.connection("admin") as admin:
        await admin.execute(RECORD, 1)
        await admin.execute("UPDATE app.outbox SET due = 'infinity'")
        assert await replay_set_aside(fresh_database.settings()) == 1
        assert await admin.fetchval("SELECT due < 'infinity' FROM app.outbox")
