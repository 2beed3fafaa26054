"""The real schema on a database for one test only, with the real pools."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

import graphql_sql
from ksbb.core.database import Pools, open_pools, sqlalchemy_url
from ksbb.core.viewer import Viewer
from ksbb.schema import schema
from tests.as_party import AsParty
from tests.database import Database


@dataclass(frozen=True)
class Context:
    """What queries and mutations need from a request."""

    viewer: Viewer
    pools: Pools
    source: str = ""


@dataclass(frozen=True)
class Api:
    """Sends documents as any viewer."""

    database: Database
    pools: Pools

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsParty]:
        """A transaction for `tests/factories.py`, which is committed."""
        engine = create_async_engine(sqlalchemy_url(self.database.admin), poolclass=NullPool)
        try:
            async with AsyncSession(engine, expire_on_commit=False) as session:
                yield AsParty(session, self.database.secret)
                await session.commit()
        finally:
            await engine.dispose()

    async def execute(
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

    async def query(self, viewer: Viewer, document: str, **variables: object) -> Any:
        """The data of a response without errors."""
        data, errors = await self.execute(viewer, document, **variables)
        assert errors == [], errors
        return data

    async def package(self, code: str) -> str:
        """The id of the package of this code."""
        document = "query ($code: String!) { package(code: $code) { id } }"
        return (await self.query(Viewer(), document, code=code))["package"]["id"]

    async def mutate(self, viewer: Viewer, name: str, selection: str, /, **values: object) -> Any:
        """The result of the mutation with this name for an input of these values.

        It has the type's name, the message of a refusal, and the fields of `selection`. The
        idempotency key is new unless it is given.
        """
        mutations = schema._schema.mutation_type
        assert mutations is not None
        kind = mutations.fields[name].args["input"].type
        document = (
            f"mutation ($input: {kind}) {{ {name}(input: $input) {{ __typename"
            f" ... on Refusal {{ message }} {selection} }} }}"
        )
        data = await self.query(viewer, document, input={"key": str(uuid4()), **values})
        return data[name]


def number(id: str) -> int:
    """The row's id in a GraphQL ID."""
    return graphql_sql.ID.parse(id).id


def global_id(kind: str, id: int) -> str:
    """The ID in GraphQL's form."""
    return str(graphql_sql.ID(kind, id))


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Api]:
    """The schema on this database."""
    pools = await open_pools(database.settings())
    try:
        yield Api(database, pools)
    finally:
        await pools.close()
