"""Sign-in with the whole application: its cookie gives access to GraphQL."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from ksbb.app import create_app
from tests import factories
from tests.web.sign_in.conftest import LOCALHOST, Browser, Installation

WHO = "{ viewer { person { email } organisation { name } memberships { role } } }"


@pytest.fixture(scope="module")
async def visitor(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Browser]:
    """A browser of the real application."""
    nothing: Path = tmp_path_factory.mktemp("none")
    app = create_app(
        installation.database.settings(public_url=LOCALHOST, registered=nothing, web=nothing)
    )
    async with (
        app.router.lifespan_context(app),
        Browser(
            base_url=LOCALHOST,
            headers={"origin": LOCALHOST},
            transport=httpx.ASGITransport(app, client=("192.0.2.1", 50000)),
        ) as browser,
    ):
        yield browser


async def test_graphql_is_open_while_signed_in(
    installation: Installation, visitor: Browser, email: str
) -> None:
    viewer = await installation.make(factories.donor)
    await installation.admin.execute(
        "UPDATE app.person SET email = $1 WHERE id = $2", email, viewer.person_id
    )
    name = await installation.admin.fetchval(
        "SELECT name FROM app.organisation WHERE id = $1", viewer.organisation_id
    )
    headers = {"x-ksbb-csrf": "1"}
    refused = await visitor.post("/graphql", json={"query": WHO}, headers=headers)
    assert refused.json()["errors"][0]["extensions"]["code"] == "REGISTERED_ONLY"

    assert (await visitor.submit("/auth/in", **await installation.link(email))).status_code == 303
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

    await visitor.post_json("/auth/out")
    closed = await visitor.post("/graphql", json={"query": WHO}, headers=headers)
    assert closed.json()["errors"][0]["extensions"]["code"] == "REGISTERED_ONLY"


async def test_a_link_used_by_several_browsers_at_once_signs_in_one(
    installation: Installation, email: str
) -> None:
    link = await installation.link(email)
    browsers = [await installation.browser() for _ in range(4)]
    answers = await asyncio.gather(*(each.post_json("/auth/in", **link) for each in browsers))
    assert sorted(answer.status_code for answer in answers) == [200, 410, 410, 410]
