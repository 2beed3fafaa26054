"""Files of pages that work without the build: their addresses change with their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

from ksbb.web.http_cache import IMMUTABLE

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class PageFile:
    """A style sheet or a script, and its route."""

    route: str
    content: bytes
    media: str = "text/css"

    @property
    def path(self) -> str:
        """The address with a hash of the content."""
        return f"{self.route}?v={hashlib.sha256(self.content).hexdigest()[:12]}"

    async def respond(self, _request: Request) -> Response:
        """The file."""
        return Response(self.content, media_type=self.media, headers={"cache-control": IMMUTABLE})
