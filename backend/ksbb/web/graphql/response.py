"""Builds responses: the answer's object, its status, headers, compression and caching."""

from __future__ import annotations

import gzip
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLError
from starlette.responses import Response

from ksbb.web import http_cache
from ksbb.web.graphql.documents import MAX_ERRORS
from ksbb.web.graphql.errors import masked
from ksbb.web.graphql.media_types import GRAPHQL, MediaType
from ksbb.web.graphql.request_refused import RequestRefused, status_of
from ksbb.web.http_cache import coded_etag, etag_of, is_current
from ksbb.web.negotiation import accepts_coding

if TYPE_CHECKING:
    from ksbb.web.graphql.exchange import Exchange

VARY = "Accept, Accept-Encoding, Authorization"

# Below this size in bytes a compressed answer is hardly smaller.
COMPRESS_FROM = 1_400


def answer_of(data: object, errors: list[dict[str, Any]], exchange: Exchange) -> dict[str, Any]:
    """The object of an answer; also sets the exchange's status where the request failed.

    ``data`` may be an ``orjson.Fragment``, which is sent as it is. Without data and without an
    error that has a path the request itself failed: the newer media type then has no ``data``.
    """
    failed = data is None and not any("path" in error for error in errors)
    answer: dict[str, Any] = {}
    if not (failed and exchange.media == GRAPHQL):
        answer["data"] = data
    if errors:
        answer["errors"] = errors[:MAX_ERRORS]
        if len(errors) > MAX_ERRORS:
            answer["extensions"] = {"errorsOmitted": len(errors) - MAX_ERRORS}
    if exchange.status is None and failed:
        exchange.status = _failed_status(errors, exchange.media)
    return answer


def _failed_status(errors: list[dict[str, Any]], media: MediaType) -> int:
    worst = max((status_of(error["extensions"]["code"]) for error in errors), default=400)
    if worst >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return worst
    # GraphQL over HTTP: a well-formed request gets 200 in the older media type.
    return 400 if media == GRAPHQL else 200


def response_of(answer: dict[str, Any], exchange: Exchange) -> Response:
    """The HTTP response with this answer."""
    # Facts of a refusal may have types that JSON lacks: they are written as text.
    content = orjson.dumps(answer, default=str)
    status = exchange.status or HTTPStatus.OK.value
    headers = {"content-type": f"{exchange.media}; charset=utf-8", "vary": VARY}
    compressed = len(content) >= COMPRESS_FROM and accepts_coding(
        exchange.request_headers.get("accept-encoding", ""), "gzip"
    )
    if compressed:
        headers["content-encoding"] = "gzip"
    if exchange.public and status == HTTPStatus.OK and "errors" not in answer:
        headers["etag"] = coded_etag(etag_of(content), compressed=compressed)
        headers["cache-control"] = http_cache.PUBLIC
        if is_current(exchange.request_headers.get("if-none-match", ""), headers["etag"]):
            del headers["content-type"]
            headers.pop("content-encoding", None)
            return Response(status_code=304, headers=headers)
    else:
        headers["cache-control"] = http_cache.PRIVATE
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = "2"
    if compressed:
        content = gzip.compress(content, compresslevel=5, mtime=0)
    response = Response(content, status_code=status, headers=headers)
    response.headers.raw.extend(exchange.headers.raw)
    return response


def refused_answer(refused: RequestRefused, exchange: Exchange) -> dict[str, Any]:
    """The answer of a request that was refused."""
    exchange.status = refused.status
    return answer_of(None, [refused.formatted(exchange.locale)], exchange)


def refused_response(refused: RequestRefused, exchange: Exchange) -> Response:
    """The HTTP response of a request that was refused."""
    response = response_of(refused_answer(refused, exchange), exchange)
    if refused.status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["allow"] = (
            "POST" if refused.code == "MUTATION_NEEDS_POST" else "GET, HEAD, POST"
        )
    if refused.status == HTTPStatus.UNAUTHORIZED:
        response.headers["www-authenticate"] = 'Bearer realm="KSBB", error="invalid_token"'
    return response


def failed_answer(error: Exception, exchange: Exchange) -> dict[str, Any]:
    """The answer to an exception outside of any resolver, masked as one inside would be."""
    hidden = GraphQLError(str(error), original_error=error)
    return answer_of(None, masked([hidden], exchange), exchange)
