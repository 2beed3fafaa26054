"""The real application on a local port, with people who sign in through it.

There are a donor, another donor with a pledge, a viewer of a donor, an applicant, an aggregator
with agreement and permit, and one without. The first phase of the programme is over.
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
from ksbb.core.database import sqlalchemy_url
from ksbb.core.viewer import Role, Viewer
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.database import Database
from tests.pledges.test_pledging import pledge
from tests.real_schema import global_id
from tests.web.graphql.conftest import serving

Values = dict[str, Any]


@dataclass
class RunningApp:
    """The application, its data, and a browser for each of its people."""

    address: str
    database: Database
    it: small_programme.SmallProgramme
    people: dict[str, Viewer]
    pledge: int

    @contextmanager
    def browser(self, who: str, language: str = "") -> Iterator[httpx.Client]:
        """A browser of this person, on one of our pages; not signed in if `who` is empty."""
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
        """The input of a pledge that is valid unless something is changed."""
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

    async def row_counts(self) -> dict[str, Any]:
        """The number of rows of each table, and the sums of the needs."""
        async with self.database.connection("admin") as admin:
            return await _row_counts(admin)


async def _row_counts(admin: asyncpg.Connection) -> dict[str, Any]:
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


async def _people(
    database: Database,
) -> tuple[small_programme.SmallProgramme, dict[str, Viewer], int]:
    engine = create_async_engine(sqlalchemy_url(database.admin), poolclass=NullPool)
    try:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            db = AsParty(session, database.secret)
            it = await small_programme.programme(db)
            there = {
                "donor": await factories.donor(db),
                "other": await factories.donor(db),
                "reader": await factories.donor(db, Role.VIEWER),
                "applicant": await factories.donor(db, state="applied"),
                "pmi": await small_programme.aggregator(db),
                "bare": await small_programme.aggregator(db, agreement=False, permit=False),
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
            # The other donor's pledge, and a time after the first phase.
            made = await pledge(db, it, there["other"], [3])
            await factories.clock(db, "2020-05-02 09:00")
            await session.commit()
            return it, there, made
    finally:
        await engine.dispose()


@asynccontextmanager
async def opened(database: Database, nowhere: Path) -> AsyncIterator[RunningApp]:
    """The application with its people, on a local port."""
    it, people, made = await _people(database)
    app = create_app(database.settings(registered=nowhere, web=nowhere, demo=True, pool_public=2))
    with serving(app) as address:
        yield RunningApp(address, database, it, people, made)
