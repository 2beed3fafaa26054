"""HTTP caching: `Cache-Control` values, ETags, and responses that may be answered with 304."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from ksbb.web.negotiation import accepts_coding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

# The same for everybody, and at most some seconds old.
PUBLIC = "public, max-age=10, s-maxage=30, stale-while-revalidate=300"
# For one person.
PRIVATE = "private, no-store"
NO_STORE = "no-store"
# May be kept, but the ETag is checked on each use.
REVALIDATE = "no-cache"
# The address changes when the content does.
IMMUTABLE = "public, max-age=31536000, immutable"


def etag_of(content: bytes) -> str:
    """The strong ETag of these bytes, in quotes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def coded_etag(etag: str, *, compressed: bool) -> str:
    """The ETag of the same content as it is sent.

    A strong ETag names bytes, so the compressed content has an ETag of its own.
    """
    return f'{etag[:-1]}-gzip"' if compressed else etag


def is_current(if_none_match: str, etag: str) -> bool:
    """Whether `If-None-Match` names this ETag (RFC 9110, weak comparison)."""
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in known or "*" in known


def cacheable_response(
    request: Request,
    content: Callable[[bool], bytes],
    *,
    media: str,
    etag: str | None,
    headers: Mapping[str, str],
    status: int = HTTPStatus.OK.value,
) -> Response:
    """A response in gzip if the caller accepts it, or 304 if the caller has it already.

    Args:
        request: the request.
        content: gives the bytes; its argument says whether to compress them with gzip.
        media: the media type.
        etag: of the uncompressed bytes, in quotes; None for content that no cache keeps.
        headers: further headers.
        status: used unless the answer is 304, which only replaces a 200.
    """
    compressed = accepts_coding(request.headers.get("accept-encoding", ""), "gzip")
    sent = {**headers, "vary": "Accept-Encoding"}
    if etag is not None:
        sent["etag"] = coded_etag(etag, compressed=compressed)
        known = is_current(request.headers.get("if-none-match", ""), sent["etag"])
        if known and status == HTTPStatus.OK:
            return Response(status_code=HTTPStatus.NOT_MODIFIED.value, headers=sent)
    if compressed:
        sent["content-encoding"] = "gzip"
    return Response(content(compressed), status, sent, media_type=media)
