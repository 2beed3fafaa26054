"""Reading a request without trusting it: size, encoding, JSON, shapes.

One form of request: ``{"documentId" | "query", "variables", "operationName", "extensions"}``
as the JSON body of a POST, or as parameters of a GET with ``variables`` and ``extensions``
in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

import orjson

from ksbb.endpoint.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

T = TypeVar("T")

BODY_BYTES = 256 * 1024
QUERY_STRING_BYTES = 64 * 1024
JSON_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for, with the types that GraphQL over HTTP promises."""

    document_id: str | None
    query: str | None
    variables: dict[str, Any] | None
    operation_name: str | None
    extensions: dict[str, Any] | None


async def read(request: Request, headers: Mapping[str, str]) -> Asked:
    """What this request asks for. How long it may take is up to the caller.

    Raises:
        Fault: it can't be read, is too large, or has the wrong shape.
    """
    if request.method != "POST":
        return asked(_parameters(request.scope["query_string"]))
    if not _is_json(headers.get("content-type", "")) or "content-encoding" in headers:
        raise Fault("UNSUPPORTED_MEDIA_TYPE")
    return asked(decode("body", await _body(request, headers)))


def asked(data: object) -> Asked:
    """Check the shape of a decoded request.

    Raises:
        Fault: not an object, or a parameter of the wrong type.
    """
    if isinstance(data, list):
        raise Fault("NO_BATCHING")
    if not isinstance(data, dict):
        raise Fault("BAD_PARAMETER", parameter="body", **_expected(dict))
    found = Asked(
        document_id=_typed(data, "documentId", str),
        query=_typed(data, "query", str),
        variables=_typed(data, "variables", dict),
        operation_name=_typed(data, "operationName", str),
        extensions=_typed(data, "extensions", dict),
    )
    if found.query and found.document_id:
        raise Fault("QUERY_AND_ID")
    if not found.query and not found.document_id:
        raise Fault("NOTHING_ASKED")
    return found


def decode(part: str, raw: bytes | str) -> Any:
    """JSON in UTF-8 that is not nested absurdly and holds no NUL, which PostgreSQL refuses.

    Raises:
        Fault: NOT_JSON, JSON_TOO_DEEP or BAD_CHARACTER; ``part`` names what was read.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        if "depth limit" in str(error):
            raise Fault("JSON_TOO_DEEP", limit=JSON_DEPTH) from error
        raise Fault("NOT_JSON", part=part) from error
    text = raw.encode() if isinstance(raw, str) else raw
    if text.count(b"{") + text.count(b"[") > JSON_DEPTH or b"\\u0000" in text:
        _inspect(value)
    return value


def _inspect(value: Any) -> None:
    """Walk a value level by level; only requests that look unusual come here."""
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
                raise Fault("BAD_CHARACTER")
        level = below
    if level:
        raise Fault("JSON_TOO_DEEP", limit=JSON_DEPTH)


@lru_cache(maxsize=64)
def _is_json(content_type: str) -> bool:
    # email.message knows the grammar of the header, quoted parameters included.
    header = Message()
    header["content-type"] = content_type
    charset = header.get_param("charset", "utf-8")
    return (
        header.get_content_type() == "application/json"
        and isinstance(charset, str)
        and charset.lower() in ("utf-8", "utf8")
    )


async def _body(request: Request, headers: Mapping[str, str]) -> bytes:
    promised = headers.get("content-length", "")
    if promised.isdigit() and int(promised[:20]) > BODY_BYTES:
        raise Fault("BODY_TOO_LARGE", limit=BODY_BYTES)
    chunks: list[bytes] = []
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > BODY_BYTES:
            raise Fault("BODY_TOO_LARGE", limit=BODY_BYTES)
        chunks.append(chunk)
    return b"".join(chunks)


def _parameters(query_string: bytes) -> dict[str, Any]:
    if len(query_string) > QUERY_STRING_BYTES:
        raise Fault("URI_TOO_LONG", limit=QUERY_STRING_BYTES)
    try:
        pairs = parse_qsl(query_string.decode("ascii"), errors="strict", max_num_fields=32)
    except ValueError as error:  # UnicodeDecodeError is one
        raise Fault("BAD_QUERY_STRING") from error
    parameters: dict[str, Any] = dict(pairs)
    if any("\0" in value for value in parameters.values()):
        raise Fault("BAD_CHARACTER")
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
    raise Fault("BAD_PARAMETER", parameter=name, **_expected(wanted))
