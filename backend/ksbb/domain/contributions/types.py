"""GraphQL types of money: what its two parties see, and the gifts that the public sees."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.agreements import rules as agreements
from ksbb.domain.contributions import actions, funding, lists, models, rules
from ksbb.domain.contributions.models import ContributionOrder, ContributionState
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.rules import OrganisationNotVerified
from ksbb.domain.organisations.types import Organisation, Step, TenantOrganisation, timeline_of
from ksbb.domain.pledges.models import Commitment as CommitmentRow
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.mutations import AgreementNotInForce
from ksbb.domain.pledges.types import Commitment, Pledge, Side
from ksbb.domain.programmes.types import Package

strawberry.enum(ContributionState, description="The state of a contribution.")
strawberry.enum(
    ContributionOrder,
    description="Sort order of a list of contributions: by when they were announced or recorded,"
    " or by the received amount (the announced one before that).",
)


@graphql_sql.type(models.Gift, node=True)
class Gift:
    """Money that an aggregator received, as the recap publishes it."""

    giver: Organisation = graphql_sql.one(
        models.Gift.giver_id, description="The organisation that gave."
    )
    aggregator: Organisation = graphql_sql.one(
        models.Gift.aggregator_id, description="The aggregator that received the money."
    )
    amount: graphql_sql.Rupiah = graphql_sql.column(
        description="The amount in whole rupiah; more than 0."
    )
    received_on: dt.date = graphql_sql.column(description="The day on which the money arrived.")


@graphql_sql.type(models.Funding, node=True)
class Funding:
    """Packages of a pledge that a contribution pays for. The donor sees what happens to them."""

    amount: graphql_sql.Rupiah = graphql_sql.column(
        description="The amount in whole rupiah; more than 0."
    )
    package: Package = graphql_sql.one(
        models.Funding.package_id, description="The kind of package that is paid for."
    )
    packages: int = graphql_sql.column(description="How many packages it pays for.")
    released_on: dt.date | None = graphql_sql.column(
        description="When the pledge ended and the money became available again."
    )
    contribution: Contribution = graphql_sql.one(
        models.Funding.contribution_id, description="The contribution that pays."
    )
    pledge: Pledge | None = graphql_sql.one(
        models.Funding.pledge_id, description="The pledge; null for viewers who are no party to it."
    )

    @graphql_sql.field(description="The pledge's committed packages and the units that get them.")
    def commitments(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Commitment]:
        return graphql_sql.page(
            select(CommitmentRow).where(
                col(CommitmentRow.pledge_id) == col(models.Funding.pledge_id),
                col(CommitmentRow.released_on).is_(None),
            ),
            order_by=[col(CommitmentRow.allocation_id)],
            first=first,
            after=after,
        )


@graphql_sql.type(models.Contribution, node=True)
class Contribution:
    """Money from an organisation to an aggregator; both and the Pemprov see it."""

    number: str = graphql_sql.column(description="Its number, e.g. KT-2020-000007.")
    giver: Organisation = graphql_sql.one(
        models.Contribution.donor_id, description="The organisation that gives."
    )
    aggregator: Organisation = graphql_sql.one(
        models.Contribution.executor_id, description="The aggregator that receives the money."
    )
    state: ContributionState = graphql_sql.column(description="Its state.")
    intended: graphql_sql.Rupiah = graphql_sql.column(
        description="The announced amount, in whole rupiah."
    )
    received: graphql_sql.Rupiah | None = graphql_sql.column(description="Rupiah that arrived.")
    funded: graphql_sql.Rupiah = graphql_sql.column(
        description="Rupiah of it that are assigned to pledges."
    )
    left: graphql_sql.Rupiah = graphql_sql.column(
        func.coalesce(col(models.Contribution.received), 0) - col(models.Contribution.funded),
        description="Rupiah that arrived and are not assigned yet.",
    )
    note: str = graphql_sql.column(description="A message from the giver.")
    bank_reference: str | None = graphql_sql.column(
        description="Its reference in the bank statement."
    )
    intended_on: dt.date = graphql_sql.column(description="When it was announced.")
    received_on: dt.date | None = graphql_sql.column(description="When the money arrived.")
    fundings: list[Funding] = graphql_sql.many(
        models.Funding.contribution_id,
        order_by=[col(models.Funding.id)],
        description="The packages that it pays for.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("contribution", col(models.Contribution.id)))


@graphql_sql.extend(Pledge)
class PledgeFundings:
    @graphql_sql.field(description="The money that pays for it, as far as the viewer may see it.")
    def fundings(self) -> list[Funding]:
        return graphql_sql.rows(
            select(models.Funding)
            .where(col(models.Funding.pledge_id) == col(PledgeRow.id))
            .order_by(col(models.Funding.id))
        )


@graphql_sql.extend(TenantOrganisation)
class TenantContributions:
    @graphql_sql.field(description="Money that it gave or, as an aggregator, received.")
    def contributions(
        self,
        side: Side = Side.GIVER,
        states: list[ContributionState] | None = None,
        order: ContributionOrder = ContributionOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Contribution]:
        return graphql_sql.page(
            lists.contributions_listed(col(TenantRow.id), side, states=states),
            order_by=lists.contribution_order(order),
            first=first,
            after=after,
        )


@strawberry.input(description="Money to announce to an aggregator.")
class IntendContributionInput:
    key: UUID = strawberry.field(description=KEY)
    aggregator: graphql_sql.ID = strawberry.field(
        description="The aggregator that shall receive it."
    )
    amount: graphql_sql.Rupiah = strawberry.field(
        description="The amount in whole rupiah; more than 0."
    )
    note: str = strawberry.field(default="", description="A message to the aggregator.")


@strawberry.input(description="Money that arrived, announced or not.")
class RecordContributionInput:
    key: UUID = strawberry.field(description=KEY)
    contribution: graphql_sql.ID | None = strawberry.field(
        default=None, description="The contribution, if it was announced."
    )
    donor: graphql_sql.ID | None = strawberry.field(
        default=None, description="The donor, if it was not announced."
    )
    amount: graphql_sql.Rupiah = strawberry.field(description="Rupiah that arrived.")
    bank_reference: str = strawberry.field(description="Its reference in the bank statement.")


@strawberry.input(description="Packages that a contribution pays for.")
class FundingInput:
    contribution: graphql_sql.ID = strawberry.field(description="The contribution that pays.")
    package: graphql_sql.ID = strawberry.field(description="The kind of package.")
    packages: int = strawberry.field(description="How many of them.")


@strawberry.input(description="The money that pays for an aggregator's own pledge.")
class FundPledgeInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: graphql_sql.ID = strawberry.field(description="The pledge.")
    fundings: list[FundingInput] = strawberry.field(
        description="Which contribution pays for which packages."
    )


class ContributionIntended(graphql_sql.Payload[Contribution]):
    """The money is announced."""


class ContributionRecorded(graphql_sql.Payload[Contribution]):
    """The money is recorded as received."""


class PledgeFunded(graphql_sql.Payload[Pledge]):
    """The money is assigned to the pledge."""


PermitNotInForce = graphql_sql.refusal(agreements.PermitNotInForce, aggregator=Organisation)


FundsExceeded = graphql_sql.refusal(
    rules.FundsExceeded,
    contribution=Contribution,
    left=graphql_sql.Rupiah,
    requested=graphql_sql.Rupiah,
)


_COLLECTING = [
    rules.AmountInvalid,
    PermitNotInForce,
    rules.NotAnAggregator,
    AgreementNotInForce,
    OrganisationNotVerified,
]


class ContributionQueries:
    @graphql_sql.field(description="Money that aggregators received, newest first.")
    def gifts(self, first: int = 20, after: str | None = None) -> graphql_sql.Connection[Gift]:
        return graphql_sql.page(
            select(models.Gift),
            order_by=[col(models.Gift.contribution_id).desc()],
            first=first,
            after=after,
        )


class ContributionMutations:
    @graphql_sql.mutation(refusals=_COLLECTING)
    async def intend_contribution(
        self, tx: Transaction, input: IntendContributionInput
    ) -> ContributionIntended:
        """Announce money to an aggregator."""
        return ContributionIntended(
            await actions.intend(
                tx.session,
                tx.viewer,
                input.key,
                aggregator_id=number_of(input.aggregator, "Organisation"),
                amount=int(input.amount),
                note=input.note,
            )
        )

    @graphql_sql.mutation(refusals=_COLLECTING)
    async def record_contribution(
        self, tx: Transaction, input: RecordContributionInput
    ) -> ContributionRecorded:
        """The aggregator records money that arrived."""
        return ContributionRecorded(
            await actions.record_contribution(
                tx.session,
                tx.viewer,
                input.key,
                contribution_id=None
                if input.contribution is None
                else number_of(input.contribution, "Contribution"),
                donor_id=None if input.donor is None else number_of(input.donor, "Organisation"),
                amount=int(input.amount),
                bank_reference=input.bank_reference,
            )
        )

    @graphql_sql.mutation(refusals=[FundsExceeded, rules.FundingInvalid])
    async def fund_pledge(self, tx: Transaction, input: FundPledgeInput) -> PledgeFunded:
        """The aggregator assigns received money to a pledge of its own."""
        return PledgeFunded(
            await funding.fund(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
                parts=[
                    funding.Part(
                        number_of(one.contribution, "Contribution"),
                        number_of(one.package, "Package"),
                        one.packages,
                    )
                    for one in input.fundings
                ],
            )
        )
