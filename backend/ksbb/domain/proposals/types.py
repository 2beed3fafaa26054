"""GraphQL types of proposals: what the Pemprov sees and does, and what a code shows to anybody."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import BigInteger, DateTime, Text, column, func, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.complaints.models import Reporter
from ksbb.domain.complaints.types import contact_of, normalise_code
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Step, timeline_of
from ksbb.domain.proposals import actions, models, rules
from ksbb.domain.proposals.models import ProposalSource, ProposalState
from ksbb.domain.units.types import Snapshot, Unit

strawberry.enum(ProposalState, description="The state of a proposal.")
strawberry.enum(ProposalSource, description="The source of the proposed figures.")


@graphql_sql.type(models.Proposal, node=True)
class Proposal:
    """Newer figures that somebody without an account proposes; only the Pemprov sees them."""

    code: str = graphql_sql.column(description="The code with which the sender follows it.")
    unit: Unit = graphql_sql.one(models.Proposal.unit_id, description="The unit.")
    families: int = graphql_sql.column(description="Vulnerable families, as proposed.")
    people: int = graphql_sql.column(description="Vulnerable people, as proposed.")
    source: ProposalSource = graphql_sql.column(description="The source of the figures.")
    day: dt.date = graphql_sql.column(description="The day for which they are valid.")
    remark: str = graphql_sql.column(description="A remark; may be empty.")
    state: ProposalState = graphql_sql.column(description="Its state.")
    answer: str | None = graphql_sql.column(
        models.Proposal.reason, description="Why it was declined."
    )
    before: Snapshot | None = graphql_sql.one(
        models.Proposal.previous_snapshot_id,
        description="The unit's latest data when it was proposed.",
    )
    snapshot: Snapshot | None = graphql_sql.one(
        models.Proposal.snapshot_id, description="The unit's data made from it."
    )
    received_at: dt.datetime = graphql_sql.column(description="When it was received.")

    @graphql_sql.field(
        description="The sender's contact: a mail address or a telephone number. Null if none"
        " was given, after it was deleted, and for viewers who may only read."
    )
    def contact(self) -> str | None:
        return graphql_sql.sql(contact_of(Reporter.proposal_id, col(models.Proposal.id)))

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("proposal", col(models.Proposal.id)))


@graphql_sql.value()
class ProposalStatus:
    """The status of a proposal, for anyone who has its code."""

    code: str = graphql_sql.column(description="The code with which it is followed.")
    unit: Unit = graphql_sql.one("unit_id", description="The unit it is for.")
    state: ProposalState = graphql_sql.column(description="Its state.")
    received_at: dt.datetime = graphql_sql.column(description="When it was received.")
    answered_at: dt.datetime | None = graphql_sql.column(
        description="When it was accepted or declined; null before that."
    )
    answer: str | None = graphql_sql.column(description="Why it was declined.")


class ProposalQueries:
    @graphql_sql.field(
        description="The proposal with this code; spelling of the code as in `complaintStatus`."
    )
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
        return graphql_sql.row(select(*status.c))

    @graphql_sql.field(
        audience=["gov"], description="The proposal with this id; null if there is none."
    )
    def proposal(self, id: graphql_sql.ID) -> Proposal | None:
        return graphql_sql.row(
            select(models.Proposal).where(
                col(models.Proposal.id) == graphql_sql.id_of(id, Proposal)
            )
        )

    @graphql_sql.field(audience=["gov"], description="Proposals, oldest first.")
    def proposals(
        self,
        states: list[ProposalState] | None = None,
        search: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Proposal] | None:
        found = select(models.Proposal)
        if states is not None:
            found = found.where(col(models.Proposal.state).in_([each.value for each in states]))
        if search is not None:
            found = found.where(col(models.Proposal.code) == normalise_code(search))
        order = [col(models.Proposal.received_at), col(models.Proposal.id)]
        return graphql_sql.page(found, order_by=order, first=first, after=after)


@strawberry.input(description="A proposal to accept as the unit's new data.")
class AcceptProposalInput:
    key: UUID = strawberry.field(description=KEY)
    proposal: graphql_sql.ID = strawberry.field(description="The proposal.")


@strawberry.input(description="A proposal to decline, with the reason.")
class DeclineProposalInput:
    key: UUID = strawberry.field(description=KEY)
    proposal: graphql_sql.ID = strawberry.field(description="The proposal.")
    reason: str = strawberry.field(
        description="At most 2,000 characters; anyone who has the code can read it."
    )


class ProposalAccepted(graphql_sql.Payload[Proposal]):
    """The figures are the unit's latest data now."""


class ProposalDeclined(graphql_sql.Payload[Proposal]):
    """The proposal was declined; anyone who has its code can read the reason."""


class ProposalMutations:
    @graphql_sql.mutation(
        refusals=[rules.ProposalOutdated],
        description="The Pemprov accepts a proposal as the unit's new data. A unit marked as an"
        " example loses the mark.",
    )
    async def accept_proposal(
        self, tx: Transaction, input: AcceptProposalInput
    ) -> ProposalAccepted:
        return ProposalAccepted(
            await actions.accept_proposal(
                tx.session, tx.viewer, input.key, proposal=_number(input.proposal)
            )
        )

    @graphql_sql.mutation(description="The Pemprov declines a proposal.")
    async def decline_proposal(
        self, tx: Transaction, input: DeclineProposalInput
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


def _number(id: graphql_sql.ID) -> int:
    return number_of(id, "Proposal")
