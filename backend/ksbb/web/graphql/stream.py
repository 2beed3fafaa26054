"""Subscriptions over Server-Sent Events: one POST, one response that stays open.

The protocol is GraphQL over SSE in its distinct connections mode: ``event: next`` with an answer
in JSON, and ``event: complete`` at the end. A comment every few seconds keeps proxies from closing
an idle connection. A client may reconnect when a stream ends without ``complete`` (the server
stops, the database is away).
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

from ksbb.web import http_cache
from ksbb.web.graphql.errors import masked
from ksbb.web.graphql.request_refused import RequestRefused
from ksbb.web.graphql.response import VARY
from ksbb.web.negotiation import EVENT_STREAM
from ksbb.web.unavailable import UNREACHABLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from graphql import ExecutionResult
    from starlette.types import Receive, Scope, Send

    from ksbb.web.graphql.exchange import Exchange

    # Whether the caller's session still allows the stream.
    StillSignedIn = Callable[[], Awaitable[bool]]

# Proxies close an idle connection after a minute at the earliest.
KEEPALIVE_SECONDS = 15.0
# How long sending one message may take when the client does not read.
SEND_SECONDS = 30.0
# The most streams of one process and of one person; each open page needs one.
PROCESS_STREAMS = 500
PERSON_STREAMS = 8

_COMPLETE = b"event: complete\ndata:\n\n"
_KEEPALIVE = b":\n\n"


class Streams:
    """The streams of one process."""

    def __init__(self, keepalive: float = KEEPALIVE_SECONDS) -> None:
        self.keepalive = keepalive
        self.ending = asyncio.Event()
        self._of: Counter[int] = Counter()

    def check_room(self, person: int) -> None:
        """Check that this person may open one more stream.

        Raises:
            RequestRefused: TOO_MANY_STREAMS.
        """
        if self._of.total() >= PROCESS_STREAMS or self._of[person] >= PERSON_STREAMS:
            raise RequestRefused("TOO_MANY_STREAMS")

    @contextmanager
    def counted(self, person: int) -> Iterator[None]:
        """Count one stream of this person while the block runs."""
        self._of[person] += 1
        try:
            yield
        finally:
            self._of[person] -= 1
            if not self._of[person]:
                del self._of[person]

    def end(self) -> None:
        """End all streams, because the process stops."""
        self.ending.set()


@contextmanager
def ended_by_signals(streams: Streams) -> Iterator[None]:
    """End the streams as soon as the process gets a signal to stop.

    The server waits for open responses before it shuts the application down, so the signal is
    handled here first and then passed on. Only the main thread can handle signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def on_signal(number: int, frame: Any) -> None:
        loop.call_soon_threadsafe(streams.end)
        handler = before[number]
        if callable(handler):
            handler(number, frame)

    for number in (signal.SIGTERM, signal.SIGINT):
        handler = signal.getsignal(number)
        # Without another handler the signal ends the process by itself.
        if callable(handler):
            before[number] = handler
            signal.signal(number, on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Stream(Response):
    """The response of a subscription.

    Args:
        results: of the subscription.
        exchange: of the request.
        streams: those of this process.
        still_signed_in: called before each message and each keepalive.
    """

    def __init__(
        self,
        results: AsyncIterator[ExecutionResult],
        exchange: Exchange,
        streams: Streams,
        still_signed_in: StillSignedIn,
    ) -> None:
        super().__init__(
            media_type=EVENT_STREAM,
            headers={
                "cache-control": http_cache.PRIVATE,
                "vary": VARY,
                # Keeps proxies from buffering.
                "x-accel-buffering": "no",
            },
        )
        del self.headers["content-length"]
        self.results = results
        self.exchange = exchange
        self.streams = streams
        self.still_signed_in = still_signed_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        with self.streams.counted(self.exchange.viewer.person_id):
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            gone = asyncio.create_task(_disconnected(receive))
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
        """The messages, until the client disconnects, the process stops, or there are no more."""
        pending: asyncio.Task[ExecutionResult] | None = None
        try:
            # The first bytes are sent at once, so that the client sees the stream open.
            yield _KEEPALIVE
            while True:
                if pending is None:
                    pending = asyncio.ensure_future(anext(self.results))
                await asyncio.wait(
                    {pending, gone, ending},
                    timeout=self.streams.keepalive,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if gone.done() or ending.done():
                    return
                if not await self.still_signed_in():
                    error = RequestRefused("SIGN_IN_FIRST").formatted(self.exchange.locale)
                    yield _next({"data": None, "errors": [error]}) + _COMPLETE
                    return
                if not pending.done():
                    yield _KEEPALIVE
                    continue
                try:
                    result = pending.result()
                except StopAsyncIteration:
                    yield _COMPLETE
                    return
                pending = None
                yield _next(self._answer(result))
                if result.data is None:
                    return
        except UNREACHABLE:
            return
        finally:
            if pending is not None:
                pending.cancel()
                with suppress(asyncio.CancelledError, StopAsyncIteration, Exception):
                    await pending
            close = getattr(self.results, "aclose", None)
            if close is not None:
                await close()

    def _answer(self, result: ExecutionResult) -> dict[str, Any]:
        if not result.errors:
            return {"data": result.data}
        return {"data": result.data, "errors": masked(result.errors, self.exchange)}


def _next(answer: dict[str, Any]) -> bytes:
    return b"event: next\ndata: " + orjson.dumps(answer, default=str) + b"\n\n"


async def _disconnected(receive: Receive) -> None:
    """Wait until the client disconnects."""
    while (await receive())["type"] != "http.disconnect":
        pass
