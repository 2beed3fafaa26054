"""The real graph on a database of the test's own, through the real pools."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from ksbb import reads
from ksbb.kernel.db import Pools, open_pools, sqlalchemy_url
from ksbb.kernel.viewer import Viewer
from ksbb.schema import schema
from tests.acting import Acting
from tests.database import Database


@dataclass(frozen=True)
class Context:
    """What reads and mutations need of a request."""

    viewer: Viewer
    pools: Pools


@dataclass(frozen=True)
class Graph:
    """Asks the graph in the name of anybody."""

    database: Database
    pools: Pools

    @asynccontextmanager
    async def making(self) -> AsyncIterator[Acting]:
        """A transaction for `tests/make.py`; what it makes stays."""
        engine = create_async_engine(sqlalchemy_url(self.database.admin), poolclass=NullPool)
        try:
            async with AsyncSession(engine, expire_on_commit=False) as session:
                yield Acting(session, self.database.secret)
                await session.commit()
        finally:
            await engine.dispose()

    async def answer(
        self, viewer: Viewer, document: str, **variables: object
    ) -> tuple[Any, list[str]]:
        """The data, and the codes of the errors."""
        result = await schema.execute(
            document, variable_values=variables, context_value=Context(viewer, self.pools)
        )
        errors = result.errors or []
        return (
            orjson.loads(orjson.dumps(result.data)),
            [str((error.extensions or {}).get("code", error.message)) for error in errors],
        )

    async def ask(self, viewer: Viewer, document: str, **variables: object) -> Any:
        """The data of an answer without errors."""
        data, errors = await self.answer(viewer, document, **variables)
        assert errors == [], errors
        return data

    async def act(self, viewer: Viewer, name: str, selection: str, /, **values: object) -> Any:
        """What the mutation of that name answers to an input of these values.

        Its type, the message of a refusal, and what `selection` wants of either. The key is
        new unless it is given.
        """
        mutations = schema._schema.mutation_type
        assert mutations is not None
        kind = mutations.fields[name].args["input"].type
        document = (
            f"mutation ($input: {kind}) {{ {name}(input: $input) {{ __typename"
            f" ... on Refusal {{ message }} {selection} }} }}"
        )
        data = await self.ask(viewer, document, input={"key": str(uuid4()), **values})
        return data[name]


def number(id: str) -> int:
    """The number of row in a global id."""
    return reads.GlobalID.parse(id).id


def global_id(kind: str, id: int) -> str:
    """The id as GraphQL gives it."""
    return str(reads.GlobalID(kind, id))


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Graph]:
    """The graph on this database."""
    pools = await open_pools(database.settings())
    try:
        yield Graph(database, pools)
    finally:
        await pools.close()
