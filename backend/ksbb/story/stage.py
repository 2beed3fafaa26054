"""Where the story is played: in front of the application's own doors, without a network.

Every person of the story has a session of their own, opened as any visitor of the demo opens
one; what they do goes through ``/graphql``. The clock is moved by the worker's login.
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

from ksbb.app import create_app
from ksbb.kernel.db import STATEMENT_TIMEOUT, dsn
from ksbb.reads import GlobalID
from ksbb.story.cast import Person

if TYPE_CHECKING:
    from ksbb.kernel.settings import Settings

# Neither persisted documents nor pages are asked for, so neither is read at the start.
_NOWHERE = Path(os.devnull)


class RefusedError(Exception):
    """A door said no: the story and the rules don't agree. The message says to what, and why."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A mutation: its name, its input's type, what it answers when done, what to read of that."""

    name: str
    input: str
    done: str
    selection: str

    @property
    def document(self) -> str:
        return (
            f"mutation Play($input: {self.input}!) {{ {self.name}(input: $input) {{ __typename"
            f" ... on Refusal {{ message }} ... on {self.done} {{ {self.selection} }} }} }}"
        )


class Session:
    """One person in front of the doors."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def act_for(self, organisation: str) -> None:
        """Act for another of one's organisations from now on (id of a TenantOrganisation)."""
        await self._post("/auth/organisation", {"id": organisation})

    async def become(self, person: int) -> None:
        """Sign in as the person of this number."""
        await self._post("/auth/as", {"person": str(GlobalID("Person", person))})

    async def ask(self, document: str, **variables: object) -> dict[str, Any]:
        """The data of an answer.

        Raises:
            RefusedError: there were errors.
        """
        answer = await self._post("/graphql", {"query": document, "variables": variables})
        if answer.get("errors"):
            raise RefusedError(answer["errors"][0]["message"])
        return answer["data"]

    async def act(self, mutation: Mutation, **values: object) -> dict[str, Any]:
        """What a mutation answers to an input of these values, with a key of its own.

        Raises:
            RefusedError: it was refused.
        """
        data = await self.ask(mutation.document, input={"key": str(uuid4()), **values})
        answer = data[mutation.name]
        if answer["__typename"] != mutation.done:
            raise RefusedError(f"{mutation.name}: {answer['__typename']}: {answer['message']}")
        return answer

    async def _post(self, path: str, body: object) -> dict[str, Any]:
        response = await self._client.post(path, json=body)
        if response.is_error:
            raise RefusedError(f"{path}: {response.status_code} {response.text[:500]}")
        return response.json()


@dataclass
class Stage:
    """An installation that is a demo, while the story is played in it.

    ``people`` are the numbers of persons by mail address.
    """

    worker: asyncpg.Connection
    # Whoever has no account comes in here.
    public: asyncpg.Pool
    _transport: httpx.ASGITransport
    _origin: str
    _clients: contextlib.AsyncExitStack
    people: dict[str, int] = field(default_factory=dict)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _moment: datetime | None = None

    async def session(self, person: Person) -> Session:
        """The session of a person, who signs in when they are first seen."""
        if person.email not in self._sessions:
            client = await self._clients.enter_async_context(
                httpx.AsyncClient(
                    transport=self._transport,
                    base_url=self._origin,
                    headers={"origin": self._origin, "x-ksbb-csrf": "1", "user-agent": "ksbb seed"},
                )
            )
            session = Session(client)
            await session.become(self.people[person.email])
            self._sessions[person.email] = session
        return self._sessions[person.email]

    async def set_clock(self, moment: datetime) -> None:
        """Let the demo's clock show this moment; it runs on from there.

        Steps of one moment follow each other in time all the same: it is never set back.
        """
        if self._moment is None or moment > self._moment:
            await self.worker.execute("SELECT app.clock_set($1)", moment)
            self._moment = moment


@asynccontextmanager
async def opened(config: Settings) -> AsyncIterator[Stage]:
    """The stage in this installation, whose administrator has made it a demo."""
    own = config.model_copy(update={"demo": True, "persisted": _NOWHERE, "web": _NOWHERE})
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
            public = app.state.pools.public
            yield Stage(worker, public, httpx.ASGITransport(app), own.origin, clients)
    finally:
        await worker.close()
