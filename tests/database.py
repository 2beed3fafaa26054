"""A database of a test: its DSNs, and connections in the name of each login and viewer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

import asyncpg

from ksbb.kernel import db
from ksbb.kernel.settings import Settings, derive
from ksbb.kernel.viewer import Viewer

Door = Literal["public", "tenant", "gov", "worker", "admin"]

_LOGINS: dict[Door, db.Login] = {
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

    def dsn(self, door: Door) -> str:
        """The DSN of a login (`tenant` is `ksbb_tenant`), or the administrator's."""
        if door == "admin":
            return self.admin
        return db.dsn(_LOGINS[door], self.admin, self.secret)

    def settings(self, **changed: object) -> Settings:
        """Settings of an installation that works on this database."""
        return Settings.model_validate(
            {"database_url": self.admin, "secret": self.secret, **changed}
        )

    @asynccontextmanager
    async def connection(self, door: Door) -> AsyncIterator[asyncpg.Connection]:
        """A connection that commits what it does: for a database of the test's own."""
        connection = await asyncpg.connect(self.dsn(door))
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def transaction(
        self, door: Door, viewer: Viewer | None = None
    ) -> AsyncIterator[asyncpg.Connection]:
        """A transaction that is always rolled back, with the signed context of `viewer`."""
        async with self.connection(door) as connection:
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
