"""Announces changes to every process that listens, with PostgreSQL's NOTIFY.

The worker does this when it delivers events, once for each batch. The transaction that makes the
change does not: commits with a NOTIFY run one at a time in the whole database (PostgreSQL keeps
notifications in the order of commits), and pledges must not wait for each other because of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ksbb.core.outbox.deliver import Connection, Delivery

CHANNEL = "ksbb_changed"

# The payloads are `thing id moment`, and `needs id,id,... moment` for needs whose figures may have
# changed. A payload has at most 8,000 bytes, so more than 300 needs become `needs many moment`.
_NOTIFY = """
    WITH changed AS (SELECT thing, thing_id, extract(epoch FROM recorded) AS moment
                     FROM app.outbox WHERE id = $1),
    moved AS (SELECT DISTINCT allocation.need_id AS id FROM changed
              JOIN app.allocation AS allocation
                  ON changed.thing = 'pledge' AND allocation.pledge_id = changed.thing_id
              UNION SELECT allocation.need_id FROM changed
              JOIN app.withdrawal ON changed.thing = 'withdrawal'
                  AND withdrawal.id = changed.thing_id
              JOIN app.allocation AS allocation ON allocation.pledge_id = withdrawal.pledge_id
              UNION SELECT allocation.need_id FROM changed
              JOIN app.closing ON changed.thing = 'closing' AND closing.id = changed.thing_id
              JOIN app.allocation AS allocation ON allocation.line_id = closing.line_id
              UNION SELECT allocation.need_id FROM changed
              JOIN app.reassignment ON changed.thing = 'reassignment'
                  AND reassignment.id = changed.thing_id
              JOIN app.allocation AS allocation ON allocation.pledge_id = reassignment.pledge_id
              UNION SELECT load.need_id FROM changed
              JOIN app.discrepancy ON changed.thing = 'discrepancy'
                  AND discrepancy.id = changed.thing_id
              JOIN app.load AS load ON load.id = discrepancy.load_id
              UNION SELECT thing_id FROM changed WHERE thing = 'need'
              LIMIT 301)
    SELECT pg_notify($2, concat_ws(' ', thing, thing_id, moment)),
           pg_notify($2, concat_ws(' ', 'needs', needs.ids, moment))
    FROM changed, LATERAL (
        SELECT CASE WHEN changed.thing = 'phase' OR count(*) > 300 THEN 'many'
                    ELSE coalesce(string_agg(id::text, ','), 'none') END AS ids FROM moved) needs
"""


async def notify_change(connection: Connection, delivery: Delivery) -> None:
    """Announce which thing an event changed. It is sent when the delivery is committed."""
    await connection.execute(_NOTIFY, delivery.id, CHANNEL)
