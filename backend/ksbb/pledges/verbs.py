"""Pledges' mutations: each decodes its input, acts, and answers the pledge or a refusal."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

from ksbb import reads
from ksbb.agreements import rules as agreements
from ksbb.needs.graph import Need
from ksbb.organisations.graph import Organisation
from ksbb.organisations.refusals import OrganisationNotVerified
from ksbb.organisations.verbs import KEY
from ksbb.pledges import actions, rules
from ksbb.pledges.graph import Pledge
from ksbb.pledges.models import Channel


@strawberry.input(description="Packages of a line for one unit.")
class ShareInput:
    unit: reads.GlobalID = strawberry.field(description="Who receives.")
    quantity: int = strawberry.field(description="Packages.")


@strawberry.input(description="What is promised of one package.")
class LineInput:
    package: reads.GlobalID = strawberry.field(description="What.")
    quantity: int = strawberry.field(description="Packages in all.")
    allocations: list[ShareInput] = strawberry.field(
        default_factory=list,
        description="Where they go: for a direct pledge all of them, else as far as is wished.",
    )


@strawberry.input(description="A pledge for one phase.")
class PledgeInput:
    key: UUID = strawberry.field(description=KEY)
    phase: reads.GlobalID = strawberry.field(description="For which phase.")
    channel: Channel = strawberry.field(description="Which way it goes.")
    aggregator: reads.GlobalID | None = strawberry.field(
        default=None, description="Through whom, for VIA_AGGREGATOR."
    )
    lines: list[LineInput] = strawberry.field(description="What is promised.")
    note: str = strawberry.field(default="", description="A message to the executor.")
    window_starts: dt.date | None = strawberry.field(
        default=None, description="First day on which the delivery is meant to take place."
    )
    window_ends: dt.date | None = strawberry.field(default=None, description="Last such day.")
    statement_accepted: bool = strawberry.field(
        description="Whether the statement (surat pernyataan) was accepted."
    )


@strawberry.input(description="Packages of a pledge for one unit.")
class AllocationInput:
    package: reads.GlobalID = strawberry.field(description="What.")
    unit: reads.GlobalID = strawberry.field(description="Who receives.")
    quantity: int = strawberry.field(description="Packages.")


@strawberry.input(description="Where packages of an accepted pledge go.")
class AllocatePledgeInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: reads.GlobalID = strawberry.field(description="The pledge.")
    allocations: list[AllocationInput] = strawberry.field(description="Where they go.")
    window_starts: dt.date | None = strawberry.field(
        default=None, description="First day on which the delivery is meant to take place."
    )
    window_ends: dt.date | None = strawberry.field(default=None, description="Last such day.")


@strawberry.input(description="Allocations of a pledge that its executor takes back.")
class ReleaseAllocationsInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: reads.GlobalID = strawberry.field(description="The pledge.")
    allocations: list[reads.GlobalID] = strawberry.field(
        description="Which; all of them are held and not confirmed yet."
    )


@strawberry.input(description="A pledge.")
class PledgeActInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: reads.GlobalID = strawberry.field(description="The pledge.")


@strawberry.input(description="A pledge, and why.")
class PledgeReasonInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: reads.GlobalID = strawberry.field(description="The pledge.")
    reason: str = strawberry.field(default="", description="Why; those concerned will read it.")


@reads.payload()
class PledgeSubmitted:
    """The pledge was submitted; what it directs to units is held."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.payload()
class PledgeAllocated:
    """The packages have destinations and are held."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.payload()
class AllocationsReleased:
    """The packages are without a destination again."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.payload()
class PledgeAccepted:
    """Its executor took the pledge on."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.payload()
class PledgeRejected:
    """The pledge was turned down; what it held is free."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.payload()
