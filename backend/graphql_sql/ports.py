"""What the library needs of whoever uses it: who asks, and connections to the database."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession


class Viewer(Protocol):
    """Who sends a request."""

    @property
    def audience(self) -> str:
        """The kind of viewer, which decides what may be read: one of `AUDIENCES`."""
        ...

    @property
    def locale(self) -> str:
        """The language of messages, such as "id"."""
        ...

    def context(self, key: str) -> str:
        """The signed context that the database checks."""
        ...


class Reader(Protocol):
    """A pool of connections of one audience."""

    def fetchval(self, query: str, *arguments: Any) -> Awaitable[Any]:
        """Run a statement of one value."""
        ...


class Pools(Protocol):
    """The connections to the database."""

    @property
    def context_key(self) -> str:
        """The key that signs the context."""
        ...

    def reader(self, audience: Any) -> Reader:
        """The pool that reads for this audience."""
        ...

    def transaction(self, viewer: Any) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction in the name of a viewer; it commits at the end of the block."""
        ...


class RequestContext(Protocol):
    """What the GraphQL context must have."""

    @property
    def viewer(self) -> Viewer: ...
    @property
    def pools(self) -> Pools: ...
