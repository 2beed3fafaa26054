"""The real application with a copy of the demo, and browsers of people who sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from ksbb.app import create_app
from tests import seeded_database
from tests.database import Database
from tests.web.graphql.conftest import serving

Browser = Callable[..., httpx.Client]


@pytest.fixture(scope="module")
def demo(server: str, _seeded: str) -> Iterator[Database]:
    """A copy of the demo for the tests of a file; exports only add audit rows to it."""
    with seeded_database.copy(server, _seeded) as database:
        yield database


@pytest.fixture(scope="module")
def address(demo: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nowhere: Path = tmp_path_factory.mktemp("none")
    with serving(create_app(demo.settings(registered=nowhere, web=nowhere, demo=True))) as address:
        yield address


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """A browser of a person of the demo by name; without a name, not signed in."""
    with ExitStack() as open_:

        def opened(name: str = "") -> httpx.Client:
            headers = {"origin": address, "x-ksbb-csrf": "1"}
            client = open_.enter_context(
                httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60)
            )
            if name:
                people = client.get("/auth/people").json()["people"]
                person = next(each for each in people if each["name"].startswith(name))
                assert client.post("/auth/as", json={"person": person["id"]}).status_code == 200
            return client

        yield opened
