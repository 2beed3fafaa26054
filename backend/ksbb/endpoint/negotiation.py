"""What the caller wants to receive: media type, language, compression."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from ksbb.kernel.errors import Locale

MediaType = Literal["application/json", "application/graphql-response+json"]

JSON: MediaType = "application/json"
GRAPHQL: MediaType = "application/graphql-response+json"
EVENT_STREAM = "text/event-stream"


def weighted(header: str) -> list[tuple[str, float]]:
    """The values of a header such as ``Accept`` with their weights, best first.

    A weight that can't be read counts as 0: what is not understood is not wished for.
    """
    values: list[tuple[str, float]] = []
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if not name:
            continue
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        values.append((name, weight))
    # sorted() is stable: among equals the caller's order stands.
    return sorted(values, key=lambda value: -value[1])


@lru_cache(maxsize=256)
def media_type(accept: str) -> MediaType | None:
    """The best media type for an ``Accept`` header; None when none of ours is accepted.

    No header and ``*/*`` mean ``application/json``, as GraphQL over HTTP asks for.
    """
    if not accept.strip():
        return JSON
    for name, weight in weighted(accept):
        if weight <= 0:
            continue
        if name == GRAPHQL:
            return GRAPHQL
        if name in (JSON, "application/*", "*/*"):
            return JSON
    return None


@lru_cache(maxsize=256)
def streams(accept: str) -> bool:
    """Whether the caller takes an answer that goes on: it has to be named, and not with 0."""
    return any(name == EVENT_STREAM and weight > 0 for name, weight in weighted(accept))


@lru_cache(maxsize=256)
def preferred(accept_language: str) -> Locale | None:
    """Which of our two languages the caller would rather have; None when it doesn't say."""
    for name, weight in weighted(accept_language):
        if weight > 0:
            if name.startswith("en"):
                return "en"
            if name.startswith("id"):
                return "id"
    return None


@lru_cache(maxsize=256)
def accepts_coding(accept_encoding: str, coding: str) -> bool:
    """Whether a content coding (``gzip``, ``br``) may be used."""
    weights = dict(weighted(accept_encoding))
    return weights.get(coding, 0.0) > 0
