"""Serves share images: ``GET /kartu/unit/CODE.png``, in English with ``?lang=en``."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ksbb.web.http_cache import NO_STORE, etag_of, is_current
from ksbb.web.share_images import drawing, queries
from ksbb.web.unavailable import UNREACHABLE, try_again

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ksbb.core.words import Locale
    from ksbb.web.share_images.queries import UnitSummary

# Cached images, about 25 KB each.
CACHE_SIZE = 300
# A shared link brings many requests at once, and drawing takes 0.1 s of a processor.
MAX_DRAWING = 2
MAX_CODE = 64
# An image shows the time of its figures: it is redrawn when a figure changes, and after this time.
MAX_AGE = dt.timedelta(minutes=10)
CACHE = "public, max-age=300, stale-while-revalidate=600"
_NOT_FOUND = "Unit ini tidak ada. / There is no such unit.\n"
_LATER = "Gambar belum dapat dimuat. Coba lagi. / The image can't be loaded now. Try again.\n"


@dataclass(frozen=True, slots=True)
class _Cached:
    unit: UnitSummary
    moment: dt.datetime
    png: bytes
    etag: str


class ShareImages:
    """Draws share images and caches the last ones."""

    def __init__(self) -> None:
        self._cached: OrderedDict[tuple[str, Locale], _Cached] = OrderedDict()
        self._drawing = asyncio.Semaphore(MAX_DRAWING)

    def routes(self) -> list[BaseRoute]:
        """The route of the images."""
        return [Route("/kartu/unit/{code}.png", self.respond)]

    async def respond(self, request: Request) -> Response:
        """The image of a unit."""
        code = request.path_params["code"]
        locale: Locale = "en" if request.query_params.get("lang") == "en" else "id"
        try:
            image = await self._image(request, code, locale)
        except UNREACHABLE:
            return try_again(_LATER)
        if image is None:
            return PlainTextResponse(_NOT_FOUND, 404, {"cache-control": NO_STORE})
        headers = {
            "etag": image.etag,
            "cache-control": CACHE,
            "content-language": locale,
            # Other sites show it beside a link to the page.
            "cross-origin-resource-policy": "cross-origin",
        }
        if is_current(request.headers.get("if-none-match", ""), image.etag):
            return Response(status_code=304, headers=headers)
        return Response(image.png, headers=headers, media_type="image/png")

    async def _image(self, request: Request, code: str, locale: Locale) -> _Cached | None:
        if len(code) > MAX_CODE or "\0" in code:
            return None
        found = await queries.unit_summary(request.app.state.pools.public, code)
        if found is None:
            return None
        unit, moment = found
        cached = self._fresh(unit, moment, code, locale)
        if cached:
            return cached
        async with self._drawing:
            # Another request may have drawn it in the meantime.
            cached = self._fresh(unit, moment, code, locale)
            if cached:
                return cached
            png = await asyncio.to_thread(drawing.png, unit, moment, locale)
        image = _Cached(unit, moment, png, etag_of(png))
        self._cached[code, locale] = image
        while len(self._cached) > CACHE_SIZE:
            self._cached.popitem(last=False)
        return image

    def _fresh(
        self, unit: UnitSummary, moment: dt.datetime, code: str, locale: Locale
    ) -> _Cached | None:
        """The cached image, if it shows these figures and is not too old."""
        cached = self._cached.get((code, locale))
        if cached is None or cached.unit != unit or not abs(moment - cached.moment) < MAX_AGE:
            return None
        self._cached.move_to_end((code, locale))
        return cached
