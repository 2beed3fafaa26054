"""What goes out: errors that say what the caller can use, and nothing of our insides.

An error of the request (it can't be parsed, validated, coerced) reaches the caller as
GraphQL's own words behind a sentence in the reader's language. An exception nobody expected
becomes ``INTERNAL`` with an incident code; the log has the rest under the same code.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import asyncpg
import orjson
import structlog
from graphql import FieldNode, GraphQLError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhaustedError
from starlette.datastructures import MutableHeaders
from starlette.responses import Response

from ksbb.endpoint.documents import ERRORS
from ksbb.endpoint.faults import Fault, sentence, status_of
from ksbb.endpoint.negotiation import GRAPHQL, JSON, MediaType, accepts_coding
from ksbb.kernel.errors import Locale, Refusal
from ksbb.kernel.viewer import NOBODY, Viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from starlette.requests import Request

    from ksbb.endpoint.documents import Document

PUBLIC_CACHE = "public, max-age=10, s-maxage=30, stale-while-revalidate=300"
PRIVATE_CACHE = "private, no-store"
VARY = "Accept, Accept-Encoding, Authorization"

# A message may quote what was sent; nobody reads more than this of it.
MESSAGE_CHARACTERS = 500
# Below this a compressed answer is hardly smaller; above, a slow line gains.
COMPRESS_FROM = 1_400

# The server is away, full or shutting down: the same request may work in a moment.
UNREACHABLE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.TooManyConnectionsError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    # What the driver says of a connection that was cut while a statement was on its way.
    asyncpg.InternalClientError,
    OperationalError,
    InterfaceError,
    PoolExhaustedError,
)

log = structlog.get_logger("ksbb.endpoint")


@dataclass(slots=True)
class Exchange:
    """One request and what is decided about its answer on the way."""

    # The request's headers in lower case; of one that came twice, the first.
    sent: Mapping[str, str]
    viewer: Viewer = NOBODY
    media: MediaType = JSON
    locale: Locale = "id"
    # A GET without a token: the same for everybody, so caches may keep it.
    public: bool = False
    # False while we wait for the caller: then it is not us who are late.
    arrived: bool = True
    document: Document | None = None
    operation: str = ""
    # Whether it may be answered by a stream, and the stream that answers it.
    streams: bool = False
    stream: Response | None = None
    # Set where the status is not what the specification derives from data and errors.
    status: int | None = None
    # Headers a resolver wants to send.
    headers: MutableHeaders = field(default_factory=MutableHeaders)


def published(errors: Iterable[GraphQLError], exchange: Exchange) -> list[dict[str, Any]]:
    """Errors as the caller may see them; what is hidden goes to the log."""
    return [_published(error, exchange) for error in errors]


def _published(error: GraphQLError, exchange: Exchange) -> dict[str, Any]:
    code, facts, message = _understood(error, exchange)
    entry: dict[str, Any] = {"message": message[:MESSAGE_CHARACTERS]}
    if error.locations:
        entry["locations"] = [location.formatted for location in error.locations]
    if error.path:
        entry["path"] = list(error.path)
    entry["extensions"] = {"code": code, **facts}
    return entry


def _understood(error: GraphQLError, exchange: Exchange) -> tuple[str, dict[str, Any], str]:
    """The code of an error, its facts, and the sentence that the caller may read."""
    original = _root(error)
    if isinstance(original, Fault):
        return original.code, dict(original.facts), original.sentence(exchange.locale)
    if isinstance(original, Refusal):
        return original.code, dict(original.facts), original.message(exchange.locale)
    extensions = error.extensions or {}
    if isinstance(extensions.get("code"), str):
        # Raised with a code on purpose, by whoever chose the words too.
        facts = {name: fact for name, fact in extensions.items() if name != "code"}
        return extensions["code"], facts, error.message
    if _sent_wrongly(error, original):
        code = "BAD_USER_INPUT"
        return code, {}, sentence(code, exchange.locale, detail=error.message)
    code, facts = _ours(error, original or error, exchange)
    return code, facts, sentence(code, exchange.locale, **facts)


def _sent_wrongly(error: GraphQLError, original: Exception | None) -> bool:
    """Whether GraphQL complains of a value that the caller sent, not of one that we found.

    Variables are read before any path exists, and an argument's complaint points at the value
    in the document; what a field gives and can't be written points at the field.
    """
    if error.nodes:
        return not isinstance(error.nodes[0], FieldNode)
    return original is None and error.path is None


def _ours(
    error: GraphQLError, original: Exception, exchange: Exchange
) -> tuple[str, dict[str, Any]]:
    """What went wrong on our side, and what the caller is told of it."""
    if isinstance(original, TimeoutError | asyncpg.QueryCanceledError):
        return "DEADLINE", {}
    if isinstance(original, UNREACHABLE):
        log.error("database unreachable", exc_info=original)
        return "UNAVAILABLE", {}
    incident = uuid4().hex[:12]
    log.error(
        "unexpected exception",
        incident=incident,
        path=error.path,
        operation=exchange.operation,
        person=exchange.viewer.person_id,
        organisation=exchange.viewer.organisation_id,
        exc_info=original,
    )
    return "INTERNAL", {"incident": incident}


def _root(error: GraphQLError) -> Exception | None:
    """The exception behind an error; None when GraphQL itself found the error."""
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    if isinstance(original, DBAPIError) and isinstance(original.__cause__, Exception):
        cause = original.__cause__.__cause__ or original.__cause__
        from_below = (asyncpg.PostgresError, asyncpg.InternalClientError, OSError)
        return cause if isinstance(cause, from_below) else original
    return None if isinstance(original, GraphQLError) else original


def of_errors(errors: list[GraphQLError], code: str, locale: Locale) -> list[dict[str, Any]]:
    """What parsing or validation found, each behind the sentence of its code."""
    return [
        {
            "message": sentence(code, locale, detail=error.message)[:MESSAGE_CHARACTERS],
            "locations": [location.formatted for location in error.locations or ()],
            "extensions": {"code": code},
        }
        for error in errors[:ERRORS]
    ]


def body(data: object, errors: list[dict[str, Any]], exchange: Exchange) -> dict[str, Any]:
    """The answer's object. ``data`` may be an ``orjson.Fragment`` that goes out as it is.

    Without data and without an error that has a path the request itself failed; then the
    newer media type wants no ``data`` entry at all.
    """
    failed = data is None and not any("path" in error for error in errors)
    answer: dict[str, Any] = {}
    if not (failed and exchange.media == GRAPHQL):
        answer["data"] = data
    if errors:
        answer["errors"] = errors[:ERRORS]
        if len(errors) > ERRORS:
            answer["extensions"] = {"errorsOmitted": len(errors) - ERRORS}
    if exchange.status is None and failed:
        exchange.status = _failed_status(errors, exchange.media)
    return answer


def _failed_status(errors: list[dict[str, Any]], media: MediaType) -> int:
    worst = max((status_of(error["extensions"]["code"]) for error in errors), default=400)
    if worst >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return worst
    # GraphQL over HTTP: a well-formed request gets 200 in the older media type.
    return 400 if media == GRAPHQL else 200


def response(answer: dict[str, Any], exchange: Exchange) -> Response:
    """Bytes, status and headers."""
    # Facts of a refusal may be of types that JSON lacks: they go out as their text.
    content = orjson.dumps(answer, default=str)
    status = exchange.status or HTTPStatus.OK.value
    headers = {"content-type": f"{exchange.media}; charset=utf-8", "vary": VARY}
    compressed = len(content) >= COMPRESS_FROM and accepts_coding(
        exchange.sent.get("accept-encoding", ""), "gzip"
    )
    if compressed:
        headers["content-encoding"] = "gzip"
    if exchange.public and status == HTTPStatus.OK and "errors" not in answer:
        etag = strong(content)
        # A strong ETag names bytes: the compressed answer is another representation.
        headers["etag"] = f'{etag[:-1]}-gzip"' if compressed else etag
        headers["cache-control"] = PUBLIC_CACHE
        if unchanged(exchange.sent.get("if-none-match", ""), headers["etag"]):
            del headers["content-type"]
            headers.pop("content-encoding", None)
            return Response(status_code=304, headers=headers)
    else:
        headers["cache-control"] = PRIVATE_CACHE
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = "2"
    if compressed:
        content = gzip.compress(content, compresslevel=5, mtime=0)
    found = Response(content, status_code=status, headers=headers)
    found.headers.raw.extend(exchange.headers.raw)
    return found


def fault_response(fault: Fault, exchange: Exchange) -> Response:
    """The answer that consists of one fault."""
    exchange.status = fault.status
    found = response(body(None, [fault.formatted(exchange.locale)], exchange), exchange)
    if fault.status == HTTPStatus.METHOD_NOT_ALLOWED:
        found.headers["allow"] = (
            "POST" if fault.code == "MUTATION_NEEDS_POST" else "GET, HEAD, POST"
        )
    if fault.status == HTTPStatus.UNAUTHORIZED:
        found.headers["www-authenticate"] = 'Bearer realm="KSBB", error="invalid_token"'
    return found


def error_response(error: Exception, exchange: Exchange) -> Response:
    """The answer to an exception outside of any resolver, masked as one inside would be."""
    return response(error_body(error, exchange), exchange)


def error_body(error: Exception, exchange: Exchange) -> dict[str, Any]:
    """The object of that answer."""
    hidden = GraphQLError(str(error), original_error=error)
    return body(None, published([hidden], exchange), exchange)


def representation(
    request: Request,
    content: Callable[[bool], bytes],
    *,
    media: str,
    etag: str | None,
    headers: Mapping[str, str],
    status: int = HTTPStatus.OK.value,
) -> Response:
    """A representation, compressed for whoever takes it; 304 for whoever has it.

    Args:
        request: who asks.
        content: its bytes; told whether they are wanted compressed with gzip.
        media: its type.
        etag: of the uncompressed bytes, in quotes; None for what nobody keeps.
        headers: further ones.
        status: of an answer that is not 304, which only a 200 can be.
    """
    compressed = accepts_coding(request.headers.get("accept-encoding", ""), "gzip")
    sent = {**headers, "vary": "Accept-Encoding"}
    if etag is not None:
        # A strong ETag names bytes: the compressed answer is another representation.
        sent["etag"] = f'{etag[:-1]}-gzip"' if compressed else etag
        known = unchanged(request.headers.get("if-none-match", ""), sent["etag"])
        if known and status == HTTPStatus.OK:
            return Response(status_code=HTTPStatus.NOT_MODIFIED.value, headers=sent)
    if compressed:
        sent["content-encoding"] = "gzip"
    return Response(content(compressed), status, sent, media_type=media)


def strong(content: bytes) -> str:
    """The ETag of these bytes, in quotes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def unchanged(if_none_match: str, etag: str) -> bool:
    """Whether the caller already has this representation (RFC 9110, weak comparison)."""
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in known or "*" in known
