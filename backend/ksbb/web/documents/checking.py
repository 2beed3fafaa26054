"""``/bast/{code}``: whether a BAST is genuine and current, for everybody who has its code.

The page works without JavaScript. With it, a file is hashed in the browser and compared; it is
never sent. Unknown codes are counted for the network that they come from, which is slowed after 30
within the hour.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb.core.viewer import NOBODY
from ksbb.domain.deliveries.slips.rules import SLOW_SECONDS
from ksbb.domain.documents import queries
from ksbb.domain.identity.rules import source
from ksbb.web.documents.page import Page
from ksbb.web.http_cache import NO_STORE
from ksbb.web.page_files import PageFile

if TYPE_CHECKING:
    from starlette.requests import Request

_FOLDER = Path(__file__).parent
_STYLE = PageFile("/bast/bast.css", (_FOLDER / "bast.css").read_bytes())
_SCRIPT = PageFile("/bast/bast.js", (_FOLDER / "bast.js").read_bytes(), "text/javascript")
# The code stays out of requests for other things.
_HEADERS = {"cache-control": NO_STORE, "referrer-policy": "strict-origin"}


class DocumentPages:
    """The pages of documents.

    Args:
        slow_seconds: how long a slowed request waits.
    """

    def __init__(self, *, slow_seconds: float = SLOW_SECONDS) -> None:
        self._slow = slow_seconds

    def routes(self) -> list[BaseRoute]:
        """The page in both languages, its style sheet and its script."""
        return [
            Route(_STYLE.route, _STYLE.respond),
            Route(_SCRIPT.route, _SCRIPT.respond),
            Route("/bast/{code}", self.respond),
            Route("/en/bast/{code}", self.respond),
        ]

    async def respond(self, request: Request) -> Response:
        """What is known of the document."""
        page = Page(request.url.path.startswith("/en/"), css=_STYLE.path, script=_SCRIPT.path)
        network = source(request.client.host if request.client else None)
        async with request.app.state.pools.transaction(NOBODY) as tx:
            found = await queries.by_code(tx, request.path_params["code"], network)
        if found["slowed"]:
            await asyncio.sleep(self._slow)
        document = found["document"]
        if document is None:
            return HTMLResponse(page.unknown(), HTTPStatus.NOT_FOUND, _HEADERS)
        return HTMLResponse(page.document(document), HTTPStatus.OK, _HEADERS)
