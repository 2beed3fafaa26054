"""The map over HTTP, and for the pages that are written in this process."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ksbb.endpoint.negotiation import accepts_coding
from ksbb.endpoint.reply import PUBLIC_CACHE, unchanged
from ksbb.maps import drawing, queries

if TYPE_CHECKING:
    import asyncpg
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ksbb.kernel.errors import Locale

PATH = "/peta/kelurahan.svg"
_NO_PACKAGE = "Paket ini tidak ada.\nThere is no such package.\n"


class NoSuchPackageError(LookupError):
    """No package has this code."""


class Maps:
    """Draws the map; keeps the outlines for as long as nobody has drawn them anew."""

    def __init__(self) -> None:
        self._shapes: queries.Shapes | None = None

    def routes(self) -> list[BaseRoute]:
        """Where the map is asked for."""
        return [Route(PATH, self.respond)]

    async def kelurahan(self, pool: asyncpg.Pool, query: str) -> str:
        """The map that a query asks for: ``paket`` (default SEMBAKO) and ``bahasa`` (id, en).

        Raises:
            NoSuchPackageError: no package has this code.
        """
        asked = parse_qs(query, errors="replace", max_num_fields=20)
        package = asked.get("paket", ["SEMBAKO"])[0].replace("\0", "")
        locale: Locale = "en" if asked.get("bahasa") == ["en"] else "id"
        if not await queries.has_package(pool, package):
            raise NoSuchPackageError(package)
        gaps = await queries.gaps(pool, package, None)
        drawn = await queries.moment(pool)
        if self._shapes is None or self._shapes.moment != drawn:
            self._shapes = await queries.shapes(pool, drawn)
        return drawing.svg(self._shapes, gaps, package=package, locale=locale)

    async def respond(self, request: Request) -> Response:
        """The map as a picture."""
        try:
            drawn = await self.kelurahan(request.app.state.pools.public, request.url.query)
        except NoSuchPackageError:
            return PlainTextResponse(_NO_PACKAGE, status_code=404)
        content = drawn.encode()
        compress = accepts_coding(request.headers.get("accept-encoding", ""), "gzip")
        digest = hashlib.sha256(content).hexdigest()[:32]
        headers = {
            "etag": f'"{digest}-gzip"' if compress else f'"{digest}"',
            "cache-control": PUBLIC_CACHE,
            "vary": "Accept-Encoding",
        }
        if unchanged(request.headers.get("if-none-match", ""), headers["etag"]):
            return Response(status_code=304, headers=headers)
        if compress:
            headers["content-encoding"] = "gzip"
            content = gzip.compress(content, compresslevel=6, mtime=0)
        return Response(content, headers=headers, media_type="image/svg+xml")
