"""The web application: only routes and middleware.

Run it with ``uvicorn ksbb.app:create_app --factory``.
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

import graphql_sql
from ksbb.core import database, logs
from ksbb.core.files import Files
from ksbb.core.live.hub import Hub
from ksbb.core.settings import Settings, settings
from ksbb.web.documents.checking import DocumentPages
from ksbb.web.documents.papers import TripPapers
from ksbb.web.exports import sample_list
from ksbb.web.exports.http import Exports
from ksbb.web.exports.open_rows import OpenFiles
from ksbb.web.exports.public_rows import COMMITMENTS, DELIVERIES
from ksbb.web.files import UploadedFiles
from ksbb.web.forms import Forms
from ksbb.web.graphql import registered
from ksbb.web.graphql.context import context_of
from ksbb.web.graphql.documents import Documents
from ksbb.web.graphql.endpoint import Endpoint
from ksbb.web.graphql.stream import Streams, ended_by_signals
from ksbb.web.http_cache import NO_STORE
from ksbb.web.maps.http import Maps, NotGivenError, preparing
from ksbb.web.maps.tiles import Tiles
from ksbb.web.middleware import RequestMiddleware
from ksbb.web.phones import Phones
from ksbb.web.share_images.http import ShareImages
from ksbb.web.sign_in.http import SignIn
from ksbb.web.site.pages import Pages
from ksbb.web.slips.printing import SlipPages
from ksbb.web.slips.receipts import Receipts
from ksbb.web.static_files import BuiltFiles, File

if TYPE_CHECKING:
    from strawberry.schema import Schema

    from ksbb.web.graphql.caller import ViewerOf
    from ksbb.web.graphql.endpoint import ContextOf

READY_SECONDS = 2.0


def create_app(config: Settings | None = None) -> Starlette:
    """The application with the real schema. Without ``config`` it uses the process's settings."""
    from ksbb.schema import schema

    if config is None:
        config = settings()
        logs.configure()
    sign_in = SignIn(config)
    phones = Phones(config, sign_in.viewer_of)
    return application(
        config,
        schema,
        viewer_of=phones.viewer_of,
        context_of=context_of,
        routes=[
            *sign_in.routes(),
            *Exports(sign_in.viewer_of).routes(),
            *UploadedFiles(phones.viewer_of, config.origin, config.signature_roots).routes(),
            *phones.routes(),
            *Receipts(config).routes(),
            *DocumentPages().routes(),
            *TripPapers(config.origin, sign_in.viewer_of).routes(),
            *SlipPages(config, sign_in.viewer_of).routes(),
        ],
    )


def application(
    config: Settings,
    schema: Schema,
    *,
    viewer_of: ViewerOf,
    context_of: ContextOf,
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """An application with any schema.

    Args:
        config: the settings of the installation.
        schema: the schema that ``/graphql`` serves.
        viewer_of: finds the viewer of a request; None if nobody is signed in.
        context_of: creates the context for resolvers.
        routes: more routes, placed before the public pages (which take every other path).

    Raises:
        UnusableManifestError: a registered document does not fit the schema.
    """
    documents = Documents(schema._schema)  # noqa: SLF001 - Strawberry has no public access to it
    compile_document = (
        schema.precompile if config.precompile and isinstance(schema, graphql_sql.Schema) else None
    )
    known = registered.load(config.registered, documents, compile_document=compile_document)
    files = BuiltFiles(config.web)
    contract = File("text/plain; charset=utf-8", "public, max-age=300")
    contract.add("", schema.as_str().encode())

    streams = Streams()
    endpoint = Endpoint(
        schema,
        documents=documents,
        registered=known,
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
        files,
        config.web.with_name("build"),
        run_document=endpoint.run_registered,
        draw=draw,
        origin=config.origin,
    )

    async def sdl(request: Request) -> Response:
        return contract.response(request)

    return Starlette(
        routes=[
            # Routes are tried in this order, so the most requested ones come first.
            Route("/graphql", endpoint),
            *maps.routes(),
            Route("/healthz", _healthy),
            Route("/readyz", _ready),
            Route("/schema.graphql", sdl),
            *routes,
            *ShareImages().routes(),
            *OpenFiles((COMMITMENTS, DELIVERIES)).routes(),
            *sample_list.routes(),
            *Forms(pages, config.origin).routes(),
            Route("/{path:path}", pages.respond),
        ],
        middleware=[Middleware(RequestMiddleware, https=config.origin.startswith("https://"))],
        lifespan=lambda app: _running(app, config, streams, pages),
    )


@asynccontextmanager
async def _running(
    app: Starlette, config: Settings, streams: Streams, pages: Pages
) -> AsyncIterator[None]:
    """Open what the process needs, and close it at the end."""
    app.state.pools = await database.open_pools(config)
    app.state.files = Files.of(config)
    app.state.hub = Hub(config)
    app.state.tiles = Tiles(app.state.pools.public)
    # Objects that exist now live as long as the process, so the garbage collector can skip them and
    # run less often. Without this the slowest one percent of responses were six times slower.
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


async def _healthy(_request: Request) -> Response:
    """The process runs. The database is not checked: a restart of the process can't repair it."""
    return PlainTextResponse("ok\n", headers={"cache-control": NO_STORE})


async def _ready(request: Request) -> Response:
    """Whether requests can be served: the database answers within two seconds."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            await request.app.state.pools.public.fetchval("SELECT 1")
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return JSONResponse(
            {"ready": False, "reason": type(error).__name__},
            status_code=503,
            headers={"cache-control": NO_STORE, "retry-after": "2"},
        )
    return JSONResponse({"ready": True}, headers={"cache-control": NO_STORE})
