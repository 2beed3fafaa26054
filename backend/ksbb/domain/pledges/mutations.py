"""The mutations of pledges: each decodes its input, runs an action, and reads the pledge."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.agreements import rules as agreements
from ksbb.domain.needs.types import Need
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.rules import OrganisationNotVerified
from ksbb.domain.organisations.types import Organisation
from ksbb.domain.pledges import actions, rules
from ksbb.domain.pledges.models import Channel
from ksbb.domain.pledges.types import Pledge


@strawberry.input(description="Packages of a line for one unit.")
class ShareInput:
    unit: graphql_sql.ID = strawberry.field(description="The unit that receives them.")
    quantity: int = strawberry.field(description="How many packages, 1 to 1,000,000.")


@strawberry.input(description="How many packages of one kind are promised.")
class LineInput:
    package: graphql_sql.ID = strawberry.field(description="The kind of package.")
    quantity: int = strawberry.field(description="How many packages in all, 1 to 1,000,000.")
    allocations: list[ShareInput] = strawberry.field(
        default_factory=list,
        description="The units that get them. A direct pledge must name units for all of them.",
    )


@strawberry.input(description="A pledge for one phase.")
class SubmitPledgeInput:
    key: UUID = strawberry.field(description=KEY)
    phase: graphql_sql.ID = strawberry.field(description="The phase it is for.")
    channel: Channel = strawberry.field(
        description="Who delivers: the giver, an aggregator, or the Pemprov."
    )
    aggregator: graphql_sql.ID | None = strawberry.field(
        default=None, description="The aggregator, for VIA_AGGREGATOR."
    )
    lines: list[LineInput] = strawberry.field(
        description="The promised packages, a line for each kind; at least one."
    )
    note: str = strawberry.field(default="", description="A message to the executor.")
    window_starts: dt.date | None = strawberry.field(
        default=None, description="First planned day of delivery."
    )
    window_ends: dt.date | None = strawberry.field(
        default=None, description="Last planned day of delivery."
    )
    statement_accepted: bool = strawberry.field(
        description="Whether the statement (surat pernyataan) was accepted."
    )


@strawberry.input(description="Packages of a pledge for one unit.")
class AllocationInput:
    package: graphql_sql.ID = strawberry.field(description="The kind of package.")
    unit: graphql_sql.ID = strawberry.field(description="The unit that receives them.")
    quantity: int = strawberry.field(description="How many packages, 1 to 1,000,000.")


@strawberry.input(description="Packages of an accepted pledge to allocate to units.")
class AllocatePledgeInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: graphql_sql.ID = strawberry.field(description="The pledge.")
    allocations: list[AllocationInput] = strawberry.field(
        description="How many packages go to which unit; at least one."
    )
    window_starts: dt.date | None = strawberry.field(
        default=None, description="First planned day of delivery."
    )
    window_ends: dt.date | None = strawberry.field(
        default=None, description="Last planned day of delivery."
    )


@strawberry.input(description="Allocations of a pledge to take back.")
class ReleaseAllocationsInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: graphql_sql.ID = strawberry.field(description="The pledge.")
    allocations: list[graphql_sql.ID] = strawberry.field(
        description="The allocations; all must be held, not committed."
    )


@strawberry.input
class _OnePledge:
    key: UUID = strawberry.field(description=KEY)
    pledge: graphql_sql.ID = strawberry.field(description="The pledge.")


@strawberry.input(description="A pledge that its executor accepts.")
class AcceptPledgeInput(_OnePledge):
    pass


@strawberry.input(description="A pledge to reject, with the reason.")
class RejectPledgeInput(_OnePledge):
    reason: str = strawberry.field(description="The reason, not empty; giver and executor read it.")


@strawberry.input(description="A pledge whose held packages the Pemprov approves.")
class CommitPledgeInput(_OnePledge):
    pass


@strawberry.input(description="A pledge that its giver withdraws.")
class WithdrawPledgeInput(_OnePledge):
    reason: str = strawberry.field(
        default="",
        description="The reason; executor and Pemprov read it. A committed pledge needs one.",
    )


class PledgeSubmitted(graphql_sql.Payload[Pledge]):
    """The pledge was submitted; the packages that it allocates to units are held."""


class PledgeAllocated(graphql_sql.Payload[Pledge]):
    """The packages are allocated to units and held."""


class AllocationsReleased(graphql_sql.Payload[Pledge]):
    """The packages have no destination again."""


class PledgeAccepted(graphql_sql.Payload[Pledge]):
    """The executor accepted the pledge."""


class PledgeRejected(graphql_sql.Payload[Pledge]):
    """The pledge was rejected; its held packages are free again."""


class PledgeCommitted(graphql_sql.Payload[Pledge]):
    """The Pemprov approved the pledge: its packages count as committed."""


class PledgeWithdrawn(graphql_sql.Payload[Pledge]):
    """The giver withdrew the pledge; its packages are free again."""


NeedAlreadyMet = graphql_sql.refusal(rules.NeedAlreadyMet, need=Need)


NeedClosed = graphql_sql.refusal(rules.NeedClosed, need=Need)


AgreementNotInForce = graphql_sql.refusal(agreements.AgreementNotInForce, aggregator=Organisation)


RESERVING = [
    NeedAlreadyMet,
    NeedClosed,
    rules.NoSuchNeed,
    rules.QuantityInvalid,
    rules.LineExceeded,
    rules.LineTwice,
    rules.NewcomerLimit,
    rules.PledgeEmpty,
    AgreementNotInForce,
]


def _line(line: LineInput) -> rules.Line:
    return rules.Line(
        number_of(line.package, "Package"),
        line.quantity,
        tuple(
            rules.Share(number_of(share.unit, "Unit"), share.quantity) for share in line.allocations
        ),
    )


def _lines(allocations: list[AllocationInput]) -> list[rules.Line]:
    """Group allocations by package; a line's quantity is their sum."""
    by_package: dict[int, list[rules.Share]] = {}
    for one in allocations:
        share = rules.Share(number_of(one.unit, "Unit"), one.quantity)
        by_package.setdefault(number_of(one.package, "Package"), []).append(share)
    return [
        rules.Line(package, sum(share.quantity for share in shares), tuple(shares))
        for package, shares in by_package.items()
    ]


