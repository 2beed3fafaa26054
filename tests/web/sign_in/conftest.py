"""The sign-in routes of an installation, with browsers and a database of its own."""

import ipaddress
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

import asyncpg
import httpx
import orjson
import pytest
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ksbb.core.database import Pools, open_pools, sqlalchemy_url
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.web.middleware import RequestMiddleware
from ksbb.web.sign_in.http import SignIn
from tests import factories
from tests.as_party import AsParty
from tests.database import Database
from tools.dev import paths, template

P = ParamSpec("P")
T = TypeVar("T")

LOCALHOST = "http://localhost:8000"

_numbers = count(1)


class Browser(httpx.AsyncClient):
    """A browser on one of our pages: it keeps cookies and does not follow redirects."""

    async def post_json(self, path: str, **fields: str | None) -> httpx.Response:
        """A POST as the SPA sends it."""
        return await self.post(path, json=fields, headers={"x-ksbb-csrf": "1"})

    async def submit(self, path: str, **fields: str) -> httpx.Response:
        """A POST of a plain form."""
        return await self.post(path, data=fields)

    async def me(self) -> dict[str, Any] | None:
        """The signed-in person, as the SPA gets it."""
        answer = await self.get("/auth/me")
        assert answer.status_code == 200
        return answer.json()["viewer"]

    async def viewer(self) -> dict[str, Any] | None:
        """The viewer, as resolvers get it."""
        return (await self.get("/viewer")).json()

    def cookie(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies.jar), "")


@dataclass
class Installation:
    """An installation. What tests create in it is committed."""

    database: Database
    parties: AsParty
    admin: asyncpg.Connection
    pools: Pools
    app: Starlette
    origin: str
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def make(
        self,
        factory: Callable[Concatenate[AsParty, P], Awaitable[T]],
        *args: P.args,
        **kw: P.kwargs,
    ) -> T:
        """Run a function of ``tests/factories.py`` and commit."""
        made = await factory(self.parties, *args, **kw)
        await self.parties.session.commit()
        return made

    async def member(self, email: str, kind: Kind = Kind.DONOR, role: Role = Role.OWNER) -> Viewer:
        """A member of a new organisation of this kind, or of the Pemprov."""
        factory = {
            Kind.DONOR: factories.donor,
            Kind.AGGREGATOR: factories.aggregator,
            Kind.PEMPROV: factories.pemprov,
        }[kind]
        viewer = await self.make(factory, role)
        await self.admin.execute(
            "UPDATE app.person SET email = $1 WHERE id = $2", email, viewer.person_id
        )
        return viewer

    async def browser(self, source: str | None = None, origin: str | None = None) -> Browser:
        """A new browser on one of our pages, with an IP address of its own unless given."""
        source = source or str(ipaddress.IPv4Address("198.18.0.0") + next(_numbers))
        return await self._open.enter_async_context(
            Browser(
                base_url=self.origin,
                headers={"origin": origin or self.origin},
                transport=httpx.ASGITransport(self.app, client=(source, 50000)),
            )
        )

    async def mails(self, recipient: str) -> list[dict[str, Any]]:
        """The queued mail to somebody: template and facts, the oldest first."""
        rows = await self.admin.fetch(
            "SELECT template, facts FROM app.mail WHERE recipient = $1 ORDER BY id", recipient
        )
        return [{"template": row["template"], **orjson.loads(row["facts"])} for row in rows]

    async def link(self, email: str) -> dict[str, str]:
        """The form fields of a new sign-in link to this address."""
        browser = await self.browser()
        assert (await browser.post_json("/auth/link", email=email)).status_code == 202
        mail = (await self.mails(email))[-1]
        assert mail.pop("template") == "SIGN_IN"
        return mail

    async def signed_in(self, email: str, browser: Browser | None = None) -> Browser:
        """A browser in which the person with this address has signed in."""
        browser = browser or await self.browser()
        answer = await browser.post_json("/auth/in", **await self.link(email))
        assert answer.status_code == 200, answer.text
        return browser


@asynccontextmanager
async def opened(database: Database, **changed: object) -> AsyncIterator[Installation]:
    config = database.settings(**{"public_url": LOCALHOST, **changed})
    sign_in = SignIn(config)

    async def show_viewer(request: Request) -> Response:
        viewer = await sign_in.viewer_of(request)
        return JSONResponse(
            viewer
            and {
                "person": viewer.person_id,
                "organisation": viewer.organisation_id,
                "kind": viewer.kind,
                "role": viewer.role,
            }
        )

    app = Starlette(
        routes=[Route("/viewer", show_viewer), *sign_in.routes()],
        middleware=[Middleware(RequestMiddleware, https=config.origin.startswith("https"))],
    )
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    pools = app.state.pools = await open_pools(config)
    try:
        async with (
            database.connection("admin") as admin,
            AsyncSession(engine, expire_on_commit=False) as session,
            AsyncExitStack() as browsers,
        ):
            parties = AsParty(session, database.secret)
            yield Installation(database, parties, admin, pools, app, config.origin, browsers)
    finally:
        await pools.close()
        await engine.dispose()


@pytest.fixture(scope="module")
async def installation(server: str, _template: str) -> AsyncIterator[Installation]:
    """An installation that is not a demo; the tests of a module share it."""
    with template.copy(server, _template) as dsn:
        async with opened(Database(dsn, paths.secret())) as found:
            yield found


@pytest.fixture(scope="module")
async def demo(server: str, _template: str) -> AsyncIterator[Installation]:
    """A demo installation; the tests of a module share it."""
    with template.copy(server, _template) as dsn:
        async with opened(Database(dsn, paths.secret()), demo=True) as found:
            await found.admin.execute("UPDATE pub.clock SET demo = true")
            yield found


@pytest.fixture
def email() -> str:
    """A mail address that no other test uses."""
    return f"orang.{next(_numbers)}@surel.contoh.id"
