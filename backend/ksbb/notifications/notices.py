"""Which event means which mail, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from ksbb.outbox.deliver import Connection, Delivery


@dataclass(frozen=True, slots=True)
class Notice:
    """A template for the OWNERs and OPERATORs of one organisation.

    It is the other party of the event, the one to which it happened, or the Pemprov.
    """

    template: str
    to_pemprov: bool = False


NOTICES: dict[str, Notice] = {
    "OrganisationApplied": Notice("ORGANISATION_APPLIED", to_pemprov=True),
    "OrganisationVerified": Notice("ORGANISATION_VERIFIED"),
    "OrganisationRejected": Notice("ORGANISATION_REJECTED"),
    "OrganisationSuspended": Notice("ORGANISATION_SUSPENDED"),
    "PledgeSubmitted": Notice("PLEDGE_SUBMITTED"),
    "PledgeAccepted": Notice("PLEDGE_ACCEPTED"),
    "PledgeRejected": Notice("PLEDGE_REJECTED"),
    "PledgeCommitted": Notice("PLEDGE_COMMITTED"),
    "PledgeWithdrawn": Notice("PLEDGE_WITHDRAWN"),
    "ContributionIntended": Notice("CONTRIBUTION_INTENDED"),
    "ContributionReceived": Notice("CONTRIBUTION_RECEIVED"),
}

# What is said to whoever told something, if they left a mail address. There is no mail before the
# answer: else anybody could have us write to anybody.
REPLIES: dict[str, str] = {
    "ComplaintAnswered": "COMPLAINT_ANSWERED",
    "ComplaintClosed": "COMPLAINT_ANSWERED",
    "ProposalAccepted": "PROPOSAL_ANSWERED",
    "ProposalDeclined": "PROPOSAL_ANSWERED",
}

# A demo's people get none: they are made up, and nobody should get mail at their addresses.
_QUEUE = """
    INSERT INTO app.mail (recipient, template, facts, event)
    SELECT p.email, $3,
           $4::jsonb || jsonb_build_object(
               'organisation', o.name,
               'by', coalesce((SELECT name FROM app.organisation WHERE id = $5), 'KSBB'),
               'number', (SELECT number FROM app.pledge WHERE $6 = 'pledge' AND id = $7)),
           $8
    FROM app.organisation o
    JOIN app.membership m ON m.organisation_id = o.id AND m.role IN ('OWNER', 'OPERATOR')
        AND (m.ends_on IS NULL OR m.ends_on >= app.today())
    JOIN app.person p ON p.id = m.person_id
    WHERE CASE WHEN $1 THEN o.kind = 'PEMPROV' ELSE o.id = $2 END
      AND NOT EXISTS (SELECT FROM app.demo_person d WHERE d.person_id = p.id)
    ON CONFLICT (event, recipient) DO NOTHING
"""

# Not the answer itself: mail passes through many hands.
_REPLY = """
    INSERT INTO app.mail (recipient, template, facts, event)
    SELECT r.contact, $1, jsonb_build_object('code', coalesce(c.code, p.code)), $4
    FROM app.reporter r
    LEFT JOIN app.complaint c ON c.id = r.complaint_id
    LEFT JOIN app.proposal p ON p.id = r.proposal_id
    WHERE CASE $2 WHEN 'complaint' THEN c.id WHEN 'proposal' THEN p.id END = $3
      AND r.contact LIKE '%@%'
    ON CONFLICT (event, recipient) DO NOTHING
"""


async def notify(connection: Connection, delivery: Delivery) -> None:
    """Queue the mail that an event means, in the transaction that marks it as handled."""
    if delivery.kind in REPLIES:
        await connection.execute(
            _REPLY,
            REPLIES[delivery.kind],
            delivery.thing,
            delivery.thing_id,
            delivery.event,
        )
        return
    notice = NOTICES.get(delivery.kind)
    if notice is None or (delivery.other_id is None and not notice.to_pemprov):
        return
    await connection.execute(
        _QUEUE,
        notice.to_pemprov,
        delivery.other_id,
        notice.template,
        orjson.dumps(dict(delivery.payload)).decode(),
        delivery.tenant_id,
        delivery.thing,
        delivery.thing_id,
        delivery.event,
    )
