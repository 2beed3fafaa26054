"""The database's doors: one login and one pool for each audience."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from ksbb.kernel.settings import Settings, derive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ksbb.kernel.viewer import Viewer

Audience = Literal["public", "tenant", "gov"]
Login = Literal["ksbb_public", "ksbb_tenant", "ksbb_gov", "ksbb_worker"]
LOGINS: tuple[Login, ...] = ("ksbb_public", "ksbb_tenant", "ksbb_gov", "ksbb_worker")

# What a statement of each login may take at most; exports use the worker's.
STATEMENT_TIMEOUT: dict[Login, str] = {
    "ksbb_public": "2s",
    "ksbb_tenant": "5s",
    "ksbb_gov": "5s",
    "ksbb_worker": "60s",
}


def password(login: Login, secret: str) -> str:
    """The password of a login, derived from the installation's secret."""
    return derive(secret, f"login:{login}")


def dsn(login: Login, admin: str, secret: str) -> str:
    """The administrator's DSN with another login's name and password."""
    parts = urlsplit(admin)
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{login}:{quote(password(login, secret), safe='')}@{host}"
    return urlunsplit(("postgresql", netloc, parts.path, parts.query, ""))


def with_database(admin: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(admin)._replace(path=f"/{name}"))


def sqlalchemy_url(plain: str, driver: str = "asyncpg") -> str:
    """A plain DSN as SQLAlchemy wants it (a socket folder stays in the query)."""
    parts = urlsplit(plain)
    query = urlencode(parse_qsl(parts.query))
    # SQLAlchemy builds URLs by its own rules: an empty host needs three slashes kept.
    return f"postgresql+{driver}://{parts.netloc}{parts.path}" + (f"?{query}" if query else "")


@dataclass(slots=True)
class Pools:
    """Pools of one web process: asyncpg for compiled reads, SQLAlchemy for writes."""

    public: asyncpg.Pool
    tenant: asyncpg.Pool
    gov: asyncpg.Pool
    writers: dict[Audience, AsyncEngine]
    context_key: str

    def reader(self, audience: Audience) -> asyncpg.Pool:
        """The pool of compiled reads for this audience."""
        return {"public": self.public, "tenant": self.tenant, "gov": self.gov}[audience]

    @asynccontextmanager
    async def transaction(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """One transaction in the name of this viewer; rolled back by any exception.

        A viewer without a session writes as ``ksbb_tenant`` with no organisation: the row
        policies let such a one do nothing but what definer functions offer to everybody.
        """
        audience: Audience = "gov" if viewer.audience == "gov" else "tenant"
        async with (
            AsyncSession(self.writers[audience], expire_on_commit=False) as session,
            session.begin(),
        ):
            await session.execute(
                text("SELECT set_config('app.ctx', :ctx, true)"),
                {"ctx": viewer.context(self.context_key)},
            )
            yield session

    async def close(self) -> None:
        """Close every pool."""
        for pool in (self.public, self.tenant, self.gov):
            await pool.close()
        for engine in self.writers.values():
            await engine.dispose()


async def _as_it_is(connection: asyncpg.Connection) -> None:
    """Hand a reader's connection back without asyncpg's RESET ALL.

    Readers run single statements, each a transaction of its own, and whatever these set ends
    with them. The reset was a second round trip for every read.
    """
    del connection


async def open_pools(settings: Settings) -> Pools:
    """Open all pools of a web process.

    Raises:
        OSError, asyncpg.PostgresError: the server can't be reached or refuses the login.
    """

    async def pool(login: Login, size: int) -> asyncpg.Pool:
        return await asyncpg.create_pool(
            dsn(login, settings.database_url, settings.secret),
            min_size=1,
            max_size=size,
            max_cacheable_statement_size=64 * 1024,
            reset=_as_it_is,
            server_settings={
                "application_name": f"ksbb {login}",
                "statement_timeout": STATEMENT_TIMEOUT[login],
                "jit": "off",
            },
        )

    def engine(login: Login, size: int) -> AsyncEngine:
        return create_async_engine(
            sqlalchemy_url(dsn(login, settings.database_url, settings.secret)),
            pool_size=size,
            max_overflow=0,
            # After the database was away, nobody's write is the one that finds it out.
            pool_pre_ping=True,
            connect_args={
                "server_settings": {
                    "application_name": f"ksbb {login} writes",
                    "statement_timeout": STATEMENT_TIMEOUT[login],
                    "jit": "off",
                }
            },
        )

    return Pools(
        public=await pool("ksbb_public", settings.pool_public),
        tenant=await pool("ksbb_tenant", settings.pool_tenant),
        gov=await pool("ksbb_gov", settings.pool_gov),
        writers={
            "tenant": engine("ksbb_tenant", settings.pool_tenant),
            "gov": engine("ksbb_gov", settings.pool_gov),
        },
        context_key=settings.derived("context"),
    )
