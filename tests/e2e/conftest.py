"""A browser, and the product running on a copy of the demo: one copy per file of tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ksbb.local import browser as browsers
from ksbb.local import places
from tests import played
from tests.e2e import person
from tests.e2e.person import Person
from tests.e2e.site import Site, opened

expect.set_options(timeout=20_000)

Visit = Callable[..., AbstractContextManager[Person]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file share a running product, so they stay in one process."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """One for each file: as long as it runs, no asynchronous test could run in this process."""
    assert site
    with browsers.opened() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of what people saw are kept, for looking at: `.local/pictures`."""
    folder = places.local() / "pictures"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def site(server: str, _played: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product on a copy of the demo that the tests of this file share."""
    with (
        played.copy(server, _played) as database,
        opened(database, tmp_path_factory.mktemp("logs")) as running,
    ):
        yield running


@pytest.fixture
def visit(browser: Browser, site: Site, pictures: Path) -> Visit:
    """One person at a browser of their own, as long as a block runs: see `person.at`."""
    return partial(person.at, browser, site, pictures)
