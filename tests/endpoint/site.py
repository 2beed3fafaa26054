"""The real application on a port of this machine, and people who really sign in.

A donor, another one with a pledge of its own, one who only looks, an applicant, an aggregator with
its papers and one without. The first phase of the programme is over.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from ksbb.app import create_app
from ksbb.kernel.db import sqlalchemy_url
from ksbb.kernel.viewer import Role, Viewer
from tests import make, scene
from tests.acting import Acting
from tests.database import Database
from tests.endpoint.conftest import serving
from tests.graph import global_id
from tests.pledges.test_pledging import pledge

Values = dict[str, Any]


@dataclass
class Site:
    """The application, what is in it, and a browser for each of its people."""

    address: str
    database: Database
    it: scene.Scene
    people: dict[str, Viewer]
    pledge: int

    @contextmanager
    def browser(self, who: str, language: str = "") -> Iterator[httpx.Client]:
        """A browser of this person, on a page of ours; somebody of no name has not signed in."""
        headers = {"origin": self.address, "x-ksbb-csrf": "1"}
        if language:
            headers["accept-language"] = language
        with httpx.Client(
            base_url=self.address, headers=headers, trust_env=False, timeout=60
        ) as browser:
            if who:
                person = global_id("Person", self.people[who].person_id)
                answer = browser.post("/auth/as", json={"person": person})
                assert answer.status_code == 200, answer.text
            yield browser

    def offer(self, **changed: object) -> Values:
        """A pledge that would be taken, if nothing were changed."""
        unit = global_id("Unit", self.it.units[0])
        line = {
            "package": global_id("Package", self.it.packages["SEMBAKO"]),
            "quantity": 2,
            "allocations": [{"unit": unit, "quantity": 2}],
        }
        return {
            "key": str(uuid4()),
            "phase": global_id("Phase", self.it.phases[1]),
            "channel": "DIRECT",
            "statementAccepted": True,
            "lines": [{**line, **dict(changed.pop("line", {}))}],  # type: ignore[call-overload]
            **changed,
        }

    async def held(self) -> dict[str, Any]:
        """How many rows each table holds, and the sums that move."""
        async with self.database.connection("admin") as admin:
            return await _held(admin)


async def _held(admin: asyncpg.Connection) -> dict[str, Any]:
    tables = await admin.fetch(
        "SELECT schemaname || '.' || tablename AS name FROM pg_tables"
        " WHERE schemaname IN ('app', 'ledger', 'pub')"
    )
    counts = {
        row["name"]: await admin.fetchval(f"SELECT count(*) FROM {row['name']}")  # noqa: S608
        for row in tables
    }
    moved = await admin.fetchrow("SELECT sum(held), sum(committed), sum(target) FROM pub.need")
    return {**counts, "capacity": tuple(moved or ())}


async def _people(database: Database) -> tuple[scene.Scene, dict[str, Viewer], int]:
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    try:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            db = Acting(session, database.secret)
            it = await scene.programme(db)
            there = {
                "donor": await make.donor(db),
                "other": await make.donor(db),
                "reader": await make.donor(db, Role.VIEWER),
                "applicant": await make.donor(db, state="applied"),
                "pmi": await scene.aggregator(db),
                "bare": await scene.aggregator(db, agreement=False, permit=False),
            }
            async with db.login("ksbb_worker") as worker:
                for viewer in there.values():
                    address = await db.session.scalar(
                        text("SELECT email FROM app.person WHERE id = :id"),
                        {"id": viewer.person_id},
                    )
                    await worker.execute(
                        text("SELECT app.demo_person_add(:email, '')"), {"email": address}
                    )
            # Somebody else's pledge, and a phase that is over.
            made = await pledge(db, it, there["other"], [3])
            await make.clock(db, "2020-05-02 09:00")
            await session.commit()
            return it, there, made
    finally:
        await engine.dispose()


@asynccontextmanager
async def opened(database: Database, nowhere: Path) -> AsyncIterator[Site]:
    """The application with its people, on a port of this machine."""
    it, people, made = await _people(database)
    app = create_app(database.settings(persisted=nowhere, web=nowhere, demo=True, pool_public=2))
    with serving(app) as address:
        yield Site(address, database, it, people, made)
