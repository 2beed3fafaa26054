"""Records events: one row in the outbox for the worker, one in the audit, with the same id."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import orjson
from sqlalchemy import BigInteger, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.statements import execute

_facts = cast(bindparam("facts", type_=Text), JSONB)
_RECORD = select(
    func.app.record_event(
        bindparam("kind", type_=Text),
        bindparam("action", type_=Text),
        bindparam("thing", type_=Text),
        bindparam("id", type_=BigInteger),
        bindparam("other", type_=BigInteger),
        _facts,
        _facts,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a thing; names of subclasses are in the past tense.

    For example::

        @dataclass(frozen=True, slots=True, kw_only=True)
        class PledgeCommitted(Event):
            thing: ClassVar[str] = "pledge"
            action: ClassVar[str] = "commit_pledge"
            reason: str | None = None

    Its other fields are the facts of the change that readers of the audit and consumers need. Never
    a secret, never personal data of a recipient.

    Attributes:
        id: row id of the thing.
        other: the other organisation that the event concerns, if any.
    """

    thing: ClassVar[str]
    action: ClassVar[str]
    id: int
    other: int | None = None

    @property
    def facts(self) -> dict[str, object]:
        """The fields of the subclass, by name."""
        named = ((f.name, getattr(self, f.name)) for f in dataclasses.fields(self))
        return {name: value for name, value in named if name not in ("id", "other")}


async def record(tx: AsyncSession, event: Event) -> None:
    """Write an event to the outbox and the audit; the database adds who and when."""
    await execute(
        tx,
        _RECORD,
        {
            "kind": type(event).__name__,
            "action": event.action,
            "thing": event.thing,
            "id": event.id,
            "other": event.other,
            "facts": orjson.dumps(event.facts).decode(),
        },
    )
