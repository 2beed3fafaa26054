"""The door of an installation of its own, browsers in front of it, and its database behind."""

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

from ksbb.endpoint.middleware import Requests
from ksbb.identity.http import Door
from ksbb.kernel import db
from ksbb.kernel.db import sqlalchemy_url
from ksbb.local import places, template
from tests.acting import Acting
from tests.database import Database

P = ParamSpec("P")
T = TypeVar("T")

LOCAL = "http://localhost:8000"

_numbers = count(1)


class Browser(httpx.AsyncClient):
    """One browser on a page of ours: it keeps cookies, does not follow redirects."""

    async def ask(self, path: str, **fields: str | None) -> httpx.Response:
        """A POST as the SPA sends it."""
        return await self.post(path, json=fields, headers={"x-ksbb-csrf": "1"})

    async def submit(self, path: str, **fields: str) -> httpx.Response:
        """A POST of a plain form."""
        return await self.post(path, data=fields)

    async def me(self) -> dict[str, Any] | None:
        """Who is signed in, as the SPA is told."""
        answer = await self.get("/auth/me")
        assert answer.status_code == 200
        return answer.json()["viewer"]

    async def who(self) -> dict[str, Any] | None:
        """Who is signed in, as resolvers are told."""
        return (await self.get("/who")).json()

    def cookie(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies.jar), "")


@dataclass
class House:
    """An installation. What is made in it is committed."""

    database: Database
    acting: Acting
    admin: asyncpg.Connection
    pools: db.Pools
    app: Starlette
    origin: str
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def make(
        self, factory: Callable[Concatenate[Acting, P], Awaitable[T]], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Something of ``tests/make.py``, there for everybody."""
        made = await factory(self.acting, *args, **kw)
        await self.acting.session.commit()
        return made

    async def browser(self, source: str | None = None, origin: str | None = None) -> Browser:
        """Another browser, in a network of its own, on a page of ours: or as given."""
        source = source or str(ipaddress.IPv4Address("198.18.0.0") + next(_numbers))
        return await self._open.enter_async_context(
            Browser(
                base_url=self.origin,
                headers={"origin": origin or self.origin},
                transport=httpx.ASGITransport(self.app, client=(source, 50000)),
            )
        )

    async def mails(self, recipient: str) -> list[dict[str, Any]]:
        """What waits to be sent to somebody: template and facts, the oldest first."""
        rows = await self.admin.fetch(
            "SELECT template, facts FROM app.mail WHERE recipient = $1 ORDER BY id", recipient
        )
        return [{"template": row["template"], **orjson.loads(row["facts"])} for row in rows]

    async def link(self, email: str) -> dict[str, str]:
        """The fields of the form behind a fresh link to this address."""
        browser = await self.browser()
        assert (await browser.ask("/auth/link", email=email)).status_code == 202
        mail = (await self.mails(email))[-1]
        assert mail.pop("template") == "SIGN_IN"
        return mail

    async def signed_in(self, email: str, browser: Browser | None = None) -> Browser:
        """A browser in which the person of this address has signed in."""
        browser = browser or await self.browser()
        answer = await browser.ask("/auth/in", **await self.link(email))
        assert answer.status_code == 200, answer.text
        return browser


@asynccontextmanager
async def opened(database: Database, **changed: object) -> AsyncIterator[House]:
    config = database.settings(**{"public_url": LOCAL, **changed})
    door = Door(config)

    async def who(request: Request) -> Response:
        viewer = await door.viewer_of(request)
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
        routes=[Route("/who", who), *door.routes()],
        middleware=[Middleware(Requests, https=config.origin.startswith("https"))],
    )
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    pools = app.state.pools = await db.open_pools(config)
    try:
        async with (
            database.connection("admin") as admin,
            AsyncSession(engine, expire_on_commit=False) as session,
            AsyncExitStack() as browsers,
        ):
            acting = Acting(session, database.secret)
            yield House(database, acting, admin, pools, app, config.origin, browsers)
    finally:
        await pools.close()
        await engine.dispose()


@pytest.fixture(scope="module")
async def house(server: str, _template: str) -> AsyncIterator[House]:
    """An installation on this machine, that is no demo; the tests of a module share it."""
    with template.copy(server, _template) as dsn:
        async with opened(Database(dsn, places.secret())) as found:
            yield found


@pytest.fixture(scope="module")
async def demo(server: str, _template: str) -> AsyncIterator[House]:
    """A demo; the tests of a module share it."""
    with template.copy(server, _template) as dsn:
        async with opened(Database(dsn, places.secret()), demo=True) as found:
            await found.admin.execute("UPDATE pub.clock SET demo = true")
            yield found


@pytest.fixture
def email() -> str:
    """A mail address that no other test uses."""
    return f"orang.{next(_numbers)}@surel.contoh.id"
