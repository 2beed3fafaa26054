"""Queues the mail to whoever sent a complaint or a proposal and left a mail address."""

from __future__ import annotations

from ksbb.core.outbox.deliver import Connection, Delivery

# No mail is sent before the answer: otherwise anybody could make us send mail to any address.
REPLIES: dict[str, str] = {
    "ComplaintAnswered": "COMPLAINT_ANSWERED",
    "ComplaintClosed": "COMPLAINT_ANSWERED",
    "ProposalAccepted": "PROPOSAL_ANSWERED",
    "ProposalDeclined": "PROPOSAL_ANSWERED",
}

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


async def reply(connection: Connection, delivery: Delivery) -> None:
    """Queue the mail for an event, in the transaction that marks the event as handled."""
    template = REPLIES.get(delivery.kind)
    if template is not None:
        await connection.execute(
            _REPLY, template, delivery.thing, delivery.thing_id, delivery.event
        )
