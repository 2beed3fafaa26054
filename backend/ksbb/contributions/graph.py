"""Money in GraphQL: what its two parties see, and the gifts that the public sees."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlmodel import col

from ksbb import reads
from ksbb.agreements import rules as agreements
from ksbb.contributions import actions, funding, listed, models, rules
from ksbb.contributions.models import ContributionOrder, ContributionState
from ksbb.organisations.graph import Organisation, Step, TenantOrganisation, timeline_of
from ksbb.organisations.models import TenantOrganisation as TenantRow
from ksbb.organisations.refusals import OrganisationNotVerified
from ksbb.organisations.verbs import KEY
from ksbb.pledges.graph import Commitment, Pledge, Side
from ksbb.pledges.models import Commitment as CommitmentRow
from ksbb.pledges.models import Pledge as PledgeRow
from ksbb.pledges.verbs import AgreementNotInForce
from ksbb.programmes.graph import Package

strawberry.enum(ContributionState, description="Where a contribution stands.")
strawberry.enum(
    ContributionOrder,
    description="How a list of contributions is ordered: by when they were announced or recorded,"
    " or by what came in (else was announced).",
)


@reads.type(models.Gift)
class Gift:
    """Money that an aggregator received, as the recap publishes it."""

    giver: Organisation = reads.one(models.Gift.giver_id, description="Who gave.")
    aggregator: Organisation = reads.one(models.Gift.aggregator_id, description="Who received.")
    amount: reads.Rupiah = reads.column(description="Rupiah.")
    received_on: dt.date = reads.column(description="The effective day.")


@reads.type(models.Funding, node=True)
class Funding:
    """Packages of a pledge that a contribution pays for; its giver sees what became of them."""

    amount: reads.Rupiah = reads.column(description="Rupiah.")
    package: Package = reads.one(models.Funding.package_id, description="What they are.")
    packages: int = reads.column(description="Whole packages.")
    released_on: dt.date | None = reads.column(
        description="When the pledge ended and the money became free again."
    )
    contribution: Contribution = reads.one(models.Funding.contribution_id, description="The money.")
    pledge: Pledge | None = reads.one(
        models.Funding.pledge_id, description="The pledge, for whoever is a party to it."
    )

    @reads.field(description="Where the pledge's packages go, as far as they are committed.")
    def commitments(
        self, first: int = 20, after: str | None = None
    ) -> reads.Connection[Commitment]:
        return reads.page(
            select(CommitmentRow).where(
                col(CommitmentRow.pledge_id) == col(models.Funding.pledge_id),
                col(CommitmentRow.released_on).is_(None),
            ),
            order_by=[col(CommitmentRow.allocation_id)],
            first=first,
            after=after,
        )


@reads.type(models.Contribution, node=True)
class Contribution:
    """Money from an organisation to an aggregator, seen by both and by the Pemprov."""

    number: str = reads.column(description="Its number, e.g. KT-2020-000007.")
    giver: Organisation = reads.one(models.Contribution.donor_id, description="Who gives.")
    aggregator: Organisation = reads.one(
        models.Contribution.executor_id, description="Who receives."
    )
    state: ContributionState = reads.column(description="Where it stands.")
    intended: reads.Rupiah = reads.column(description="Rupiah announced.")
    received: reads.Rupiah | None = reads.column(description="Rupiah that came in.")
    funded: reads.Rupiah = reads.column(description="Rupiah of it that are bound to pledges.")
    left: reads.Rupiah = reads.column(
        func.coalesce(col(models.Contribution.received), 0) - col(models.Contribution.funded),
        description="Rupiah that came in and are not bound yet.",
    )
    note: str = reads.column(description="What its giver wrote.")
    bank_reference: str | None = reads.column(description="Where it stands in the statement.")
    intended_on: dt.date = reads.column(description="When it was announced.")
    received_on: dt.date | None = reads.column(description="When it came in.")
    fundings: list[Funding] = reads.many(
        models.Funding.contribution_id,
        order_by=[col(models.Funding.id)],
        description="Which packages it pays for.",
    )

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[Step]:
        return reads.rows(timeline_of("contribution", col(models.Contribution.id)))


@reads.extend(Pledge)
class PledgeFundings:
    @reads.field(description="Which money pays for it, as far as the viewer may see.")
    def fundings(self) -> list[Funding]:
        return reads.rows(
            select(models.Funding)
            .where(col(models.Funding.pledge_id) == col(PledgeRow.id))
            .order_by(col(models.Funding.id))
        )


@reads.extend(TenantOrganisation)
class TenantContributions:
    @reads.field(description="Money it gave, or as an aggregator received.")
    def contributions(
        self,
        side: Side = Side.GIVER,
        states: list[ContributionState] | None = None,
        order: ContributionOrder = ContributionOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Contribution]:
        return reads.page(
            listed.contributions_listed(col(TenantRow.id), side, states=states),
            order_by=listed.contribution_order(order),
            first=first,
            after=after,
        )


@strawberry.input(description="Money announced to an aggregator.")
class IntendContributionInput:
    key: UUID = strawberry.field(description=KEY)
    aggregator: reads.GlobalID = strawberry.field(description="To whom.")
    amount: reads.Rupiah = strawberry.field(description="Rupiah.")
    note: str = strawberry.field(default="", description="A message to the aggregator.")


@strawberry.input(description="Money that came in: an announced contribution, or a donor's.")
class RecordContributionInput:
    key: UUID = strawberry.field(description=KEY)
    contribution: reads.GlobalID | None = strawberry.field(
        default=None, description="The announced contribution that it is."
    )
    donor: reads.GlobalID | None = strawberry.field(
        default=None, description="Who gave it, if nothing was announced."
    )
    amount: reads.Rupiah = strawberry.field(description="Rupiah on the account.")
    bank_reference: str = strawberry.field(description="Where it stands in the statement.")


@strawberry.input(description="Packages that a contribution pays for.")
class FundingInput:
    contribution: reads.GlobalID = strawberry.field(description="The money.")
    package: reads.GlobalID = strawberry.field(description="The package.")
    packages: int = strawberry.field(description="How many of them.")


@strawberry.input(description="Which money pays for an aggregator's own pledge.")
class FundPledgeInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: reads.GlobalID = strawberry.field(description="The pledge.")
    fundings: list[FundingInput] = strawberry.field(description="What pays for what.")


@reads.payload()
class ContributionIntended:
    """The money is announced."""

    contribution: Contribution = reads.fact(description="The contribution.")

    def __init__(self, contribution: int) -> None:
        self.contribution_id = contribution


@reads.payload()
class ContributionRecorded:
    """The money came in."""

    contribution: Contribution = reads.fact(description="The contribution.")

    def __init__(self, contribution: int) -> None:
        self.contribution_id = contribution


@reads.payload()
class PledgeFunded:
    """The money is bound to the pledge."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.refusal(rules.AmountInvalid)
