"""The mutations of agreements and permits: each decodes its input, acts, and reads the row."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.agreements import actions, rules
from ksbb.domain.agreements.rules import HIGHEST_COST_CAP
from ksbb.domain.agreements.types import Agreement, Permit
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.rules import OrganisationNotVerified


@strawberry.input(description="An agreement to submit.")
class SubmitAgreementInput:
    key: UUID = strawberry.field(description=KEY)
    number: str = strawberry.field(description="The number printed on the document.")
    starts_on: dt.date = strawberry.field(description="Its first day in force.")
    ends_on: dt.date = strawberry.field(description="Its last day in force.")


@strawberry.input(description="A permit to submit.")
class SubmitPermitInput:
    key: UUID = strawberry.field(description=KEY)
    number: str = strawberry.field(description="The number printed on the document.")
    issuer: str = strawberry.field(description="The authority that issued it.")
    starts_on: dt.date = strawberry.field(description="Its first day in force.")
    ends_on: dt.date = strawberry.field(description="Its last day in force.")
    cost_cap: int = strawberry.field(
        default=HIGHEST_COST_CAP,
        description="The highest cost of collecting, in permille of the collected money.",
    )


REASON = "The reason, not empty; the aggregator's people read it."


@strawberry.input
class _OneAgreement:
    key: UUID = strawberry.field(description=KEY)
    agreement: graphql_sql.ID = strawberry.field(description="The agreement.")


@strawberry.input(description="An agreement to activate, submitted or suspended.")
class ActivateAgreementInput(_OneAgreement):
    pass


@strawberry.input(description="An agreement to suspend, with the reason.")
class SuspendAgreementInput(_OneAgreement):
    reason: str = strawberry.field(description=REASON)


@strawberry.input(description="An agreement to end for good or to reject, with the reason.")
class TerminateAgreementInput(_OneAgreement):
    reason: str = strawberry.field(description=REASON)


@strawberry.input
class _OnePermit:
    key: UUID = strawberry.field(description=KEY)
    permit: graphql_sql.ID = strawberry.field(description="The permit.")


@strawberry.input(description="A permit to activate, submitted or suspended.")
class ActivatePermitInput(_OnePermit):
    pass


@strawberry.input(description="A permit to suspend, with the reason.")
class SuspendPermitInput(_OnePermit):
    reason: str = strawberry.field(description=REASON)


@strawberry.input(description="A permit to end for good or to reject, with the reason.")
class TerminatePermitInput(_OnePermit):
    reason: str = strawberry.field(description=REASON)


class AgreementSubmitted(graphql_sql.Payload[Agreement]):
    """The agreement was submitted and waits for the Pemprov."""


class AgreementActivated(graphql_sql.Payload[Agreement]):
    """The agreement is active: it is in force within its period."""


class AgreementSuspended(graphql_sql.Payload[Agreement]):
    """The agreement is not in force until it is activated again."""


class AgreementTerminated(graphql_sql.Payload[Agreement]):
    """The agreement has ended for good, or was rejected."""


class PermitSubmitted(graphql_sql.Payload[Permit]):
    """The permit was submitted and waits for the Pemprov."""


class PermitActivated(graphql_sql.Payload[Permit]):
    """The permit is active: it is in force within its period."""


class PermitSuspended(graphql_sql.Payload[Permit]):
    """The permit is not in force until it is activated again."""


class PermitTerminated(graphql_sql.Payload[Permit]):
    """The permit has ended for good, or was rejected."""


class AgreementMutations:
    @graphql_sql.mutation(
        refusals=[OrganisationNotVerified, rules.PeriodInvalid],
        description="The viewer's aggregator submits an agreement.",
    )
    async def submit_agreement(
        self, tx: Transaction, input: SubmitAgreementInput
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

    @graphql_sql.mutation(
        refusals=[rules.PeriodInvalid, rules.PeriodOverlaps],
        description="The Pemprov activates an agreement, submitted or suspended.",
    )
    async def activate_agreement(
        self, tx: Transaction, input: ActivateAgreementInput
    ) -> AgreementActivated:
        return AgreementActivated(
            await actions.activate_agreement(
                tx.session, tx.viewer, input.key, agreement=_agreement(input.agreement)
            )
        )

    @graphql_sql.mutation(description="The Pemprov suspends an agreement.")
    async def suspend_agreement(
        self, tx: Transaction, input: SuspendAgreementInput
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

    @graphql_sql.mutation(
        description="The Pemprov ends an agreement for good, or rejects one that waits."
    )
    async def terminate_agreement(
        self, tx: Transaction, input: TerminateAgreementInput
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
    @graphql_sql.mutation(
        refusals=[OrganisationNotVerified, rules.PeriodInvalid],
        description="The viewer's aggregator submits a permit.",
    )
    async def submit_permit(self, tx: Transaction, input: SubmitPermitInput) -> PermitSubmitted:
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

    @graphql_sql.mutation(
        refusals=[rules.PeriodInvalid, rules.PeriodOverlaps],
        description="The Pemprov activates a permit, submitted or suspended.",
    )
    async def activate_permit(self, tx: Transaction, input: ActivatePermitInput) -> PermitActivated:
        return PermitActivated(
            await actions.activate_permit(
                tx.session, tx.viewer, input.key, permit=_permit(input.permit)
            )
        )

    @graphql_sql.mutation(description="The Pemprov suspends a permit.")
    async def suspend_permit(self, tx: Transaction, input: SuspendPermitInput) -> PermitSuspended:
        return PermitSuspended(
            await actions.suspend_permit(
                tx.session,
                tx.viewer,
                input.key,
                permit=_permit(input.permit),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(
        description="The Pemprov ends a permit for good, or rejects one that waits."
    )
    async def terminate_permit(
        self, tx: Transaction, input: TerminatePermitInput
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


def _agreement(id: graphql_sql.ID) -> int:
    return number_of(id, "Agreement")


def _permit(id: graphql_sql.ID) -> int:
    return number_of(id, "Permit")
