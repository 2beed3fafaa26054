"""Reads the parameters of a GraphQL request and checks size, encoding, JSON and types.

A request is ``{"documentId" | "query", "variables", "operationName", "extensions"}``, as the JSON
body of a POST, or as parameters of a GET with ``variables`` and ``extensions`` in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

import orjson

from ksbb.web.bodies import BodyTooLargeError, read_body
from ksbb.web.graphql.request_refused import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

T = TypeVar("T")

BODY_BYTES = 256 * 1024
QUERY_STRING_BYTES = 64 * 1024
JSON_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one request, with the types that GraphQL over HTTP defines."""

    document_id: str | None
    query: str | None
    variables: dict[str, Any] | None
    operation_name: str | None
    extensions: dict[str, Any] | None


async def read(request: Request, headers: Mapping[str, str]) -> Parameters:
    """The parameters of a request. There is no time limit here: the endpoint sets one.

    Raises:
        RequestRefused: it can't be read, is too large, or has the wrong shape.
    """
    if request.method != "POST":
        return check(_from_query_string(request.scope["query_string"]))
    if not _is_json(headers.get("content-type", "")) or "content-encoding" in headers:
        raise RequestRefused("UNSUPPORTED_MEDIA_TYPE")
    try:
        body = await read_body(request, BODY_BYTES)
    except BodyTooLargeError:
        raise RequestRefused("BODY_TOO_LARGE", limit=BODY_BYTES) from None
    return check(decode("body", body))


def check(data: object) -> Parameters:
    """The parameters in a decoded request.

    Raises:
        RequestRefused: not an object, or a parameter of the wrong type.
    """
    if isinstance(data, list):
        raise RequestRefused("NO_BATCHING")
    if not isinstance(data, dict):
        raise RequestRefused("BAD_PARAMETER", parameter="body", **_expected(dict))
    found = Parameters(
        document_id=_typed(data, "documentId", str),
        query=_typed(data, "query", str),
        variables=_typed(data, "variables", dict),
        operation_name=_typed(data, "operationName", str),
        extensions=_typed(data, "extensions", dict),
    )
    if found.query and found.document_id:
        raise RequestRefused("QUERY_AND_ID")
    if not found.query and not found.document_id:
        raise RequestRefused("NOTHING_ASKED")
    return found


def decode(part: str, raw: bytes | str) -> Any:
    """JSON in UTF-8, not nested too deep, without NUL (which PostgreSQL refuses).

    Raises:
        RequestRefused: NOT_JSON, JSON_TOO_DEEP or BAD_CHARACTER.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        if "depth limit" in str(error):
            raise RequestRefused("JSON_TOO_DEEP", limit=JSON_DEPTH) from error
        raise RequestRefused("NOT_JSON", part=part) from error
    text = raw.encode() if isinstance(raw, str) else raw
    if text.count(b"{") + text.count(b"[") > JSON_DEPTH or b"\\u0000" in text:
        _inspect(value)
    return value


def _inspect(value: Any) -> None:
    """Check a value level by level; done only for the few requests that look unusual."""
    level = [value]
    for _ in range(JSON_DEPTH + 1):
        if not level:
            return
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.keys())
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, str) and "\0" in item:
                raise RequestRefused("BAD_CHARACTER")
        level = below
    if level:
        raise RequestRefused("JSON_TOO_DEEP", limit=JSON_DEPTH)


@lru_cache(maxsize=64)
def _is_json(content_type: str) -> bool:
    # email.message parses the header, including quoted parameters.
    header = Message()
    header["content-type"] = content_type
    charset = header.get_param("charset", "utf-8")
    return (
        header.get_content_type() == "application/json"
        and isinstance(charset, str)
        and charset.lower() in ("utf-8", "utf8")
    )


def _from_query_string(query_string: bytes) -> dict[str, Any]:
    if len(query_string) > QUERY_STRING_BYTES:
        raise RequestRefused("URI_TOO_LONG", limit=QUERY_STRING_BYTES)
    try:
        pairs = parse_qsl(query_string.decode("ascii"), errors="strict", max_num_fields=32)
    except ValueError as error:  # includes UnicodeDecodeError
        raise RequestRefused("BAD_QUERY_STRING") from error
    parameters: dict[str, Any] = dict(pairs)
    if any("\0" in value for value in parameters.values()):
        raise RequestRefused("BAD_CHARACTER")
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = decode(name, parameters[name])
    return parameters


_EXPECTED: dict[type, tuple[str, str]] = {
    str: ("teks", "a string"),
    dict: ("objek", "an object"),
}


def _expected(wanted: type) -> dict[str, str]:
    indonesian, english = _EXPECTED[wanted]
    return {"expected_id": indonesian, "expected_en": english}


def _typed(data: dict[str, Any], name: str, wanted: type[T]) -> T | None:
    value = data.get(name)
    if value is None or isinstance(value, wanted):
        return value
    raise RequestRefused("BAD_PARAMETER", parameter=name, **_expected(wanted))
