"""Verbs: what a viewer does once for each key, said kindly where the database says no.

A verb is an async function of a transaction, a viewer and keyword arguments. Decorated with
``once`` it takes the mutation's key as its third argument::

    @once
    async def verify_organisation(
        tx: AsyncSession, viewer: Viewer, *, organisation: int
    ) -> int: ...


    made = await verify_organisation(tx, viewer, key, organisation=7)

The same key with the same arguments gives the same answer and does nothing again; with others
it is refused. What was refused did nothing, its key included, and may be tried again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, overload
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.kernel.errors import KeyReused, NotSignedIn
from ksbb.kernel.said import refusal_of
from ksbb.kernel.viewer import Viewer

P = ParamSpec("P")
# What a verb answers is kept as JSON: the numbers of what it made or moved.
Answer = TypeVar("Answer", int, dict[str, int])
Verb = Callable[Concatenate[AsyncSession, Viewer, P], Awaitable[Answer]]
Keyed = Callable[Concatenate[AsyncSession, Viewer, UUID, P], Awaitable[Answer]]

_TAKE = text(
    "INSERT INTO app.idempotency (tenant_id, person_id, key, request_hash)"
    " VALUES (:organisation, :person, :key, :hash) ON CONFLICT DO NOTHING RETURNING true"
)
_LOOK = text(
    "SELECT request_hash, result FROM app.idempotency WHERE person_id = :person AND key = :key"
)
_KEEP = text(
    "UPDATE app.idempotency SET result = cast(:result AS jsonb)"
    " WHERE person_id = :person AND key = :key"
)


@overload
def once(verb: Verb[P, Answer], /) -> Keyed[P, Answer]: ...
@overload
def once(*, personal: bool) -> Callable[[Verb[P, Answer]], Keyed[P, Answer]]: ...
def once(verb: Any = None, /, *, personal: bool = False) -> Any:
    """Let a verb act once for each key.

    Args:
        verb: where the decorator stands without arguments.
        personal: it is the person's own doing, whichever organisation they act for: somebody
            who applied as an organisation may already act for it when they ask again.

    Raises (the decorated verb):
        NotSignedIn: a key belongs to a person.
        KeyReused: it was used for something else.
        Refusal: also in place of what the database refused although the rules did not.
    """

    def decorated(act: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        @wraps(act)
        async def acting(tx: AsyncSession, viewer: Viewer, key: UUID, **asked: Any) -> Any:
            if not viewer.signed_in:
                raise NotSignedIn
            who = {"person": viewer.person_id, "key": key}
            request = _hash(act.__name__, 0 if personal else viewer.organisation_id, asked)
            # The first write: a twin of this request waits here until we have finished.
            new = await tx.scalar(
                _TAKE, {**who, "organisation": viewer.organisation_id, "hash": request}
            )
            if not new:
                before = (await tx.execute(_LOOK, who)).one_or_none()
                if before is None or before.request_hash != request or before.result is None:
                    raise KeyReused
                return before.result
            try:
                answer = await act(tx, viewer, **asked)
                await tx.flush()
            except DBAPIError as error:
                refusal = refusal_of(error)
                if refusal is None:
                    raise
                raise refusal from error
            await tx.execute(_KEEP, {**who, "result": orjson.dumps(answer).decode()})
            return answer

        return acting

    return decorated if verb is None else decorated(verb)


def _hash(verb: str, organisation: int, asked: dict[str, Any]) -> bytes:
    """SHA-256 of what was asked, by values: the order of keyword arguments plays no part."""
    request = orjson.dumps(
        [verb, organisation, asked], option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    )
    return hashlib.sha256(request).digest()
