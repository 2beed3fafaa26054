"""Idempotency: an action runs once for each idempotency key.

An action is an async function of a transaction, a viewer and keyword arguments. Decorated with
``once`` it takes the mutation's key as its third argument::

    @once
    async def verify_organisation(
        tx: AsyncSession, viewer: Viewer, *, organisation: int
    ) -> int: ...


    made = await verify_organisation(tx, viewer, key, organisation=7)

The same key with the same arguments returns the first answer and does nothing again. With other
arguments it is refused. A refused action leaves nothing behind, so its key can be used again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar, overload
from uuid import UUID

import orjson
from sqlalchemy import Column, LargeBinary, Uuid, and_, bindparam, select, true, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from ksbb.core import columns
from ksbb.core.db_errors import refusal_of
from ksbb.core.refusals import KeyReused, NotSignedIn
from ksbb.core.statements import execute, fetch_one, fetch_value
from ksbb.core.viewer import Viewer

P = ParamSpec("P")
# An action's answer is stored as JSON: the ids of the rows that it created or changed.
Answer = TypeVar("Answer", int, dict[str, int])
Action = Callable[Concatenate[AsyncSession, Viewer, P], Awaitable[Answer]]
Keyed = Callable[Concatenate[AsyncSession, Viewer, UUID, P], Awaitable[Answer]]


class IdempotencyKey(SQLModel, table=True):
    """A key that an actor has used, with the hash of the request and the answer."""

    __tablename__: ClassVar[Any] = "idempotency"
    __table_args__ = {"schema": "app"}

    tenant_id: int = columns.bigint()
    actor: str = columns.text(primary_key=True)
    actor_id: int = columns.bigint(primary_key=True)
    key: UUID = Field(sa_column=Column(Uuid, primary_key=True))
    request_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    result: Any = Field(default=None, sa_column=Column(JSONB))


@dataclass(frozen=True, slots=True)
class _Used:
    request_hash: bytes
    result: Any


_is_this_key = and_(
    col(IdempotencyKey.actor) == bindparam("by_actor"),
    col(IdempotencyKey.actor_id) == bindparam("by_id"),
    col(IdempotencyKey.key) == bindparam("used_key"),
)
_TAKE = (
    insert(IdempotencyKey)
    .values(
        tenant_id=bindparam("organisation"),
        actor=bindparam("by_actor"),
        actor_id=bindparam("by_id"),
        key=bindparam("used_key"),
        request_hash=bindparam("hash"),
    )
    .on_conflict_do_nothing()
    .returning(true())
)
_LOOK = select(col(IdempotencyKey.request_hash), col(IdempotencyKey.result)).where(_is_this_key)
_KEEP = update(IdempotencyKey).where(_is_this_key).values(result=bindparam("answer"))


@overload
def once(action: Action[P, Answer], /) -> Keyed[P, Answer]: ...
@overload
def once(*, personal: bool) -> Callable[[Action[P, Answer]], Keyed[P, Answer]]: ...
def once(action: Any = None, /, *, personal: bool = False) -> Any:
    """Run an action once for each idempotency key.

    Args:
        action: the action, if the decorator is used without arguments.
        personal: the organisation that the person acts for is not part of the request. Somebody who
            applied for an organisation may already act for it when they send the same request
            again.

    Raises (the decorated action):
        NotSignedIn: a key belongs to an actor.
        KeyReused: the key was used for something else.
        Refusal: one of the action's own; also if a constraint of the database refused a write that
            passed the rules.
    """

    def decorated(action: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        @wraps(action)
        async def keyed(tx: AsyncSession, viewer: Viewer, key: UUID, **arguments: Any) -> Any:
            if not viewer.signed_in:
                raise NotSignedIn
            who = {"by_actor": viewer.actor, "by_id": viewer.actor_id, "used_key": key}
            request = _hash(action.__name__, 0 if personal else viewer.organisation_id, arguments)
            # The first write: a second copy of the same request waits here until this one has
            # ended.
            new = await fetch_value(
                tx, _TAKE, {**who, "organisation": viewer.organisation_id, "hash": request}
            )
            if not new:
                before = await fetch_one(tx, _Used, _LOOK, who)
                if before is None or before.request_hash != request or before.result is None:
                    raise KeyReused
                return before.result
            try:
                answer = await action(tx, viewer, **arguments)
            except DBAPIError as error:
                refusal = refusal_of(error)
                if refusal is None:
                    raise
                raise refusal from error
            await execute(tx, _KEEP, {**who, "answer": answer})
            return answer

        return keyed

    return decorated if action is None else decorated(action)


def _hash(action: str, organisation: int, arguments: dict[str, Any]) -> bytes:
    """SHA-256 of a request by its values. The order of keyword arguments does not matter."""
    request = orjson.dumps(
        [action, organisation, arguments], option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    )
    return hashlib.sha256(request).digest()