class PledgeMutations:
    @graphql_sql.mutation(
        refusals=[
            *RESERVING,
            rules.DirectNotAllocated,
            rules.ChannelInvalid,
            OrganisationNotVerified,
            rules.StatementNotAccepted,
            rules.PhaseClosed,
        ]
    )
    async def submit_pledge(self, tx: Transaction, input: SubmitPledgeInput) -> PledgeSubmitted:
        """Promise packages for a phase; those allocated to units are held from now on."""
        return PledgeSubmitted(
            await actions.submit_pledge(
                tx.session,
                tx.viewer,
                input.key,
                offer=rules.Offer(
                    phase_id=number_of(input.phase, "Phase"),
                    channel=input.channel,
                    aggregator_id=None
                    if input.aggregator is None
                    else number_of(input.aggregator, "Organisation"),
                    lines=[_line(line) for line in input.lines],
                    note=input.note,
                    window=rules.Window(input.window_starts, input.window_ends),
                    statement_accepted=input.statement_accepted,
                ),
            )
        )

    @graphql_sql.mutation(refusals=RESERVING)
    async def allocate_pledge(self, tx: Transaction, input: AllocatePledgeInput) -> PledgeAllocated:
        """The executor allocates packages of an accepted pledge to units."""
        return PledgeAllocated(
            await actions.allocate(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
                lines=_lines(input.allocations),
                window=rules.Window(input.window_starts, input.window_ends),
            )
        )

    @graphql_sql.mutation()
    async def release_allocations(
        self, tx: Transaction, input: ReleaseAllocationsInput
    ) -> AllocationsReleased:
        """The executor takes back allocations, before the Pemprov commits them."""
        return AllocationsReleased(
            await actions.release(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
                allocation_ids=[
                    number_of(allocation, "Allocation") for allocation in input.allocations
                ],
            )
        )

    @graphql_sql.mutation(refusals=[AgreementNotInForce, rules.HoldLapsed])
    async def accept_pledge(self, tx: Transaction, input: AcceptPledgeInput) -> PledgeAccepted:
        """The executor accepts a pledge."""
        return PledgeAccepted(
            await actions.accept(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
            )
        )

    @graphql_sql.mutation(refusals=[rules.HoldLapsed])
    async def reject_pledge(self, tx: Transaction, input: RejectPledgeInput) -> PledgeRejected:
        """The executor or the Pemprov rejects a pledge, with a reason."""
        return PledgeRejected(
            await actions.reject(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[AgreementNotInForce, rules.NothingAllocated, rules.HoldLapsed])
    async def commit_pledge(self, tx: Transaction, input: CommitPledgeInput) -> PledgeCommitted:
        """The Pemprov approves the packages that a pledge holds."""
        return PledgeCommitted(
            await actions.commit(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
            )
        )

    @graphql_sql.mutation(refusals=[rules.HoldLapsed, rules.WithdrawalNeedsConsent])
    async def withdraw_pledge(self, tx: Transaction, input: WithdrawPledgeInput) -> PledgeWithdrawn:
        """The giver withdraws a pledge; a committed one needs a reason."""
        return PledgeWithdrawn(
            await actions.withdraw(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=number_of(input.pledge, "Pledge"),
                reason=input.reason,
            )
        )
