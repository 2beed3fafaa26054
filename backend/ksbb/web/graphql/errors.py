"""Errors as the caller may see them: useful to the caller, without our internals.

An error of the request (it can't be parsed, validated or coerced) is sent in GraphQL's own words
after a sentence in the caller's language. An unexpected exception becomes ``INTERNAL`` with an
incident code; the log has the details under the same code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import asyncpg
import structlog
from graphql import FieldNode, GraphQLError
from sqlalchemy.exc import DBAPIError

from ksbb.core.refusals import Refusal
from ksbb.core.words import Locale
from ksbb.web.graphql.documents import MAX_ERRORS
from ksbb.web.graphql.request_refused import RequestRefused, message_of
from ksbb.web.unavailable import UNREACHABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ksbb.web.graphql.exchange import Exchange

# A message may quote the caller's input; it is cut at this length.
MAX_MESSAGE = 500

log = structlog.get_logger("ksbb.web.graphql")


def masked(errors: Iterable[GraphQLError], exchange: Exchange) -> list[dict[str, Any]]:
    """The entries of ``errors`` for the caller; what they hide is logged."""
    return [_masked(error, exchange) for error in errors]


def document_errors(errors: list[GraphQLError], code: str, locale: Locale) -> list[dict[str, Any]]:
    """The entries for what parsing or validation found, each with the sentence of its code."""
    return [
        {
            "message": message_of(code, locale, detail=error.message)[:MAX_MESSAGE],
            "locations": [location.formatted for location in error.locations or ()],
            "extensions": {"code": code},
        }
        for error in errors[:MAX_ERRORS]
    ]


def _masked(error: GraphQLError, exchange: Exchange) -> dict[str, Any]:
    code, facts, message = _described(error, exchange)
    entry: dict[str, Any] = {"message": message[:MAX_MESSAGE]}
    if error.locations:
        entry["locations"] = [location.formatted for location in error.locations]
    if error.path:
        entry["path"] = list(error.path)
    entry["extensions"] = {"code": code, **facts}
    return entry


def _described(error: GraphQLError, exchange: Exchange) -> tuple[str, dict[str, Any], str]:
    """The code of an error, its facts, and its message for the caller."""
    original = _root_cause(error)
    if isinstance(original, RequestRefused | Refusal):
        return original.code, dict(original.facts), original.message(exchange.locale)
    extensions = error.extensions or {}
    if isinstance(extensions.get("code"), str):
        # Raised on purpose with a code: its message is meant for the caller.
        facts = {name: fact for name, fact in extensions.items() if name != "code"}
        return extensions["code"], facts, error.message
    if _is_callers_mistake(error, original):
        code = "BAD_USER_INPUT"
        return code, {}, message_of(code, exchange.locale, detail=error.message)
    code, facts = _internal(error, original or error, exchange)
    return code, facts, message_of(code, exchange.locale, **facts)


def _is_callers_mistake(error: GraphQLError, original: Exception | None) -> bool:
    """Whether GraphQL refuses a value that the caller sent, not one that a resolver returned.

    Variables are coerced before any path exists, and an error in an argument points at the value
    in the document. An error in a returned value points at the field.
    """
    if error.nodes:
        return not isinstance(error.nodes[0], FieldNode)
    return original is None and error.path is None


def _internal(
    error: GraphQLError, original: Exception, exchange: Exchange
) -> tuple[str, dict[str, Any]]:
    """The code and the facts for what went wrong on our side; the details are logged."""
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


def _root_cause(error: GraphQLError) -> Exception | None:
    """The exception behind an error; None when GraphQL itself found the error."""
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    if isinstance(original, DBAPIError) and isinstance(original.__cause__, Exception):
        cause = original.__cause__.__cause__ or original.__cause__
        of_driver = (asyncpg.PostgresError, asyncpg.InternalClientError, OSError)
        return cause if isinstance(cause, of_driver) else original
    return None if isinstance(original, GraphQLError) else original
