"""Content negotiation: reads `Accept`, `Accept-Language` and `Accept-Encoding`."""

from __future__ import annotations

from functools import lru_cache

from ksbb.core.words import Locale

EVENT_STREAM = "text/event-stream"


def weighted(header: str) -> list[tuple[str, float]]:
    """The values of a header such as ``Accept`` with their weights, best first.

    A weight that can't be read counts as 0.
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
    # sorted() is stable: values of the same weight stay in the caller's order.
    return sorted(values, key=lambda value: -value[1])


@lru_cache(maxsize=256)
def accepts_event_stream(accept: str) -> bool:
    """Whether ``Accept`` names `text/event-stream`, with a weight above 0."""
    return any(name == EVENT_STREAM and weight > 0 for name, weight in weighted(accept))


@lru_cache(maxsize=256)
def preferred_language(accept_language: str) -> Locale | None:
    """Which of our two languages the caller prefers; None if the header names neither."""
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
