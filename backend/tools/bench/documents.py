"""Documents: how many BAST the worker issues in a minute, and what `verify` says of them.

Two hundred donors deliver to five units each, by the product's own actions. Then the worker's job
runs alone until nothing is due: facts, PDF, signature fields, file, hash, number, rows.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import asyncpg
from sqlalchemy import text

from ksbb.core.audit.file_checks import verify_files
from ksbb.core.audit.verify import verify
from ksbb.core.clock import today
from ksbb.core.database import Pools, dsn, open_pools
from ksbb.core.files import Files
from ksbb.core.settings import Settings
from ksbb.core.viewer import Viewer
from ksbb.domain.deliveries.counts import Count
from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.deliveries.proofs import actions as proving
from ksbb.domain.deliveries.proofs.models import ProofMethod
from ksbb.domain.deliveries.trips import departures as departing
from ksbb.domain.documents.issuing import issue_documents
from tools.bench.data import OPEN_NEEDS, Donor, donors, pemprov_of
from tools.bench.trips import planned_trip

UNITS = 5
PACKAGES = 20
_STOPS = text("SELECT id FROM app.stop WHERE shipment_id = :shipment ORDER BY position")


@dataclass(frozen=True, slots=True)
class Issued:
    """What the worker did.

    Attributes:
        documents: how many.
        seconds: in how long.
        breaches: invariants that do not hold afterwards, by name.
    """

    documents: int
    seconds: float
    breaches: list[str]


def measure(config: Settings) -> Issued:
    """Deliver, then issue; the database is a copy that is dropped afterwards."""
    return asyncio.run(_measure(config))


async def _measure(config: Settings) -> Issued:
    worker_dsn = dsn("ksbb_worker", config.database_url, config.secret)
    pools = await open_pools(config)
    try:
        async with asyncpg.create_pool(worker_dsn, min_size=1, max_size=2) as pool:
            needs = await pool.fetch(OPEN_NEEDS, UNITS)
            async with pool.acquire() as connection:
                pemprov = await pemprov_of(connection)
            for donor in donors(config):
                await _deliver(pools, donor, pemprov, needs)
            with TemporaryDirectory(prefix="ksbb-bench-") as folder:
                files = Files.of(Settings(files_url=Path(folder).as_uri()))
                due: int = await pool.fetchval("SELECT count(*) FROM app.bast_due")
                started = time.perf_counter()
                while await issue_documents(pool, files, config.origin):
                    pass
                seconds = time.perf_counter() - started
                broken = [*verify(worker_dsn), *await verify_files(worker_dsn, files)]
                left: int = await pool.fetchval("SELECT count(*) FROM app.bast_due")
        return Issued(due - left, seconds, [breach.invariant for breach in broken])
    finally:
        await pools.close()


async def _deliver(
    pools: Pools, donor: Donor, pemprov: Viewer, needs: list[asyncpg.Record]
) -> None:
    """One donor's packages arrive at each unit, and are signed for."""
    viewer, package = donor.viewer, needs[0]["package_id"]
    shipment = await planned_trip(pools, donor, pemprov, needs, PACKAGES)
    async with pools.transaction(viewer) as tx:
        day = await today(tx)
        await departing.dispatch_shipment(tx, viewer, uuid4(), shipment_id=shipment, quantities={})
        for (stop,) in (await tx.execute(_STOPS, {"shipment": shipment})).all():
            report = handing.Report(day, [Count(package, PACKAGES - 1, 1, 0, 0)])
            await handing.report_handover(tx, viewer, uuid4(), stop_id=stop, report=report)
            await proving.prove_delivery(
                tx, viewer, uuid4(), stop_id=stop, method=ProofMethod.SIGNATURE
            )
