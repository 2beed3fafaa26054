"""The real application on a copy of the demo, and browsers of people who really sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from ksbb.app import create_app
from tests import played
from tests.database import Database
from tests.endpoint.conftest import serving

Browser = Callable[..., httpx.Client]


@pytest.fixture(scope="module")
def demo(server: str, _played: str) -> Iterator[Database]:
    """A copy of the demo that the tests of a file share; exports leave only their trail in it."""
    with played.copy(server, _played) as database:
        yield database


@pytest.fixture(scope="module")
def address(demo: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nowhere: Path = tmp_path_factory.mktemp("none")
    with serving(create_app(demo.settings(persisted=nowhere, web=nowhere, demo=True))) as address:
        yield address


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """A browser of one of the demo's people by name; without a name, of nobody."""
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
