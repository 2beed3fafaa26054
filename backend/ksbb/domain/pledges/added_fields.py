"""Fields that pledges add to other words: what was promised or committed to needs, units, areas."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

import graphql_sql
from ksbb.domain.geo.models import Area as AreaRow
from ksbb.domain.geo.types import Area
from ksbb.domain.needs.models import Need as NeedRow
from ksbb.domain.needs.types import Need
from ksbb.domain.organisations.models import Organisation as OrganisationRow
from ksbb.domain.organisations.types import Organisation
from ksbb.domain.pledges import lists, models
from ksbb.domain.pledges.models import AllocationState
from ksbb.domain.pledges.sides import Side, on_side
from ksbb.domain.pledges.types import Allocation, Commitment
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.types import Unit


@graphql_sql.extend(Need)
class NeedPromises:
    @graphql_sql.field(
        audience=["tenant", "gov"],
        description="Packages of it that other organisations promised, committed or not.",
    )
    def promised_by_others(self) -> int | None:
        need, allocation, commitment = NeedRow, models.Allocation, models.Commitment
        # What the viewer's organisation took itself. Of held packages, row-level security shows
        # only its own; committed ones are public. Each select has its index and stays fast, however
        # much the organisation gives.
        held = select(func.coalesce(func.sum(col(allocation.quantity)), 0).cast(Integer)).where(
            col(allocation.need_id) == col(need.id),
            col(allocation.state) == "held",
            col(allocation.donor_id) == graphql_sql.tenant(),
        )
        committed = select(func.coalesce(func.sum(lists.not_released()), 0).cast(Integer)).where(
            col(commitment.unit_id) == col(need.unit_id),
            col(commitment.need_id) == col(need.id),
            col(commitment.giver_id) == graphql_sql.tenant(),
            col(commitment.released_on).is_(None),
        )
        own = held.scalar_subquery() + committed.scalar_subquery()
        return graphql_sql.sql(col(need.held) + col(need.committed) - own)


@graphql_sql.extend(Unit)
class UnitCommitments:
    @graphql_sql.field(description="Packages committed to it, newest first.")
    def commitments(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Commitment]:
        row = models.Commitment
        return graphql_sql.page(
            select(row).where(col(row.unit_id) == col(UnitRow.id)),
            order_by=[col(row.allocation_id).desc()],
            first=first,
            after=after,
        )

    @graphql_sql.field(
        description="Allocations to it, newest first, as far as the viewer may see them: the"
        " Pemprov sees all, givers and executors see their own."
    )
    def allocations(
        self,
        states: list[AllocationState] | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Allocation]:
        row = models.Allocation
        query = select(row).where(col(row.unit_id) == col(UnitRow.id))
        if states:
            query = query.where(col(row.state).in_(sorted({state.value for state in states})))
        return graphql_sql.page(query, order_by=[col(row.id).desc()], first=first, after=after)


@graphql_sql.extend(Area)
class AreaCommitments:
    @graphql_sql.field(
        description="Packages committed to its units; arguments as in `Query.commitments`."
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
                area=col(AreaRow.id),
                areas=aliased(AreaRow),
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


@graphql_sql.extend(Organisation)
class OrganisationCommitments:
    @graphql_sql.field(description="What it gives or carries out for others, newest first.")
    def commitments(
        self, side: Side = Side.GIVER, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Commitment]:
        row = models.Commitment
        return graphql_sql.page(
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
