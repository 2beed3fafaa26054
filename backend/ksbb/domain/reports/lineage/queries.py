"""Where each package is now: rows whose columns add up to what was promised or paid for.

A pledge's rows come from its allocations and their public deliveries; a contribution's from the
lots that its money bought, as they were taken on trips and counted at units.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Subquery, and_, case, func, literal, null, select, union_all
from sqlalchemy import cast as cast_to
from sqlalchemy.types import BigInteger
from sqlmodel import col

from ksbb.domain.contributions.models import Funding
from ksbb.domain.deliveries.handovers.models import HandoverLot
from ksbb.domain.deliveries.stock.models import Lot
from ksbb.domain.deliveries.trips.models import (
    Delivery,
    DeliveryState,
    LoadLot,
    ProofSide,
)
from ksbb.domain.pledges.models import Allocation, AllocationState, PledgeLine, Release
from ksbb.domain.reports.queries import Rows

PLACES = (
    "undirected",
    "released",
    "not_loaded",
    "planned",
    "on_the_way",
    "waiting",
    "undecided",
    "unsettled",
    "lost",
    "received_by_unit",
    "received_by_executor",
)
"""Where a package can be; each is in one place, so that a row's places add up to its packages."""


def _places(**known: Any) -> list[Any]:
    """A column for each place; those that are not known are 0."""
    zero = literal(0, Integer)
    return [cast_to(known.get(name, zero), Integer).label(name) for name in PLACES]


def _whole(sum_: Any) -> Any:
    return func.coalesce(sum_, 0)


def _delivered() -> Subquery:
    """The places of an allocation's packages that left, from its public deliveries."""
    row = Delivery
    on_the_way = col(row.state) == DeliveryState.ON_THE_WAY
    reported = col(row.state) == DeliveryState.REPORTED
    disputed = col(row.state) == DeliveryState.DISPUTED
    counted = col(row.good) + col(row.damaged) + col(row.missing) + col(row.brought_back)
    by_unit = col(row.proven_by) == ProofSide.UNIT
    return (
        select(
            col(row.allocation_id).label("allocation_id"),
            func.sum(case((on_the_way, col(row.dispatched)), else_=0)).label("on_the_way"),
            func.sum(case((reported, col(row.dispatched) - col(row.brought_back)), else_=0)).label(
                "waiting"
            ),
            func.sum(case((disputed, col(row.dispatched) - counted), else_=0)).label("undecided"),
            func.sum(col(row.unsettled)).label("unsettled"),
            func.sum(case((by_unit, col(row.received)), else_=0)).label("by_unit"),
            func.sum(case((by_unit, 0), else_=col(row.received))).label("by_executor"),
        )
        .group_by(col(row.allocation_id))
        .subquery("delivered")
    )


def _returned() -> Any:
    """Packages of an allocation that the pledge owes to another unit."""
    row = Release
    return (
        select(func.coalesce(func.sum(col(row.quantity)), 0).cast(Integer))
        .where(
            col(row.allocation_id) == col(Allocation.id),
            col(row.cause) == "RETURNED_TO_NEED",
            col(row.reversed_on).is_(None),
        )
        .scalar_subquery()
    )


def of_pledge(pledge: Any) -> Rows:
    """A row for each allocation of a pledge, and for each line's packages without a destination.

    Columns: ``package_id``, ``unit_id`` (null without a destination), ``packages``, and `PLACES`.
    """
    row, line, gone, returned = Allocation, PledgeLine, _delivered(), _returned()
    # Released as a whole: its packages have no destination again.
    directed = and_(col(row.pledge_id) == pledge, col(row.state) != AllocationState.RELEASED)
    to_units = (
        select(
            col(row.package_id).label("package_id"),
            col(row.unit_id).label("unit_id"),
            (col(row.quantity) - returned).label("packages"),
            *_places(
                released=col(row.released) - returned,
                not_loaded=col(row.quantity) - col(row.released) - col(row.loaded),
                planned=col(row.loaded) - col(row.dispatched),
                on_the_way=_whole(gone.c.on_the_way),
                waiting=_whole(gone.c.waiting),
                undecided=_whole(gone.c.undecided),
                unsettled=_whole(gone.c.unsettled),
                received_by_unit=_whole(gone.c.by_unit),
                received_by_executor=_whole(gone.c.by_executor),
            ),
            col(row.id).label("number"),
        )
        .outerjoin(gone, gone.c.allocation_id == col(row.id))
        .where(directed)
    )
    given = (
        select(func.coalesce(func.sum(col(row.quantity) - returned), 0).cast(Integer))
        .where(directed, col(row.line_id) == col(line.id))
        .scalar_subquery()
    )
    left = col(line.quantity) - given
    nowhere = select(
        col(line.package_id),
        cast_to(null(), BigInteger),
        left,
        *_places(undirected=left),
        literal(0, BigInteger),
    ).where(col(line.pledge_id) == pledge, left > 0)
    every = union_all(to_units, nowhere).subquery("lineage")
    return select(*every.c).order_by(every.c.package_id, every.c.number)


