"""Pledges in GraphQL: what their parties see, and the public rows behind every figure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import strawberry
from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlmodel import col

from ksbb import reads
from ksbb.needs.graph import Need
from ksbb.needs.models import Need as NeedRow
from ksbb.organisations.graph import Organisation, Step, TenantOrganisation, timeline_of
from ksbb.organisations.models import Organisation as OrganisationRow
from ksbb.organisations.models import TenantOrganisation as TenantRow
from ksbb.pledges import listed, models
from ksbb.pledges.listed import PledgeOrder
from ksbb.pledges.models import AllocationState, Channel, PledgeState
from ksbb.pledges.sides import Side, on_side
from ksbb.programmes.graph import Package, PackageVersion, Phase
from ksbb.units.graph import Unit
from ksbb.units.models import Unit as UnitRow

strawberry.enum(Channel, description="Which way a pledge goes.")
strawberry.enum(PledgeState, description="Where a pledge stands.")
strawberry.enum(AllocationState, description="Where an allocation stands.")
strawberry.enum(
    PledgeOrder,
    description="How a list of pledges is ordered: by when they were submitted, or by how long they"
    " have been in their state.",
)
strawberry.enum(
    Side,
    description="What an organisation gives, or what it carries out for others.",
)


@strawberry.enum(description="What the viewer may do with a pledge as it stands.")
class PledgeAct(StrEnum):
    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    ALLOCATE = "ALLOCATE"
    RELEASE = "RELEASE"
    COMMIT = "COMMIT"
    WITHDRAW = "WITHDRAW"


@reads.type(models.Commitment)
class Commitment:
    """A committed allocation as the public knows it: a row behind the figures."""

    unit: Unit = reads.one(models.Commitment.unit_id, description="Who receives.")
    phase: Phase = reads.one(models.Commitment.phase_id, description="In which phase.")
    package: Package = reads.one(models.Commitment.package_id, description="What.")
    giver: Organisation = reads.one(models.Commitment.giver_id, description="Who gives.")
    executor: Organisation = reads.one(
        models.Commitment.executor_id, description="Who carries it out."
    )
    quantity: int = reads.column(description="Packages.")
    committed_on: dt.date = reads.column(description="The effective day of the commitment.")
    released_on: dt.date | None = reads.column(
        description="The effective day on which it was released, if it was."
    )


@reads.type(models.Allocation, node=True)
class Allocation:
    """Part of a pledge that is directed to a need."""

    unit: Unit = reads.one(models.Allocation.unit_id, description="Who receives.")
    need: Need = reads.one(models.Allocation.need_id, description="The need it takes from.")
    package: Package = reads.one(models.Allocation.package_id, description="What.")
    quantity: int = reads.column(description="Packages.")
    state: AllocationState = reads.column(description="Where it stands.")
    expires_at: dt.datetime | None = reads.column(
        description="When its hold runs out, while it waits for its executor."
    )
    window_starts: dt.date | None = reads.column(description="First day of the delivery window.")
    window_ends: dt.date | None = reads.column(description="Last day of the delivery window.")
    committed_on: dt.date | None = reads.column(description="Since when it is committed.")
    released_on: dt.date | None = reads.column(description="Since when it is released.")
    giver: Organisation = reads.one(models.Allocation.donor_id, description="Who gives.")
    executor: Organisation = reads.one(
        models.Allocation.executor_id, description="Who carries it out."
    )
    pledge: Pledge = reads.one(models.Allocation.pledge_id, description="Of which pledge.")


@reads.type(models.PledgeLine, node=True)
class PledgeLine:
    """How many of one package a pledge promises."""

    package: Package = reads.one(models.PledgeLine.package_id, description="What.")
    version: PackageVersion = reads.one(
        models.PledgeLine.version_id, description="The package as it was when it was promised."
    )
    quantity: int = reads.column(description="Packages promised.")
    allocated: int = reads.column(description="Packages directed to units.")
    unallocated: int = reads.column(
        col(models.PledgeLine.quantity) - col(models.PledgeLine.allocated),
        description="Packages without a destination yet.",
    )


def _packages_in(state: str) -> ColumnElement[int]:
    allocation = models.Allocation
    return (
        select(func.coalesce(func.sum(col(allocation.quantity)), 0).cast(Integer))
        .where(col(allocation.pledge_id) == col(models.Pledge.id), col(allocation.state) == state)
        .scalar_subquery()
    )


@reads.type(models.Pledge, node=True)
class Pledge:
    """A promise of packages for one phase, seen by its giver, its executor and the Pemprov."""

    number: str = reads.column(description="Its number, e.g. JB-2020-000123.")
    public_code: str = reads.column(description="The code by which anybody can follow it.")
    channel: Channel = reads.column(description="Which way it goes.")
    state: PledgeState = reads.column(listed.SHOWN, description="Where it stands.")
    reason: str | None = reads.column(description="Why it was rejected or withdrawn.")
    note: str = reads.column(description="What its giver wrote.")
    phase: Phase = reads.one(models.Pledge.phase_id, description="For which phase.")
    giver: Organisation = reads.one(models.Pledge.donor_id, description="Who promises.")
    executor: Organisation = reads.one(models.Pledge.executor_id, description="Who carries it out.")
    submitted_at: dt.datetime = reads.column(description="When it was submitted.")
    waits_since: dt.datetime = reads.column(
        description="Since when it is in its state; the queue's order."
    )
    hold_expires_at: dt.datetime | None = reads.column(
        listed.expiry(), description="When what it holds runs out, if it does."
    )
    held: int = reads.column(_packages_in("held"), description="Packages held, not committed.")
    committed: int = reads.column(_packages_in("committed"), description="Packages committed.")
    lines: list[PledgeLine] = reads.many(
        models.PledgeLine.pledge_id,
        order_by=[col(models.PledgeLine.id)],
        description="What it promises.",
    )
    allocations: list[Allocation] = reads.many(
        models.Allocation.pledge_id,
        order_by=[col(models.Allocation.id)],
        description="Where it goes.",
    )

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[Step]:
        return reads.rows(timeline_of("pledge", col(models.Pledge.id)))

    @reads.field(description="What the viewer may do with it now.")
    def acts(self) -> list[PledgeAct]:
        pledge = models.Pledge
        acting = func.sec.role(type_=String()).in_(["OWNER", "OPERATOR"])
        giver = and_(acting, col(pledge.donor_id) == reads.tenant())
        executor = and_(acting, col(pledge.executor_id) == reads.tenant())
        pemprov = and_(acting, func.sec.pemprov())
        state, waiting = (
            listed.SHOWN,
            and_(listed.SHOWN == "submitted", col(pledge.channel) != "DIRECT"),
        )
        held = _packages_in("held") > 0
        ready = or_(
            and_(state == "submitted", col(pledge.channel) == "DIRECT"),
            state.in_(["accepted", "committed"]),
        )
        conditions = {
            PledgeAct.ACCEPT: and_(executor, waiting),
            PledgeAct.REJECT: or_(
                and_(executor, waiting),
                and_(
                    pemprov,
                    state.in_(["submitted", "accepted"]),
                    col(pledge.donor_id) != reads.tenant(),
                ),
            ),
            PledgeAct.ALLOCATE: and_(
                executor, state.in_(["accepted", "committed"]), listed.without_destination()
            ),
            PledgeAct.RELEASE: and_(
                executor,
                state.in_(["accepted", "committed"]),
                col(pledge.channel) != "DIRECT",
                held,
            ),
            PledgeAct.COMMIT: and_(pemprov, ready, held, col(pledge.created_by) != reads.person()),
            PledgeAct.WITHDRAW: and_(giver, state.in_(["submitted", "accepted", "committed"])),
        }
        return reads.sql(
            func.array_remove(
                array(
                    [
                        case((condition, literal(act.value)), else_=None)
                        for act, condition in conditions.items()
                    ]
                ),
                None,
                type_=ARRAY(String()),
            )
        )


@reads.extend(Need)
class NeedTaken:
    @reads.field(
        audience=["tenant", "gov"],
        description="Packages that other organisations promised to it, confirmed or not.",
    )
    def taken_by_others(self) -> int:
        need, allocation, commitment = NeedRow, models.Allocation, models.Commitment
        # What oneself took: of what is held policies show one's own, the rest is public. Each by
        # its index, whatever else an organisation gives.
        held = select(func.coalesce(func.sum(col(allocation.quantity)), 0).cast(Integer)).where(
            col(allocation.need_id) == col(need.id),
            col(allocation.state) == "held",
            col(allocation.donor_id) == reads.tenant(),
        )
        committed = select(
            func.coalesce(func.sum(col(commitment.quantity)), 0).cast(Integer)
        ).where(
            col(commitment.unit_id) == col(need.unit_id),
            col(commitment.need_id) == col(need.id),
            col(commitment.giver_id) == reads.tenant(),
            col(commitment.released_on).is_(None),
        )
        own = held.scalar_subquery() + committed.scalar_subquery()
        return reads.sql(col(need.held) + col(need.committed) - own)


@reads.extend(Unit)
class UnitCommitments:
    @reads.field(description="What was committed to it, the newest first.")
    def commitments(
        self, first: int = 20, after: str | None = None
    ) -> reads.Connection[Commitment]:
        row = models.Commitment
        return reads.page(
            select(row).where(col(row.unit_id) == col(UnitRow.id)),
            order_by=[col(row.allocation_id).desc()],
            first=first,
            after=after,
        )

    @reads.field(
        description="What is directed to it, the newest first, as far as the viewer may see: all"
        " of it for the Pemprov, their own parts for givers and executors."
    )
    def allocations(
        self,
        states: list[AllocationState] | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Allocation]:
        row = models.Allocation
        query = select(row).where(col(row.unit_id) == col(UnitRow.id))
        if states:
            query = query.where(col(row.state).in_(sorted({state.value for state in states})))
        return reads.page(query, order_by=[col(row.id).desc()], first=first, after=after)


@reads.extend(Organisation)
class OrganisationCommitments:
    @reads.field(description="What it gives or carries out for others, the newest first.")
    def commitments(
        self, side: Side = Side.GIVER, first: int = 20, after: str | None = None
    ) -> reads.Connection[Commitment]:
        row = models.Commitment
        return reads.page(
            select(row).where(
                on_side(
                    col(OrganisationRow.id),
                    side,
                    giver=col(row.giver_id),
                    executor=col(row.executor_id),
                )
            ),
            order_by=[col(row.allocation_id).desc()],
            first=first,
            after=after,
        )


@reads.extend(TenantOrganisation)
class TenantPledges:
    @reads.field(
        description=(
            "Its pledges on one side. To direct are those whose packages lack a destination."
        )
    )
    def pledges(
        self,
        side: Side = Side.GIVER,
        states: list[PledgeState] | None = None,
        phase: reads.GlobalID | None = None,
        to_direct: bool = False,
        order: PledgeOrder = PledgeOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Pledge]:
        return reads.page(
            listed.pledges_listed(
                col(TenantRow.id),
                side,
                states=states,
                phase=None if phase is None else reads.id_of(phase, "Phase"),
                to_direct=to_direct,
            ),
            order_by=listed.pledge_order(order),
            first=first,
            after=after,
        )


class PledgeQueries:
    @reads.field(
        audience=["gov"],
        description="The Pemprov's queue: pledges that wait for its approval, those that have"
        " waited longest first.",
    )
    def pledge_queue(
        self,
        order: PledgeOrder = PledgeOrder.LONGEST_WAITING,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Pledge]:
        return reads.page(
            listed.awaiting_pemprov(),
            order_by=listed.pledge_order(order),
            first=first,
            after=after,
        )

    @reads.field(description="Committed allocations: the rows behind the figures.")
    def commitments(  # noqa: PLR0913, PLR0917 - a filter each
        self,
        area: str | None = None,
        phase: reads.GlobalID | None = None,
        package: str | None = None,
        organisation: reads.GlobalID | None = None,
        side: Side | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Commitment]:
        return reads.page(
            listed.commitments_listed(
                area=area,
                phase=None if phase is None else reads.id_of(phase, "Phase"),
                package=package,
                organisation=None
                if organisation is None
                else reads.id_of(organisation, "Organisation"),
                side=side,
                since=since,
                until=until,
            ),
            order_by=[col(models.Commitment.allocation_id).desc()],
            first=first,
            after=after,
        )
