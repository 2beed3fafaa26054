"""A test's database: its DSNs, and connections with each login and viewer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

import asyncpg

from ksbb.core import database
from ksbb.core.settings import Settings, derive
from ksbb.core.viewer import Viewer

LoginName = Literal["public", "tenant", "gov", "worker", "admin"]

_LOGINS: dict[LoginName, database.Login] = {
    "public": "ksbb_public",
    "tenant": "ksbb_tenant",
    "gov": "ksbb_gov",
    "worker": "ksbb_worker",
}


@dataclass(frozen=True)
class Database:
    """A migrated database on a real server. `admin` is its administrator's DSN."""

    admin: str
    secret: str

    def dsn(self, login: LoginName) -> str:
        """The DSN of a login (`tenant` is `ksbb_tenant`), or the administrator's."""
        if login == "admin":
            return self.admin
        return database.dsn(_LOGINS[login], self.admin, self.secret)

    def settings(self, **changed: object) -> Settings:
        """Settings of an installation that works on this database.

        It starts quickly: that every registered document compiles is a test of its own.
        """
        own = {"database_url": self.admin, "secret": self.secret, "precompile": False}
        return Settings.model_validate(own | changed)

    @asynccontextmanager
    async def connection(self, login: LoginName) -> AsyncIterator[asyncpg.Connection]:
        """A connection that commits: for a database that only this test uses."""
        connection = await asyncpg.connect(self.dsn(login))
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def transaction(
        self, login: LoginName, viewer: Viewer | None = None
    ) -> AsyncIterator[asyncpg.Connection]:
        """A transaction that is always rolled back, with the signed context of `viewer`."""
        async with self.connection(login) as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                if viewer is not None:
                    await connection.execute(
                        "SELECT set_config('app.ctx', $1, true)",
                        viewer.context(derive(self.secret, "context")),
                    )
                yield connection
            finally:
                await transaction.rollback()
