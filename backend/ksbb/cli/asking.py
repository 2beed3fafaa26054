"""Public GraphQL queries of the command line: what anybody may read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from ksbb.core.database import Pools, open_pools
from ksbb.core.settings import settings
from ksbb.core.viewer import Viewer
from ksbb.schema import schema

T = TypeVar("T")


def with_pools(work: Callable[[Pools], Awaitable[T]]) -> T:
    """What ``work`` returns, with connections to the installation that are closed afterwards."""

    async def run() -> T:
        pools = await open_pools(settings())
        try:
            return await work(pools)
        finally:
            await pools.close()

    return asyncio.run(run())


@dataclass(frozen=True, slots=True)
class _Caller:
    """The caller that resolvers expect, outside the web: nobody is signed in."""

    viewer: Viewer
    pools: Pools


async def ask_publicly(pools: Pools, document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The result of a query without an account.

    Raises:
        graphql.GraphQLError: the query failed.
    """
    result = await schema.execute(
        document, variable_values=variables, context_value=_Caller(Viewer(), pools)
    )
    for error in result.errors or ():
        raise error
    return orjson.loads(orjson.dumps(result.data))
