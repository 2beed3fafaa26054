"""Fixtures for all tests: databases on real PostgreSQL with PostGIS.

- `database`: one migrated database per test process, shared by its tests, which roll back.
- `connect`: a rolled-back transaction on it: `async with connect("tenant", viewer) as db:`.
- `db`: the same, for tests with several parties: `async with db.viewer(donor) as tx:`;
  `tests/factories.py` makes the rows that they need.
- `fresh_database`: a copy for one test that commits, runs several processes, or migrates.
- `played`: a migrated database in which the whole demo was played (see
  `tests/seeded_database.py`), shared as `database` is; `fresh_played` is a copy for one test that
  commits.
- `graph`: the real GraphQL schema on such a copy, for queries as any viewer.
- `jakarta`: the folder of the real boundary files, for tests marked `jakarta`; without
  `--jakarta DIR` these are not collected, and the header says so. Tests marked `postgresql15` are
  collected if tests run on a private PostgreSQL 15.

Async tests and fixtures run under anyio on asyncio without a marker.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import hypothesis
import pytest

from ksbb.core.viewer import Viewer
from tests.as_party import AsParty, in_transaction
from tests.database import Database, LoginName
from tests.network import forbid_outside
from tools.dev import cluster, paths, postgres, template

if TYPE_CHECKING:
    from tests.real_schema import Api

pytest_plugins = ["tests.slowest"]

forbid_outside()

# Commands print in the language of the locale; tests need the same one everywhere.
os.environ["KSBB_LANG"] = "id"

# The same examples every time, so that a failure can be repeated; no test fails for being slow.
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
    parser.addoption(
        "--long",
        action="store_true",
        help="field mode with 40 stops and 80 photos; 10,000 random acts of deliveries",
    )
    parser.addoption(
        "--pictures",
        action="store_true",
        help="keep screenshots of all screens in .local/pictures",
    )


def _oldest_postgresql() -> bool:
    """Whether tests run on PostgreSQL 15, the oldest that we support, on a private server."""
    found = postgres.find()
    return cluster.named_server() is None and found is not None and found.version == postgres.OLDEST


def pytest_report_header(config: pytest.Config) -> list[str]:
    folder: Path | None = config.getoption("jakarta")
    compared = "is compared" if _oldest_postgresql() else "is left out"
    return [
        f"jakarta: {folder or 'no real boundary files, tests marked jakarta are left out'}",
        f"postgresql15: structure.sql, of PostgreSQL {postgres.OLDEST}, {compared}",
    ]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = {
        "jakarta": not config.getoption("jakarta"),
        "postgresql15": not _oldest_postgresql(),
    }
    left_out = [
        item
        for item in items
        if any(absent and item.get_closest_marker(name) for name, absent in missing.items())
    ]
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
    """The administrator's DSN of the server for the tests."""
    with cluster.server("test") as admin:
        yield admin


@pytest.fixture(scope="session")
def _template(server: str) -> str:
    return template.ensure(server, paths.secret())


@pytest.fixture(scope="session")
def database(server: str, _template: str) -> Iterator[Database]:
    """A migrated database for the tests of this process; don't change it."""
    with template.copy(server, _template) as dsn:
        yield Database(admin=dsn, secret=paths.secret())


@pytest.fixture
def fresh_database(server: str, _template: str) -> Iterator[Database]:
    """A migrated database for this test only: it may commit."""
    with template.copy(server, _template) as dsn:
        yield Database(admin=dsn, secret=paths.secret())


@pytest.fixture(scope="session")
def _seeded(server: str, _template: str) -> str:
    # Imported here: only tests that use the demo need it.
    from tests.seeded_database import ensure

    return ensure(server, _template)


@pytest.fixture(scope="session")
def seeded(server: str, _seeded: str) -> Iterator[Database]:
    """The demo as visitors first see it, for the tests of this process; don't change it."""
    from tests.seeded_database import copy

    with copy(server, _seeded) as found:
        yield found


@pytest.fixture
def fresh_seeded(server: str, _seeded: str) -> Iterator[Database]:
    """The demo as visitors first see it, for this test only: it may commit."""
    from tests.seeded_database import copy

    with copy(server, _seeded) as found:
        yield found


@pytest.fixture
def connect(database: Database) -> Connect:
    """A rolled-back transaction as a login, with a viewer's signed context if one is given."""

    def opened(
        login: LoginName, viewer: Viewer | None = None
    ) -> AbstractAsyncContextManager[asyncpg.Connection]:
        return database.transaction(login, viewer)

    return opened


@pytest.fixture
async def db(database: Database) -> AsyncIterator[AsParty]:
    """A rolled-back transaction in which the test acts as several parties in turn."""
    async with in_transaction(database) as parties:
        yield parties


@pytest.fixture
async def api(fresh_database: Database) -> AsyncIterator["Api"]:
    """The real schema on a database for this test only; what mutations do is committed."""
    # Imported here: it builds the whole schema, which most tests don't need.
    from tests.real_schema import opened

    async with opened(fresh_database) as requested:
        yield requested
