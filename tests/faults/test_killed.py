"""PostgreSQL, the web server or a connection is killed during the work."""

import asyncio
import os
import select
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ksbb.core import migrate
from tests.database import Database
from tests.faults.installation import PATIENCE, Installation, installed
from tools.dev import databases, paths
from tools.dev.cluster import PrivateCluster

DONORS = 8
TIMES = 12
MOMENTS = (20, 50)
"""After how many responses the fault happens, of the DONORS x TIMES."""


@pytest.fixture
def lasting() -> Iterator[PrivateCluster]:
    """A cluster for this test only that survives a crash, as in production."""
    folder = Path(tempfile.mkdtemp(prefix="ksbb-test-"))
    folder.chmod(0o755)
    made = PrivateCluster("run", folder)
    try:
        with made.in_use():
            yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


def _descendants(parent: int) -> set[int]:
    """The ids of the processes that a process has started."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(stat.rpartition(")")[2].split()[1]) == parent:
                found.add(int(entry.name))
    return found


def _gone(processes: set[int]) -> None:
    """Wait until these processes have ended."""
    for process in processes:
        try:
            handle = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        try:
            assert select.select([handle], [], [], PATIENCE)[0], process
        finally:
            os.close(handle)


async def _kill_server(cluster: PrivateCluster) -> None:
    """Kill the postmaster without a chance to write anything, and remove what it leaves behind."""
    postmaster = int((cluster.data / "postmaster.pid").read_text().split()[0])
    children = _descendants(postmaster)
    os.kill(postmaster, signal.SIGKILL)
    for child in children:
        # Backends of our own cluster: a crash of the machine would end them at once.
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
    await asyncio.to_thread(_gone, {postmaster, *children})
    # These files still name a process that has ended but was not yet reaped.
    for left in (cluster.data / "postmaster.pid", cluster.socket / ".s.PGSQL.5432.lock"):
        left.unlink(missing_ok=True)


async def test_postgresql_killed_twice_under_load_loses_and_doubles_nothing(
    lasting: PrivateCluster, tmp_path: Path
) -> None:
    database = Database(databases.create(lasting.dsn(), "ksbb"), paths.secret())
    migrate.upgrade(database.admin, database.secret)
    async with database.connection("admin") as admin:
        requested = await admin.fetchrow(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
        )
    assert tuple(requested or ()) == ("on", "on")
    with installed(database, tmp_path / "web.log") as there:
        await there.populate(DONORS)
        await there.start()

        async def disturbance() -> None:
            for moment in MOMENTS:
                await there.promised(moment)
                there.up.clear()
                await _kill_server(lasting)
                with PrivateCluster("run", lasting.folder).in_use():
                    await there.ready()

        await there.under_load(TIMES, disturbance)
        assert there.troubles > 0
        await there.nothing_is_lost_or_doubled()


async def test_a_web_server_killed_in_mid_request_loses_and_doubles_nothing(
    fresh_database: Database, tmp_path: Path
) -> None:
    with installed(fresh_database, tmp_path / "web.log") as there:
        await there.populate(DONORS)
        await there.start()

        async def disturbance() -> None:
            await there.promised(MOMENTS[0])
            there.kill()
            await there.start()

        await there.under_load(TIMES, disturbance)
        assert there.troubles > 0
        await there.nothing_is_lost_or_doubled()


async def _cut(there: Installation) -> int:
    """Terminate all connections of the web server; returns how many there were."""
    async with there.database.connection("admin") as admin:
        ended = await admin.fetchval(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename IN ('ksbb_tenant', 'ksbb_public')"
        )
    return ended or 0


async def test_connections_cut_under_load_lose_and_double_nothing(
    fresh_database: Database, tmp_path: Path
) -> None:
    with installed(fresh_database, tmp_path / "web.log") as there:
        await there.populate(DONORS)
        await there.start()
        cut: list[int] = []

        async def disturbance() -> None:
            for moment in range(10, DONORS * TIMES - 10, 12):
                await there.promised(moment)
                cut.append(await _cut(there))

        await there.under_load(TIMES, disturbance)
        assert all(number > 0 for number in cut)
        await there.nothing_is_lost_or_doubled()
