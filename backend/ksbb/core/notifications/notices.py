"""Queues the mail for events: which template, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from ksbb.core.outbox.deliver import Connection, Delivery


@dataclass(frozen=True, slots=True)
class Notice:
    """A template, sent to the OWNERs and OPERATORs of one organisation.

    That is the other party of the event, or the Pemprov.
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

# Mail to the sender of a complaint or a proposal, if they left a mail address. No mail is sent
# before the answer: otherwise anybody could make us send mail to any address.
REPLIES: dict[str, str] = {
    "ComplaintAnswered": "COMPLAINT_ANSWERED",
    "ComplaintClosed": "COMPLAINT_ANSWERED",
    "ProposalAccepted": "PROPOSAL_ANSWERED",
    "ProposalDeclined": "PROPOSAL_ANSWERED",
}

# People of the demo get no mail: they are made up, and their addresses may belong to somebody.
_QUEUE = """
    INSERT INTO app.mail (recipient, template, facts, event)
    SELECT person.email, $3,
           $4::jsonb || jsonb_build_object(
               'organisation', organisation.name,
               'by', coalesce((SELECT name FROM app.organisation WHERE id = $5), 'KSBB'),
               'number', (SELECT number FROM app.pledge WHERE $6 = 'pledge' AND id = $7)),
           $8
    FROM app.organisation AS organisation
    JOIN app.membership AS membership ON membership.organisation_id = organisation.id
        AND membership.role IN ('OWNER', 'OPERATOR')
        AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
    JOIN app.person AS person ON person.id = membership.person_id
    WHERE CASE WHEN $1 THEN organisation.kind = 'PEMPROV' ELSE organisation.id = $2 END
      AND NOT EXISTS (SELECT FROM app.demo_person WHERE person_id = person.id)
    ON CONFLICT (event, recipient) DO NOTHING
"""

# The answer itself is left out, because mail is not confidential.
_REPLY = """
    INSERT INTO app.mail (recipient, template, facts, event)
    SELECT reporter.contact, $1,
           jsonb_build_object('code', coalesce(complaint.code, proposal.code)), $4
    FROM app.reporter AS reporter
    LEFT JOIN app.complaint AS complaint ON complaint.id = reporter.complaint_id
    LEFT JOIN app.proposal AS proposal ON proposal.id = reporter.proposal_id
    WHERE CASE $2 WHEN 'complaint' THEN complaint.id WHEN 'proposal' THEN proposal.id END = $3
      AND reporter.contact LIKE '%@%'
    ON CONFLICT (event, recipient) DO NOTHING
"""


async def notify(connection: Connection, delivery: Delivery) -> None:
    """Queue the mail for an event, in the transaction that marks the event as handled."""
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
    if notice is None or (delivery.counterparty_id is None and not notice.to_pemprov):
        return
    await connection.execute(
        _QUEUE,
        notice.to_pemprov,
        delivery.counterparty_id,
        notice.template,
        orjson.dumps(dict(delivery.payload)).decode(),
        delivery.tenant_id,
        delivery.thing,
        delivery.thing_id,
        delivery.event,
    )
