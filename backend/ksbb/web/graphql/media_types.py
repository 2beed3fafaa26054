"""The media types of an answer from GraphQL over HTTP."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from ksbb.web.negotiation import weighted

MediaType = Literal["application/json", "application/graphql-response+json"]

JSON: MediaType = "application/json"
GRAPHQL: MediaType = "application/graphql-response+json"


@lru_cache(maxsize=256)
def media_type(accept: str) -> MediaType | None:
    """The best media type for an ``Accept`` header; None when none of ours is accepted.

    No header and ``*/*`` mean ``application/json``, as GraphQL over HTTP requires.
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
