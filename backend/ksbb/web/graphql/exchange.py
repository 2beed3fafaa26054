"""One GraphQL request and what is decided about its response on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from ksbb.core.viewer import NOBODY, Viewer
from ksbb.core.words import Locale
from ksbb.web.graphql.media_types import JSON, MediaType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.types import Scope

    from ksbb.web.graphql.documents import Document


@dataclass(slots=True)
class Exchange:
    """The state of one request, kept in ``request.state.exchange``."""

    # Request headers by names in lower case; of a header sent twice, the first.
    request_headers: Mapping[str, str]
    viewer: Viewer = NOBODY
    media: MediaType = JSON
    locale: Locale = "id"
    # A GET without a token: the same for everybody, so caches may keep the response.
    public: bool = False
    # False while the body is being received: a timeout is then the caller's, not ours.
    arrived: bool = True
    document: Document | None = None
    operation: str = ""
    # Whether the caller accepts an event stream, and the stream that is the response.
    accepts_stream: bool = False
    stream: Response | None = None
    # Set where the status is not the one that follows from data and errors.
    status: int | None = None
    # Response headers set by resolvers.
    headers: MutableHeaders = field(default_factory=MutableHeaders)


def headers_of(scope: Scope) -> dict[str, str]:
    """The headers of a request as a dict.

    Starlette's own mapping searches a list on each access; a dozen accesses per request add up.
    """
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1"), value.decode("latin-1"))
    return found
