"""The door in front of the whole application: the cookie it gives opens GraphQL."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from ksbb.app import create_app
from tests import make
from tests.identity.conftest import LOCAL, Browser, House

WHO = "{ viewer { person { email } organisation { name } memberships { role } } }"


@pytest.fixture(scope="module")
async def visitor(house: House, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A browser in front of the application that is served in earnest."""
    nothing: Path = tmp_path_factory.mktemp("none")
    app = create_app(house.database.settings(public_url=LOCAL, persisted=nothing, web=nothing))
    async with (
        app.router.lifespan_context(app),
        Browser(
            base_url=LOCAL,
            headers={"origin": LOCAL},
            transport=httpx.ASGITransport(app, client=("192.0.2.1", 50000)),
        ) as browser,
    ):
        yield browser


async def test_a_session_opens_graphql_and_its_end_closes_it(
    house: House, visitor: Browser, email: str
) -> None:
    viewer = await house.make(make.donor)
    await house.admin.execute(
        "UPDATE app.person SET email = $1 WHERE id = $2", email, viewer.person_id
    )
    name = await house.admin.fetchval(
        "SELECT name FROM app.organisation WHERE id = $1", viewer.organisation_id
    )
    headers = {"x-ksbb-csrf": "1"}
    refused = await visitor.post("/graphql", json={"query": WHO}, headers=headers)
    assert refused.json()["errors"][0]["extensions"]["code"] == "PERSISTED_ONLY"

    assert (await visitor.submit("/auth/in", **await house.link(email))).status_code == 303
    answer = await visitor.post("/graphql", json={"query": WHO}, headers=headers)
    assert answer.json() == {
        "data": {
            "viewer": {
                "person": {"email": email},
                "organisation": {"name": name},
                "memberships": [{"role": "OWNER"}],
            }
        }
    }
    foreign = await visitor.post("/graphql", json={"query": WHO})
    assert foreign.json()["errors"][0]["extensions"]["code"] == "CSRF"

    await visitor.ask("/auth/out")
    closed = await visitor.post("/graphql", json={"query": WHO}, headers=headers)
    assert closed.json()["errors"][0]["extensions"]["code"] == "PERSISTED_ONLY"


async def test_a_link_that_two_browsers_use_at_once_signs_in_one(house: House, email: str) -> None:
    link = await house.link(email)
    browsers = [await house.browser() for _ in range(4)]
    answers = await asyncio.gather(*(each.ask("/auth/in", **link) for each in browsers))
    assert sorted(answer.status_code for answer in answers) == [200, 410, 410, 410]
