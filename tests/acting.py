"""One connection of a test that can act as any login and viewer, in one transaction.

What one party writes another can look at, and at the end all of it is rolled back. The
connection is the administrator's; `SET SESSION AUTHORIZATION` turns it into a login for a
while, so that grants, row policies and triggers see exactly what they see in earnest.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.kernel.settings import derive
from ksbb.kernel.viewer import Viewer

_SIGN = text("SELECT set_config('app.ctx', :ctx, true)")


@dataclass
class Acting:
    """The parties of a test. `session` is the administrator's while nobody else acts."""

    session: AsyncSession
    secret: str
    _stack: list[tuple[str, str]] = field(default_factory=list)

    @asynccontextmanager
    async def viewer(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """Act as this viewer through the login that serves mutations of theirs."""
        login = "ksbb_gov" if viewer.audience == "gov" else "ksbb_tenant"
        async with self.login(login, viewer.context(derive(self.secret, "context"))) as session:
            yield session

    @asynccontextmanager
    async def login(self, login: str, ctx: str = "") -> AsyncIterator[AsyncSession]:
        """Act as a login (`ksbb_worker`), with `ctx` as the text of `app.ctx`.

        An exception undoes what was done meanwhile, as it would undo a transaction.
        """
        self._stack.append((login, ctx))
        try:
            async with self.session.begin_nested():
                await self._become(login, ctx)
                yield self.session
                # Before the rights go: what waits in the session is written in this name.
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