class PledgeCommitted:
    """The Pemprov approved: it counts as committed."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.payload()
class PledgeWithdrawn:
    """Its giver took the pledge back; what it took is free."""

    pledge: Pledge = reads.fact(description="The pledge.")

    def __init__(self, pledge: int) -> None:
        self.pledge_id = pledge


@reads.refusal(rules.NeedAlreadyMet)
class NeedAlreadyMet:
    need: Need = reads.fact(description="The need, as it stands now.")
    asked: int = reads.fact(description="Packages that were asked for.")
    remaining: int = reads.fact(description="Packages that were left.")


@reads.refusal(rules.NeedClosed)
class NeedClosed:
    need: Need = reads.fact(description="The need.")


@reads.refusal(rules.NoSuchNeed)
class NoSuchNeed:
    pass


@reads.refusal(rules.QuantityInvalid)
class QuantityInvalid:
    quantity: int = reads.fact(description="What was asked for.")
    maximum: int = reads.fact(description="What is possible at most.")


@reads.refusal(rules.LineExceeded)
class LineExceeded:
    left: int = reads.fact(description="Packages of the line that have no destination yet.")
    asked: int = reads.fact(description="Packages that were to be directed.")


@reads.refusal(rules.DirectNotAllocated)
class DirectNotAllocated:
    left: int = reads.fact(description="Packages without a destination.")


@reads.refusal(rules.LineTwice)
class LineTwice:
    pass


@reads.refusal(rules.PledgeEmpty)
class PledgeEmpty:
    pass


@reads.refusal(rules.ChannelInvalid)
class ChannelInvalid:
    pass


@reads.refusal(agreements.AgreementNotInForce)
class AgreementNotInForce:
    aggregator: Organisation = reads.fact(description="Whose agreement.")


@reads.refusal(rules.StatementNotAccepted)
class StatementNotAccepted:
    pass


@reads.refusal(rules.PhaseClosed)
class PhaseClosed:
    pass


@reads.refusal(rules.NewcomerLimit)
class NewcomerLimit:
    left: int = reads.fact(description="Packages that can still be held in this phase.")


@reads.refusal(rules.HoldLapsed)
class HoldLapsed:
    pass


@reads.refusal(rules.NothingAllocated)
class NothingAllocated:
    pass


RESERVING = [
    NeedAlreadyMet,
    NeedClosed,
    NoSuchNeed,
    QuantityInvalid,
    LineExceeded,
    LineTwice,
    NewcomerLimit,
    PledgeEmpty,
    AgreementNotInForce,
]


def _line(line: LineInput) -> rules.Line:
    return rules.Line(
        reads.number_of(line.package, "Package"),
        line.quantity,
        tuple(
            rules.Share(reads.number_of(share.unit, "Unit"), share.quantity)
            for share in line.allocations
        ),
    )


def _lines(allocations: list[AllocationInput]) -> list[rules.Line]:
    """Allocations put together by package; a line's quantity is their sum."""
    by_package: dict[int, list[rules.Share]] = {}
    for one in allocations:
        share = rules.Share(reads.number_of(one.unit, "Unit"), one.quantity)
        by_package.setdefault(reads.number_of(one.package, "Package"), []).append(share)
    return [
        rules.Line(package, sum(share.quantity for share in shares), tuple(shares))
        for package, shares in by_package.items()
    ]


class PledgeMutations:
    @reads.mutation(
        refusals=[
            *RESERVING,
            DirectNotAllocated,
            ChannelInvalid,
            OrganisationNotVerified,
            StatementNotAccepted,
            PhaseClosed,
        ]
    )
    async def pledge(self, tx: reads.Transaction, input: PledgeInput) -> PledgeSubmitted:
        """Promise packages for a phase; what is directed to units is held from now on."""
        return PledgeSubmitted(
            await actions.pledge(
                tx.session,
                tx.viewer,
                input.key,
                offer=rules.Offer(
                    phase_id=reads.number_of(input.phase, "Phase"),
                    channel=input.channel,
                    aggregator_id=None
                    if input.aggregator is None
                    else reads.number_of(input.aggregator, "Organisation"),
                    lines=[_line(line) for line in input.lines],
                    note=input.note,
                    window=rules.Window(input.window_starts, input.window_ends),
                    statement_accepted=input.statement_accepted,
                ),
            )
        )

    @reads.mutation(refusals=RESERVING)
    async def allocate_pledge(
        self, tx: reads.Transaction, input: AllocatePledgeInput
    ) -> PledgeAllocated:
        """Its executor says where packages of an accepted pledge go."""
        return PledgeAllocated(
            await actions.allocate(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=reads.number_of(input.pledge, "Pledge"),
                lines=_lines(input.allocations),
                window=rules.Window(input.window_starts, input.window_ends),
            )
        )

    @reads.mutation()
    async def release_allocations(
        self, tx: reads.Transaction, input: ReleaseAllocationsInput
    ) -> AllocationsReleased:
        """Its executor takes back where packages go, before the Pemprov confirms it."""
        return AllocationsReleased(
            await actions.release(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=reads.number_of(input.pledge, "Pledge"),
                allocation_ids=[
                    reads.number_of(allocation, "Allocation") for allocation in input.allocations
                ],
            )
        )

    @reads.mutation(refusals=[AgreementNotInForce, HoldLapsed])
    async def accept_pledge(self, tx: reads.Transaction, input: PledgeActInput) -> PledgeAccepted:
        """Its executor takes a pledge on."""
        return PledgeAccepted(
            await actions.accept(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=reads.number_of(input.pledge, "Pledge"),
            )
        )

    @reads.mutation()
    async def reject_pledge(
        self, tx: reads.Transaction, input: PledgeReasonInput
    ) -> PledgeRejected:
        """Its executor, or the Pemprov, turns a pledge down, with the reason."""
        return PledgeRejected(
            await actions.reject(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=reads.number_of(input.pledge, "Pledge"),
                reason=input.reason,
            )
        )

    @reads.mutation(refusals=[AgreementNotInForce, NothingAllocated, HoldLapsed])
    async def commit_pledge(self, tx: reads.Transaction, input: PledgeActInput) -> PledgeCommitted:
        """The Pemprov approves what a pledge holds."""
        return PledgeCommitted(
            await actions.commit(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=reads.number_of(input.pledge, "Pledge"),
            )
        )

    @reads.mutation()
    async def withdraw_pledge(
        self, tx: reads.Transaction, input: PledgeReasonInput
    ) -> PledgeWithdrawn:
        """Its giver takes a pledge back; a committed one with a reason."""
        return PledgeWithdrawn(
            await actions.withdraw(
                tx.session,
                tx.viewer,
                input.key,
                pledge_id=reads.number_of(input.pledge, "Pledge"),
                reason=input.reason,
            )
        )
