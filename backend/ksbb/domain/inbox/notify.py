"""Notifies people of an event, in the worker: writes inbox entries and queues mail."""

from __future__ import annotations

import orjson

from ksbb.core.live.notify import CHANNEL
from ksbb.core.outbox.deliver import Connection, Delivery
from ksbb.domain.inbox.kinds import FIXED, NO_MAIL, notice_for

# Nobody hears of what they did themselves, nor of what the own office did, unless the event names
# their organisation as the other party. Of what a courier or a unit did the office does hear.
# People of the demo get no mail: they are made up, and their addresses may belong to somebody.
_NOTIFY = """
    WITH act AS (
        SELECT audit.event, audit.person_id, outbox.recorded, outbox.tenant_id,
               CASE WHEN audit.role IN ('OWNER', 'OPERATOR')
                     AND audit.tenant_id IS DISTINCT FROM outbox.counterparty_id
                    THEN audit.tenant_id END AS office_id
        FROM app.audit AS audit JOIN app.outbox AS outbox ON outbox.event = audit.event
        WHERE audit.event = $1
    ), notified AS (
        SELECT DISTINCT ON (membership.person_id, membership.organisation_id)
               membership.person_id, membership.organisation_id, audience.party, audience.refs,
               coalesce(setting.inbox, true) OR $7 AS inbox,
               CASE WHEN $7 THEN true ELSE coalesce(setting.mail, $6) END AS mail
        FROM app.event_audience($2, $3) AS audience
        JOIN app.membership AS membership ON membership.organisation_id = audience.organisation_id
            AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
            AND CASE audience.party
                WHEN 'OFFICER' THEN membership.role = 'KELURAHAN' AND EXISTS (
                    SELECT FROM app.officer_area AS own WHERE own.person_id = membership.person_id
                    AND own.area_id = audience.area_id AND own.ended_on IS NULL)
                WHEN 'VERIFIER' THEN membership.role = 'VERIFIER'
                    AND membership.person_id = audience.person_id
                ELSE membership.role IN ('OWNER', 'OPERATOR') END
        CROSS JOIN act
        LEFT JOIN app.notification_setting AS setting
            ON setting.person_id = membership.person_id AND setting.kind = $4
        WHERE audience.party = ANY ($5) AND membership.person_id <> act.person_id
          AND (audience.party IN ('OFFICER', 'VERIFIER')
               OR membership.organisation_id IS DISTINCT FROM act.office_id)
        ORDER BY 1, 2, array_position($5, audience.party)
    ), entered AS (
        INSERT INTO app.inbox_entry (person_id, organisation_id, kind, event, recorded, by_id,
            pledge_id, contribution_id, shipment_id, handover_id, unit_id, subject_id, packages,
            amount, day, days, detail)
        SELECT notified.person_id, notified.organisation_id, $4, act.event, act.recorded,
               nullif(nullif(act.tenant_id, 0), notified.organisation_id),
               refs.pledge_id, refs.contribution_id, refs.shipment_id, refs.handover_id,
               refs.unit_id, refs.subject_id, refs.packages, refs.amount, refs.day, refs.days, $9
        FROM notified CROSS JOIN act CROSS JOIN LATERAL jsonb_to_record($8::jsonb || notified.refs)
            AS refs (pledge_id bigint, contribution_id bigint, shipment_id bigint,
                     handover_id bigint, unit_id bigint, subject_id bigint, packages int,
                     amount bigint, day date, days int)
        WHERE notified.inbox
        ON CONFLICT (event, person_id, organisation_id) DO NOTHING
        RETURNING person_id, recorded
    ), queued AS (
        INSERT INTO app.mail (recipient, template, facts, event)
        SELECT person.email, $4,
               $8::jsonb || notified.refs || jsonb_build_object(
                   'part', notified.party, 'detail', $9::text, 'organisation', organisation.name,
                   'by', coalesce(actor.name, 'KSBB'), 'about', subject.name,
                   'number', pledge.number, 'code', pledge.public_code,
                   'shipment', shipment.number,
                   'unit', concat_ws(' ', unit.name, CASE unit.kind WHEN 'RW' THEN area.name END)),
               act.event
        FROM notified CROSS JOIN act
        JOIN app.person AS person ON person.id = notified.person_id
        JOIN app.organisation AS organisation ON organisation.id = notified.organisation_id
        LEFT JOIN app.organisation AS actor ON actor.id = act.tenant_id
        LEFT JOIN app.organisation AS subject
            ON subject.id = (notified.refs ->> 'subject_id')::bigint
        LEFT JOIN app.pledge AS pledge ON pledge.id = (notified.refs ->> 'pledge_id')::bigint
        LEFT JOIN app.shipment AS shipment
            ON shipment.id = (notified.refs ->> 'shipment_id')::bigint
        LEFT JOIN pub.unit AS unit ON unit.id = (notified.refs ->> 'unit_id')::bigint
        LEFT JOIN pub.area AS area ON area.id = unit.area_id
        WHERE notified.mail
          AND NOT EXISTS (SELECT FROM app.demo_person WHERE person_id = notified.person_id)
        ORDER BY notified.organisation_id
        ON CONFLICT (event, recipient) DO NOTHING
    )
    SELECT pg_notify($10, concat_ws(' ', 'inbox', person_id, extract(epoch FROM recorded)))
    FROM entered
"""


async def notify(connection: Connection, delivery: Delivery) -> None:
    """Notify whoever hears of an event, in the transaction that marks it as handled."""
    notice = notice_for(delivery.kind, delivery.payload)
    if notice is None:
        return
    detail = delivery.payload.get(notice.detail) if notice.detail else None
    await connection.execute(
        _NOTIFY,
        delivery.event,
        delivery.thing,
        delivery.thing_id,
        notice.kind,
        list(notice.parts),
        notice.kind not in NO_MAIL,
        notice.kind in FIXED,
        orjson.dumps(dict(delivery.payload)).decode(),
        detail and detail.upper(),
        CHANNEL,
    )
