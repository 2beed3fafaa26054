"""GraphQL types of pledges: what their parties see, and the public commitments."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import ColumnElement, Integer, String, case, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlmodel import col

import graphql_sql
from ksbb.domain.needs.types import Need
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.types import Organisation, Step, TenantOrganisation, timeline_of
from ksbb.domain.pledges import lists, models
from ksbb.domain.pledges.closings import shortfalls
from ksbb.domain.pledges.lists import PledgeOrder
from ksbb.domain.pledges.models import AllocationState, Channel, PledgeState
from ksbb.domain.pledges.permissions import PledgeAction
from ksbb.domain.pledges.sides import Side
from ksbb.domain.programmes.types import Package, PackageVersion, Phase
from ksbb.domain.units.types import Unit

strawberry.enum(
    Channel, description="Who delivers a pledge: the giver (DIRECT), an aggregator, or the Pemprov."
)
strawberry.enum(PledgeAction, description="What can be done with a submitted pledge.")
strawberry.enum(PledgeState, description="The state of a pledge.")
strawberry.enum(AllocationState, description="The state of an allocation.")
strawberry.enum(
    PledgeOrder,
    description="Sort order of a list of pledges: by when they were submitted, or by how long they"
    " have been in their state.",
)
strawberry.enum(
    Side,
    description="What an organisation gives, or what it carries out for others.",
)


@graphql_sql.type(models.Commitment, node=True)
class Commitment:
    """The public data of a committed allocation. The public figures are sums of these."""

    unit: Unit = graphql_sql.one(
        models.Commitment.unit_id, description="The unit that receives them."
    )
    phase: Phase = graphql_sql.one(
        models.Commitment.phase_id, description="The phase they are for."
    )
    package: Package = graphql_sql.one(
        models.Commitment.package_id, description="The kind of package."
    )
    giver: Organisation = graphql_sql.one(
        models.Commitment.giver_id, description="The organisation that gives."
    )
    executor: Organisation = graphql_sql.one(
        models.Commitment.executor_id,
        description="The organisation that delivers: giver, aggregator or Pemprov.",
    )
    quantity: int = graphql_sql.column(description="How many packages, 1 to 1,000,000.")
    committed_on: dt.date = graphql_sql.column(description="The day on which it was committed.")
    released_on: dt.date | None = graphql_sql.column(
        description="The day on which it was released; null if it was not."
    )

    @graphql_sql.field(
        description="Packages of it that it lost while the rest stayed; by the end of the day"
        " `until` if it is given."
    )
    def released(self, until: dt.date | None = None) -> int:
        return graphql_sql.sql(lists.released(col(models.Commitment.allocation_id), until))


@graphql_sql.type(models.Allocation, node=True)
class Allocation:
    """The part of a pledge that goes to one need."""

    unit: Unit = graphql_sql.one(
        models.Allocation.unit_id, description="The unit that receives them."
    )
    need: Need = graphql_sql.one(
        models.Allocation.need_id, description="The need that it helps to meet."
    )
    package: Package = graphql_sql.one(
        models.Allocation.package_id, description="The kind of package."
    )
    quantity: int = graphql_sql.column(description="How many packages, 1 to 1,000,000.")
    state: AllocationState = graphql_sql.column(
        lists.ALLOCATION_STATE, description="Its state; RELEASED once nothing of it is left."
    )
    expires_at: dt.datetime | None = graphql_sql.column(
        description="When its hold expires; only while it waits for its executor."
    )
    window_starts: dt.date | None = graphql_sql.column(
        description="First day of the delivery window."
    )
    window_ends: dt.date | None = graphql_sql.column(description="Last day of the delivery window.")
    committed_on: dt.date | None = graphql_sql.column(
        description="The day on which it was committed."
    )
    released_on: dt.date | None = graphql_sql.column(
        description="The day on which it was released."
    )
    giver: Organisation = graphql_sql.one(
        models.Allocation.donor_id, description="The organisation that gives."
    )
    executor: Organisation = graphql_sql.one(
        models.Allocation.executor_id,
        description="The organisation that delivers: giver, aggregator or Pemprov.",
    )
    pledge: Pledge = graphql_sql.one(
        models.Allocation.pledge_id, description="The pledge it belongs to."
    )


@graphql_sql.type(models.PledgeLine, node=True)
class PledgeLine:
    """How many packages of one kind a pledge promises."""

    package: Package = graphql_sql.one(
        models.PledgeLine.package_id, description="The kind of package."
    )
    version: PackageVersion = graphql_sql.one(
        models.PledgeLine.version_id,
        description="The package's contents and price when it was promised.",
    )
    quantity: int = graphql_sql.column(
        description="How many packages were promised, 1 to 1,000,000."
    )
    allocated: int = graphql_sql.column(description="Packages that are allocated to units.")
    unallocated: int = graphql_sql.column(
        shortfalls.unallocated(),
        description="Packages without a destination yet; none if the line was closed short.",
    )


def _packages_in(state: str) -> ColumnElement[int]:
    allocation = models.Allocation
    return (
        select(func.coalesce(func.sum(col(allocation.quantity)), 0).cast(Integer))
        .where(col(allocation.pledge_id) == col(models.Pledge.id), col(allocation.state) == state)
        .scalar_subquery()
    )


@graphql_sql.type(models.Pledge, node=True)
class Pledge:
    """A promise of packages for one phase, seen by its giver, its executor and the Pemprov."""

    number: str = graphql_sql.column(description="Its number, e.g. JB-2020-000123.")
    public_code: str = graphql_sql.column(description="The code with which anybody can follow it.")
    channel: Channel = graphql_sql.column(
        description="Who delivers: the giver, an aggregator, or the Pemprov."
    )
    state: PledgeState = graphql_sql.column(lists.DISPLAY_STATE, description="Its state.")
    reason: str | None = graphql_sql.column(description="Why it was rejected or withdrawn.")
    note: str = graphql_sql.column(description="A message from the giver.")
    phase: Phase = graphql_sql.one(models.Pledge.phase_id, description="The phase it is for.")
    giver: Organisation = graphql_sql.one(
        models.Pledge.donor_id, description="The organisation that promises."
    )
    executor: Organisation = graphql_sql.one(
        models.Pledge.executor_id,
        description="The organisation that delivers: giver, aggregator or Pemprov.",
    )
    submitted_at: dt.datetime = graphql_sql.column(description="When it was submitted.")
    waits_since: dt.datetime = graphql_sql.column(
        description="Since when it is in its state; the queue is sorted by this."
    )
    hold_expires_at: dt.datetime | None = graphql_sql.column(
        lists.expiry(), description="When its first hold expires; null if none does."
    )
    held: int = graphql_sql.column(
        _packages_in("held"), description="Packages that are held, not committed."
    )
    committed: int = graphql_sql.column(
        _packages_in("committed"),
        description="Packages that are committed: approved by the Pemprov and not released.",
    )
    lines: list[PledgeLine] = graphql_sql.many(
        models.PledgeLine.pledge_id,
        order_by=[col(models.PledgeLine.id)],
        description="The promised packages, a line for each kind.",
    )
    allocations: list[Allocation] = graphql_sql.many(
        models.Allocation.pledge_id,
        order_by=[col(models.Allocation.id)],
        description="Its allocations to units.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("pledge", col(models.Pledge.id)))

    @graphql_sql.field(
        description="What the viewer may do with it in its current state. Each has a mutation, such"
        " as `acceptPledge` for ACCEPT. Empty for viewers who may only read."
    )
    def viewer_actions(self) -> list[PledgeAction]:
        may = [
            case((lists.viewer_may(action), literal(action.value)), else_=None)
            for action in PledgeAction
        ]
        return graphql_sql.sql(func.array_remove(array(may), None, type_=ARRAY(String())))


@graphql_sql.extend(TenantOrganisation)
class TenantPledges:
    @graphql_sql.field(
        description=(
            "Its pledges on one side. `toDirect`: those with packages that have no destination."
            " `short`: those of which too little came, 7 days after their commitment."
        )
    )
    def pledges(
        self,
        side: Side = Side.GIVER,
        states: list[PledgeState] | None = None,
        phase: graphql_sql.ID | None = None,
        to_direct: bool = False,
        short: bool = False,
        order: PledgeOrder = PledgeOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Pledge]:
        return graphql_sql.page(
            lists.pledges_listed(
                col(TenantRow.id),
                side,
                states=states,
                phase=graphql_sql.id_of(phase, "Phase"),
                to_direct=to_direct,
                short=short,
            ),
            order_by=lists.pledge_order(order),
            first=first,
            after=after,
        )


class PledgeQueries:
    @graphql_sql.field(
        audience=["gov"],
        description="The Pemprov's queue: pledges that wait for its approval, those that waited"
        " longest first.",
    )
    def pledge_queue(
        self,
        order: PledgeOrder = PledgeOrder.LONGEST_WAITING,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Pledge] | None:
        return graphql_sql.page(
            lists.awaiting_pemprov(),
            order_by=lists.pledge_order(order),
            first=first,
            after=after,
        )

    @graphql_sql.field(
        description="Committed allocations, newest first; figures are sums of these. `since` and"
        " `until` are days of commitment; what was released by `until` is left out. For those"
        " of one area: `Area.commitments`."
    )
    def commitments(
        self,
        phase: graphql_sql.ID | None = None,
        package: graphql_sql.ID | None = None,
        organisation: graphql_sql.ID | None = None,
        side: Side | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Commitment]:
        return graphql_sql.page(
            lists.commitments_listed(
                phase=graphql_sql.id_of(phase, "Phase"),
                package=graphql_sql.id_of(package, "Package"),
                organisation=graphql_sql.id_of(organisation, "Organisation"),
                side=side,
                since=since,
                until=until,
            ),
            order_by=[col(models.Commitment.allocation_id).desc()],
            first=first,
            after=after,
        )
