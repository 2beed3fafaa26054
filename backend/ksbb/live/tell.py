"""Saying that something changed, to every process that listens.

The worker says it when it delivers the event, once for a batch, and not the transaction that
changes: a transaction that says something is committed alone in the whole database (PostgreSQL
keeps its messages in the order of commits), and pledges must not queue up for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ksbb.outbox.deliver import Connection, Delivery

CHANNEL = "ksbb_changed"

# `thing id moment`, and `needs id,id,... moment` for the needs whose figures may have moved. A
# message holds 8,000 bytes, so of more than 300 needs it says that there were many.
_TELL = """
    WITH told AS (SELECT thing, thing_id, extract(epoch FROM recorded) AS moment
                  FROM app.outbox WHERE id = $1),
    moved AS (SELECT DISTINCT a.need_id AS id FROM told
              JOIN app.allocation a ON told.thing = 'pledge' AND a.pledge_id = told.thing_id
              UNION SELECT thing_id FROM told WHERE thing = 'need'
              LIMIT 301)
    SELECT pg_notify($2, concat_ws(' ', thing, thing_id, moment)),
           pg_notify($2, concat_ws(' ', 'needs', needs.ids, moment))
    FROM told, LATERAL (
        SELECT CASE WHEN told.thing = 'phase' OR count(*) > 300 THEN 'many'
                    ELSE coalesce(string_agg(id::text, ','), 'none') END AS ids FROM moved) needs
"""


async def tell(connection: Connection, delivery: Delivery) -> None:
    """Say which thing an event changed, when the batch it is delivered in is committed."""
    await connection.execute(_TELL, delivery.id, CHANNEL)
