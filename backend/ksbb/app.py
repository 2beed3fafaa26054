"""The web application: routes and middleware, nothing else.

``uvicorn ksbb.app:create_app --factory`` serves it.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb import reads
from ksbb.cards.http import Cards
from ksbb.context import context_of
from ksbb.door.forms import Forms
from ksbb.door.pages import Pages
from ksbb.endpoint import logs, persisted
from ksbb.endpoint.documents import Documents
from ksbb.endpoint.middleware import Requests
from ksbb.endpoint.stream import Streams, ended_by_signals
from ksbb.endpoint.view import Endpoint
from ksbb.endpoint.web import File, Web
from ksbb.exports.commitments import OpenRows
from ksbb.exports.http import Exports
from ksbb.identity.http import Door
from ksbb.kernel import db
from ksbb.kernel.settings import Settings, settings
from ksbb.live.hub import Hub
from ksbb.maps.http import Maps, NotGivenError, preparing
from ksbb.maps.tiles import Tiles

if TYPE_CHECKING:
    from strawberry.schema import Schema

    from ksbb.endpoint.view import ContextOf, ViewerOf

READY_SECONDS = 2.0


def create_app(config: Settings | None = None) -> Starlette:
    """The application with the real schema; without ``config`` that of this process."""
    from ksbb.schema import schema

    if config is None:
        config = settings()
        logs.configure()
    door = Door(config)
    return application(
        config,
        schema,
        viewer_of=door.viewer_of,
        context_of=context_of,
        routes=[*door.routes(), *Exports(door.viewer_of).routes()],
    )


def application(
    config: Settings,
    schema: Schema,
    *,
    viewer_of: ViewerOf,
    context_of: ContextOf,
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """An application around any schema.

    Args:
        config: the installation.
        schema: what ``/graphql`` serves.
        viewer_of: who sends a request; None for nobody.
        context_of: what resolvers are given.
        routes: further routes, before the pages' own (which take every other address).

    Raises:
        UnusableManifestError: a persisted document does not fit the schema.
    """
    documents = Documents(schema._schema)  # noqa: SLF001 - Strawberry has no other door to it
    compiled = schema.precompile if isinstance(schema, reads.Schema) else None
    known = persisted.load(config.persisted, documents, compiled=compiled)
    web = Web(config.web)
    contract = File("text/plain; charset=utf-8", "public, max-age=300")
    contract.add("", schema.as_str().encode())

    streams = Streams()
    endpoint = Endpoint(
        schema,
        documents=documents,
        persisted=known,
        viewer_of=viewer_of,
        context_of=context_of,
        origin=config.origin,
        streams=streams,
    )

    maps = Maps()

    async def draw(request: Request, address: str) -> str:
        try:
            _, _, query = address.partition("?")
            return await maps.kelurahan(request.app.state.pools.public, query)
        except NotGivenError:
            return ""

    pages = Pages(
        web,
        config.web.with_name("build"),
        ask=endpoint.answer,
        draw=draw,
        origin=config.origin,
    )

    async def sdl(request: Request) -> Response:
        return contract.response(request)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pools = await db.open_pools(config)
        app.state.hub = Hub(config)
        app.state.tiles = Tiles(app.state.pools.public)
        # What exists now lives as long as the process: the collector need not look at it
        # again, and may come less often. The slowest one percent of answers were six times
        # slower without.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        try:
            async with preparing(app.state.tiles):
                with ended_by_signals(streams):
                    yield
        finally:
            streams.end()
            pages.close()
            await app.state.hub.close()
            await app.state.pools.close()

    return Starlette(
        routes=[
            # What is asked for most comes first: each route before it is looked at.
            Route("/graphql", endpoint),
            *maps.routes(),
            Route("/healthz", _healthy),
            Route("/readyz", _ready),
            Route("/schema.graphql", sdl),
            *routes,
            *Cards().routes(),
            *OpenRows().routes(),
            *Forms(pages, config.origin).routes(),
            Route("/{path:path}", pages.respond),
        ],
        middleware=[Middleware(Requests, https=config.origin.startswith("https://"))],
        lifespan=lifespan,
    )


async def _healthy(_request: Request) -> Response:
    """The process answers. Nothing else is asked, so that a restart is not the cure for all."""
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


async def _ready(request: Request) -> Response:
    """Whether requests can be served: the database answers within two seconds."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            await request.app.state.pools.public.fetchval("SELECT 1")
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return JSONResponse(
            {"ready": False, "reason": type(error).__name__},
            status_code=503,
            headers={"cache-control": "no-store", "retry-after": "2"},
        )
    return JSONResponse({"ready": True}, headers={"cache-control": "no-store"})
