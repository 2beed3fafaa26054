"""The mutations of trips: plan, change, cancel, dispatch."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.consents.rules import ConsentMissing
from ksbb.domain.deliveries.trips import actions, departures, rules
from ksbb.domain.deliveries.trips.models import DeliveryMode
from ksbb.domain.deliveries.trips.types import Shipment
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.pledges.mutations import AgreementNotInForce
from ksbb.domain.pledges.types import Allocation


@strawberry.input(description="Packages of one committed allocation.")
class LoadInput:
    allocation: graphql_sql.ID = strawberry.field(description="The allocation.")
    quantity: int = strawberry.field(description="How many packages of it, at least 1.")


@strawberry.input(description="A unit on the trip, and what it gets.")
class StopInput:
    unit: graphql_sql.ID = strawberry.field(description="The unit.")
    loads: list[LoadInput] = strawberry.field(description="What it gets; at least one.")
    courier: graphql_sql.ID | None = strawberry.field(
        default=None, description="Who hands it over: a colleague."
    )
    distribution_plan: str = strawberry.field(
        default="", description="How fewer packages than families are shared out, in numbers."
    )


@strawberry.input
class _Plan:
    key: UUID = strawberry.field(description=KEY)
    day: dt.date = strawberry.field(description="The day of the trip.")
    slot_starts: str = strawberry.field(description="When it starts in WIB, e.g. 09:00.")
    slot_ends: str = strawberry.field(description="When it ends in WIB, e.g. 15:00.")
    stops: list[StopInput] = strawberry.field(description="1 to 200 stops in order.")
    vehicle: str = strawberry.field(default="", description="The vehicle.")
    in_charge: str = strawberry.field(default="", description="Who is in charge of it.")
    mode: DeliveryMode = strawberry.field(
        default=DeliveryMode.DOORSTEP, description="To the door, or to a pickup point."
    )
    mode_reason: str = strawberry.field(
        default="", description="Why it goes to a pickup point; required for one."
    )
    crowd_plan: str = strawberry.field(
        default="", description="How a crowd is avoided there; required for a pickup point."
    )
    note: str = strawberry.field(default="", description="A remark.")


@strawberry.input(description="A trip to plan.")
class PlanShipmentInput(_Plan):
    pass


@strawberry.input(description="A new plan for a shipment that has not left.")
class ChangeShipmentInput(_Plan):
    shipment: graphql_sql.ID = strawberry.field(description="The shipment.")


@strawberry.input(description="A shipment to cancel, with the reason.")
class CancelShipmentInput:
    key: UUID = strawberry.field(description=KEY)
    shipment: graphql_sql.ID = strawberry.field(description="The shipment.")
    reason: str = strawberry.field(description="The reason, not empty.")


@strawberry.input(description="How many packages of a load really left.")
class DispatchedLoadInput:
    load: graphql_sql.ID = strawberry.field(description="The load.")
    quantity: int = strawberry.field(description="Packages that left, 0 to the planned ones.")


@strawberry.input(description="A shipment that leaves.")
class DispatchShipmentInput:
    key: UUID = strawberry.field(description=KEY)
    shipment: graphql_sql.ID = strawberry.field(description="The shipment.")
    loads: list[DispatchedLoadInput] = strawberry.field(
        default_factory=list,
        description="Loads that leave with fewer packages than planned; all others leave whole.",
    )
    day: dt.date | None = strawberry.field(
        default=None, description="When it left, if that was before today."
    )
    late_reason: str = strawberry.field(
        default="", description="Why it is recorded late; required for a day before today."
    )


class ShipmentPlanned(graphql_sql.Payload[Shipment]):
    """The trip is planned; its packages can't be planned twice."""


class ShipmentChanged(graphql_sql.Payload[Shipment]):
    """The trip has a new plan."""


class ShipmentCancelled(graphql_sql.Payload[Shipment]):
    """The trip is cancelled; its packages can be planned again."""


class ShipmentDispatched(graphql_sql.Payload[Shipment]):
    """The trip has left; its packages count as dispatched."""


AllocationNotCommitted = graphql_sql.refusal(rules.AllocationNotCommitted, allocation=Allocation)
AllocationExceeded = graphql_sql.refusal(rules.AllocationExceeded, allocation=Allocation)
_LOADING = [AllocationNotCommitted, AllocationExceeded, AgreementNotInForce]


def _plan(input: _Plan) -> rules.Plan:
    return rules.Plan(
        day=input.day,
        slot_starts=input.slot_starts,
        slot_ends=input.slot_ends,
        stops=[
            rules.PlannedStop(
                number_of(stop.unit, "Unit"),
                tuple(
                    rules.PlannedLoad(number_of(load.allocation, "Allocation"), load.quantity)
                    for load in stop.loads
                ),
                None if stop.courier is None else number_of(stop.courier, "Person"),
                stop.distribution_plan,
            )
            for stop in input.stops
        ],
        vehicle=input.vehicle,
        in_charge=input.in_charge,
        mode=input.mode,
        mode_reason=input.mode_reason,
        crowd_plan=input.crowd_plan,
        note=input.note,
    )


class TripMutations:
    @graphql_sql.mutation(refusals=_LOADING)
    async def plan_shipment(self, tx: Transaction, input: PlanShipmentInput) -> ShipmentPlanned:
        """The executor plans a trip with its stops and loads."""
        return ShipmentPlanned(
            await actions.plan_shipment(tx.session, tx.viewer, input.key, plan=_plan(input))
        )

    @graphql_sql.mutation(refusals=_LOADING)
    async def change_shipment(self, tx: Transaction, input: ChangeShipmentInput) -> ShipmentChanged:
        """The executor replaces the plan of a trip that has not left."""
        return ShipmentChanged(
            await actions.change_shipment(
                tx.session,
                tx.viewer,
                input.key,
                shipment_id=number_of(input.shipment, "Shipment"),
                plan=_plan(input),
            )
        )

    @graphql_sql.mutation()
    async def cancel_shipment(
        self, tx: Transaction, input: CancelShipmentInput
    ) -> ShipmentCancelled:
        """The executor cancels a trip that has not left."""
        return ShipmentCancelled(
            await actions.cancel_shipment(
                tx.session,
                tx.viewer,
                input.key,
                shipment_id=number_of(input.shipment, "Shipment"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[*_LOADING, rules.StockShort, ConsentMissing])
    async def dispatch_shipment(
        self, tx: Transaction, input: DispatchShipmentInput
    ) -> ShipmentDispatched:
        """A planned trip leaves, with all of its packages or fewer."""
        return ShipmentDispatched(
            await departures.dispatch_shipment(
                tx.session,
                tx.viewer,
                input.key,
                shipment_id=number_of(input.shipment, "Shipment"),
                quantities={number_of(load.load, "Load"): load.quantity for load in input.loads},
                day=input.day,
                late_reason=input.late_reason,
            )
        )