def of_contribution(contribution: Any) -> Rows:
    """What a contribution pays for: by unit, and what is not bought or still in stock.

    Columns as in `of_pledge`; packages that were lost on the way are ``lost``, because money
    buys no replacement.
    """
    funding, lot, part = Funding, Lot, LoadLot
    bought = (
        select(col(lot.funding_id).label("funding_id"), func.sum(col(lot.quantity)).label("sum"))
        .group_by(col(lot.funding_id))
        .subquery("bought")
    )
    missing = col(funding.packages) - _whole(bought.c.sum)
    not_bought = (
        select(
            col(funding.package_id).label("package_id"),
            cast_to(null(), BigInteger).label("unit_id"),
            missing.label("packages"),
            *_places(undirected=missing),
            literal(0, BigInteger).label("number"),
        )
        .outerjoin(bought, bought.c.funding_id == col(funding.id))
        .where(
            col(funding.contribution_id) == contribution,
            col(funding.released_on).is_(None),
            missing > 0,
        )
    )
    in_stock = (
        select(
            col(lot.package_id),
            cast_to(null(), BigInteger),
            col(lot.stock),
            *_places(not_loaded=col(lot.stock)),
            col(lot.id),
        )
        .join(funding, col(funding.id) == col(lot.funding_id))
        .where(col(funding.contribution_id) == contribution, col(lot.stock) > 0)
    )
    count, public = HandoverLot, Delivery
    # Of several reports the last one counts. The money's giver sees lots and public rows, but not
    # the reports themselves.
    last = (
        select(func.max(col(count.handover_id)))
        .where(col(count.load_id) == col(public.load_id))
        .correlate(public)
        .scalar_subquery()
    )
    counting = (
        select(
            col(count.load_id).label("load_id"),
            col(count.lot_id).label("lot_id"),
            col(count.good).label("good"),
            (col(count.damaged) + col(count.missing)).label("lost"),
            (col(count.brought_back) - col(count.spoiled)).label("in_stock_again"),
            col(count.spoiled).label("spoiled"),
            col(count.undecided).label("undecided"),
        )
        .join(public, col(public.load_id) == col(count.load_id))
        .where(col(public.state) != DeliveryState.ON_THE_WAY, col(count.handover_id) == last)
        .subquery("counting")
    )
    proven = col(public.proven_by).is_not(None)
    by_unit = col(public.proven_by) == ProofSide.UNIT
    good = _whole(counting.c.good)
    taken = col(part.quantity) - _whole(counting.c.in_stock_again)
    spoiled = _whole(counting.c.spoiled)
    reported = and_(counting.c.load_id.is_not(None), ~proven)
    on_trips = (
        select(
            col(public.package_id),
            col(public.unit_id),
            taken,
            *_places(
                on_the_way=case((counting.c.load_id.is_(None), col(part.quantity)), else_=0),
                waiting=case((reported, taken - spoiled), else_=0),
                undecided=case((proven, _whole(counting.c.undecided)), else_=0),
                lost=case((proven, _whole(counting.c.lost)), else_=0) + spoiled,
                received_by_unit=case((and_(proven, by_unit), good), else_=0),
                received_by_executor=case((and_(proven, ~by_unit), good), else_=0),
            ),
            col(public.load_id),
        )
        .join(lot, col(lot.id) == col(part.lot_id))
        .join(funding, col(funding.id) == col(lot.funding_id))
        .join(public, col(public.load_id) == col(part.load_id))
        .outerjoin(
            counting,
            and_(counting.c.load_id == col(part.load_id), counting.c.lot_id == col(part.lot_id)),
        )
        .where(col(funding.contribution_id) == contribution, taken > 0)
    )
    every = union_all(not_bought, in_stock, on_trips).subquery("lineage")
    return select(*every.c).order_by(
        every.c.package_id, every.c.unit_id.nulls_first(), every.c.number
    )
