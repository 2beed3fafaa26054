"""Which of the things that changed a viewer may see, asked in their own name."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ksbb.kernel.db import Pools
    from ksbb.kernel.viewer import Viewer
    from ksbb.live.hub import Thing

# A thing of the outbox: its type in the graph, and where its rows are. Their policies decide.
THINGS: dict[str, tuple[str, str]] = {
    "pledge": ("Pledge", "SELECT id, number FROM app.pledge"),
    "contribution": ("Contribution", "SELECT id, number FROM app.contribution"),
    "agreement": ("Agreement", "SELECT id, number FROM app.agreement"),
    "permit": ("Permit", "SELECT id, number FROM app.permit"),
    "organisation": ("TenantOrganisation", "SELECT id, NULL FROM app.organisation"),
    "membership": ("Membership", "SELECT id, NULL FROM app.membership"),
    "invitation": ("Invitation", "SELECT id, NULL FROM app.invitation"),
    "complaint": ("Complaint", "SELECT id, code FROM app.complaint"),
    "proposal": ("Proposal", "SELECT id, code FROM app.proposal"),
    "phase": ("Phase", "SELECT id, NULL FROM pub.phase"),
}

# People who wait must not keep those from their pages who ask.
_AT_ONCE = 3
_asking = asyncio.Semaphore(_AT_ONCE)


async def visible(pools: Pools, viewer: Viewer, things: Iterable[Thing]) -> dict[Thing, str | None]:
    """Those of the things that this viewer may see, each with its number if it has one.

    Raises:
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: the database can't be asked.
    """
    by_kind: dict[str, list[int]] = {}
    for thing, number in things:
        if thing in THINGS:
            by_kind.setdefault(thing, []).append(number)
    if not by_kind:
        return {}
    statement = " UNION ALL ".join(
        f"SELECT '{kind}' AS thing, t.id, t.number"  # noqa: S608 - our own names
        f" FROM ({THINGS[kind][1]} WHERE id = ANY (${place})) AS t (id, number)"
        for place, kind in enumerate(by_kind, start=1)
    )
    pool = pools.reader(cast("Any", viewer.audience))
    async with _asking, pool.acquire() as connection, connection.transaction(readonly=True):
        await connection.execute(
            "SELECT set_config('app.ctx', $1, true)", viewer.context(pools.context_key)
        )
        rows = await connection.fetch(statement, *by_kind.values())
    return {(row["thing"], row["id"]): row["number"] for row in rows}
