"""Mutations of verification."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.counts import UnitCount
from ksbb.domain.deliveries.proofs.types import UnitCountInput
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.verification import actions
from ksbb.domain.verification.rules import VerifierIsParty
from ksbb.domain.verification.types import Verification


@strawberry.input(description="What a verifier counted at a drawn delivery.")
class VerifyDeliveryInput:
    key: UUID = strawberry.field(description=KEY)
    verification: graphql_sql.ID = strawberry.field(description="The drawn delivery.")
    counts: list[UnitCountInput] = strawberry.field(
        description="Every kind of package, as the verifier counted it with the unit."
    )
    visited_on: dt.date | None = strawberry.field(
        default=None, description="The day of the visit; today if not given."
    )
    note: str = strawberry.field(default="", description="What else there was to see.")
    reason: str = strawberry.field(
        default="", description="Why it corrects what was recorded before; required then."
    )


@strawberry.input(description="A drawn delivery, and who looks at it instead.")
class AssignVerificationInput:
    key: UUID = strawberry.field(description=KEY)
    verification: graphql_sql.ID = strawberry.field(description="The drawn delivery.")
    verifier: graphql_sql.ID = strawberry.field(description="The person.")
    reason: str = strawberry.field(description="The reason, not empty.")


class DeliveryVerified(graphql_sql.Payload[Verification]):
    """It is recorded. If the numbers agree, the delivery is verified; else it is disputed."""


class VerificationAssigned(graphql_sql.Payload[Verification]):
    """Somebody else looks at it."""


class VerificationMutations:
    @graphql_sql.mutation()
    async def verify_delivery(
        self, tx: Transaction, input: VerifyDeliveryInput
    ) -> DeliveryVerified:
        """A verifier records what a unit has got, or corrects that with a reason."""
        return DeliveryVerified(
            await actions.verify_delivery(
                tx.session,
                tx.viewer,
                input.key,
                verification_id=number_of(input.verification, "Verification"),
                counts=[
                    UnitCount(number_of(count.package, "Package"), count.good, count.damaged)
                    for count in input.counts
                ],
                visited_on=input.visited_on,
                note=input.note,
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[VerifierIsParty])
    async def assign_verification(
        self, tx: Transaction, input: AssignVerificationInput
    ) -> VerificationAssigned:
        """The Pemprov gives a drawn delivery to another verifier."""
        return VerificationAssigned(
            await actions.assign_verification(
                tx.session,
                tx.viewer,
                input.key,
                verification_id=number_of(input.verification, "Verification"),
                verifier_id=number_of(input.verifier, "Person"),
                reason=input.reason,
            )
        )
