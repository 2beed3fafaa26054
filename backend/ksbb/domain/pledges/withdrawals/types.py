"""GraphQL types and mutations of withdrawals."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Step, TenantOrganisation, timeline_of
from ksbb.domain.pledges.types import Pledge
from ksbb.domain.pledges.withdrawals import actions, models
from ksbb.domain.pledges.withdrawals.models import WithdrawalState

strawberry.enum(
    WithdrawalState,
    description="The state of a request to withdraw: it waits, was agreed to, was refused, or its"
    " giver took it back.",
)


@graphql_sql.type(models.Withdrawal, node=True)
class Withdrawal:
    """A giver's request to withdraw a pledge whose packages its executor relies on."""

    pledge: Pledge = graphql_sql.one(models.Withdrawal.pledge_id, description="The pledge.")
    state: WithdrawalState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(
        description="The reason of its last step; those before stand in the timeline."
    )
    requested_on: dt.date = graphql_sql.column(description="The day on which the giver asked.")
    due_on: dt.date = graphql_sql.column(
        description="Until when the executor may answer; afterwards the Pemprov decides."
    )
    answered_on: dt.date | None = graphql_sql.column(description="When it was answered.")
    packages: int | None = graphql_sql.column(
        description="Packages that it released; null unless it was agreed to."
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("withdrawal", col(models.Withdrawal.id)))


@graphql_sql.extend(Pledge)
class PledgeWithdrawals:
    withdrawals: list[Withdrawal] = graphql_sql.many(
        models.Withdrawal.pledge_id,
        order_by=[col(models.Withdrawal.id)],
        description="Requests to withdraw it, oldest first.",
    )


@graphql_sql.extend(TenantOrganisation)
class TenantWithdrawals:
    @graphql_sql.field(
        description="Requests to withdraw pledges that it carries out and that wait for an answer,"
        " those that are due first on top."
    )
    def withdrawals_to_answer(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Withdrawal]:
        row = models.Withdrawal
        query = select(row).where(
            col(row.executor_id) == col(TenantRow.id),
            col(row.donor_id) != col(TenantRow.id),
            col(row.state) == WithdrawalState.REQUESTED,
        )
        return graphql_sql.page(
            query, order_by=[col(row.due_on), col(row.id)], first=first, after=after
        )


class WithdrawalQueries:
    @graphql_sql.field(
        audience=["gov"],
        description="Requests to withdraw a pledge that wait for an answer, those that are due"
        " first on top.",
    )
    def withdrawal_requests(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Withdrawal] | None:
        row = models.Withdrawal
        return graphql_sql.page(
            select(row).where(col(row.state) == WithdrawalState.REQUESTED),
            order_by=[col(row.due_on), col(row.id)],
            first=first,
            after=after,
        )


@strawberry.input(description="A pledge that its giver wants to withdraw.")
class RequestWithdrawalInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: graphql_sql.ID = strawberry.field(description="The pledge.")
    reason: str = strawberry.field(
        description="The reason, not empty; executor and Pemprov read it."
    )


@strawberry.input(description="The answer to a request to withdraw.")
class AnswerWithdrawalInput:
    key: UUID = strawberry.field(description=KEY)
    withdrawal: graphql_sql.ID = strawberry.field(description="The request.")
    agrees: bool = strawberry.field(
        description="Whether what is not loaded is released; else the pledge stays as it is."
    )
    reason: str = strawberry.field(description="The reason, not empty; all parties read it.")


@strawberry.input(description="A request to withdraw that its giver takes back.")
class TakeBackWithdrawalInput:
    key: UUID = strawberry.field(description=KEY)
    withdrawal: graphql_sql.ID = strawberry.field(description="The request.")
    reason: str = strawberry.field(description="The reason, not empty; all parties read it.")


class WithdrawalRequested(graphql_sql.Payload[Withdrawal]):
    """The request waits for the executor or the Pemprov; the pledge stays as it is."""


class WithdrawalAnswered(graphql_sql.Payload[Withdrawal]):
    """The request is answered."""


class WithdrawalTakenBack(graphql_sql.Payload[Withdrawal]):
    """The request is taken back; the pledge stays as it is."""


class WithdrawalMutations:
    @graphql_sql.mutation()
    async def request_withdrawal(
        self, tx: Transaction, input: RequestWithdrawalInput
    ) -> WithdrawalRequested:
        """The giver asks to withdraw a pledge that is allocated by its executor, or loaded."""
        return WithdrawalRequested(
            await actions.request_withdrawal(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation()
    async def answer_withdrawal(
        self, tx: Transaction, input: AnswerWithdrawalInput
    ) -> WithdrawalAnswered:
        """The executor (within 3 days) or the Pemprov agrees to a withdrawal, or refuses it."""
        return WithdrawalAnswered(
            await actions.answer_withdrawal(
                tx.session,
                tx.viewer,
                input.key,
                withdrawal_id=number_of(input.withdrawal, "Withdrawal"),
                agrees=input.agrees,
                reason=input.reason,
            )
        )

    @graphql_sql.mutation()
    async def take_back_withdrawal(
        self, tx: Transaction, input: TakeBackWithdrawalInput
    ) -> WithdrawalTakenBack:
        """The giver takes a request back that nobody has answered."""
        return WithdrawalTakenBack(
            await actions.take_back_withdrawal(
                tx.session,
                tx.viewer,
                input.key,
                withdrawal_id=number_of(input.withdrawal, "Withdrawal"),
                reason=input.reason,
            )
        )
