"""Maps over HTTP, and for the pages that are written in this process."""

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

from ksbb.endpoint.reply import PUBLIC_CACHE, UNREACHABLE, representation, strong
from ksbb.endpoint.web import IMMUTABLE, REVALIDATED
from ksbb.maps import drawing, queries
from ksbb.maps.tiles import ZOOMS, Tile, Tiles

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ksbb.kernel.errors import Locale

PATH = "/peta/kelurahan.svg"
TILE = "/peta/{z}/{x}/{y}.mvt"
_NO_TILE = (
    f"Petak itu tidak ada: tingkat 0 sampai {ZOOMS[-1]}.\n"
    f"There is no such tile: zooms are 0 to {ZOOMS[-1]}.\n"
)
_LATER = "Peta belum dapat dimuat; coba lagi.\nThe map can't be loaded now; try again.\n"
_NOT_GIVEN = (
    "Paket ini tidak ada, atau tidak diberikan pada tahap itu.\n"
    "There is no such package, or it is not given in that phase.\n"
)


_ADDRESS = re.compile(r"([0-9]{1,2})/([0-9]{1,5})/([0-9]{1,5})")
_VERSION = re.compile(rb"v=([0-9]{1,18})")

log = structlog.get_logger("ksbb.maps")


class NotGivenError(LookupError):
    """No package has this code, or it is not given in this phase."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A picture, and what it was drawn from."""

    shapes: queries.Shapes
    gaps: dict[str, tuple[int, int]]
    svg: str


class Maps:
    """Draws the map; keeps the outlines for as long as nobody has drawn them anew."""

    def __init__(self) -> None:
        self._shapes: queries.Shapes | None = None
        self._drawn: dict[tuple[str, int, drawing.Measure, Locale], _Drawn] = {}

    def routes(self) -> list[BaseRoute]:
        """Where the map is asked for."""
        return [Route(TILE, tile), Route(PATH, self.respond)]

    async def kelurahan(self, pool: asyncpg.Pool, query: str) -> str:
        """The map that a query asks for.

        Args:
            pool: of the public.
            query: ``paket`` (a code, default SEMBAKO), ``tahap`` (a number, default the
                package's current phase), ``ukur`` (``paket``, the default, or ``bagian``) and
                ``bahasa`` (``id`` or ``en``).

        Raises:
            NotGivenError: no package has this code, or it is not given in this phase.
        """
        asked = parse_qs(query, errors="replace", max_num_fields=20)
        package = asked.get("paket", ["SEMBAKO"])[0].replace("\0", "")
        measure: drawing.Measure = "bagian" if asked.get("ukur") == ["bagian"] else "paket"
        locale: Locale = "en" if asked.get("bahasa") == ["en"] else "id"
        phase = _phase(asked.get("tahap", [""])[0])
        of = await queries.given(pool, package, phase)
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
        """The map as a picture."""
        try:
            drawn = await self.kelurahan(request.app.state.pools.public, request.url.query)
        except NotGivenError:
            return PlainTextResponse(_NOT_GIVEN, status_code=404)
        content = drawn.encode()
        return representation(
            request,
            lambda compressed: gzip.compress(content, 6, mtime=0) if compressed else content,
            media="image/svg+xml",
            etag=strong(content),
            headers={"cache-control": PUBLIC_CACHE},
        )


@contextlib.asynccontextmanager
async def preparing(tiles: Tiles) -> AsyncIterator[None]:
    """The tiles that everybody sees are made meanwhile."""
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
        # They are made when they are asked for.
        log.warning("tiles not prepared", exc_info=True)


async def tile(request: Request) -> Response:
    """A vector tile; ``v`` is the map's version. The application's state holds ``tiles``."""
    place = request.path_params
    address = _ADDRESS.fullmatch(f"{place['z']}/{place['x']}/{place['y']}")
    z, x, y = map(int, address.groups()) if address else (-1, 0, 0)
    if z not in ZOOMS or x >> z or y >> z:
        return PlainTextResponse(_NO_TILE, 404, headers={"cache-control": "no-store"})
    # Parsing any query costs more than finding the tile; the pages send this one.
    version = _VERSION.fullmatch(request.scope["query_string"])
    wanted = int(version[1]) if version else None
    tiles: Tiles = request.app.state.tiles
    try:
        found = await tiles.get(z, x, y, wanted)
    except (*UNREACHABLE, asyncpg.QueryCanceledError):
        headers = {"cache-control": "no-store", "retry-after": "2"}
        return PlainTextResponse(_LATER, 503, headers=headers)
    return _tile_response(request, found, named=wanted == found.version)


def _phase(text: str) -> int | None:
    """The number of a phase; None where none is named. What is no number is no phase's: 0."""
    if not text:
        return None
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,3}", text) else 0


def _tile_response(request: Request, tile: Tile, *, named: bool) -> Response:
    """A tile; one whose version stands in its address never changes."""
    headers = {"cache-control": IMMUTABLE if named else REVALIDATED}
    if not tile.compressed:
        headers["vary"] = "Accept-Encoding"
        return Response(status_code=HTTPStatus.NO_CONTENT.value, headers=headers)
    return representation(
        request,
        lambda compressed: tile.compressed if compressed else tile.content,
        media="application/vnd.mapbox-vector-tile",
        etag=tile.etag,
        headers=headers,
    )
