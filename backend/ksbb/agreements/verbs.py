"""Agreements' and permits' mutations: each decodes its input, acts, and answers the paper."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

from ksbb import reads
from ksbb.agreements import actions
from ksbb.agreements.graph import Agreement, PeriodInvalid, PeriodOverlaps, Permit
from ksbb.agreements.rules import HIGHEST_COST_CAP
from ksbb.organisations.refusals import OrganisationNotVerified
from ksbb.organisations.verbs import KEY


@strawberry.input(description="An agreement to hand in.")
class SubmitAgreementInput:
    key: UUID = strawberry.field(description=KEY)
    number: str = strawberry.field(description="Its number.")
    starts_on: dt.date = strawberry.field(description="Its first day.")
    ends_on: dt.date = strawberry.field(description="Its last day.")


@strawberry.input(description="A permit to hand in.")
class SubmitPermitInput:
    key: UUID = strawberry.field(description=KEY)
    number: str = strawberry.field(description="Its number.")
    issuer: str = strawberry.field(description="Who issued it.")
    starts_on: dt.date = strawberry.field(description="Its first day.")
    ends_on: dt.date = strawberry.field(description="Its last day.")
    cost_cap: int = strawberry.field(
        default=HIGHEST_COST_CAP,
        description="What collecting may cost at most, in permille of what was collected.",
    )


@strawberry.input(description="An agreement.")
class AgreementActInput:
    key: UUID = strawberry.field(description=KEY)
    agreement: reads.GlobalID = strawberry.field(description="The agreement.")


@strawberry.input(description="An agreement, and why.")
class AgreementReasonInput:
    key: UUID = strawberry.field(description=KEY)
    agreement: reads.GlobalID = strawberry.field(description="The agreement.")
    reason: str = strawberry.field(description="Why; its aggregator will read it.")


@strawberry.input(description="A permit.")
class PermitActInput:
    key: UUID = strawberry.field(description=KEY)
    permit: reads.GlobalID = strawberry.field(description="The permit.")


@strawberry.input(description="A permit, and why.")
class PermitReasonInput:
    key: UUID = strawberry.field(description=KEY)
    permit: reads.GlobalID = strawberry.field(description="The permit.")
    reason: str = strawberry.field(description="Why; its aggregator will read it.")


@reads.payload()
class AgreementSubmitted:
    """The agreement waits for the Pemprov."""

    agreement: Agreement = reads.fact(description="The agreement.")

    def __init__(self, agreement: int) -> None:
        self.agreement_id = agreement


@reads.payload()
class AgreementActivated:
    """The agreement is in force within its period."""

    agreement: Agreement = reads.fact(description="The agreement.")

    def __init__(self, agreement: int) -> None:
        self.agreement_id = agreement


@reads.payload()
class AgreementSuspended:
    """The agreement is not in force until it is activated again."""

    agreement: Agreement = reads.fact(description="The agreement.")

    def __init__(self, agreement: int) -> None:
        self.agreement_id = agreement


@reads.payload()
class AgreementTerminated:
    """The agreement has ended for good."""

    agreement: Agreement = reads.fact(description="The agreement.")

    def __init__(self, agreement: int) -> None:
        self.agreement_id = agreement


@reads.payload()
class PermitSubmitted:
    """The permit waits for the Pemprov."""

    permit: Permit = reads.fact(description="The permit.")

    def __init__(self, permit: int) -> None:
        self.permit_id = permit


@reads.payload()
class PermitActivated:
    """The permit is in force within its period."""

    permit: Permit = reads.fact(description="The permit.")

    def __init__(self, permit: int) -> None:
        self.permit_id = permit


@reads.payload()
class PermitSuspended:
    """The permit is not in force until it is activated again."""

    permit: Permit = reads.fact(description="The permit.")

    def __init__(self, permit: int) -> None:
        self.permit_id = permit


@reads.payload()
class PermitTerminated:
    """The permit has ended for good."""

    permit: Permit = reads.fact(description="The permit.")

    def __init__(self, permit: int) -> None:
        self.permit_id = permit


class AgreementMutations:
    @reads.mutation(
        refusals=[OrganisationNotVerified, PeriodInvalid],
        description="The viewer's aggregator hands in an agreement.",
    )
    async def submit_agreement(
        self, tx: reads.Transaction, input: SubmitAgreementInput
    ) -> AgreementSubmitted:
        return AgreementSubmitted(
            await actions.submit_agreement(
                tx.session,
                tx.viewer,
                input.key,
                number=input.number,
                starts_on=input.starts_on,
                ends_on=input.ends_on,
            )
        )

    @reads.mutation(
        refusals=[PeriodInvalid, PeriodOverlaps],
        description="The Pemprov puts an agreement into force, or ends its suspension.",
    )
    async def activate_agreement(
        self, tx: reads.Transaction, input: AgreementActInput
    ) -> AgreementActivated:
        return AgreementActivated(
            await actions.activate_agreement(
                tx.session, tx.viewer, input.key, agreement=_agreement(input.agreement)
            )
        )

    @reads.mutation(description="The Pemprov suspends an agreement.")
    async def suspend_agreement(
        self, tx: reads.Transaction, input: AgreementReasonInput
    ) -> AgreementSuspended:
        return AgreementSuspended(
            await actions.suspend_agreement(
                tx.session,
                tx.viewer,
                input.key,
                agreement=_agreement(input.agreement),
                reason=input.reason,
            )
        )

    @reads.mutation(
        description="The Pemprov ends an agreement for good, or turns down one that waits."
    )
    async def terminate_agreement(
        self, tx: reads.Transaction, input: AgreementReasonInput
    ) -> AgreementTerminated:
        return AgreementTerminated(
            await actions.terminate_agreement(
                tx.session,
                tx.viewer,
                input.key,
                agreement=_agreement(input.agreement),
                reason=input.reason,
            )
        )


class PermitMutations:
    @reads.mutation(
        refusals=[OrganisationNotVerified, PeriodInvalid],
        description="The viewer's aggregator hands in a permit.",
    )
    async def submit_permit(
        self, tx: reads.Transaction, input: SubmitPermitInput
    ) -> PermitSubmitted:
        return PermitSubmitted(
            await actions.submit_permit(
                tx.session,
                tx.viewer,
                input.key,
                number=input.number,
                issuer=input.issuer,
                starts_on=input.starts_on,
                ends_on=input.ends_on,
                cost_cap=input.cost_cap,
            )
        )

    @reads.mutation(
        refusals=[PeriodInvalid, PeriodOverlaps],
        description="The Pemprov puts a permit into force, or ends its suspension.",
    )
    async def activate_permit(
        self, tx: reads.Transaction, input: PermitActInput
    ) -> PermitActivated:
        return PermitActivated(
            await actions.activate_permit(
                tx.session, tx.viewer, input.key, permit=_permit(input.permit)
            )
        )

    @reads.mutation(description="The Pemprov suspends a permit.")
    async def suspend_permit(
        self, tx: reads.Transaction, input: PermitReasonInput
    ) -> PermitSuspended:
        return PermitSuspended(
            await actions.suspend_permit(
                tx.session,
                tx.viewer,
                input.key,
                permit=_permit(input.permit),
                reason=input.reason,
            )
        )

    @reads.mutation(description="The Pemprov ends a permit for good, or turns down one that waits.")
    async def terminate_permit(
        self, tx: reads.Transaction, input: PermitReasonInput
    ) -> PermitTerminated:
        return PermitTerminated(
            await actions.terminate_permit(
                tx.session,
                tx.viewer,
                input.key,
                permit=_permit(input.permit),
                reason=input.reason,
            )
        )


def _agreement(id: reads.GlobalID) -> int:
    return reads.number_of(id, "Agreement")


def _permit(id: reads.GlobalID) -> int:
    return reads.number_of(id, "Permit")
