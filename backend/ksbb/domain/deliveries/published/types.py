"""GraphQL fields of public deliveries, on areas, organisations, commitments and tracked pledges."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Integer, column, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

import graphql_sql
from ksbb.domain.deliveries.handovers.models import Handover as HandoverRow
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.proofs.models import ProofMethod
from ksbb.domain.deliveries.published import queries
from ksbb.domain.deliveries.trips.models import Delivery as DeliveryRow
from ksbb.domain.deliveries.trips.types import Delivery
from ksbb.domain.geo.models import Area as AreaRow
from ksbb.domain.geo.types import Area
from ksbb.domain.needs.models import Need as NeedRow
from ksbb.domain.needs.types import Need
from ksbb.domain.organisations.models import Organisation as OrganisationRow
from ksbb.domain.organisations.types import Organisation
from ksbb.domain.pledges.models import Commitment as CommitmentRow
from ksbb.domain.pledges.sides import Side
from ksbb.domain.pledges.tracking import TrackedPledge
from ksbb.domain.pledges.types import Commitment
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.types import Package

_NEWEST = [col(DeliveryRow.load_id).desc()]


@graphql_sql.value()
class Arrival:
    """What units received of one package in some days."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    received: int = graphql_sql.column(description="Packages that a proof says they received.")
    received_by_unit: int = graphql_sql.column(
        description="Packages of `received` by the unit's own word."
    )
    units: int = graphql_sql.column(description="How many units received some.")
    deliveries: int = graphql_sql.column(description="In how many deliveries.")


@graphql_sql.value()
class DeliveryRecord:
    """How an organisation's packages arrive."""

    deliveries: int = graphql_sql.column(description="Deliveries that were received.")
    median_days: int | None = graphql_sql.column(
        description="Half of them took at most so many days from the commitment to the receipt."
    )
    waiting: int = graphql_sql.column(
        description="Packages that were handed over, and whose proof has not come."
    )
    unsettled: int = graphql_sql.column(
        description="Damaged and missing packages that nobody has settled."
    )


@graphql_sql.extend(Delivery)
class DeliveryProof:
    proven_how: ProofMethod | None = graphql_sql.column(
        col(DeliveryRow.proven_how),
        description="How it was proven; of several proofs the unit's own. Null without one.",
    )
    unsettled: int = graphql_sql.column(
        col(DeliveryRow.unsettled),
        description="Damaged and missing packages of it that nobody has settled.",
    )
    commitment: Commitment = graphql_sql.one(
        DeliveryRow.allocation_id, description="The commitment that it serves."
    )


def _of_need(quantity: Any) -> Any:
    """The sum of a column over the deliveries of a need."""
    row = DeliveryRow
    return (
        select(func.coalesce(func.sum(quantity), 0).cast(Integer))
        # The unit has the index.
        .where(col(row.unit_id) == col(NeedRow.unit_id), col(row.need_id) == col(NeedRow.id))
        .scalar_subquery()
    )


_BY_UNIT = queries.by_unit_of(col(DeliveryRow.received), col(DeliveryRow.proven_by))


@graphql_sql.extend(Need)
class NeedDeliveries:
    received: int = graphql_sql.column(
        _of_need(col(DeliveryRow.received)),
        description="Packages that a proof says the unit received.",
    )
    received_by_unit: int = graphql_sql.column(
        _of_need(_BY_UNIT), description="Packages of `received` by the unit's own word."
    )


def _of_commitment(quantity: Any) -> Any:
    """The sum of a column over the deliveries of a commitment."""
    return (
        select(func.coalesce(func.sum(quantity), 0).cast(Integer))
        .where(col(DeliveryRow.allocation_id) == col(CommitmentRow.allocation_id))
        .scalar_subquery()
    )


@graphql_sql.extend(Commitment)
class CommitmentDeliveries:
    dispatched: int = graphql_sql.column(
        _of_commitment(col(DeliveryRow.dispatched)),
        description="Packages that left for the unit; some may have come back.",
    )
    received: int = graphql_sql.column(
        _of_commitment(col(DeliveryRow.received)), description="Packages of it that were received."
    )
    received_by_unit: int = graphql_sql.column(
        _of_commitment(_BY_UNIT),
        description="Packages of `received` by the unit's own word.",
    )


@graphql_sql.extend(Area)
class AreaDeliveries:
    @graphql_sql.field(
        description="Packages that left for its units; arguments as in `Query.deliveries`."
    )
    def deliveries(
        self,
        phase: graphql_sql.ID | None = None,
        package: graphql_sql.ID | None = None,
        organisation: graphql_sql.ID | None = None,
        side: Side | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Delivery]:
        return graphql_sql.page(
            queries.listed(
                area=col(AreaRow.id),
                areas=aliased(AreaRow),
                phase=graphql_sql.id_of(phase, "Phase"),
                package=graphql_sql.id_of(package, "Package"),
                organisation=graphql_sql.id_of(organisation, "Organisation"),
                side=side,
                since=since,
                until=until,
            ),
            order_by=_NEWEST,
            first=first,
            after=after,
        )

    @graphql_sql.field(
        description="What its units received from the day `since` to the day `until`, by package."
    )
    def arrivals(self, since: dt.date, until: dt.date | None = None) -> list[Arrival]:
        return graphql_sql.rows(
            queries.arrivals(area=col(AreaRow.id), areas=aliased(AreaRow), since=since, until=until)
        )


@graphql_sql.extend(Handover)
class HandoverDeliveries:
    @graphql_sql.field(description="The public rows of what its stop carried.")
    def deliveries(self) -> list[Delivery]:
        row = DeliveryRow
        return graphql_sql.rows(
            select(row)
            .where(col(row.stop_id) == col(HandoverRow.stop_id))
            .order_by(col(row.load_id))
        )


@graphql_sql.extend(Organisation)
class OrganisationDeliveries:
    @graphql_sql.field(description="How its packages arrive, on one side.")
    def delivery_record(self, side: Side = Side.GIVER) -> DeliveryRecord:
        return graphql_sql.row(queries.record(col(OrganisationRow.id), side))


@graphql_sql.extend(TrackedPledge)
class TrackedDeliveries:
    @graphql_sql.field(description="Its packages that left, oldest first.")
    def deliveries(self) -> list[Delivery]:
        left = func.app.tracked_deliveries(graphql_sql.label("public_code")).table_valued(
            column("load_id", BigInteger)
        )
        return graphql_sql.rows(
            select(DeliveryRow)
            .join(left, left.c.load_id == col(DeliveryRow.load_id))
            .order_by(col(DeliveryRow.load_id))
        )


class DeliveryQueries:
    @graphql_sql.field(
        description="Packages that left for units, newest first; figures of deliveries are sums of"
        " these. With `since` or `until` only those that were received from or up to that day. For"
        " those of one area: `Area.deliveries`."
    )
    def deliveries(
        self,
        phase: graphql_sql.ID | None = None,
        package: graphql_sql.ID | None = None,
        organisation: graphql_sql.ID | None = None,
        side: Side | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Delivery]:
        return graphql_sql.page(
            queries.listed(
                phase=graphql_sql.id_of(phase, "Phase"),
                package=graphql_sql.id_of(package, "Package"),
                organisation=graphql_sql.id_of(organisation, "Organisation"),
                side=side,
                since=since,
                until=until,
            ),
            order_by=_NEWEST,
            first=first,
            after=after,
        )
