"""One connection of a test that can act as any login and viewer, in one transaction.

What one party writes is visible to the others, and at the end everything is rolled back. The
connection is the administrator's; `SET SESSION AUTHORIZATION` switches it to a login for a while,
so that grants, row policies and triggers apply exactly as in production.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from ksbb.core.database import sqlalchemy_url
from ksbb.core.settings import derive
from ksbb.core.viewer import Viewer
from tests.database import Database

_SIGN = text("SELECT set_config('app.ctx', :ctx, true)")


@dataclass
class AsParty:
    """The parties of a test. `session` is the administrator's while no other party acts."""

    session: AsyncSession
    secret: str
    _stack: list[tuple[str, str]] = field(default_factory=list)

    @asynccontextmanager
    async def viewer(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """Act as this viewer, with the login that is used for the viewer's mutations."""
        login = "ksbb_gov" if viewer.audience == "gov" else "ksbb_tenant"
        async with self.login(login, viewer.context(derive(self.secret, "context"))) as session:
            yield session

    @asynccontextmanager
    async def login(self, login: str, ctx: str = "") -> AsyncIterator[AsyncSession]:
        """Act as a login (`ksbb_worker`), with `ctx` as the text of `app.ctx`.

        An exception undoes what was done in the block, as it would undo a transaction.
        """
        self._stack.append((login, ctx))
        try:
            async with self.session.begin_nested():
                await self._become(login, ctx)
                yield self.session
                # Before switching back: write the session's pending changes with this login.
                await self.session.flush()
        finally:
            self._stack.pop()
            self.session.expire_all()
            await self._become(*(self._stack[-1] if self._stack else ("", "")))

    async def _become(self, login: str, ctx: str) -> None:
        await self.session.execute(text("RESET SESSION AUTHORIZATION"))
        if login:
            await self.session.execute(text(f"SET LOCAL SESSION AUTHORIZATION {login}"))
        await self.session.execute(_SIGN, {"ctx": ctx})


@asynccontextmanager
async def in_transaction(database: Database) -> AsyncIterator[AsParty]:
    """Parties in one transaction on this database, which is rolled back unless it is committed."""
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    try:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            yield AsParty(session, database.secret)
    finally:
        await engine.dispose()
