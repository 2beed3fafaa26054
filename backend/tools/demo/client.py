"""The application in which the demo is played, called in this process without a network.

Every person of the demo has a session of their own, opened as any visitor of the demo opens one;
what they do goes through ``/graphql``. The clock is moved with the worker's login.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import asyncpg
import httpx

from graphql_sql import ID
from ksbb.app import create_app
from ksbb.core.database import STATEMENT_TIMEOUT, dsn
from tools.demo.people import Person

if TYPE_CHECKING:
    from ksbb.core.database import Pools
    from ksbb.core.settings import Settings

# Registered documents and pages are not used, so they are not read at the start.
_NOWHERE = Path(os.devnull)


class RefusedError(Exception):
    """A request was refused: the scenario breaks a rule. The message names both."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A mutation: its name, its payload type, and what to select of that."""

    name: str
    done: str
    selection: str

    @property
    def document(self) -> str:
        kind = f"{self.name[0].upper()}{self.name[1:]}Input"
        return (
            f"mutation Play($input: {kind}!) {{ {self.name}(input: $input) {{ __typename"
            f" ... on Refusal {{ message }} ... on {self.done} {{ {self.selection} }} }} }}"
        )


class Session:
    """One person's session."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def switch_to(self, organisation: str) -> None:
        """Act for another of their organisations from now on (id of a TenantOrganisation)."""
        await self._post("/auth/organisation", {"id": organisation})

    async def sign_in_as(self, person: int) -> None:
        """Sign in as the person with this id."""
        await self._post("/auth/as", {"person": str(ID("Person", person))})

    async def query(self, document: str, **variables: object) -> dict[str, Any]:
        """The data of a response.

        Raises:
            RefusedError: there were errors.
        """
        answer = await self._post("/graphql", {"query": document, "variables": variables})
        if answer.get("errors"):
            raise RefusedError(answer["errors"][0]["message"])
        return answer["data"]

    async def mutate(self, mutation: Mutation, **values: object) -> dict[str, Any]:
        """The payload of a mutation with an input of these values and a new idempotency key.

        Raises:
            RefusedError: it was refused.
        """
        data = await self.query(mutation.document, input={"key": str(uuid4()), **values})
        answer = data[mutation.name]
        if answer["__typename"] != mutation.done:
            raise RefusedError(f"{mutation.name}: {answer['__typename']}: {answer['message']}")
        return answer

    async def submit(self, path: str, fields: dict[str, str]) -> str:
        """Send a form of one of our pages; returns the page that follows.

        Raises:
            RefusedError: it was refused.
        """
        response = await self._client.post(path, data=fields)
        if response.is_error:
            raise RefusedError(f"{path}: {response.status_code} {response.text}")
        return response.text

    async def _post(self, path: str, body: object) -> dict[str, Any]:
        response = await self._client.post(path, json=body)
        if response.is_error:
            raise RefusedError(f"{path}: {response.status_code} {response.text[:500]}")
        return response.json()


@dataclass
class DemoServer:
    """An installation that is a demo, while the scenario is played in it.

    ``people`` are the ids of persons by mail address.
    """

    worker: asyncpg.Connection
    pools: Pools
    _transport: httpx.ASGITransport
    _origin: str
    _clients: contextlib.AsyncExitStack
    people: dict[str, int] = field(default_factory=dict)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _moment: datetime | None = None

    async def session(self, person: Person) -> Session:
        """The session of a person, who signs in when first needed; anybody else has no account."""
        if person.email not in self._sessions:
            client = await self._clients.enter_async_context(
                httpx.AsyncClient(
                    transport=self._transport,
                    base_url=self._origin,
                    headers={"origin": self._origin, "x-ksbb-csrf": "1", "user-agent": "ksbb seed"},
                )
            )
            session = Session(client)
            if person.email:
                await session.sign_in_as(self.people[person.email])
            self._sessions[person.email] = session
        return self._sessions[person.email]

    async def set_clock(self, moment: datetime) -> None:
        """Set the demo's clock to this moment; it runs on from there.

        Steps of the same moment still follow each other in time: the clock is never set back.
        """
        if self._moment is None or moment > self._moment:
            await self.worker.execute("SELECT app.clock_set($1)", moment)
            self._moment = moment


@asynccontextmanager
async def opened(config: Settings) -> AsyncIterator[DemoServer]:
    """A stage in this installation, whose administrator has made it a demo."""
    own = config.model_copy(update={"demo": True, "registered": _NOWHERE, "web": _NOWHERE})
    app = create_app(own)
    worker = await asyncpg.connect(
        dsn("ksbb_worker", config.database_url, config.secret),
        server_settings={
            "application_name": "ksbb seed",
            "statement_timeout": STATEMENT_TIMEOUT["ksbb_worker"],
            "jit": "off",
        },
    )
    try:
        async with app.router.lifespan_context(app), contextlib.AsyncExitStack() as clients:
            yield DemoServer(worker, app.state.pools, httpx.ASGITransport(app), own.origin, clients)
    finally:
        await worker.close()
