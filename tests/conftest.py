"""What every test can ask for: a database of its own on real PostgreSQL with PostGIS.

- `database`: one migrated database per test process, shared by its tests, which roll back.
- `connect`: a rolled-back transaction on it: `async with connect("tenant", viewer) as db:`.
- `db`: the same, for tests with several parties: `async with db.viewer(donor) as tx:`; what
  they need to be there, `tests/make.py` makes.
- `fresh_database`: a copy for one test that commits, runs several processes, or migrates.
- `played`: a migrated database in which the demo's whole story was played (see `tests/played.py`),
  shared as `database` is; `fresh_played` is a copy for one test that commits.
- `graph`: the real GraphQL schema on such a copy, asked in the name of any viewer.
- `jakarta`: the folder of the real boundary files, for tests marked `jakarta`; without
  `--jakarta DIR` these are not collected, and the header says so.

Async tests and fixtures run under anyio on asyncio without a marker.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import hypothesis
import pytest
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from ksbb.kernel.db import sqlalchemy_url
from ksbb.kernel.viewer import Viewer
from ksbb.local import cluster, places, template
from tests.acting import Acting
from tests.database import Database, Door
from tests.network import forbid_outside

if TYPE_CHECKING:
    from tests.graph import Graph

forbid_outside()

# The same examples every time: a run that fails can be run again, and none is judged by the clock.
hypothesis.settings.register_profile(
    "ksbb", deadline=None, derandomize=True, print_blob=True, database=None
)
hypothesis.settings.load_profile("ksbb")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--jakarta",
        metavar="DIR",
        type=Path,
        help="the folder of the real boundary files of Jakarta",
    )


def pytest_report_header(config: pytest.Config) -> str:
    folder: Path | None = config.getoption("jakarta")
    return f"jakarta: {folder or 'no real boundary files, tests marked jakarta are left out'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("jakarta"):
        return
    left_out = [item for item in items if item.get_closest_marker("jakarta")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def jakarta(request: pytest.FixtureRequest) -> Path:
    folder: Path | None = request.config.getoption("jakarta")
    assert folder is not None, "mark the test: @pytest.mark.jakarta"
    return folder


Connect = Callable[..., AbstractAsyncContextManager[asyncpg.Connection]]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The administrator's DSN of the server that tests use."""
    with cluster.server("test") as admin:
        yield admin


@pytest.fixture(scope="session")
def _template(server: str) -> str:
    return template.ensure(server, places.secret())


@pytest.fixture(scope="session")
def database(server: str, _template: str) -> Iterator[Database]:
    """A migrated database for the tests of this process; leave it as it was."""
    with template.copy(server, _template) as dsn:
        yield Database(admin=dsn, secret=places.secret())


@pytest.fixture
def fresh_database(server: str, _template: str) -> Iterator[Database]:
    """A migrated database for this test alone: it may commit."""
    with template.copy(server, _template) as dsn:
        yield Database(admin=dsn, secret=places.secret())


@pytest.fixture(scope="session")
def _played(server: str, _template: str) -> str:
    # Here and not above: the story is read only by whoever asks for it.
    from tests.played import ensure

    return ensure(server, _template)


@pytest.fixture(scope="session")
def played(server: str, _played: str) -> Iterator[Database]:
    """The demo as it opens, for the tests of this process; leave it as it was."""
    from tests.played import copy

    with copy(server, _played) as found:
        yield found


@pytest.fixture
def fresh_played(server: str, _played: str) -> Iterator[Database]:
    """The demo as it opens, for this test alone: it may commit."""
    from tests.played import copy

    with copy(server, _played) as found:
        yield found


@pytest.fixture
def connect(database: Database) -> Connect:
    """A rolled-back transaction as a login, with a viewer's signed context if one is given."""

    def opened(
        door: Door, viewer: Viewer | None = None
    ) -> AbstractAsyncContextManager[asyncpg.Connection]:
        return database.transaction(door, viewer)

    return opened


@pytest.fixture
async def db(database: Database) -> AsyncIterator[Acting]:
    """A rolled-back transaction in which the test acts as one party after the other."""
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    try:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            yield Acting(session, database.secret)
            await session.rollback()
    finally:
        await engine.dispose()


@pytest.fixture
async def graph(fresh_database: Database) -> AsyncIterator["Graph"]:
    """The real graph on a database of the test's own; what mutations do is committed."""
    # Here and not above: the whole schema is built, which most tests don't need.
    from tests.graph import opened

    async with opened(fresh_database) as asked:
        yield asked
