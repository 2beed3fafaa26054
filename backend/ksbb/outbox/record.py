"""Writing an event: one row for the worker and one for the audit, under the same id."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_RECORD = text(
    "SELECT app.record(:kind, :act, :thing, :id, :other, cast(:facts AS jsonb),"
    " cast(:facts AS jsonb))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a thing; a subclass is named in the past tense.

    Such as::

        @dataclass(frozen=True, slots=True, kw_only=True)
        class PledgeCommitted(Event):
            thing: ClassVar[str] = "pledge"
            act: ClassVar[str] = "commit_pledge"
            reason: str | None = None

    Its further fields are the facts of the change: what a reader of the audit has to know, and
    what consumers need. Never a secret, never a recipient's personal data.

    Attributes:
        id: of the thing.
        other: the organisation to which it happened, if that is not the one that acted.
    """

    thing: ClassVar[str]
    act: ClassVar[str]
    id: int
    other: int | None = None

    @property
    def facts(self) -> dict[str, object]:
        """The fields of the subclass by name."""
        named = ((f.name, getattr(self, f.name)) for f in dataclasses.fields(self))
        return {name: value for name, value in named if name not in ("id", "other")}


async def record(tx: AsyncSession, event: Event) -> None:
    """Leave an event in the outbox and in the audit; who and when the database adds."""
    await tx.execute(
        _RECORD,
        {
            "kind": type(event).__name__,
            "act": event.act,
            "thing": event.thing,
            "id": event.id,
            "other": event.other,
            "facts": orjson.dumps(event.facts).decode(),
        },
    )
