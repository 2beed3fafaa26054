"""Delivering events: at least once, in order of their due time, each until it is handled.

A handler works in the transaction that marks its event as handled: what it writes to the
database happens exactly once. One that fails undoes its own writes alone, and is tried again
after 5 s, 15 s, 45 s ... up to a day; after twelve times the event is set aside (due at
infinity) until somebody has mended the cause and calls ``replay``.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import structlog
from asyncpg.pool import PoolConnectionProxy

BATCH = 200
ATTEMPTS = 12
_FIRST = timedelta(seconds=5)
_LONGEST = timedelta(days=1)

log = structlog.get_logger("ksbb.outbox")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to the handlers.

    Attributes:
        event: the id by which consumers outside tell a repetition.
        tenant_id: the organisation that acted; 0 for none.
        other_id: the organisation to which it happened, if another.
        payload: the event's own facts.
    """

    id: int
    event: UUID
    kind: str
    tenant_id: int
    other_id: int | None
    thing: str
    thing_id: int
    payload: Mapping[str, Any]
    attempts: int


Connection = asyncpg.Connection | PoolConnectionProxy
Handler = Callable[[Connection, Delivery], Awaitable[None]]

_CLAIM = """
    SELECT id, event, kind, tenant_id, other_id, thing, thing_id, payload, attempts
    FROM app.outbox WHERE handled_at IS NULL AND due <= statement_timestamp()
    ORDER BY due, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
"""
_HANDLED = """
    UPDATE app.outbox SET handled_at = clock_timestamp(), attempts = attempts + 1, fault = NULL
    WHERE id = ANY ($1)
"""
_FAILED = """
    UPDATE app.outbox SET attempts = attempts + 1, fault = $2,
        due = CASE WHEN attempts + 1 < $4 THEN clock_timestamp() + $3 ELSE 'infinity' END
    WHERE id = $1
"""
_REPLAY = """
    UPDATE app.outbox SET due = clock_timestamp(), attempts = 0
    WHERE handled_at IS NULL AND due = 'infinity' RETURNING id
"""


def delay(attempts: int) -> timedelta:
    """How long to wait after so many failures: 5 s, tripled each time, at most a day, +-25%.

    The share of chance keeps what failed together from coming back together.
    """
    longest = min(_FIRST * 3 ** min(attempts - 1, 20), _LONGEST)
    return longest * random.uniform(0.75, 1.25)  # noqa: S311 - no secret hangs on it


async def deliver(connection: Connection, handlers: Sequence[Handler]) -> bool:
    """Deliver one batch of what is due; whether there may be more.

    Raises:
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: the database went away; nothing
            of the batch is lost.
    """
    async with connection.transaction():
        claimed = await connection.fetch(_CLAIM, BATCH)
        handled: list[int] = []
        for row in claimed:
            delivery = Delivery(**{**row, "payload": orjson.loads(row["payload"])})
            try:
                async with connection.transaction():
                    for handler in handlers:
                        await handler(connection, delivery)
            except Exception as error:
                if connection.is_closed():
                    raise
                # Whatever a handler may raise: one event must not hold up the others.
                log.exception("event failed", outbox=delivery.id, kind=delivery.kind)
                fault = f"{type(error).__name__}: {error}"[:500]
                wait = delay(delivery.attempts + 1)
                await connection.execute(_FAILED, delivery.id, fault, wait, ATTEMPTS)
            else:
                handled.append(delivery.id)
        await connection.execute(_HANDLED, handled)
    return len(claimed) == BATCH


async def replay(connection: Connection) -> int:
    """Let the events that were set aside be tried again; how many."""
    return len(await connection.fetch(_REPLAY))
