"""GraphQL types and mutations of early deliveries."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.early import actions, models, rules
from ksbb.domain.deliveries.early.models import EarlyDeliveryState
from ksbb.domain.deliveries.trips.models import Shipment as ShipmentRow
from ksbb.domain.deliveries.trips.rules import AllocationExceeded
from ksbb.domain.deliveries.trips.types import Shipment
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Step, timeline_of
from ksbb.domain.pledges.rules import HoldLapsed
from ksbb.domain.pledges.types import Allocation, Pledge

strawberry.enum(
    EarlyDeliveryState,
    description="The state of an early delivery: it waits for the commitment, was booked with it,"
    " ended with its pledge, or was taken back.",
)


@graphql_sql.type(models.EarlyDelivery, node=True)
class EarlyDelivery:
    """What a donor delivered itself before the Pemprov committed its pledge, as it reports it."""

    pledge: Pledge = graphql_sql.one(models.EarlyDelivery.pledge_id, description="The pledge.")
    allocation: Allocation = graphql_sql.one(
        models.EarlyDelivery.allocation_id, description="The allocation that it serves."
    )
    state: EarlyDeliveryState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(
        description="The reason of its last step; those before stand in the timeline."
    )
    happened_on: dt.date = graphql_sql.column(
        description="The day on which it was handed over, according to the giver."
    )
    good: int = graphql_sql.column(description="Packages that arrived in good order.")
    damaged: int = graphql_sql.column(description="Packages that arrived damaged.")
    missing: int = graphql_sql.column(description="Packages that were missing on arrival.")
    late_reason: str = graphql_sql.column(description="Why it was delivered before the commitment.")
    receiver: str = graphql_sql.column(description="The function of who received.")
    note: str = graphql_sql.column(description="A remark.")
    vehicle: str = graphql_sql.column(description="The vehicle.")
    recorded: dt.datetime = graphql_sql.column(description="When it was recorded.")

    @graphql_sql.field(description="The shipment as which it was booked; none before.")
    def shipments(self) -> list[Shipment]:
        return graphql_sql.rows(
            select(ShipmentRow)
            .where(col(ShipmentRow.early_id) == col(models.EarlyDelivery.id))
            .order_by(col(ShipmentRow.id))
        )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("early_delivery", col(models.EarlyDelivery.id)))


@graphql_sql.extend(Pledge)
class PledgeEarlyDeliveries:
    early_deliveries: list[EarlyDelivery] = graphql_sql.many(
        models.EarlyDelivery.pledge_id,
        order_by=[col(models.EarlyDelivery.id)],
        description="What its giver says it delivered before the commitment, oldest first.",
    )


@strawberry.input(description="What a giver delivered itself before the Pemprov committed it.")
class RecordEarlyDeliveryInput:
    key: UUID = strawberry.field(description=KEY)
    allocation: graphql_sql.ID = strawberry.field(
        description="An allocation that a direct pledge holds."
    )
    happened_on: dt.date = strawberry.field(
        description="The day on which it happened, within the last 7 days; further back only an"
        " OWNER records it."
    )
    good: int = strawberry.field(description="Packages that arrived in good order.")
    damaged: int = strawberry.field(default=0, description="Packages that arrived damaged.")
    missing: int = strawberry.field(default=0, description="Packages that were missing on arrival.")
    reason: str = strawberry.field(
        description="Why it was delivered before the commitment, not empty."
    )
    receiver: str = strawberry.field(
        default="", description="The function of who received, such as `ketua RW`; never a name."
    )
    note: str = strawberry.field(default="", description="A remark.")
    vehicle: str = strawberry.field(default="", description="The vehicle.")


@strawberry.input(description="An early delivery that its giver takes back.")
class TakeBackEarlyDeliveryInput:
    key: UUID = strawberry.field(description=KEY)
    early_delivery: graphql_sql.ID = strawberry.field(description="The early delivery.")
    reason: str = strawberry.field(description="The reason, not empty.")


class EarlyDeliveryRecorded(graphql_sql.Payload[EarlyDelivery]):
    """It waits until the Pemprov commits the pledge; no book and no public row has it yet."""


class EarlyDeliveryTakenBack(graphql_sql.Payload[EarlyDelivery]):
    """It is taken back, and will not be booked."""


class EarlyDeliveryMutations:
    @graphql_sql.mutation(refusals=[rules.NotDeliveredByGiver, HoldLapsed, AllocationExceeded])
    async def record_early_delivery(
        self, tx: Transaction, input: RecordEarlyDeliveryInput
    ) -> EarlyDeliveryRecorded:
        """The giver records what it delivered itself while its pledge waits for the Pemprov."""
        early = actions.Early(
            allocation_id=number_of(input.allocation, "Allocation"),
            happened_on=input.happened_on,
            good=input.good,
            damaged=input.damaged,
            missing=input.missing,
            reason=input.reason,
            receiver=input.receiver,
            note=input.note,
            vehicle=input.vehicle,
        )
        return EarlyDeliveryRecorded(
            await actions.record_early_delivery(tx.session, tx.viewer, input.key, early=early)
        )

    @graphql_sql.mutation()
    async def take_back_early_delivery(
        self, tx: Transaction, input: TakeBackEarlyDeliveryInput
    ) -> EarlyDeliveryTakenBack:
        """The giver takes back an early delivery that waits."""
        return EarlyDeliveryTakenBack(
            await actions.take_back_early_delivery(
                tx.session,
                tx.viewer,
                input.key,
                early_id=number_of(input.early_delivery, "EarlyDelivery"),
                reason=input.reason,
            )
        )
