"""Cards over HTTP: ``GET /kartu/unit/CODE.png``, in English with ``?lang=en``."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ksbb.cards import drawing, queries
from ksbb.endpoint.reply import UNREACHABLE, strong, unchanged

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ksbb.cards.queries import CardOf
    from ksbb.kernel.errors import Locale

# Pictures that are kept, each some 25 KB.
KEPT = 300
# Who shares a link makes many ask at once; drawing takes a tenth of a second of a processor.
AT_ONCE = 2
LONGEST_CODE = 64
# A card says for which minute it holds; it is drawn anew when a figure changes, and after this.
FRESH = dt.timedelta(minutes=10)
CACHE = "public, max-age=300, stale-while-revalidate=600"
_NONE = "Unit ini tidak ada. / There is no such unit.\n"
_LATER = "Kartu belum dapat dimuat; coba lagi. / The card can't be loaded now; try again.\n"


@dataclass(frozen=True, slots=True)
class _Kept:
    card: CardOf
    moment: dt.datetime
    png: bytes
    etag: str


class Cards:
    """Draws cards, and keeps those that were asked for last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Locale], _Kept] = OrderedDict()
        self._drawing = asyncio.Semaphore(AT_ONCE)

    def routes(self) -> list[BaseRoute]:
        """Where cards are asked for."""
        return [Route("/kartu/unit/{code}.png", self.respond)]

    async def respond(self, request: Request) -> Response:
        """The picture of a unit."""
        code = request.path_params["code"]
        locale: Locale = "en" if request.query_params.get("lang") == "en" else "id"
        try:
            kept = await self._card(request, code, locale)
        except UNREACHABLE:
            return PlainTextResponse(_LATER, 503, {"retry-after": "2", "cache-control": "no-store"})
        if kept is None:
            return PlainTextResponse(_NONE, 404, {"cache-control": "no-store"})
        headers = {
            "etag": kept.etag,
            "cache-control": CACHE,
            "content-language": locale,
            # Shown by whoever shows a link to the page.
            "cross-origin-resource-policy": "cross-origin",
        }
        if unchanged(request.headers.get("if-none-match", ""), kept.etag):
            return Response(status_code=304, headers=headers)
        return Response(kept.png, headers=headers, media_type="image/png")

    async def _card(self, request: Request, code: str, locale: Locale) -> _Kept | None:
        if len(code) > LONGEST_CODE or "\0" in code:
            return None
        found = await queries.card(request.app.state.pools.public, code)
        if found is None:
            return None
        card, moment = found
        kept = self._of(card, moment, code, locale)
        if kept:
            return kept
        async with self._drawing:
            # Somebody else may have had it drawn meanwhile.
            kept = self._of(card, moment, code, locale)
            if kept:
                return kept
            picture = await asyncio.to_thread(drawing.png, card, moment, locale)
        kept = _Kept(card, moment, picture, strong(picture))
        self._kept[code, locale] = kept
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept

    def _of(self, card: CardOf, moment: dt.datetime, code: str, locale: Locale) -> _Kept | None:
        kept = self._kept.get((code, locale))
        if kept is None or kept.card != card or not abs(moment - kept.moment) < FRESH:
            return None
        self._kept.move_to_end((code, locale))
        return kept
