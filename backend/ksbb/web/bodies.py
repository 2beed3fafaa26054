"""Reads the body of a request with a limit, and the fields of a plain form."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qsl

from ksbb.core.refusals import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 20


class NotReadable(Refusal):
    """The body is not a form and not a JSON object of texts, or is too large."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Isi permintaan tidak terbaca.",
        "en": "The body of the request can't be read.",
    }


class BodyTooLargeError(Exception):
    """The body has more bytes than allowed; the rest of it was not read."""


async def read_body(request: Request, limit: int) -> bytes:
    """The body of a request, of at most ``limit`` bytes.

    Raises:
        BodyTooLargeError: it is larger, or its ``Content-Length`` says so.
    """
    return b"".join([chunk async for chunk in _chunks(request, limit)])


async def save_body(request: Request, file: Path, limit: int) -> None:
    """Write the body of a request, of at most ``limit`` bytes, to a new file.

    Raises:
        BodyTooLargeError: it is larger, or its ``Content-Length`` says so.
    """
    with await asyncio.to_thread(file.open, "xb") as writing:
        async for chunk in _chunks(request, limit):
            await asyncio.to_thread(writing.write, chunk)


async def _chunks(request: Request, limit: int) -> AsyncIterator[bytes]:
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced[:20]) > limit:
        raise BodyTooLargeError
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > limit:
            raise BodyTooLargeError
        yield chunk


async def read_small_body(request: Request, limit: int) -> bytes:
    """As `read_body`, for requests that are answered with a page or a refusal.

    Raises:
        NotReadable: it is larger.
    """
    try:
        return await read_body(request, limit)
    except BodyTooLargeError:
        raise NotReadable from None


def media_type_of(request: Request) -> str:
    """The media type of the body in lower case, without parameters; may be empty."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def form_fields(body: bytes) -> dict[str, str]:
    """The fields of a plain form; of a name sent twice, the last value.

    Raises:
        NotReadable: it is not percent-encoded ASCII, or has too many fields.
    """
    if not body:
        return {}
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:
        raise NotReadable from None
    return checked_texts(dict(pairs))


def checked_texts(fields: dict[str, str]) -> dict[str, str]:
    """The same fields.

    Raises:
        NotReadable: a name or a value has a NUL, which PostgreSQL can't store in a text.
    """
    if any("\0" in text for pair in fields.items() for text in pair):
        raise NotReadable
    return fields
