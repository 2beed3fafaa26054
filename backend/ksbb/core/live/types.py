"""The GraphQL subscription `changed`: changes that the viewer may see."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

import strawberry
from strawberry.types import Info

import graphql_sql
from ksbb.core.live import queries
from ksbb.core.live.hub import Batch, Figures, Hub

if TYPE_CHECKING:
    from ksbb.core.database import Pools
    from ksbb.core.viewer import Viewer


@strawberry.enum(description="The kind of thing that changed.")
class ChangedThing(StrEnum):
    PLEDGE = "PLEDGE"
    WITHDRAWAL = "WITHDRAWAL"
    CLOSING = "CLOSING"
    REASSIGNMENT = "REASSIGNMENT"
    CONTRIBUTION = "CONTRIBUTION"
    AGREEMENT = "AGREEMENT"
    PERMIT = "PERMIT"
    ORGANISATION = "ORGANISATION"
    MEMBERSHIP = "MEMBERSHIP"
    INVITATION = "INVITATION"
    COMPLAINT = "COMPLAINT"
    PROPOSAL = "PROPOSAL"
    PHASE = "PHASE"
    GOODS_RECEIPT = "GOODS_RECEIPT"
    SHIPMENT = "SHIPMENT"
    HANDOVER = "HANDOVER"
    DISPUTE_MESSAGE = "DISPUTE_MESSAGE"
    PROOF = "PROOF"
    DISCREPANCY = "DISCREPANCY"
    EVIDENCE = "EVIDENCE"
    BAST_VERSION = "BAST_VERSION"
    INBOX = "INBOX"
    NEED = "NEED"


@strawberry.type(description="The current figures of a need.")
class NeedFigures:
    unit: graphql_sql.ID = strawberry.field(description="The unit that has the need.")
    target: int = strawberry.field(description="Packages that are needed.")
    held: int = strawberry.field(description="Packages promised, but not committed yet.")
    committed: int = strawberry.field(
        description="Packages that are committed: approved by the Pemprov and not released."
    )
    remaining: int = strawberry.field(description="Packages that nobody has promised yet.")


@strawberry.type(description="One thing that changed. Query the thing itself for its new state.")
class Change:
    thing: ChangedThing = strawberry.field(description="The kind of thing.")
    # Not `id`: clients cache objects by id, and this is a message about an object.
    thing_id: graphql_sql.ID = strawberry.field(description="The id of the thing that changed.")
    number: str | None = strawberry.field(description="Its public number, if it has one.")
    at: datetime = strawberry.field(description="When it changed, by the programme's clock.")
    figures: NeedFigures | None = strawberry.field(
        description="The new figures, if the thing is a need."
    )


@strawberry.type(description="What changed since the last message.")
class Changed:
    missed: bool = strawberry.field(
        description="More changed than is listed here: read all displayed data again."
    )
    changes: list[Change] = strawberry.field(description="What changed; each thing is listed once.")


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _figures(need: Figures) -> NeedFigures:
    return NeedFigures(
        unit=graphql_sql.ID("Unit", need.unit_id),
        target=need.target,
        held=need.held,
        committed=need.committed,
        remaining=need.remaining,
    )


async def _visible_changes(pools: Pools, viewer: Viewer, batch: Batch) -> Changed:
    """The changes of a batch that this viewer may see."""
    visible = await queries.visible(pools, viewer, batch.things)
    changes = [
        Change(
            thing=ChangedThing(thing.upper()),
            thing_id=graphql_sql.ID(queries.THINGS[thing][0], number),
            number=name,
            at=_moment(batch.things[thing, number]),
            figures=None,
        )
        for (thing, number), name in visible.items()
    ]
    changes += [
        Change(
            thing=ChangedThing.NEED,
            thing_id=graphql_sql.ID("Need", need.id),
            number=None,
            at=_moment(at),
            figures=_figures(need),
        )
        for need, at in batch.needs.values()
    ]
    return Changed(missed=batch.missed, changes=changes)


@strawberry.type(description="The subscriptions.")
class Subscription:
    @strawberry.subscription(
        description=(
            "Changes from now on. The first message is empty: the server now listens. Only things"
            " that the viewer may see are listed; figures of needs are public."
        )
    )
    async def changed(self, info: Info[Any, None]) -> AsyncGenerator[Changed]:
        context = info.context
        hub = cast("Hub", context.request.app.state.hub)
        with hub.subscriber() as subscriber:
            await hub.listening()
            # Clients read their data after the first message, so older changes are dropped.
            subscriber.clear()
            yield Changed(missed=False, changes=[])
            while True:
                batch = await subscriber.next_batch()
                changed = await _visible_changes(context.pools, context.viewer, batch)
                if changed.changes or changed.missed:
                    yield changed
