"""A browser, and the product running on a copy of the demo: one copy per test file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import seeded_database
from tests.e2e import person
from tests.e2e.person import Person
from tests.e2e.site import Site, opened
from tools.dev import browser as browsers
from tools.dev import paths

expect.set_options(timeout=20_000)

Visit = Callable[..., AbstractContextManager[Person]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file share a running product, so they stay in one process."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """One per file: while it runs, no asynchronous test can run in this process."""
    assert site
    with browsers.opened() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """The folder for screenshots, to look at them later, if `--pictures` is given."""
    if not request.config.getoption("pictures"):
        return None
    folder = paths.local() / "pictures"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def _worked(server: str, _seeded: str) -> str:
    return seeded_database.ensure_worked(server, _seeded)


@pytest.fixture(scope="module")
def site(server: str, _worked: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product on a copy of the demo that the tests of this file share."""
    with (
        seeded_database.copy(server, _worked) as database,
        opened(database, tmp_path_factory.mktemp("logs")) as running,
    ):
        yield running


@pytest.fixture
def visit(browser: Browser, site: Site, pictures: Path | None) -> Visit:
    """A person with a browser of their own while a block runs: see `person.at`."""
    return partial(person.at, browser, site, pictures)
