"""An installation of several processes, and clients that record every response.

The web server is a process of its own on a port of this machine; donors sign in as visitors of a
demo do. Clients retry with the same idempotency key until they get a response, as real ones do, and
keep a log of the responses. The test that makes the fault takes the installation `down` and `up`.
"""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from ksbb.core.audit.verify import Breach, verify
from ksbb.core.database import dsn, sqlalchemy_url
from ksbb.core.viewer import Kind, Role
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.database import Database
from tests.real_schema import global_id
from tools.dev.paths import checkout

PATIENCE = 60.0
TRIES = 50
"""If one request needs more attempts, that is a bug, not a result of the fault."""

_PLEDGE = """
    mutation Pledge($input: SubmitPledgeInput!) {
      submitPledge(input: $input) {
        __typename ... on Refusal { message } ... on PledgeSubmitted { pledge { id number } }
      }
    }
"""
_WITHDRAW = """
    mutation Withdraw($input: WithdrawPledgeInput!) {
      withdrawPledge(input: $input) { __typename ... on Refusal { message } }
    }
"""


@dataclass(frozen=True)
class Sent:
    """One response to a client: its key, request and result."""

    donor: int
    key: str
    document: str
    values: dict[str, Any]
    answer: dict[str, Any]


@dataclass
class Installation:
    """Its database, its web server, and its users."""

    database: Database
    log: Path
    it: small_programme.SmallProgramme | None = None
    donors: list[int] = field(default_factory=list)
    up: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[Sent] = field(default_factory=list)
    troubles: int = 0
    """How often a client got an error instead of a response."""
    _port: int = 0
    _web: subprocess.Popen[bytes] | None = None
    _reached: dict[int, asyncio.Event] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def populate(self, donors: int) -> None:
        """Commit a small programme, and donors whom any visitor may become."""
        engine = create_async_engine(sqlalchemy_url(self.database.admin), poolclass=NullPool)
        async with AsyncSession(engine, expire_on_commit=False) as session:
            db = AsParty(session, self.database.secret)
            self.it = await small_programme.programme(db)
            for number in range(donors):
                async with db.login("ksbb_worker") as worker:
                    person = await worker.scalar(
                        text("SELECT app.demo_person_add(:email, 'Donatur (contoh)')"),
                        {"email": f"donatur{number}@contoh.id"},
                    )
                assert person is not None
                organisation = await factories.organisation(db)
                await factories.member(db, organisation, Kind.DONOR, Role.OWNER, person_id=person)
                self.donors.append(person)
            await session.commit()
        await engine.dispose()

    async def start(self) -> None:
        """Start the web server, on the port that it had before, and wait until it is ready."""
        if not self._port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self._port = free.getsockname()[1]
        with self.log.open("ab") as log:
            self._web = subprocess.Popen(  # noqa: ASYNC220 - it outlives this function
                (
                    *(sys.executable, "-m", "uvicorn", "ksbb.app:create_app", "--factory"),
                    *("--host", "127.0.0.1", "--port", str(self._port)),
                ),
                env={
                    **os.environ,
                    "KSBB_DATABASE_URL": self.database.admin,
                    "KSBB_SECRET": self.database.secret,
                    "KSBB_DEMO": "true",
                    "KSBB_PUBLIC_URL": self.origin,
                    "KSBB_REGISTERED": os.devnull,
                    "KSBB_WEB": os.devnull,
                    "KSBB_SMTP_URL": "",
                },
                cwd=checkout(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        await self.ready()

    async def ready(self) -> None:
        """Wait until the web server reaches its database; then clients continue."""
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient(trust_env=False) as client:
            while True:
                assert self._web is not None
                assert self._web.poll() is None, self.log.read_text()
                try:
                    if (await client.get(f"{self.origin}/readyz")).status_code == 200:
                        break
                except httpx.TransportError:
                    # Nothing listens yet: the kernel refuses at once, so give the server time.
                    await asyncio.sleep(0.05)
        self.up.set()

    def kill(self) -> None:
        """Kill the web server without warning, as a power cut would."""
        assert self._web is not None
        self.up.clear()
        self._web.kill()
        self._web.wait()

    def stop(self) -> None:
        """Stop the web server, if it runs."""
        if self._web is not None and self._web.poll() is None:
            self._web.send_signal(signal.SIGTERM)
            try:
                self._web.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._web.kill()

    async def promised(self, number: int) -> None:
        """Wait until clients have so many responses."""
        if len(self.sent) < number:
            async with asyncio.timeout(PATIENCE):
                await self._reached.setdefault(number, asyncio.Event()).wait()

    @asynccontextmanager
    async def client(self, donor: int) -> AsyncIterator[httpx.AsyncClient]:
        """A client that is signed in as this donor."""
        async with httpx.AsyncClient(
            base_url=self.origin,
            headers={"origin": self.origin, "x-ksbb-csrf": "1"},
            trust_env=False,
            timeout=PATIENCE,
        ) as client:
            answer = await client.post("/auth/as", json={"person": global_id("Person", donor)})
            assert answer.status_code == 200, answer.text
            yield client

    async def ask(
        self, client: httpx.AsyncClient, document: str, values: dict[str, Any]
    ) -> dict[str, Any]:
        """The result of a mutation, retried with its key until there is a response."""
        body = {"query": document, "variables": {"input": values}}
        for _ in range(TRIES):
            await self.up.wait()
            try:
                response = await client.post("/graphql", json=body)
            except httpx.TransportError:
                self.troubles += 1
                await asyncio.sleep(0)
                continue
            answer = response.json()
            if not answer.get("errors"):
                [only] = answer["data"].values()
                return only
            # During a fault the response must be an error, never a result.
            code = answer["errors"][0]["extensions"]["code"]
            assert code == "UNAVAILABLE", (answer, self.log.read_text()[-6000:])
            self.troubles += 1
            await asyncio.sleep(0)
        raise AssertionError(f"no answer in {TRIES} tries: {self.log.read_text()[-4000:]}")

    async def give(self, donor: int, times: int) -> None:
        """One donor's requests: pledges, and sometimes a withdrawal. Seeded by the donor."""
        assert self.it is not None
        chance = random.Random(donor)  # noqa: S311 - no secret hangs on it
        sembako = global_id("Package", self.it.packages["SEMBAKO"])
        open_pledges: list[str] = []
        async with self.client(donor) as client:
            for _ in range(times):
                key = str(UUID(int=chance.getrandbits(128), version=4))
                if open_pledges and chance.random() < 0.3:
                    document = _WITHDRAW
                    values: dict[str, Any] = {"pledge": open_pledges.pop()}
                else:
                    document = _PLEDGE
                    units = chance.sample(self.it.units[:3], 2)
                    shares = [{"unit": global_id("Unit", u), "quantity": 1} for u in units]
                    values = {
                        "phase": global_id("Phase", chance.choice(self.it.phases)),
                        "channel": "DIRECT",
                        "statementAccepted": True,
                        "lines": [{"package": sembako, "quantity": 2, "allocations": shares}],
                    }
                answer = await self.ask(client, document, {"key": key, **values})
                if answer["__typename"] == "PledgeSubmitted":
                    open_pledges.append(answer["pledge"]["id"])
                self.sent.append(Sent(donor, key, document, values, answer))
                if event := self._reached.get(len(self.sent)):
                    event.set()

    async def under_load(
        self, times: int, disturbance: Callable[[], Coroutine[None, None, None]]
    ) -> None:
        """All donors send requests, so many times each, while the fault happens."""
        async with asyncio.TaskGroup() as group:
            for donor in self.donors:
                group.create_task(self.give(donor, times))
            group.create_task(disturbance())
        assert len(self.sent) == times * len(self.donors)

    async def nothing_is_lost_or_doubled(self) -> None:
        """Every confirmed pledge exists once, and the same key gives the same result."""
        pledged = [t for t in self.sent if t.answer["__typename"] == "PledgeSubmitted"]
        withdrawn = [t for t in self.sent if t.answer["__typename"] == "PledgeWithdrawn"]
        assert len(pledged) > len(self.donors)
        assert withdrawn
        assert len(pledged) + len(withdrawn) == len(self.sent), self.sent
        promised = {sent.answer["pledge"]["number"] for sent in pledged}
        assert len(promised) == len(pledged)
        async with self.database.connection("worker") as worker:
            rows = await worker.fetch("SELECT number, state FROM app.pledge")
            keys = await worker.fetchval(
                "SELECT count(*) FROM app.step WHERE thing = 'pledge'"
                " AND to_state IN ('submitted', 'withdrawn')"
            )
        assert {row["number"] for row in rows} == promised
        assert sum(row["state"] == "withdrawn" for row in rows) == len(withdrawn)
        assert keys == len(self.sent)
        for donor in self.donors:
            async with self.client(donor) as client:
                for sent in self.sent:
                    if sent.donor == donor:
                        again = await self.ask(
                            client, sent.document, {"key": sent.key, **sent.values}
                        )
                        assert again == sent.answer
        assert self.breaches() == []

    def breaches(self) -> list[Breach]:
        """The broken invariants that `ksbb verify` finds."""
        return verify(dsn("ksbb_worker", self.database.admin, self.database.secret))


@contextmanager
def installed(database: Database, log: Path) -> Iterator[Installation]:
    """An installation on this database; its web server is stopped at the end."""
    made = Installation(database, log)
    try:
        yield made
    finally:
        made.stop()
