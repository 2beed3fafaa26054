"""GraphQL types and mutations of closings."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import BigInteger, Integer, and_, column, func, not_, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Step, TenantOrganisation, timeline_of
from ksbb.domain.pledges import lists
from ksbb.domain.pledges.closings import actions, models, rules, shortfalls
from ksbb.domain.pledges.closings.models import ClosingState
from ksbb.domain.pledges.models import Allocation as AllocationRow
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.models import PledgeLine as PledgeLineRow
from ksbb.domain.pledges.models import PledgeState
from ksbb.domain.pledges.sides import Side, on_side
from ksbb.domain.pledges.types import Allocation, Pledge, PledgeLine
from ksbb.domain.programmes.types import Package

strawberry.enum(
    ClosingState,
    description="The state of a closing: it stands, its giver objects, the Pemprov upheld or"
    " overruled it, or its executor took it back.",
)


@graphql_sql.type(models.Closing, node=True)
class Closing:
    """A pledge line that its executor closed short: fewer packages came than were promised."""

    pledge: Pledge = graphql_sql.one(models.Closing.pledge_id, description="The pledge.")
    package: Package = graphql_sql.one(
        models.Closing.package_id, description="The kind of package of the line."
    )
    state: ClosingState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(
        description="The reason of its last step; those before stand in the timeline."
    )
    promised: int = graphql_sql.column(description="Packages that were promised.")
    came: int = graphql_sql.column(description="Packages that had come.")
    packages: int = graphql_sql.column(
        description="Packages that it released: their needs are open to others again."
    )
    closed_on: dt.date = graphql_sql.column(description="The day on which it was closed.")

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("closing", col(models.Closing.id)))


@graphql_sql.extend(Pledge)
class PledgeClosings:
    closings: list[Closing] = graphql_sql.many(
        models.Closing.pledge_id,
        order_by=[col(models.Closing.id)],
        description="Closings of its lines, oldest first.",
    )
    short: bool = graphql_sql.column(
        and_(shortfalls.is_short(), not_(lists.withdrawal_requested())),
        description="Whether too little of it came, 7 days after its commitment.",
    )


@graphql_sql.extend(PledgeLine)
class PledgeLineClosings:
    came: int = graphql_sql.column(
        shortfalls.came(),
        description="Packages that came, without those that replace damaged and missing ones.",
    )
    short: bool = graphql_sql.column(
        and_(
            shortfalls.line_is_short(),
            select(col(PledgeRow.id))
            .where(
                col(PledgeRow.id) == col(PledgeLineRow.pledge_id),
                col(PledgeRow.state) == PledgeState.COMMITTED,
                not_(lists.withdrawal_requested()),
            )
            .exists(),
        ),
        description="Whether too little of it came, 7 days after its commitment, and its executor"
        " may close it.",
    )


@graphql_sql.extend(Allocation)
class AllocationClosings:
    closing_releases: int = graphql_sql.column(
        func.coalesce(
            select(column("quantity", Integer))
            .select_from(
                func.app.closing_parts(col(AllocationRow.line_id))
                .table_valued(column("allocation_id", BigInteger), column("quantity", Integer))
                .alias("part")
            )
            .where(column("allocation_id", BigInteger) == col(AllocationRow.id))
            .scalar_subquery(),
            0,
        ).cast(Integer),
        description="Packages of it that closing its line short would release now.",
    )


@graphql_sql.extend(TenantOrganisation)
class TenantClosings:
    @graphql_sql.field(
        description="Closings of what it gives or carries out that were not taken back, newest"
        " first."
    )
    def closings(
        self,
        side: Side = Side.GIVER,
        states: list[ClosingState] | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Closing]:
        row = models.Closing
        query = select(row).where(
            on_side(
                col(TenantRow.id), side, giver=col(row.donor_id), executor=col(row.executor_id)
            ),
            col(row.state) != ClosingState.TAKEN_BACK,
        )
        if states:
            query = query.where(col(row.state).in_(sorted({state.value for state in states})))
        return graphql_sql.page(query, order_by=[col(row.id).desc()], first=first, after=after)


class ClosingQueries:
    @graphql_sql.field(
        audience=["gov"],
        description="Closings to which their giver objects, the oldest first.",
    )
    def contested_closings(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Closing] | None:
        row = models.Closing
        return graphql_sql.page(
            select(row).where(col(row.state) == ClosingState.CONTESTED),
            order_by=[col(row.id)],
            first=first,
            after=after,
        )


@strawberry.input(description="A pledge line of which too little came.")
class CloseShortInput:
    key: UUID = strawberry.field(description=KEY)
    line: graphql_sql.ID = strawberry.field(description="The line of the pledge.")
    reason: str = strawberry.field(description="Why, not empty; the giver and the Pemprov read it.")


@strawberry.input(description="A closing to which its giver objects.")
class ContestClosingInput:
    key: UUID = strawberry.field(description=KEY)
    closing: graphql_sql.ID = strawberry.field(description="The closing.")
    reason: str = strawberry.field(description="What is right, not empty; all parties read it.")


@strawberry.input(description="A closing of which the giver takes its objection back.")
class DropContestInput:
    key: UUID = strawberry.field(description=KEY)
    closing: graphql_sql.ID = strawberry.field(description="The closing.")
    reason: str = strawberry.field(description="The reason, not empty; all parties read it.")


@strawberry.input(description="A closing that its executor takes back.")
class TakeBackClosingInput:
    key: UUID = strawberry.field(description=KEY)
    closing: graphql_sql.ID = strawberry.field(description="The closing.")
    reason: str = strawberry.field(description="The reason, not empty; all parties read it.")


@strawberry.input(description="The Pemprov's answer to an objection.")
class AnswerContestInput:
    key: UUID = strawberry.field(description=KEY)
    closing: graphql_sql.ID = strawberry.field(description="The closing.")
    stands: bool = strawberry.field(
        description="Whether the closing stands; else its executor has to take it back."
    )
    reason: str = strawberry.field(description="The reason, not empty; all parties read it.")


class LineClosedShort(graphql_sql.Payload[Closing]):
    """What did not come is released, and the line gets no further allocations."""


class ClosingContested(graphql_sql.Payload[Closing]):
    """The objection is recorded; the Pemprov answers it."""


class ContestDropped(graphql_sql.Payload[Closing]):
    """The objection is taken back."""


class ContestAnswered(graphql_sql.Payload[Closing]):
    """The objection is answered."""


class ClosingTakenBack(graphql_sql.Payload[Closing]):
    """What the closing released is committed again."""


class ClosingMutations:
    @graphql_sql.mutation(
        refusals=[
            rules.NothingLacking,
            rules.ClosingTooEarly,
            rules.PackagesHeld,
            rules.LineClosed,
        ]
    )
    async def close_short(self, tx: Transaction, input: CloseShortInput) -> LineClosedShort:
        """The executor closes a line of which too little came, with a reason.

        The youngest allocations that are not loaded are released, as many packages as did not come.
        """
        return LineClosedShort(
            await actions.close_short(
                tx.session,
                tx.viewer,
                input.key,
                line_id=number_of(input.line, "PledgeLine"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation()
    async def contest_closing(
        self, tx: Transaction, input: ContestClosingInput
    ) -> ClosingContested:
        """The giver objects to a closing of its line."""
        return ClosingContested(
            await actions.contest_closing(
                tx.session,
                tx.viewer,
                input.key,
                closing_id=number_of(input.closing, "Closing"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation()
    async def drop_contest(self, tx: Transaction, input: DropContestInput) -> ContestDropped:
        """The giver takes its objection back."""
        return ContestDropped(
            await actions.drop_contest(
                tx.session,
                tx.viewer,
                input.key,
                closing_id=number_of(input.closing, "Closing"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation()
    async def answer_contest(self, tx: Transaction, input: AnswerContestInput) -> ContestAnswered:
        """The Pemprov answers an objection: the closing stands, or its executor takes it back."""
        return ContestAnswered(
            await actions.answer_contest(
                tx.session,
                tx.viewer,
                input.key,
                closing_id=number_of(input.closing, "Closing"),
                stands=input.stands,
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[rules.ClosingUsed])
    async def take_back_closing(
        self, tx: Transaction, input: TakeBackClosingInput
    ) -> ClosingTakenBack:
        """The executor takes a closing back, as long as nobody took what it released."""
        return ClosingTakenBack(
            await actions.take_back_closing(
                tx.session,
                tx.viewer,
                input.key,
                closing_id=number_of(input.closing, "Closing"),
                reason=input.reason,
            )
        )
