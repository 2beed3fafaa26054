"""Serves maps over HTTP, and to the pages that are rendered on the server."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import asyncpg
import structlog
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ksbb.web.http_cache import IMMUTABLE, NO_STORE, PUBLIC, REVALIDATE, cacheable_response, etag_of
from ksbb.web.maps import drawing, queries
from ksbb.web.maps.tiles import ZOOMS, Tile, Tiles
from ksbb.web.unavailable import UNREACHABLE, try_again

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ksbb.core.words import Locale

KELURAHAN_PATH = "/peta/kelurahan.svg"
TILE_PATH = "/peta/{z}/{x}/{y}.mvt"
_NO_TILE = (
    f"Petak peta ini tidak ada; tingkatnya 0 sampai {ZOOMS[-1]}.\n"
    f"There is no such tile; zooms are 0 to {ZOOMS[-1]}.\n"
)
_LATER = "Peta belum dapat dimuat. Coba lagi.\nThe map can't be loaded now. Try again.\n"
_NOT_GIVEN = (
    "Paket ini tidak ada, atau tidak ada pada tahap itu.\n"
    "There is no such package, or not in that phase.\n"
)


_ADDRESS = re.compile(r"([0-9]{1,2})/([0-9]{1,5})/([0-9]{1,5})")
_VERSION = re.compile(rb"v=([0-9]{1,18})")

log = structlog.get_logger("ksbb.web.maps")


class NotGivenError(LookupError):
    """No package has this code, or it is not given in this phase."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A cached picture, and the data that it shows."""

    shapes: queries.Shapes
    gaps: dict[str, tuple[int, int]]
    svg: str


class Maps:
    """Draws the map; caches outlines and pictures until their data change."""

    def __init__(self) -> None:
        self._shapes: queries.Shapes | None = None
        self._drawn: dict[tuple[str, int, drawing.Measure, Locale], _Drawn] = {}

    def routes(self) -> list[BaseRoute]:
        """The routes of the map and its tiles."""
        return [Route(TILE_PATH, tile), Route(KELURAHAN_PATH, self.respond)]

    async def kelurahan(self, pool: asyncpg.Pool, query: str) -> str:
        """The map for a query string.

        Args:
            pool: of the login for the public.
            query: ``paket`` (a code, default SEMBAKO), ``tahap`` (a number, default the
                package's current phase), ``ukur`` (``paket``, the default, or ``bagian``) and
                ``bahasa`` (``id`` or ``en``).

        Raises:
            NotGivenError: no package has this code, or it is not given in this phase.
        """
        given = parse_qs(query, errors="replace", max_num_fields=20)
        package = given.get("paket", ["SEMBAKO"])[0].replace("\0", "")
        measure: drawing.Measure = "bagian" if given.get("ukur") == ["bagian"] else "paket"
        locale: Locale = "en" if given.get("bahasa") == ["en"] else "id"
        phase = _phase(given.get("tahap", [""])[0])
        of = await queries.phase_package(pool, package, phase)
        if of is None:
            raise NotGivenError(package, phase)
        gaps = await queries.gaps(pool, of)
        version = await queries.version(pool)
        if self._shapes is None or self._shapes.version != version:
            self._shapes = await queries.shapes(pool, version)
        key = (package, of.phase, measure, locale)
        drawn = self._drawn.get(key)
        if drawn is None or drawn.shapes is not self._shapes or drawn.gaps != gaps:
            svg = drawing.svg(
                self._shapes, gaps, of=of, package=package, measure=measure, locale=locale
            )
            drawn = self._drawn[key] = _Drawn(self._shapes, gaps, svg)
        return drawn.svg

    async def respond(self, request: Request) -> Response:
        """The map as an SVG file."""
        try:
            drawn = await self.kelurahan(request.app.state.pools.public, request.url.query)
        except NotGivenError:
            return PlainTextResponse(_NOT_GIVEN, status_code=404)
        content = drawn.encode()
        return cacheable_response(
            request,
            lambda compressed: gzip.compress(content, 6, mtime=0) if compressed else content,
            media="image/svg+xml",
            etag=etag_of(content),
            headers={"cache-control": PUBLIC},
        )


@contextlib.asynccontextmanager
async def preparing(tiles: Tiles) -> AsyncIterator[None]:
    """Make the tiles that everybody sees in the background, while the block runs."""
    task = asyncio.create_task(_prepare(tiles))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _prepare(tiles: Tiles) -> None:
    try:
        await tiles.prepare()
    except (*UNREACHABLE, asyncpg.PostgresError):
        # They are made on request instead.
        log.warning("tiles not prepared", exc_info=True)


async def tile(request: Request) -> Response:
    """A vector tile; the parameter ``v`` is the map's version. Needs ``app.state.tiles``."""
    place = request.path_params
    address = _ADDRESS.fullmatch(f"{place['z']}/{place['x']}/{place['y']}")
    z, x, y = map(int, address.groups()) if address else (-1, 0, 0)
    if z not in ZOOMS or x >> z or y >> z:
        return PlainTextResponse(_NO_TILE, 404, headers={"cache-control": NO_STORE})
    # A regular expression, because a general parser takes longer than finding the tile.
    version = _VERSION.fullmatch(request.scope["query_string"])
    wanted = int(version[1]) if version else None
    tiles: Tiles = request.app.state.tiles
    try:
        found = await tiles.get(z, x, y, wanted)
    except (*UNREACHABLE, asyncpg.QueryCanceledError):
        return try_again(_LATER)
    return _tile_response(request, found, named=wanted == found.version)


def _phase(text: str) -> int | None:
    """The number of a phase; None for an empty text, 0 (no phase) for what is not a number."""
    if not text:
        return None
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,3}", text) else 0


def _tile_response(request: Request, tile: Tile, *, named: bool) -> Response:
    """A tile; with its version in the address it never changes."""
    headers = {"cache-control": IMMUTABLE if named else REVALIDATE}
    if not tile.compressed:
        headers["vary"] = "Accept-Encoding"
        return Response(status_code=HTTPStatus.NO_CONTENT.value, headers=headers)
    return cacheable_response(
        request,
        lambda compressed: tile.compressed if compressed else tile.content,
        media="application/vnd.mapbox-vector-tile",
        etag=tile.etag,
        headers=headers,
    )
