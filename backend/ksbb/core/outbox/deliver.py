"""Delivers events to handlers: at least once, in the order of their due time.

A handler runs in the transaction that marks its event as handled, so what it writes to the database
happens exactly once. When a handler fails, only the writes for its event are rolled back, and the
event is retried after 5 s, 15 s, 45 s ... up to a day. After twelve failures it is set aside (due
at infinity) until somebody has corrected the cause and calls ``replay``.
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
_MAX_DELAY = timedelta(days=1)

log = structlog.get_logger("ksbb.core.outbox")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to the handlers.

    Attributes:
        event: the UUID by which consumers outside recognise a repeated delivery.
        tenant_id: the organisation that acted; 0 for none.
        counterparty_id: the other organisation that the event concerns, if any.
        payload: the event's own facts.
    """

    id: int
    event: UUID
    kind: str
    tenant_id: int
    counterparty_id: int | None
    thing: str
    thing_id: int
    payload: Mapping[str, Any]
    attempts: int


Connection = asyncpg.Connection | PoolConnectionProxy
Handler = Callable[[Connection, Delivery], Awaitable[None]]

_CLAIM = """
    SELECT id, event, kind, tenant_id, counterparty_id, thing, thing_id, payload, attempts
    FROM app.outbox WHERE handled_at IS NULL AND due <= statement_timestamp()
    ORDER BY due, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
"""
_HANDLED = """
    UPDATE app.outbox SET handled_at = clock_timestamp(), attempts = attempts + 1, error = NULL
    WHERE id = ANY ($1)
"""
_FAILED = """
    UPDATE app.outbox SET attempts = attempts + 1, error = $2,
        due = CASE WHEN attempts + 1 < $4 THEN clock_timestamp() + $3 ELSE 'infinity' END
    WHERE id = $1
"""
_REPLAY = """
    UPDATE app.outbox SET due = clock_timestamp(), attempts = 0
    WHERE handled_at IS NULL AND due = 'infinity' RETURNING id
"""


def delay(attempts: int) -> timedelta:
    """The time to wait after this many failures: 5 s, tripled each time, at most a day, +-25%.

    The random part spreads retries of events that failed together.
    """
    wait = min(_FIRST * 3 ** min(attempts - 1, 20), _MAX_DELAY)
    return wait * random.uniform(0.75, 1.25)  # noqa: S311 - not used for security


async def deliver(connection: Connection, handlers: Sequence[Handler]) -> bool:
    """Deliver one batch of due events; returns whether there may be more.

    Raises:
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: the database can't be reached;
            nothing of the batch is lost.
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
                # Any exception is caught: one event must not block the others.
                log.exception("event failed", outbox=delivery.id, kind=delivery.kind)
                failure = f"{type(error).__name__}: {error}"[:500]
                wait = delay(delivery.attempts + 1)
                await connection.execute(_FAILED, delivery.id, failure, wait, ATTEMPTS)
            else:
                handled.append(delivery.id)
        await connection.execute(_HANDLED, handled)
    return len(claimed) == BATCH


async def replay(connection: Connection) -> int:
    """Make events that were set aside due again; returns how many."""
    return len(await connection.fetch(_REPLAY))
