"""The worker works on whatever happens to the database, and stops when it is told to."""

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

from ksbb.kernel import migrate
from ksbb.local import cluster, databases, places
from ksbb.outbox.deliver import Connection, Delivery
from ksbb.worker import Job, Worker, jobs, main
from tests.database import Database

PATIENCE = 60
RECORD = """
    INSERT INTO app.outbox (kind, tenant_id, thing, thing_id) VALUES ('Happened', 7, 'pledge', $1)
"""


class Seen:
    """A handler that says when it has seen a thing."""

    def __init__(self) -> None:
        self.things: dict[int, asyncio.Event] = {}

    async def __call__(self, _connection: Connection, delivery: Delivery) -> None:
        self._event(delivery.thing_id).set()

    def _event(self, thing: int) -> asyncio.Event:
        return self.things.setdefault(thing, asyncio.Event())

    async def wait(self, thing: int) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._event(thing).wait()


@asynccontextmanager
async def _working(worker: Worker) -> AsyncIterator[None]:
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stopping.set()
        async with asyncio.timeout(PATIENCE):
            await running


async def _happen(database: Database, thing: int) -> None:
    async with database.connection("worker") as connection:
        await connection.execute(RECORD, thing)


async def test_events_reach_their_handlers(fresh_database: Database) -> None:
    seen = Seen()
    config = fresh_database.settings()
    async with _working(Worker(config, jobs(config, [seen]))):
        await _happen(fresh_database, 1)
        await seen.wait(1)


async def test_every_job_does_its_work_on_an_empty_database(fresh_database: Database) -> None:
    config = fresh_database.settings()
    async with asyncpg.create_pool(fresh_database.dsn("worker"), min_size=1) as pool:
        for job in jobs(config):
            assert await job.work(pool) is False, job.name


async def test_what_was_audited_is_sealed(fresh_database: Database) -> None:
    by_name = {job.name: job for job in jobs(fresh_database.settings())}
    async with asyncpg.create_pool(fresh_database.dsn("worker"), min_size=1) as pool:
        await pool.execute("SELECT app.record('Happened', 'happen', 'pledge', 1, NULL, '{}', '{}')")
        assert await by_name["seal"].work(pool) is False
        assert await pool.fetchval("SELECT cardinality(audit_ids) FROM app.seal") == 1
        assert await pool.fetchval("SELECT count(*) FROM app.audit_unsealed") == 0


async def test_a_job_that_breaks_does_not_stop_the_others(fresh_database: Database) -> None:
    seen = Seen()
    config = fresh_database.settings()
    tried = asyncio.Event()

    async def breaks(_pool: asyncpg.Pool) -> bool:
        tried.set()
        raise ZeroDivisionError

    worker = Worker(config, (Job("breaks", breaks, 0), *jobs(config, [seen])))
    async with _working(worker):
        async with asyncio.timeout(PATIENCE):
            await tried.wait()
        await _happen(fresh_database, 1)
        await seen.wait(1)


async def test_connections_that_are_cut_are_made_anew(fresh_database: Database) -> None:
    seen = Seen()
    config = fresh_database.settings()
    async with (
        _working(Worker(config, jobs(config, [seen]))),
        fresh_database.connection("admin") as admin,
    ):
        for thing in (1, 2, 3):
            await _happen(fresh_database, thing)
            await seen.wait(thing)
            cut = await admin.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'ksbb worker' AND datname = current_database()"
            )
            assert cut


@pytest.fixture
def own_cluster() -> Iterator[cluster.PrivateCluster]:
    """A server that a test may stop and start, where its account can reach it."""
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
    secret = places.secret()
    database = Database(databases.create(own_cluster.dsn(), "ksbb"), secret)
    migrate.upgrade(database.admin, secret)
    seen = Seen()
    config = database.settings()
    async with _working(Worker(config, jobs(config, [seen]))):
        await _happen(database, 1)
        await seen.wait(1)
        assert await asyncio.to_thread(own_cluster.stop)
        with own_cluster.in_use():
            await _happen(database, 2)
            await seen.wait(2)


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
        cwd=places.checkout(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_when_told(fresh_database: Database, told: signal.Signals) -> None:
    async with _process(fresh_database) as process, asyncio.timeout(PATIENCE):
        assert process.stdout is not None
        lines: list[bytes] = []
        while not any(b"worker started" in line for line in lines):
            line = await process.stdout.readline()
            assert line, b"".join(lines).decode()
            lines.append(line)
        assert any(b"KSBB_SMTP_URL is not set" in line for line in lines)
        process.send_signal(told)
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

    async with _working(Worker(config, [Job("asks", asks, 0)])), asyncio.timeout(PATIENCE):
        await tried.wait()
        tried.clear()
        await tried.wait()


async def test_events_set_aside_are_replayed_on_demand(
    fresh_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with fresh_database.connection("admin") as admin:
        await admin.execute(RECORD, 1)
        await admin.execute("UPDATE app.outbox SET due = 'infinity'")
        monkeypatch.setattr("ksbb.worker.settings", fresh_database.settings)
        assert await asyncio.to_thread(main, ["--replay"]) == 0
        assert capsys.readouterr().out == "1\n"
        assert await admin.fetchval("SELECT due < 'infinity' FROM app.outbox")
