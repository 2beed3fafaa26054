"""GraphQL types of trips: shipments, stops, loads, and the public deliveries."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import ARRAY, BigInteger, Integer, any_, cast, func, or_, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.deliveries.trips import models
from ksbb.domain.deliveries.trips.models import (
    DeliveryMode,
    DeliveryState,
    ProofSide,
    ShipmentState,
    StopState,
)
from ksbb.domain.geo.queries import ids_of_areas_in
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.types import (
    Organisation,
    Person,
    Step,
    TenantOrganisation,
    Viewer,
    timeline_of,
)
from ksbb.domain.pledges.models import Allocation as AllocationRow
from ksbb.domain.pledges.models import AllocationState
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.types import Allocation, Pledge
from ksbb.domain.programmes.types import Package, Phase
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.types import Unit

strawberry.enum(ShipmentState, description="The state of a shipment.")
strawberry.enum(StopState, description="The state of a stop.")
strawberry.enum(DeliveryMode, description="To the door, or to a point where people fetch it.")
strawberry.enum(DeliveryState, description="How far packages that left have come.")
strawberry.enum(ProofSide, description="Whose word a proof is: the unit's, or the executor's.")


@graphql_sql.type(models.Delivery, node=True)
class Delivery:
    """Packages that left for a unit; public. Figures of deliveries are sums of these."""

    unit: Unit = graphql_sql.one(models.Delivery.unit_id, description="The unit that they are for.")
    phase: Phase = graphql_sql.one(models.Delivery.phase_id, description="The phase.")
    package: Package = graphql_sql.one(
        models.Delivery.package_id, description="The kind of package."
    )
    giver: Organisation = graphql_sql.one(
        models.Delivery.giver_id, description="The organisation that gives."
    )
    executor: Organisation = graphql_sql.one(
        models.Delivery.executor_id, description="The organisation that delivers."
    )
    dispatched: int = graphql_sql.column(description="Packages that left.")
    dispatched_on: dt.date = graphql_sql.column(description="The day on which they left.")
    state: DeliveryState = graphql_sql.column(description="How far they have come.")
    good: int = graphql_sql.column(description="Packages that arrived in good order.")
    damaged: int = graphql_sql.column(description="Packages that arrived damaged.")
    missing: int = graphql_sql.column(description="Packages that were missing on arrival.")
    brought_back: int = graphql_sql.column(description="Packages that were brought back.")
    received: int = graphql_sql.column(
        description="Packages that a proof says the unit received; 0 while there is no proof."
    )
    happened_on: dt.date | None = graphql_sql.column(
        description="The day on which they were handed over."
    )
    received_on: dt.date | None = graphql_sql.column(
        description="The day from which they count as received."
    )
    proven_by: ProofSide | None = graphql_sql.column(
        description="Whose word the proof is; null without one."
    )
    verified_on: dt.date | None = graphql_sql.column(
        description="When an independent look confirmed it."
    )
    corrected: bool = graphql_sql.column(
        description="Whether its numbers were corrected after they had been published."
    )
    received_before: int | None = graphql_sql.column(
        description="What `received` first was, if it was corrected."
    )


@graphql_sql.type(models.Load, node=True)
class Load:
    """Packages of one allocation on one stop."""

    allocation: Allocation = graphql_sql.one(
        models.Load.allocation_id, description="The allocation that it serves."
    )
    giver: Organisation = graphql_sql.one(
        models.Load.donor_id, description="The organisation that gives."
    )
    unit: Unit = graphql_sql.one(models.Load.unit_id, description="The unit that it is for.")
    package: Package = graphql_sql.one(models.Load.package_id, description="The kind of package.")
    quantity: int = graphql_sql.column(description="Packages that were planned.")
    dispatched: int | None = graphql_sql.column(
        description="Packages that left; null before the shipment does."
    )
    delivery: Delivery | None = graphql_sql.one(
        models.Delivery.load_id, description="Its public row; null before it left."
    )
    shipment: Shipment = graphql_sql.one(
        models.Load.shipment_id, description="The shipment that carries it."
    )


@graphql_sql.type(models.Stop, node=True)
class Stop:
    """A unit on a trip."""

    unit: Unit = graphql_sql.one(models.Stop.unit_id, description="The unit.")
    shipment: Shipment = graphql_sql.one(
        models.Stop.shipment_id, description="The shipment it belongs to."
    )
    position: int = graphql_sql.column(description="Its place in the order, from 1.")
    state: StopState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(description="Why nothing was handed over.")
    distribution_plan: str = graphql_sql.column(
        description="How fewer packages than families are shared out."
    )
    courier: Person | None = graphql_sql.one(
        models.Stop.courier_id, description="Who hands it over, if that is a colleague."
    )
    loads: list[Load] = graphql_sql.many(
        models.Load.stop_id,
        order_by=[col(models.Load.id)],
        where=col(models.Load.cancelled).is_(False),
        description="What it carries.",
    )


@graphql_sql.type(models.Shipment, node=True)
class Shipment:
    """One trip of an executor; the executor, givers with packages on it and the Pemprov see it."""

    number: str = graphql_sql.column(description="Its number, e.g. KR-2020-000004.")
    executor: Organisation = graphql_sql.one(
        models.Shipment.executor_id, description="The organisation that drives it."
    )
    day: dt.date = graphql_sql.column(description="The day of the trip.")
    slot_starts: str = graphql_sql.column(description="When it starts in WIB, e.g. 09:00.")
    slot_ends: str = graphql_sql.column(description="When it ends in WIB, e.g. 15:00.")
    vehicle: str = graphql_sql.column(description="The vehicle.")
    in_charge: str = graphql_sql.column(description="Who is in charge of it.")
    mode: DeliveryMode = graphql_sql.column(description="To the door, or to a pickup point.")
    mode_reason: str | None = graphql_sql.column(description="Why it goes to a pickup point.")
    crowd_plan: str | None = graphql_sql.column(description="How a crowd is avoided there.")
    note: str = graphql_sql.column(description="A remark.")
    state: ShipmentState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(description="Why it was cancelled.")
    dispatched_on: dt.date | None = graphql_sql.column(description="The day on which it left.")
    late_reason: str | None = graphql_sql.column(
        description="Why it was recorded after it had left; null if it was not."
    )
    stops: list[Stop] = graphql_sql.many(
        models.Stop.shipment_id,
        order_by=[col(models.Stop.position)],
        description="Its stops in order.",
    )
    packages: int = graphql_sql.column(
        select(
            func.coalesce(
                func.sum(func.coalesce(col(models.Load.dispatched), col(models.Load.quantity))), 0
            ).cast(Integer)
        )
        .where(
            col(models.Load.shipment_id) == col(models.Shipment.id),
            col(models.Load.cancelled).is_(False),
        )
        .scalar_subquery(),
        description="Packages on it, as far as the viewer may see them.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("shipment", col(models.Shipment.id)))


@graphql_sql.extend(Allocation)
class AllocationDeliveries:
    loaded: int = graphql_sql.column(
        col(AllocationRow.loaded), description="Packages of it that are on loads."
    )
    dispatched: int = graphql_sql.column(
        col(AllocationRow.dispatched), description="Packages of it that left."
    )
    received: int = graphql_sql.column(
        col(AllocationRow.received), description="Packages of it that are proven to be received."
    )
    released: int = graphql_sql.column(
        col(AllocationRow.released), description="Packages of it that were released."
    )
    to_load: int = graphql_sql.column(
        col(AllocationRow.quantity) - col(AllocationRow.released) - col(AllocationRow.loaded),
        description="Packages of it that are on no load yet.",
    )
    loads: list[Load] = graphql_sql.many(
        models.Load.allocation_id,
        order_by=[col(models.Load.id)],
        where=col(models.Load.cancelled).is_(False),
        description="Its loads, oldest first.",
    )


@graphql_sql.extend(Pledge)
class PledgeDeliveries:
    @graphql_sql.field(description="Its packages that left, newest first.")
    def deliveries(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Delivery]:
        row, load = models.Delivery, models.Load
        return graphql_sql.page(
            select(row)
            .join(load, col(load.id) == col(row.load_id))
            .where(col(load.pledge_id) == col(PledgeRow.id)),
            order_by=[col(row.load_id).desc()],
            first=first,
            after=after,
        )


@graphql_sql.extend(Unit)
class UnitDeliveries:
    @graphql_sql.field(description="Packages that left for it, newest first.")
    def deliveries(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Delivery]:
        row = models.Delivery
        return graphql_sql.page(
            select(row).where(col(row.unit_id) == col(UnitRow.id)),
            order_by=[col(row.load_id).desc()],
            first=first,
            after=after,
        )


@graphql_sql.extend(Viewer)
class ViewerStops:
    @graphql_sql.field(
        description="Stops of trips that left: those that the viewer hands over as a courier, and"
        " those in the kelurahan that they look after; the newest first."
    )
    def stops(
        self,
        states: list[StopState] | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Stop]:
        row = models.Stop
        areas = cast(select(func.sec.areas()).scalar_subquery(), ARRAY(BigInteger))
        query = select(row).where(
            or_(
                col(row.courier_id) == select(func.sec.courier()).scalar_subquery(),
                col(row.area_id) == any_(areas),
            ),
            col(row.state).in_((StopState.ON_THE_WAY, StopState.HANDED_OVER, StopState.FAILED)),
        )
        if states:
            query = query.where(col(row.state).in_(sorted({state.value for state in states})))
        return graphql_sql.page(query, order_by=[col(row.id).desc()], first=first, after=after)


@graphql_sql.extend(TenantOrganisation)
class TenantTrips:
    @graphql_sql.field(description="Its shipments, the latest day first.")
    def shipments(
        self,
        states: list[ShipmentState] | None = None,
        day: dt.date | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Shipment]:
        row = models.Shipment
        query = select(row).where(col(row.executor_id) == col(TenantRow.id))
        if states:
            query = query.where(col(row.state).in_(sorted({state.value for state in states})))
        if day is not None:
            query = query.where(col(row.day) == day)
        return graphql_sql.page(
            query, order_by=[col(row.day).desc(), col(row.id).desc()], first=first, after=after
        )

    @graphql_sql.field(
        description="Committed allocations that it delivers and that are not loaded completely,"
        " the oldest commitment first: the list to plan a trip from."
    )
    def allocations_to_load(
        self,
        package: graphql_sql.ID | None = None,
        area: graphql_sql.ID | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Allocation]:
        row = AllocationRow
        query = select(row).where(
            col(row.executor_id) == col(TenantRow.id),
            col(row.state) == AllocationState.COMMITTED,
            col(row.quantity) - col(row.released) > col(row.loaded),
        )
        if package is not None:
            query = query.where(col(row.package_id) == graphql_sql.id_of(package, "Package"))
        if area is not None:
            inside = ids_of_areas_in(graphql_sql.id_of(area, "Area"))
            query = query.where(
                col(row.unit_id).in_(
                    select(col(UnitRow.id)).where(col(UnitRow.area_id).in_(inside))
                )
            )
        return graphql_sql.page(query, order_by=[col(row.id)], first=first, after=after)
