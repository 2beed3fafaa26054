"""What counts as "the database can't be reached", and the 503 that answers it."""

from __future__ import annotations

from http import HTTPStatus

import asyncpg
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhaustedError
from starlette.responses import PlainTextResponse, Response

from ksbb.web.http_cache import NO_STORE

# The database is away, full or shutting down: the same request may work in a moment.
UNREACHABLE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.TooManyConnectionsError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    # The driver's error when a connection is cut during a statement.
    asyncpg.InternalClientError,
    OperationalError,
    InterfaceError,
    PoolExhaustedError,
)


def try_again(text: str, *, seconds: int = 2) -> Response:
    """A 503 as plain text that asks the caller to retry after some seconds."""
    headers = {"retry-after": str(seconds), "cache-control": NO_STORE}
    return PlainTextResponse(text, HTTPStatus.SERVICE_UNAVAILABLE, headers)
