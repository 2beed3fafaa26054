"""Listens for committed changes on one connection, and passes them to all subscribers.

A notification (:mod:`ksbb.core.live.notify`) only names the thing that changed. Its new state, and
whether a viewer may see it, is read with each viewer's own rights.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import asyncpg
import structlog

from ksbb.core import database
from ksbb.core.live.notify import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ksbb.core.settings import Settings

# Changes within this time are sent together.
BATCH_SECONDS = 0.1
# The most changes that wait for one subscriber. With more, it must read everything again.
MAX_WAITING = 500
# A connection that has been silent for this long is tested with a query.
ALIVE_SECONDS = 20.0
CONNECT_SECONDS = 5.0
FIRST_PAUSE, MAX_PAUSE = 0.25, 5.0

_FIGURES = """
    SELECT id, unit_id, target, held, committed, target - held - committed AS remaining
    FROM pub.need WHERE id = ANY ($1)
"""

log = structlog.get_logger("ksbb.core.live")

Thing = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """The current figures of a need."""

    id: int
    unit_id: int
    target: int
    held: int
    committed: int
    remaining: int


@dataclass(slots=True)
class Batch:
    """What changed since the last batch.

    Attributes:
        things: kind and row id of each thing, and when it last changed (seconds since 1970 by the
            domain's clock).
        needs: by row id, the new figures and when they changed.
        missed: more changed than is listed here, or it is not known what changed.
    """

    things: dict[Thing, float] = field(default_factory=dict)
    needs: dict[int, tuple[Figures, float]] = field(default_factory=dict)
    missed: bool = False

    def add(self, other: Batch) -> None:
        """Add a later batch to this one."""
        self.things.update(other.things)
        self.needs.update(other.needs)
        self.missed = self.missed or other.missed
        if len(self.things) + len(self.needs) > MAX_WAITING:
            self.things, self.needs, self.missed = {}, {}, True

    def __bool__(self) -> bool:
        return bool(self.things or self.needs or self.missed)


class Subscriber:
    """Collects changes for one subscription."""

    def __init__(self) -> None:
        self._waiting = Batch()
        self._not_empty = asyncio.Event()

    def put(self, batch: Batch) -> None:
        """Add a batch."""
        self._waiting.add(batch)
        self._not_empty.set()

    def clear(self) -> None:
        """Drop the changes that wait."""
        self._waiting = Batch()
        self._not_empty.clear()

    async def next_batch(self) -> Batch:
        """Wait for changes, and return all that are waiting."""
        await self._not_empty.wait()
        self._not_empty.clear()
        taken, self._waiting = self._waiting, Batch()
        return taken


class Hub:
    """Listens from the first subscription on; reconnects when the connection is lost."""

    def __init__(self, config: Settings) -> None:
        # Every login may listen; this one has the fewest privileges.
        self._dsn = database.dsn("ksbb_public", config.database_url, config.secret)
        self._subscribers: set[Subscriber] = set()
        self._listening = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._received: asyncio.Queue[str] = asyncio.Queue()
        self._lost = asyncio.Event()

    @contextmanager
    def subscriber(self) -> Iterator[Subscriber]:
        """A subscriber for as long as the block runs."""
        subscriber = Subscriber()
        self._subscribers.add(subscriber)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)

    async def listening(self) -> None:
        """Wait until the hub listens.

        Raises:
            TimeoutError: the database can't be reached.
        """
        async with asyncio.timeout(CONNECT_SECONDS):
            await self._listening.wait()

    async def close(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    connection = await self._connected()
                pause = FIRST_PAUSE
                try:
                    await self._relay(connection)
                finally:
                    self._listening.clear()
                    connection.terminate()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("not listening", reason=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_PAUSE)

    async def _connected(self) -> asyncpg.Connection:
        connection: asyncpg.Connection = await asyncpg.connect(
            self._dsn, server_settings={"application_name": "ksbb listens", "jit": "off"}
        )
        self._received = asyncio.Queue()
        self._lost = lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, self._on_notification)
        return connection

    def _on_notification(
        self, _connection: object, _pid: int, _channel: str, payload: object
    ) -> None:
        self._received.put_nowait(str(payload))

    async def _relay(self, connection: asyncpg.Connection) -> None:
        """Pass notifications on until the connection is lost."""
        # Changes before this moment were missed.
        self._publish(Batch(missed=True))
        self._listening.set()
        while not self._lost.is_set():
            first = await self._next(connection)
            if first is None:
                continue
            await asyncio.sleep(BATCH_SECONDS)
            received = [first]
            while not self._received.empty():
                received.append(self._received.get_nowait())
            self._publish(await self._read_batch(connection, received))

    async def _next(self, connection: asyncpg.Connection) -> str | None:
        """The next notification; None if the connection was lost, or was silent and then tested."""
        waiting: dict[asyncio.Task[Any], bool] = {
            asyncio.create_task(self._received.get()): True,
            asyncio.create_task(self._lost.wait()): False,
        }
        try:
            done, _ = await asyncio.wait(
                waiting, timeout=ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            received = next((task.result() for task in done if waiting[task]), None)
        finally:
            for task in waiting:
                task.cancel()
        if not done:
            async with asyncio.timeout(CONNECT_SECONDS):
                await connection.execute("SELECT 1")
        return received

    async def _read_batch(self, connection: asyncpg.Connection, received: list[str]) -> Batch:
        batch = Batch()
        moved: dict[int, float] = {}
        for payload in received:
            thing, what, moment = payload.split(" ")
            if thing != "needs":
                batch.things[thing, int(what)] = float(moment)
            elif what == "many":
                batch.missed = True
            elif what != "none":
                moved.update(dict.fromkeys(map(int, what.split(",")), float(moment)))
        if len(moved) > MAX_WAITING:
            batch.missed = True
        elif moved:
            async with asyncio.timeout(CONNECT_SECONDS):
                rows = await connection.fetch(_FIGURES, list(moved))
            batch.needs = {row["id"]: (Figures(**row), moved[row["id"]]) for row in rows}
        return batch

    def _publish(self, batch: Batch) -> None:
        for subscriber in self._subscribers:
            subscriber.put(batch)
