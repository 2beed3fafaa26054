"""The subscription: what changed, told to whoever may see it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

import strawberry
from strawberry.types import Info

from ksbb import reads
from ksbb.live import queries
from ksbb.live.hub import Batch, Figures, Hub

if TYPE_CHECKING:
    from ksbb.kernel.db import Pools
    from ksbb.kernel.viewer import Viewer


@strawberry.enum(description="What kind of thing changed.")
class ChangedThing(StrEnum):
    PLEDGE = "PLEDGE"
    CONTRIBUTION = "CONTRIBUTION"
    AGREEMENT = "AGREEMENT"
    PERMIT = "PERMIT"
    ORGANISATION = "ORGANISATION"
    MEMBERSHIP = "MEMBERSHIP"
    INVITATION = "INVITATION"
    COMPLAINT = "COMPLAINT"
    PROPOSAL = "PROPOSAL"
    PHASE = "PHASE"
    NEED = "NEED"


@strawberry.type(description="How a need stands now.")
class NeedFigures:
    unit: reads.GlobalID = strawberry.field(description="The unit whose need it is.")
    target: int = strawberry.field(description="Packages needed.")
    held: int = strawberry.field(description="Packages promised and waiting to be committed.")
    committed: int = strawberry.field(description="Packages committed.")
    remaining: int = strawberry.field(description="Packages nobody promised yet: its open gap.")


@strawberry.type(description="One thing that changed; what became of it is there to be read.")
class Change:
    thing: ChangedThing = strawberry.field(description="What kind of thing.")
    # Not `id`: clients keep objects by that, and this is a message about one.
    thing_id: reads.GlobalID = strawberry.field(description="Its id.")
    number: str | None = strawberry.field(description="Its number, if it has one.")
    at: datetime = strawberry.field(description="When, by the programme's clock.")
    figures: NeedFigures | None = strawberry.field(description="Of a need: its new figures.")


@strawberry.type(description="What changed since the last message.")
class Changed:
    missed: bool = strawberry.field(
        description="More changed than is said here: read again what is shown."
    )
    changes: list[Change] = strawberry.field(description="What changed, each thing once.")


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _figures(need: Figures) -> NeedFigures:
    return NeedFigures(
        unit=reads.GlobalID("Unit", need.unit_id),
        target=need.target,
        held=need.held,
        committed=need.committed,
        remaining=need.remaining,
    )


async def _told(pools: Pools, viewer: Viewer, batch: Batch) -> Changed:
    """What of a batch this viewer may know."""
    visible = await queries.visible(pools, viewer, batch.things)
    changes = [
        Change(
            thing=ChangedThing(thing.upper()),
            thing_id=reads.GlobalID(queries.THINGS[thing][0], number),
            number=name,
            at=_moment(batch.things[thing, number]),
            figures=None,
        )
        for (thing, number), name in visible.items()
    ]
    changes += [
        Change(
            thing=ChangedThing.NEED,
            thing_id=reads.GlobalID("Need", need.id),
            number=None,
            at=_moment(at),
            figures=_figures(need),
        )
        for need, at in batch.needs.values()
    ]
    return Changed(missed=batch.missed, changes=changes)


@strawberry.type(description="Everything that can be waited for.")
class Subscription:
    @strawberry.subscription(
        description=(
            "What changes, from now on: the first message says that it is listened to. A thing is"
            " told to whoever may read it; figures of needs are everybody's."
        )
    )
    async def changed(self, info: Info[Any, None]) -> AsyncGenerator[Changed]:
        context = info.context
        hub = cast("Hub", context.request.app.state.hub)
        with hub.mailbox() as box:
            await hub.listening()
            # Before now nothing was listened to; readers begin here.
            box.empty()
            yield Changed(missed=False, changes=[])
            while True:
                told = await _told(context.pools, context.viewer, await box.taken())
                if told.changes or told.missed:
                    yield told
