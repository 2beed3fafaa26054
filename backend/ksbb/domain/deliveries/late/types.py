"""The mutation of late recording."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.consents.rules import ConsentMissing
from ksbb.domain.deliveries.handovers import rules as handovers
from ksbb.domain.deliveries.handovers.mutations import CountInput, counts_of
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.late import actions
from ksbb.domain.deliveries.stock import rules as stock
from ksbb.domain.deliveries.trips import models, rules
from ksbb.domain.deliveries.trips.models import Shipment as ShipmentRow
from ksbb.domain.deliveries.trips.mutations import (
    AgreementNotInForce,
    AllocationExceeded,
    AllocationNotCommitted,
    LoadInput,
)
from ksbb.domain.deliveries.trips.types import Delivery, Shipment
from ksbb.domain.organisations.mutations import KEY


@graphql_sql.extend(Shipment)
class ShipmentDrove:
    drove: Shipment | None = graphql_sql.one(
        ShipmentRow.drove_id,
        description="The cancelled shipment that drove after all, as which this one was recorded.",
    )


@graphql_sql.extend(Delivery)
class DeliveryLate:
    late: bool = graphql_sql.column(
        col(models.Delivery.late),
        description="Whether its departure or its handover was recorded after it had happened.",
    )
    recorded_late_on: dt.date | None = graphql_sql.column(
        col(models.Delivery.recorded_late_on),
        description="The day on which it was recorded late; null unless it was.",
    )


@strawberry.input(description="One stop that was driven before anybody recorded it.")
class RecordDeliveryInput:
    key: UUID = strawberry.field(description=KEY)
    unit: graphql_sql.ID = strawberry.field(description="The unit.")
    happened_on: dt.date = strawberry.field(
        description="The day on which it happened, within the last 7 days; further back only an"
        " OWNER records it."
    )
    reason: str = strawberry.field(description="Why it is recorded late, not empty.")
    loads: list[LoadInput] = strawberry.field(
        description="What left for the unit, by committed allocation."
    )
    counts: list[CountInput] = strawberry.field(
        description="Every kind of package. Good, damaged, missing and brought back add up to what"
        " left."
    )
    receiver: str = strawberry.field(
        default="", description="The function of who received, such as `ketua RW`; never a name."
    )
    note: str = strawberry.field(default="", description="A remark.")
    vehicle: str = strawberry.field(default="", description="The vehicle.")
    supplier: str = strawberry.field(
        default="",
        description="Who sold the goods, if the executor's own pledge is delivered and they were"
        " not counted in.",
    )
    cancelled: graphql_sql.ID | None = strawberry.field(
        default=None, description="The cancelled shipment that drove after all."
    )


class DeliveryRecorded(graphql_sql.Payload[Handover]):
    """Goods, trip and handover are recorded; the unit's side still has to confirm it."""


class LateMutations:
    @graphql_sql.mutation(
        refusals=[
            AllocationNotCommitted,
            AllocationExceeded,
            AgreementNotInForce,
            ConsentMissing,
            rules.StockShort,
            stock.MoreThanPromised,
            stock.GoodsNotStocked,
            handovers.CountDiffers,
        ]
    )
    async def record_delivery(
        self, tx: Transaction, input: RecordDeliveryInput
    ) -> DeliveryRecorded:
        """The executor records a delivery that happened already, with the reason."""
        cancelled = input.cancelled
        delivery = actions.LateDelivery(
            unit_id=number_of(input.unit, "Unit"),
            happened_on=input.happened_on,
            loads=[
                rules.PlannedLoad(number_of(load.allocation, "Allocation"), load.quantity)
                for load in input.loads
            ],
            counts=counts_of(input.counts),
            reason=input.reason,
            receiver=input.receiver,
            note=input.note,
            vehicle=input.vehicle,
            supplier=input.supplier,
            cancelled_id=None if cancelled is None else number_of(cancelled, "Shipment"),
        )
        return DeliveryRecorded(
            await actions.record_delivery(tx.session, tx.viewer, input.key, delivery=delivery)
        )
