"""The SELECTs for public deliveries: lists, sums of what arrived, an organisation's record."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import BigInteger, Float, Integer, Select, case, cast, func, select
from sqlmodel import col

from ksbb.domain.deliveries.trips.models import Delivery, DeliveryState, ProofSide
from ksbb.domain.geo.models import Area
from ksbb.domain.pledges.models import Commitment
from ksbb.domain.pledges.public_rows import matching
from ksbb.domain.pledges.sides import Side, on_side
from ksbb.domain.programmes.models import Package

Rows: TypeAlias = Select[*tuple[Any, ...]]


def listed(*, since: Any = None, until: Any = None, **filters: Any) -> Select[Delivery]:
    """The deliveries that match, unordered.

    Args:
        since: received on this day or later.
        until: received on this day or before.
        filters: as of `matching`.
    """
    row = Delivery
    rows = matching(row, **filters)
    if since is not None:
        rows = rows.where(col(row.received_on) >= since)
    if until is not None:
        rows = rows.where(col(row.received_on) <= until)
    return rows


def by_unit_of(quantity: Any, side: Any) -> Any:
    """The part of received packages that the unit itself confirmed."""
    return case((side == ProofSide.UNIT, quantity), else_=0)


def arrivals(*, area: Any, areas: type[Area], since: Any, until: Any) -> Rows:
    """What units of an area received between two days, by package.

    Columns beside ``Package``: ``received``, ``received_by_unit``, ``units``, ``deliveries``.
    """
    found = (
        listed(area=area, areas=areas, since=since, until=until)
        .where(col(Delivery.received) > 0)
        .subquery("found")
    )
    return (
        select(
            Package,
            func.sum(found.c.received).cast(BigInteger).label("received"),
            func.sum(by_unit_of(found.c.received, found.c.proven_by))
            .cast(BigInteger)
            .label("received_by_unit"),
            func.count(func.distinct(found.c.unit_id)).cast(Integer).label("units"),
            func.count().cast(Integer).label("deliveries"),
        )
        .join(found, found.c.package_id == col(Package.id))
        .group_by(col(Package.id))
        .order_by(col(Package.id))
    )


def record(organisation: Any, side: Side) -> Rows:
    """One row: how fast an organisation's packages arrive, and what of them is open.

    Columns: ``deliveries`` (received ones), ``median_days`` from commitment to receipt (null if
    there is none), ``waiting`` (packages handed over without a proof), ``unsettled`` (damaged and
    missing packages that nobody has settled).
    """
    row, commitment = Delivery, Commitment
    days = cast(col(row.received_on) - col(commitment.committed_on), Float)
    proven = col(row.received) > 0
    waiting = case((col(row.state) == DeliveryState.REPORTED, col(row.good)), else_=0)
    return (
        select(
            func.count().filter(proven).cast(Integer).label("deliveries"),
            cast(func.percentile_disc(0.5).within_group(days).filter(proven), Integer).label(
                "median_days"
            ),
            func.coalesce(func.sum(waiting), 0).cast(BigInteger).label("waiting"),
            func.coalesce(func.sum(col(row.unsettled)), 0).cast(BigInteger).label("unsettled"),
        )
        .join(commitment, col(commitment.allocation_id) == col(row.allocation_id))
        .where(on_side(organisation, side, giver=col(row.giver_id), executor=col(row.executor_id)))
    )
