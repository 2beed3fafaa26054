"""GraphQL types of handovers: what happened at a stop, and how differences were settled."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import func, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.deliveries.handovers import models
from ksbb.domain.deliveries.handovers.models import (
    DiscrepancyState,
    HandoverState,
    Settlement,
)
from ksbb.domain.deliveries.trips import models as trips
from ksbb.domain.deliveries.trips.types import Load, Shipment, Stop
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.types import Organisation, Step, TenantOrganisation, timeline_of
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.sides import Side
from ksbb.domain.pledges.types import Pledge
from ksbb.domain.programmes.types import Package
from ksbb.domain.units.types import Unit

strawberry.enum(Settlement, description="How damaged and missing packages are settled.")
strawberry.enum(HandoverState, description="The state of a handover.")
strawberry.enum(
    DiscrepancyState,
    description="The state of a discrepancy: open, how it was settled, or void because the"
    " handover's numbers were corrected.",
)

_disputed = select(models.Handover).where(col(models.Handover.state) == HandoverState.DISPUTED)


@graphql_sql.type(models.HandoverCount)
class HandoverCount:
    """Packages of one kind, as they were counted at the stop."""

    package: Package = graphql_sql.one(
        models.HandoverCount.package_id, description="The kind of package."
    )
    sent: int = graphql_sql.column(description="Packages that were sent.")
    good: int = graphql_sql.column(description="Packages in good order.")
    damaged: int = graphql_sql.column(description="Damaged packages.")
    missing: int = graphql_sql.column(description="Missing packages.")
    brought_back: int = graphql_sql.column(description="Packages that were brought back.")
    surplus: int = graphql_sql.column(
        description="Packages on top of what was sent; they count nowhere else."
    )


@graphql_sql.type(models.HandoverLine)
class HandoverLine:
    """What of a handover falls on one load, as it is accepted now."""

    load: Load = graphql_sql.one(models.HandoverLine.load_id, description="The load.")
    sent: int = graphql_sql.column(description="Packages that were sent.")
    good: int = graphql_sql.column(description="Packages in good order.")
    damaged: int = graphql_sql.column(description="Damaged packages.")
    missing: int = graphql_sql.column(description="Missing packages.")
    brought_back: int = graphql_sql.column(description="Packages that were brought back.")
    spoiled: int = graphql_sql.column(
        description="Of what was brought back, ready meals: they never return to stock and count"
        " as damaged."
    )
    undecided: int = graphql_sql.column(
        description="Packages on which the unit and the courier differ."
    )


@graphql_sql.type(models.Handover, node=True)
class Handover:
    """What happened at one stop, reported by who stood there."""

    stop: Stop = graphql_sql.one(models.Handover.stop_id, description="The stop.")
    shipment: Shipment = graphql_sql.one(models.Handover.shipment_id, description="The shipment.")
    unit: Unit = graphql_sql.one(models.Handover.unit_id, description="The unit.")
    executor: Organisation = graphql_sql.one(
        models.Handover.executor_id, description="The organisation that delivered."
    )
    state: HandoverState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(
        description="Why it failed, was set aside, or was decided."
    )
    happened_on: dt.date = graphql_sql.column(description="The day on which it happened.")
    happened_at: dt.datetime | None = graphql_sql.column(
        description="The moment by the courier's device."
    )
    receiver: str = graphql_sql.column(description="The function of who received, never a name.")
    note: str = graphql_sql.column(description="A remark of who reported it.")
    late_reason: str | None = graphql_sql.column(description="Why it was recorded late.")
    recorded_at: dt.datetime = graphql_sql.column(
        models.Handover.recorded, description="When it was recorded."
    )
    disputed_on: dt.date | None = graphql_sql.column(
        description="The day on which its latest dispute was opened."
    )
    due_on: dt.date | None = graphql_sql.column(
        description="Until when the two sides should agree, some working days after that; then the"
        " Pemprov decides. Both can still agree afterwards."
    )
    counts: list[HandoverCount] = graphql_sql.many(
        models.HandoverCount.handover_id,
        order_by=[col(models.HandoverCount.package_id)],
        description="The count at the stop; empty for givers, who see their lines.",
    )
    lines: list[HandoverLine] = graphql_sql.many(
        models.HandoverLine.handover_id,
        order_by=[col(models.HandoverLine.load_id)],
        description="What falls on each load, as far as the viewer may see it.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("handover", col(models.Handover.id)))


@graphql_sql.type(models.Discrepancy, node=True)
class Discrepancy:
    """Damaged and missing packages of one load, and how they are settled."""

    handover: Handover = graphql_sql.one(
        models.Discrepancy.handover_id, description="The handover at which they were counted."
    )
    load: Load = graphql_sql.one(models.Discrepancy.load_id, description="The load.")
    giver: Organisation = graphql_sql.one(
        models.Discrepancy.donor_id, description="The organisation that gave them."
    )
    executor: Organisation = graphql_sql.one(
        models.Discrepancy.executor_id, description="The organisation that delivers."
    )
    damaged: int = graphql_sql.column(description="Damaged packages.")
    missing: int = graphql_sql.column(description="Missing packages.")
    spoiled: bool = graphql_sql.column(
        description="Whether the damaged packages are ready meals that were brought back."
    )
    replaced: int = graphql_sql.column(description="Packages that replacements brought.")
    state: DiscrepancyState = graphql_sql.column(description="Open, or how it was settled.")
    reason: str | None = graphql_sql.column(description="Why it was settled like this.")
    opened_on: dt.date = graphql_sql.column(description="The day on which it was found.")
    due_on: dt.date = graphql_sql.column(
        description="Until when the executor settles it; afterwards the Pemprov may."
    )
    settled_on: dt.date | None = graphql_sql.column(description="The day on which it was settled.")

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("discrepancy", col(models.Discrepancy.id)))


@graphql_sql.extend(Load)
class LoadDiscrepancies:
    discrepancies: list[Discrepancy] = graphql_sql.many(
        models.Discrepancy.load_id,
        order_by=[col(models.Discrepancy.id)],
        description="Its damaged and missing packages, also those of reports that were set aside.",
    )


@graphql_sql.extend(Stop)
class StopHandovers:
    handovers: list[Handover] = graphql_sql.many(
        models.Handover.stop_id,
        order_by=[col(models.Handover.id)],
        description="Its reports, oldest first; at most one of them counts.",
    )


@graphql_sql.extend(Pledge)
class PledgeHandovers:
    @graphql_sql.field(description="Handovers of its packages, newest first.")
    def handovers(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Handover]:
        row, line, load = models.Handover, models.HandoverLine, trips.Load
        of_pledge = (
            select(col(line.handover_id))
            .join(load, col(load.id) == col(line.load_id))
            .where(col(load.pledge_id) == col(PledgeRow.id))
        )
        return graphql_sql.page(
            select(row).where(col(row.id).in_(of_pledge)),
            order_by=[col(row.id).desc()],
            first=first,
            after=after,
        )


@graphql_sql.extend(TenantOrganisation)
class TenantHandovers:
    @graphql_sql.field(
        description="Discrepancies of its packages, those that are due first on top."
    )
    def discrepancies(
        self,
        side: Side = Side.EXECUTOR,
        states: list[DiscrepancyState] | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Discrepancy]:
        row = models.Discrepancy
        mine = row.donor_id if side is Side.GIVER else row.executor_id
        query = select(row).where(col(mine) == col(TenantRow.id))
        if states:
            query = query.where(col(row.state).in_(sorted({state.value for state in states})))
        return graphql_sql.page(
            query, order_by=[col(row.due_on), col(row.id)], first=first, after=after
        )

    @graphql_sql.field(
        description="Handovers of its trips on which two sides differ, those that are due first on"
        " top."
    )
    def disputes(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Handover]:
        row = models.Handover
        query = _disputed.where(col(row.executor_id) == col(TenantRow.id))
        return graphql_sql.page(
            query, order_by=[col(row.due_on), col(row.id)], first=first, after=after
        )


class HandoverQueries:
    @graphql_sql.field(
        audience=["gov"],
        description="Discrepancies that their executors have not settled in time, the oldest first:"
        " the Pemprov may settle them.",
    )
    def overdue_discrepancies(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Discrepancy] | None:
        row = models.Discrepancy
        today = select(func.app.today()).scalar_subquery()
        query = select(row).where(col(row.state) == DiscrepancyState.OPEN, col(row.due_on) < today)
        return graphql_sql.page(
            query, order_by=[col(row.due_on), col(row.id)], first=first, after=after
        )

    @graphql_sql.field(
        audience=["gov"],
        description="Handovers on which two sides differ, those that are due first on top; an"
        " officer sees those of the own kelurahan.",
    )
    def disputes(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Handover] | None:
        row = models.Handover
        return graphql_sql.page(
            _disputed, order_by=[col(row.due_on), col(row.id)], first=first, after=after
        )
