"""Subscriptions over Server-Sent Events: one POST, one answer that goes on.

The protocol is GraphQL over SSE in its distinct connections mode: ``event: next`` with an answer
in JSON, and ``event: complete`` when there is nothing more to come. Between them a comment every
few seconds, so that nobody on the way takes the line for dead. An answer that ends without
``complete`` (the server stops, the database went away) may be asked for anew.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response

from ksbb.endpoint import reply
from ksbb.endpoint.faults import Fault
from ksbb.endpoint.negotiation import EVENT_STREAM
from ksbb.endpoint.reply import PRIVATE_CACHE, UNREACHABLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from graphql import ExecutionResult
    from starlette.types import Receive, Scope, Send

    from ksbb.endpoint.reply import Exchange

    # Whether the one who asked may still be told.
    Stands = Callable[[], Awaitable[bool]]

# Proxies give up on a silent line after a minute at the earliest.
KEEPALIVE_SECONDS = 15.0
# How long one message may be on its way to somebody who does not take it.
SEND_SECONDS = 30.0
# In one process, and of one person: a page in a browser needs one.
PROCESS_STREAMS = 500
PERSON_STREAMS = 8

_COMPLETE = b"event: complete\ndata:\n\n"
_ALIVE = b":\n\n"


class Streams:
    """The streams of one process."""

    def __init__(self, keepalive: float = KEEPALIVE_SECONDS) -> None:
        self.keepalive = keepalive
        self.ending = asyncio.Event()
        self._of: Counter[int] = Counter()

    def check_room(self, person: int) -> None:
        """Whether there is a place for one more stream of this person.

        Raises:
            Fault: TOO_MANY_STREAMS.
        """
        if self._of.total() >= PROCESS_STREAMS or self._of[person] >= PERSON_STREAMS:
            raise Fault("TOO_MANY_STREAMS")

    @contextmanager
    def place(self, person: int) -> Iterator[None]:
        """The place of one stream, while the block runs."""
        self._of[person] += 1
        try:
            yield
        finally:
            self._of[person] -= 1
            if not self._of[person]:
                del self._of[person]

    def end(self) -> None:
        """End all of them: the process stops."""
        self.ending.set()


@contextmanager
def ended_by_signals(streams: Streams) -> Iterator[None]:
    """End the streams as soon as the process is told to stop.

    The server waits for open answers before it tells the application anything, so the signal is
    heard here too, and handed on. Only the main thread has signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def heard(number: int, frame: Any) -> None:
        loop.call_soon_threadsafe(streams.end)
        handler = before[number]
        if callable(handler):
            handler(number, frame)

    for number in (signal.SIGTERM, signal.SIGINT):
        handler = signal.getsignal(number)
        # Where nobody else handles it, the process ends by itself.
        if callable(handler):
            before[number] = handler
            signal.signal(number, heard)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Stream(Response):
    """An answer that goes on.

    Args:
        results: what is told.
        exchange: of the request.
        streams: those of this process.
        stands: asked before each message, and when nothing is said.
    """

    def __init__(
        self,
        results: AsyncIterator[ExecutionResult],
        exchange: Exchange,
        streams: Streams,
        stands: Stands,
    ) -> None:
        super().__init__(
            media_type=EVENT_STREAM,
            headers={
                "cache-control": PRIVATE_CACHE,
                "vary": reply.VARY,
                # Of proxies that would otherwise wait for a full buffer.
                "x-accel-buffering": "no",
            },
        )
        del self.headers["content-length"]
        self.results = results
        self.exchange = exchange
        self.streams = streams
        self.stands = stands

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        with self.streams.place(self.exchange.viewer.person_id):
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            gone = asyncio.create_task(_gone(receive))
            ending = asyncio.create_task(self.streams.ending.wait())
            try:
                with suppress(OSError, TimeoutError):
                    async for message in self._messages(gone, ending):
                        async with asyncio.timeout(SEND_SECONDS):
                            await send(
                                {
                                    "type": "http.response.body",
                                    "body": message,
                                    "more_body": True,
                                }
                            )
                if not gone.done():
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
            finally:
                gone.cancel()
                ending.cancel()

    async def _messages(
        self, gone: asyncio.Task[None], ending: asyncio.Task[Any]
    ) -> AsyncIterator[bytes]:
        """What is sent, until the caller leaves, the process stops, or there is no more."""
        following: asyncio.Task[ExecutionResult] | None = None
        try:
            # The first bytes open the line at once, whatever there is to tell.
            yield _ALIVE
            while True:
                if following is None:
                    following = asyncio.ensure_future(anext(self.results))
                await asyncio.wait(
                    {following, gone, ending},
                    timeout=self.streams.keepalive,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if gone.done() or ending.done():
                    return
                if not await self.stands():
                    fault = Fault("SIGN_IN_FIRST").formatted(self.exchange.locale)
                    yield _next({"data": None, "errors": [fault]}) + _COMPLETE
                    return
                if not following.done():
                    yield _ALIVE
                    continue
                try:
                    result = following.result()
                except StopAsyncIteration:
                    yield _COMPLETE
                    return
                following = None
                yield _next(self._answer(result))
                if result.data is None:
                    return
        except UNREACHABLE:
            return
        finally:
            if following is not None:
                following.cancel()
                with suppress(asyncio.CancelledError, StopAsyncIteration, Exception):
                    await following
            close = getattr(self.results, "aclose", None)
            if close is not None:
                await close()

    def _answer(self, result: ExecutionResult) -> dict[str, Any]:
        if not result.errors:
            return {"data": result.data}
        return {"data": result.data, "errors": reply.published(result.errors, self.exchange)}


def _next(answer: dict[str, Any]) -> bytes:
    return b"event: next\ndata: " + orjson.dumps(answer, default=str) + b"\n\n"


async def _gone(receive: Receive) -> None:
    """Wait until the caller leaves."""
    while (await receive())["type"] != "http.disconnect":
        pass
