"""Who sends a GraphQL request, and how: method, media types, language, token, cookies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ksbb.core.viewer import Viewer
from ksbb.core.words import Locale
from ksbb.web.graphql.media_types import GRAPHQL, media_type
from ksbb.web.graphql.request_refused import RequestRefused
from ksbb.web.negotiation import accepts_event_stream, preferred_language
from ksbb.web.security import NotOurPage, check_csrf_header, check_own_page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from ksbb.web.graphql.exchange import Exchange

    ViewerOf = Callable[[Request], Awaitable[Viewer | None]]

METHODS = frozenset({"GET", "HEAD", "POST"})

# Callers who are not signed in, by language.
ANONYMOUS: dict[Locale, Viewer] = {"id": Viewer(locale="id"), "en": Viewer(locale="en")}


async def identify_caller(
    request: Request, exchange: Exchange, viewer_of: ViewerOf, own_url: str
) -> None:
    """Fill the exchange with the viewer, the language and the media types of a request.

    Args:
        request: the request.
        exchange: of the request.
        viewer_of: finds the viewer by token or cookie; None for nobody.
        own_url: the address of this installation as people see it.

    Raises:
        RequestRefused: METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, CSRF or UNAUTHENTICATED.
    """
    headers = exchange.request_headers
    language = preferred_language(headers.get("accept-language", ""))
    exchange.locale = language or "id"
    if request.method not in METHODS:
        raise RequestRefused("METHOD_NOT_ALLOWED")
    accept = headers.get("accept", "")
    exchange.accepts_stream = accepts_event_stream(accept) and request.method == "POST"
    media = media_type(accept)
    if media is None and not exchange.accepts_stream:
        raise RequestRefused("NOT_ACCEPTABLE")
    exchange.media = media or GRAPHQL
    token = has_token(headers)
    if request.method != "POST" and not token:
        # Cookies are ignored: a plain link must only show what anybody may see.
        exchange.public = True
        exchange.viewer = ANONYMOUS[exchange.locale]
        return
    if not token and "cookie" in headers:
        _require_own_page(headers, own_url)
    viewer = await viewer_of(request)
    if viewer is None and token:
        raise RequestRefused("UNAUTHENTICATED")
    if viewer is not None:
        exchange.locale = language or ("en" if viewer.locale == "en" else "id")
    # Refusals raised in the domain use the language of this request.
    exchange.viewer = (
        replace(viewer, locale=exchange.locale) if viewer else ANONYMOUS[exchange.locale]
    )


def has_token(headers: Mapping[str, str]) -> bool:
    """Whether the request carries a bearer token. Its cookies are then ignored."""
    return headers.get("authorization", "")[:7].lower() == "bearer "


def _require_own_page(headers: Mapping[str, str], own_url: str) -> None:
    """A browser attaches cookies to requests of any page: only ours may send them."""
    try:
        check_own_page(headers, own_url)
        check_csrf_header(headers)
    except NotOurPage:
        raise RequestRefused("CSRF") from None
