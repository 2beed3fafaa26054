"""Proposals in GraphQL: what the Pemprov sees and does, and what a code tells anybody."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import BigInteger, DateTime, Text, column, func, select
from sqlmodel import col

from ksbb import reads
from ksbb.complaints.graph import code_typed, contact_of
from ksbb.complaints.models import Reporter
from ksbb.organisations.graph import Step, timeline_of
from ksbb.organisations.verbs import KEY
from ksbb.proposals import actions, models, rules
from ksbb.proposals.models import ProposalSource, ProposalState
from ksbb.units.graph import Snapshot, Unit

strawberry.enum(ProposalState, description="Where a proposal stands with the Pemprov.")
strawberry.enum(ProposalSource, description="Who knows the figures that are proposed.")


@reads.type(models.Proposal, node=True)
class Proposal:
    """Newer figures that somebody without an account proposes; only the Pemprov sees them."""

    code: str = reads.column(description="The code by which whoever proposed follows it.")
    unit: Unit = reads.one(models.Proposal.unit_id, description="The unit.")
    families: int = reads.column(description="Vulnerable families, as proposed.")
    people: int = reads.column(description="Vulnerable people, as proposed.")
    source: ProposalSource = reads.column(description="Who knows the figures.")
    day: dt.date = reads.column(description="The day as of which they hold.")
    remark: str = reads.column(description="What was remarked; may be empty.")
    state: ProposalState = reads.column(description="Where it stands.")
    answer: str | None = reads.column(models.Proposal.reason, description="Why it was declined.")
    before: Snapshot | None = reads.one(
        models.Proposal.before_id, description="The unit's latest data when it was proposed."
    )
    snapshot: Snapshot | None = reads.one(
        models.Proposal.snapshot_id, description="What was made of it."
    )
    received_at: dt.datetime = reads.column(description="When it came in.")

    @reads.field(
        description="How whoever proposed can be reached: a mail address or a telephone number."
        " Null if they gave none, once it was kept long enough, and for who only looks."
    )
    def contact(self) -> str | None:
        return reads.sql(contact_of(Reporter.proposal_id, col(models.Proposal.id)))

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[Step]:
        return reads.rows(timeline_of("proposal", col(models.Proposal.id)))


@reads.value()
class ProposalStatus:
    """How a proposal stands, for whoever knows its code."""

    code: str = reads.column(description="Its code.")
    unit: Unit = reads.one("unit_id", description="The unit it is for.")
    state: ProposalState = reads.column(description="Where it stands.")
    received_at: dt.datetime = reads.column(description="When it came in.")
    answered_at: dt.datetime | None = reads.column(
        description="When it was accepted or declined; null if it was not."
    )
    answer: str | None = reads.column(description="Why it was declined.")


class ProposalQueries:
    @reads.field(description="The proposal of this code, as `complaintStatus`.")
    def proposal_status(self, code: str) -> ProposalStatus | None:
        moment = DateTime(timezone=True)
        status = func.app.proposal_status(code).table_valued(
            column("code", Text()),
            column("state", Text()),
            column("unit_id", BigInteger()),
            column("received_at", moment),
            column("answered_at", moment),
            column("answer", Text()),
        )
        return reads.row(select(*status.c))

    @reads.field(audience=["gov"], description="A proposal.")
    def proposal(self, id: reads.GlobalID) -> Proposal | None:
        return reads.row(
            select(models.Proposal).where(col(models.Proposal.id) == reads.id_of(id, Proposal))
        )

    @reads.field(audience=["gov"], description="Proposals, the oldest first.")
    def proposals(
        self,
        states: list[ProposalState] | None = None,
        search: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Proposal] | None:
        found = select(models.Proposal)
        if states is not None:
            found = found.where(col(models.Proposal.state).in_([each.value for each in states]))
        if search is not None:
            found = found.where(col(models.Proposal.code) == code_typed(search))
        order = [col(models.Proposal.received_at), col(models.Proposal.id)]
        return reads.page(found, order_by=order, first=first, after=after)


@reads.refusal(rules.ProposalOutdated)
class ProposalOutdated:
    """The unit has newer data by now."""


@strawberry.input(description="A proposal.")
class ProposalActInput:
    key: UUID = strawberry.field(description=KEY)
    proposal: reads.GlobalID = strawberry.field(description="The proposal.")


@strawberry.input(description="A proposal, and why it is declined.")
class DeclineProposalInput:
    key: UUID = strawberry.field(description=KEY)
    proposal: reads.GlobalID = strawberry.field(description="The proposal.")
    reason: str = strawberry.field(
        description="At most 2,000 characters; whoever knows the code reads it."
    )


@reads.payload()
class ProposalAccepted:
    """The figures are the unit's latest data now."""

    proposal: Proposal = reads.fact(description="The proposal.")

    def __init__(self, proposal: int) -> None:
        self.proposal_id = proposal


@reads.payload()
class ProposalDeclined:
    """It was not taken up; the reason can be read by whoever knows the code."""

    proposal: Proposal = reads.fact(description="The proposal.")

    def __init__(self, proposal: int) -> None:
        self.proposal_id = proposal


class ProposalMutations:
    @reads.mutation(
        refusals=[ProposalOutdated],
        description="The Pemprov makes a proposal the unit's next data. The mark of an example"
        " ends with it.",
    )
    async def accept_proposal(
        self, tx: reads.Transaction, input: ProposalActInput
    ) -> ProposalAccepted:
        return ProposalAccepted(
            await actions.accept_proposal(
                tx.session, tx.viewer, input.key, proposal=_number(input.proposal)
            )
        )

    @reads.mutation(description="The Pemprov does not take a proposal up.")
    async def decline_proposal(
        self, tx: reads.Transaction, input: DeclineProposalInput
    ) -> ProposalDeclined:
        return ProposalDeclined(
            await actions.decline_proposal(
                tx.session,
                tx.viewer,
                input.key,
                proposal=_number(input.proposal),
                reason=input.reason,
            )
        )


def _number(id: reads.GlobalID) -> int:
    return reads.number_of(id, "Proposal")
