"""One connection of a process that hears what was committed, and everybody who waits for it.

What is said (:mod:`ksbb.live.tell`) is no secret and no news either: what became of a thing, and
whether one may know of it, is asked in each viewer's own name.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import asyncpg
import structlog

from ksbb.kernel import db
from ksbb.live.tell import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ksbb.kernel.settings import Settings

# Changes that come together are told together.
GATHER_SECONDS = 0.1
# What one reader may fall behind; whoever is further behind reads everything again.
MOST = 500
# A connection that says nothing for so long is asked whether it is still there.
ALIVE_SECONDS = 20.0
CONNECT_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 5.0

_FIGURES = """
    SELECT id, unit_id, target, held, committed, target - held - committed AS remaining
    FROM pub.need WHERE id = ANY ($1)
"""

log = structlog.get_logger("ksbb.live")

Thing = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """How a need stands now."""

    id: int
    unit_id: int
    target: int
    held: int
    committed: int
    remaining: int


@dataclass(slots=True)
class Batch:
    """What changed since one last looked.

    Attributes:
        things: a thing by its kind and number, and when it changed last (seconds since 1970 by
            the domain's clock).
        needs: figures, and when they moved.
        missed: more changed than stands here, or it is not known what.
    """

    things: dict[Thing, float] = field(default_factory=dict)
    needs: dict[int, tuple[Figures, float]] = field(default_factory=dict)
    missed: bool = False

    def add(self, other: Batch) -> None:
        """Take in what changed after it."""
        self.things.update(other.things)
        self.needs.update(other.needs)
        self.missed = self.missed or other.missed
        if len(self.things) + len(self.needs) > MOST:
            self.things, self.needs, self.missed = {}, {}, True

    def __bool__(self) -> bool:
        return bool(self.things or self.needs or self.missed)


class Mailbox:
    """Where the changes for one reader wait."""

    def __init__(self) -> None:
        self._waiting = Batch()
        self._something = asyncio.Event()

    def put(self, batch: Batch) -> None:
        """Leave something."""
        self._waiting.add(batch)
        self._something.set()

    def empty(self) -> None:
        """Throw away what waits."""
        self._waiting = Batch()
        self._something.clear()

    async def taken(self) -> Batch:
        """What waits, as soon as there is something."""
        await self._something.wait()
        self._something.clear()
        taken, self._waiting = self._waiting, Batch()
        return taken


class Hub:
    """Listens as long as somebody waits; connects again when the connection breaks."""

    def __init__(self, config: Settings) -> None:
        # Whoever may log in may listen; this one may read the least.
        self._dsn = db.dsn("ksbb_public", config.database_url, config.secret)
        self._boxes: set[Mailbox] = set()
        self._listening = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._heard: asyncio.Queue[str] = asyncio.Queue()
        self._lost = asyncio.Event()

    @contextmanager
    def mailbox(self) -> Iterator[Mailbox]:
        """A mailbox, for as long as the block runs."""
        box = Mailbox()
        self._boxes.add(box)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        try:
            yield box
        finally:
            self._boxes.discard(box)

    async def listening(self) -> None:
        """Wait until changes are heard.

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
                log.warning("nothing is heard", reason=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _connected(self) -> asyncpg.Connection:
        connection: asyncpg.Connection = await asyncpg.connect(
            self._dsn, server_settings={"application_name": "ksbb listens", "jit": "off"}
        )
        self._heard = asyncio.Queue()
        self._lost = lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, self._hear)
        return connection

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self._heard.put_nowait(str(payload))

    async def _relay(self, connection: asyncpg.Connection) -> None:
        """Hand on what is heard until the connection breaks."""
        # What happened until now was heard by nobody.
        self._tell(Batch(missed=True))
        self._listening.set()
        while not self._lost.is_set():
            first = await self._next(connection)
            if first is None:
                continue
            await asyncio.sleep(GATHER_SECONDS)
            heard = [first]
            while not self._heard.empty():
                heard.append(self._heard.get_nowait())
            self._tell(await self._understood(connection, heard))

    async def _next(self, connection: asyncpg.Connection) -> str | None:
        """The next word; None where the connection broke, or was asked and is there."""
        waiting: dict[asyncio.Task[Any], bool] = {
            asyncio.create_task(self._heard.get()): True,
            asyncio.create_task(self._lost.wait()): False,
        }
        try:
            done, _ = await asyncio.wait(
                waiting, timeout=ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            heard = next((task.result() for task in done if waiting[task]), None)
        finally:
            for task in waiting:
                task.cancel()
        if not done:
            async with asyncio.timeout(CONNECT_SECONDS):
                await connection.execute("SELECT 1")
        return heard

    async def _understood(self, connection: asyncpg.Connection, heard: list[str]) -> Batch:
        batch = Batch()
        moved: dict[int, float] = {}
        for word in heard:
            thing, what, moment = word.split(" ")
            if thing != "needs":
                batch.things[thing, int(what)] = float(moment)
            elif what == "many":
                batch.missed = True
            elif what != "none":
                moved.update(dict.fromkeys(map(int, what.split(",")), float(moment)))
        if len(moved) > MOST:
            batch.missed = True
        elif moved:
            async with asyncio.timeout(CONNECT_SECONDS):
                rows = await connection.fetch(_FIGURES, list(moved))
            batch.needs = {row["id"]: (Figures(**row), moved[row["id"]]) for row in rows}
        return batch

    def _tell(self, batch: Batch) -> None:
        for box in self._boxes:
            box.put(batch)
