"""Finds out which of the changed things a viewer may see, with the viewer's own rights."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ksbb.core.database import Pools
    from ksbb.core.live.hub import Thing
    from ksbb.core.viewer import Viewer

# By kind of thing in the outbox: its GraphQL type, and a SELECT of its rows. Row-level security
# decides which rows a viewer sees.
THINGS: dict[str, tuple[str, str]] = {
    "pledge": ("Pledge", "SELECT id, number FROM app.pledge"),
    "withdrawal": ("Withdrawal", "SELECT id, NULL FROM app.withdrawal"),
    "closing": ("Closing", "SELECT id, NULL FROM app.closing"),
    "reassignment": ("Reassignment", "SELECT id, NULL FROM app.reassignment"),
    "contribution": ("Contribution", "SELECT id, number FROM app.contribution"),
    "agreement": ("Agreement", "SELECT id, number FROM app.agreement"),
    "permit": ("Permit", "SELECT id, number FROM app.permit"),
    "organisation": ("TenantOrganisation", "SELECT id, NULL FROM app.organisation"),
    "membership": ("Membership", "SELECT id, NULL FROM app.membership"),
    "invitation": ("Invitation", "SELECT id, NULL FROM app.invitation"),
    "complaint": ("Complaint", "SELECT id, code FROM app.complaint"),
    "proposal": ("Proposal", "SELECT id, code FROM app.proposal"),
    "phase": ("Phase", "SELECT id, NULL FROM pub.phase"),
    "goods_receipt": ("GoodsReceipt", "SELECT id, number FROM app.goods_receipt"),
    "shipment": ("Shipment", "SELECT id, number FROM app.shipment"),
    "handover": ("Handover", "SELECT id, NULL FROM app.handover"),
    "dispute_message": ("DisputeMessage", "SELECT id, NULL FROM app.dispute_message"),
    "proof": ("Proof", "SELECT id, NULL FROM app.proof"),
    "discrepancy": ("Discrepancy", "SELECT id, NULL FROM app.discrepancy"),
    "evidence": ("Evidence", "SELECT id, NULL FROM app.evidence"),
    "bast_version": ("BastVersion", "SELECT id, NULL FROM app.bast_version"),
    # Of a person whose inbox has something new: only they hear of it.
    "inbox": ("Person", "SELECT id, NULL FROM (SELECT sec.person()) AS own (id)"),
}

# Live updates may use only some of the connections, so that enough are left for pages.
_MAX_CONNECTIONS = 3
_connections = asyncio.Semaphore(_MAX_CONNECTIONS)


async def visible(pools: Pools, viewer: Viewer, things: Iterable[Thing]) -> dict[Thing, str | None]:
    """The things that this viewer may see, each with its public number if it has one.

    Raises:
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: the database can't be reached.
    """
    by_kind: dict[str, list[int]] = {}
    for thing, number in things:
        if thing in THINGS:
            by_kind.setdefault(thing, []).append(number)
    if not by_kind:
        return {}
    statement = " UNION ALL ".join(
        f"SELECT '{kind}' AS thing, visible.id, visible.number"  # noqa: S608 - our own names
        f" FROM ({THINGS[kind][1]} WHERE id = ANY (${index})) AS visible (id, number)"
        for index, kind in enumerate(by_kind, start=1)
    )
    pool = pools.reader(cast("Any", viewer.audience))
    async with _connections, pool.acquire() as connection, connection.transaction(readonly=True):
        await connection.execute(
            "SELECT set_config('app.ctx', $1, true)", viewer.context(pools.context_key)
        )
        rows = await connection.fetch(statement, *by_kind.values())
    return {(row["thing"], row["id"]): row["number"] for row in rows}
