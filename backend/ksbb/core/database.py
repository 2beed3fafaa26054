"""Connections to the database: one login and one pool for each audience."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import asyncpg
from sqlalchemy import Text, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from ksbb.core.settings import Settings, derive
from ksbb.core.statements import execute

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ksbb.core.viewer import Viewer

Audience = Literal["public", "tenant", "gov"]
Login = Literal["ksbb_public", "ksbb_tenant", "ksbb_gov", "ksbb_worker"]
LOGINS: tuple[Login, ...] = ("ksbb_public", "ksbb_tenant", "ksbb_gov", "ksbb_worker")

# The longest time that a statement of each login may take; exports use the worker's.
STATEMENT_TIMEOUT: dict[Login, str] = {
    "ksbb_public": "2s",
    "ksbb_tenant": "5s",
    "ksbb_gov": "5s",
    "ksbb_worker": "60s",
}

_SET_CONTEXT = select(func.set_config("app.ctx", bindparam("context", type_=Text), true()))


async def set_context(tx: AsyncSession, viewer: Viewer, key: str, *, lifetime: int = 120) -> None:
    """Set the viewer for whom a transaction acts; row-level security policies read it.

    Args:
        tx: the transaction.
        viewer: who acts.
        key: signs the context (`Pools.context_key`).
        lifetime: seconds for which the context is valid.
    """
    await execute(tx, _SET_CONTEXT, {"context": viewer.context(key, lifetime=lifetime)})


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
    """The DSN of another database on the same server."""
    return urlunsplit(urlsplit(admin)._replace(path=f"/{name}"))


def sqlalchemy_url(plain: str, driver: str = "asyncpg") -> str:
    """A plain DSN in SQLAlchemy's form (the folder of a Unix socket stays in the query string)."""
    parts = urlsplit(plain)
    query = urlencode(parse_qsl(parts.query))
    # SQLAlchemy builds URLs by its own rules: with an empty host the three slashes must stay.
    return f"postgresql+{driver}://{parts.netloc}{parts.path}" + (f"?{query}" if query else "")


@dataclass(slots=True)
class Pools:
    """Connection pools of one web process: asyncpg for compiled queries, SQLAlchemy for writes."""

    public: asyncpg.Pool
    tenant: asyncpg.Pool
    gov: asyncpg.Pool
    writers: dict[Audience, AsyncEngine]
    context_key: str

    def reader(self, audience: Audience) -> asyncpg.Pool:
        """The pool that runs compiled queries for this audience."""
        return {"public": self.public, "tenant": self.tenant, "gov": self.gov}[audience]

    @asynccontextmanager
    async def transaction(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """One transaction that acts for this viewer; any exception rolls it back.

        A viewer who is not signed in writes as ``ksbb_tenant`` without an organisation. Row-level
        security then allows only the SECURITY DEFINER functions that are open to everybody.
        """
        audience: Audience = "gov" if viewer.audience == "gov" else "tenant"
        async with (
            AsyncSession(self.writers[audience], expire_on_commit=False) as session,
            session.begin(),
        ):
            await set_context(session, viewer, self.context_key)
            yield session

    async def close(self) -> None:
        """Close every pool."""
        for pool in (self.public, self.tenant, self.gov):
            await pool.close()
        for engine in self.writers.values():
            await engine.dispose()


async def _as_it_is(connection: asyncpg.Connection) -> None:
    """Return a reader's connection to its pool without asyncpg's RESET ALL.

    Readers run single statements. Each is its own transaction, and its settings end with it. The
    reset would cost a second round trip for every query.
    """
    del connection


async def open_pools(settings: Settings) -> Pools:
    """Open all connection pools of a web process.

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
            # Connections are tested before use: after a restart of the database no write fails
            # because of a dead connection.
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
