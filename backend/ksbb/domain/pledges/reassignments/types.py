"""GraphQL types and mutations of reassignments."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Step, timeline_of
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.reassignments import actions, models, queries, rules
from ksbb.domain.pledges.reassignments.models import ReassignmentState
from ksbb.domain.pledges.types import Pledge

strawberry.enum(
    ReassignmentState,
    description="The state of a reassignment: released for others, or taken back.",
)


@graphql_sql.type(models.Reassignment, node=True)
class Reassignment:
    """What the Pemprov released of a pledge whose executor has no agreement in force."""

    pledge: Pledge = graphql_sql.one(models.Reassignment.pledge_id, description="The pledge.")
    state: ReassignmentState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(description="The reason of its last step.")
    packages: int = graphql_sql.column(
        description="Packages that it released: their needs are open to other pledges."
    )
    released_on: dt.date = graphql_sql.column(description="The day on which they were released.")

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("reassignment", col(models.Reassignment.id)))


@graphql_sql.extend(Pledge)
class PledgeReassignments:
    reassignments: list[Reassignment] = graphql_sql.many(
        models.Reassignment.pledge_id,
        order_by=[col(models.Reassignment.id)],
        description="What the Pemprov released of it for others, oldest first.",
    )
    not_loaded: int = graphql_sql.column(
        queries.not_loaded(), description="Packages that are committed and on no load."
    )


class ReassignmentQueries:
    @graphql_sql.field(
        audience=["gov"],
        description="Pledges to reassign: their executor has no agreement in force, and packages"
        " are committed and not loaded; the oldest first.",
    )
    def pledges_to_reassign(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Pledge] | None:
        return graphql_sql.page(
            select(PledgeRow).where(queries.is_reassignable()),
            order_by=[col(PledgeRow.id)],
            first=first,
            after=after,
        )


@strawberry.input(description="A pledge that its executor can't deliver any more.")
class ReassignPledgeInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: graphql_sql.ID = strawberry.field(description="The pledge.")
    reason: str = strawberry.field(description="The reason, not empty; both parties read it.")


@strawberry.input(description="A reassignment that the Pemprov takes back.")
class TakeBackReassignmentInput:
    key: UUID = strawberry.field(description=KEY)
    reassignment: graphql_sql.ID = strawberry.field(description="The reassignment.")
    reason: str = strawberry.field(description="The reason, not empty; both parties read it.")


class PledgeReassigned(graphql_sql.Payload[Reassignment]):
    """What is committed and not loaded is released; others can pledge for these needs."""


class ReassignmentTakenBack(graphql_sql.Payload[Reassignment]):
    """What was released is committed again."""


class ReassignmentMutations:
    @graphql_sql.mutation(refusals=[rules.NothingToReassign])
    async def reassign_pledge(
        self, tx: Transaction, input: ReassignPledgeInput
    ) -> PledgeReassigned:
        """The Pemprov releases what an aggregator without an agreement has not loaded."""
        return PledgeReassigned(
            await actions.reassign_pledge(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[rules.ReassignmentUsed])
    async def take_back_reassignment(
        self, tx: Transaction, input: TakeBackReassignmentInput
    ) -> ReassignmentTakenBack:
        """The Pemprov takes a reassignment back, as long as nobody took what it released."""
        return ReassignmentTakenBack(
            await actions.take_back_reassignment(
                tx.session,
                tx.viewer,
                input.key,
                reassignment_id=number_of(input.reassignment, "Reassignment"),
                reason=input.reason,
            )
        )
