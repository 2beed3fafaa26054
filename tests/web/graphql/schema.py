"""A small schema for tests of the endpoint: pages, errors of every kind, and mutations."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import strawberry
from graphql import GraphQLError
from sqlalchemy import text
from starlette.requests import Request
from strawberry.types import Info

from ksbb.core.refusals import Refusal
from ksbb.web.graphql.exchange import Exchange

# Longer than any deadline of these tests.
SLEEP = "SELECT 1 FROM pg_sleep(60)"


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class Place:
    name: str

    @strawberry.field
    def parts(self) -> list[Annotated["Place", strawberry.lazy("tests.web.graphql.schema")]]:
        return [Place(name=f"{self.name} {number}") for number in (1, 2)]

    @strawberry.field
    def near(
        self, first: int = 20
    ) -> Annotated["PlaceConnection", strawberry.lazy("tests.web.graphql.schema")]:
        return page(first)


@strawberry.type
class PlaceEdge:
    cursor: str
    node: Place


@strawberry.type
class PlaceConnection:
    edges: list[PlaceEdge]
    nodes: list[Place]
    page_info: PageInfo


def page(first: int) -> PlaceConnection:
    places = [Place(name=f"RW {number:02}") for number in range(1, first + 1)]
    return PlaceConnection(
        edges=[PlaceEdge(cursor=place.name, node=place) for place in places],
        nodes=places,
        page_info=PageInfo(has_next_page=False),
    )


@dataclass(eq=False)
class PlaceIsClosed(Refusal):
    texts: ClassVar[dict[str, str]] = {
        "id": "{place} sudah ditutup.",
        "en": "{place} is closed.",
    }
    place: str


@strawberry.type
class Query:
    @strawberry.field
    def place(self, name: str) -> Place:
        return Place(name=name)

    @strawberry.field
    def places(self, first: int = 20) -> PlaceConnection:
        return page(first)

    @strawberry.field
    def sent_by(self, info: Info[dict[str, Any]]) -> str:
        return f"{info.context['exchange'].viewer.person_id}"

    @strawberry.field
    def number(self, value: int) -> int:
        return value

    @strawberry.field
    def overflows(self) -> int | None:
        return 2**40

    @strawberry.field
    def breaks(self) -> str | None:
        raise RuntimeError("the password is hunter2")

    @strawberry.field
    def refuses(self) -> str | None:
        raise PlaceIsClosed(place="RW 05")

    @strawberry.field
    def forbids(self) -> str | None:
        # A code that the endpoint uses too, but with its own facts and message.
        raise GraphQLError("Not that many.", extensions={"code": "TOO_MANY_NODES", "most": 5})

    @strawberry.field
    async def one(self, info: Info[dict[str, Any]]) -> int | None:
        return await info.context["request"].app.state.pools.public.fetchval("SELECT 1")

    @strawberry.field
    async def sleeps(self, info: Info[dict[str, Any]]) -> int | None:
        return await info.context["request"].app.state.pools.public.fetchval(SLEEP)

    @strawberry.field
    async def divides(self, info: Info[dict[str, Any]]) -> int | None:
        return await info.context["request"].app.state.pools.public.fetchval("SELECT 1 / 0")

    @strawberry.field
    async def waits(self) -> int | None:
        await asyncio.Event().wait()
        return None

    @strawberry.field
    def failing(self) -> list[Annotated["Failing", strawberry.lazy("tests.web.graphql.schema")]]:
        return [Failing(number=number) for number in range(25)]


@strawberry.type
class Failing:
    number: int

    @strawberry.field
    def value(self) -> int | None:
        raise PlaceIsClosed(place=f"RW {self.number:02}")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, info: Info[dict[str, Any]], name: str) -> str:
        info.context["exchange"].headers["x-renamed"] = "yes"
        return name

    @strawberry.mutation
    async def write(self, info: Info[dict[str, Any]], slowly: bool = False) -> int | None:
        pools = info.context["request"].app.state.pools
        async with pools.transaction(info.context["exchange"].viewer) as session:
            return (await session.execute(text(SLEEP if slowly else "SELECT 1"))).scalar()


schema = strawberry.Schema(query=Query, mutation=Mutation)


async def context_of(request: Request, exchange: Exchange) -> dict[str, Any]:
    return {"request": request, "exchange": exchange}
