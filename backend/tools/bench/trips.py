"""Trips of the bench's donors, planned by the product's own actions."""

from __future__ import annotations

from uuid import uuid4

import asyncpg
from sqlalchemy import text

from ksbb.core.clock import today
from ksbb.core.database import Pools
from ksbb.core.viewer import Viewer
from ksbb.domain.deliveries.trips import actions as tripping
from ksbb.domain.deliveries.trips.rules import Plan, PlannedLoad, PlannedStop
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges.models import Channel
from ksbb.domain.pledges.rules import Line, Offer, Share
from tools.bench.data import Donor

_ALLOCATIONS = text("SELECT unit_id, id FROM app.allocation WHERE pledge_id = :pledge ORDER BY id")


async def planned_trip(
    pools: Pools, donor: Donor, pemprov: Viewer, needs: list[asyncpg.Record], packages: int
) -> int:
    """One donor's trip with a stop for each need: pledged, committed, planned; its row id.

    Args:
        pools: of the installation.
        donor: who gives and delivers.
        pemprov: who commits the pledge.
        needs: rows of `data.OPEN_NEEDS`.
        packages: for each of the needs.
    """
    viewer = donor.viewer
    shares = tuple(Share(need["unit_id"], packages) for need in needs)
    offer = Offer(
        needs[0]["phase_id"],
        Channel.DIRECT,
        [Line(needs[0]["package_id"], packages * len(shares), shares)],
        statement_accepted=True,
    )
    async with pools.transaction(viewer) as tx:
        pledge = await pledging.submit_pledge(tx, viewer, uuid4(), offer=offer)
    async with pools.transaction(pemprov) as tx:
        await pledging.commit(tx, pemprov, uuid4(), pledge_id=pledge)
    async with pools.transaction(viewer) as tx:
        allocations = (await tx.execute(_ALLOCATIONS, {"pledge": pledge})).all()
        stops = [
            PlannedStop(unit, (PlannedLoad(allocation, packages),))
            for unit, allocation in allocations
        ]
        # The demo ends at 18.00: a slot that has passed is refused.
        plan = Plan(await today(tx), "09:00", "23:00", stops=stops)
        return await tripping.plan_shipment(tx, viewer, uuid4(), plan=plan)