class AmountInvalid:
    pass


@reads.refusal(agreements.PermitNotInForce)
class PermitNotInForce:
    aggregator: Organisation = reads.fact(description="Whose permit.")


@reads.refusal(rules.NotAnAggregator)
class NotAnAggregator:
    pass


@reads.refusal(rules.FundsExceeded)
class FundsExceeded:
    contribution: Contribution = reads.fact(description="The money.")
    left: reads.Rupiah = reads.fact(description="Rupiah left of it.")
    asked: reads.Rupiah = reads.fact(description="Rupiah needed.")


@reads.refusal(rules.FundingInvalid)
class FundingInvalid:
    most: int = reads.fact(description="Packages that can be funded at most.")


_COLLECTING = [
    AmountInvalid,
    PermitNotInForce,
    NotAnAggregator,
    AgreementNotInForce,
    OrganisationNotVerified,
]


class ContributionQueries:
    @reads.field(description="Money that aggregators received, the newest first.")
    def gifts(self, first: int = 20, after: str | None = None) -> reads.Connection[Gift]:
        return reads.page(
            select(models.Gift),
            order_by=[col(models.Gift.contribution_id).desc()],
            first=first,
            after=after,
        )


class ContributionMutations:
    @reads.mutation(refusals=_COLLECTING)
    async def intend_contribution(
        self, tx: reads.Transaction, input: IntendContributionInput
    ) -> ContributionIntended:
        """Announce money to an aggregator."""
        return ContributionIntended(
            await actions.intend(
                tx.session,
                tx.viewer,
                input.key,
                aggregator_id=reads.number_of(input.aggregator, "Organisation"),
                amount=int(input.amount),
                note=input.note,
            )
        )

    @reads.mutation(refusals=_COLLECTING)
    async def record_contribution(
        self, tx: reads.Transaction, input: RecordContributionInput
    ) -> ContributionRecorded:
        """The aggregator records money that came in."""
        return ContributionRecorded(
            await actions.record_contribution(
                tx.session,
                tx.viewer,
                input.key,
                contribution_id=None
                if input.contribution is None
                else reads.number_of(input.contribution, "Contribution"),
                donor_id=None
                if input.donor is None
                else reads.number_of(input.donor, "Organisation"),
                amount=int(input.amount),
                bank_reference=input.bank_reference,
            )
        )

    @reads.mutation(refusals=[FundsExceeded, FundingInvalid])
    async def fund_pledge(self, tx: reads.Transaction, input: FundPledgeInput) -> PledgeFunded:
        """The aggregator binds received money to a pledge of its own."""
        return PledgeFunded(
            await funding.fund(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=reads.number_of(input.pledge, "Pledge"),
                parts=[
                    funding.Part(
                        reads.number_of(one.contribution, "Contribution"),
                        reads.number_of(one.package, "Package"),
                        one.packages,
                    )
                    for one in input.fundings
                ],
            )
        )
