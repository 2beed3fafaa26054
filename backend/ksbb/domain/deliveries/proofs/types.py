"""GraphQL types and mutations of proofs: how the unit's side said yes."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import and_
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.core.settings import settings
from ksbb.domain.deliveries.counts import UnitCount
from ksbb.domain.deliveries.field.rules import ShiftOver
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.proofs import actions, models
from ksbb.domain.deliveries.proofs.models import ProofMethod
from ksbb.domain.deliveries.slips import codes
from ksbb.domain.deliveries.slips import queries as slip_queries
from ksbb.domain.deliveries.slips.rules import SLOW_SECONDS, CodeNotUsable, check_code
from ksbb.domain.deliveries.trips.models import ProofSide
from ksbb.domain.deliveries.trips.types import Stop
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.programmes.types import Package

strawberry.enum(
    ProofMethod,
    description="How the unit's side confirmed a delivery: by a code of its slip (CODE) or through"
    " its kelurahan (KELURAHAN), which are the unit's own word; by a code on the courier's phone"
    " (COURIER_CODE), a signature there (SIGNATURE), or a signed paper (PAPER).",
)


@graphql_sql.type(models.ProofCount)
class ProofCount:
    """Packages of one kind, as the unit counted them."""

    package: Package = graphql_sql.one(
        models.ProofCount.package_id, description="The kind of package."
    )
    good: int = graphql_sql.column(description="Packages in good order.")
    damaged: int = graphql_sql.column(description="Damaged packages.")


@graphql_sql.type(models.Proof, node=True)
class Proof:
    """One confirmation of a delivery; the executor, officers of the area and the Pemprov see it."""

    stop: Stop = graphql_sql.one(models.Proof.stop_id, description="The stop.")
    method: ProofMethod = graphql_sql.column(description="How it was confirmed.")
    side: ProofSide = graphql_sql.column(description="Whose word it is.")
    message: str = graphql_sql.column(description="A message of who confirmed it.")
    happened_on: dt.date = graphql_sql.column(description="The day of the delivery.")
    recorded_at: dt.datetime = graphql_sql.column(
        models.Proof.recorded, description="When it was recorded."
    )
    counts: list[ProofCount] = graphql_sql.many(
        models.ProofCount.proof_id,
        order_by=[col(models.ProofCount.package_id)],
        description="The unit's own count; empty where it confirms the courier's.",
    )


@graphql_sql.extend(Handover)
class HandoverProofs:
    proofs: list[Proof] = graphql_sql.many(
        models.Proof.handover_id,
        order_by=[col(models.Proof.id)],
        where=col(models.Proof.superseded_by).is_(None),
        description="How the unit's side confirmed it, oldest first.",
    )


@graphql_sql.extend(Stop)
class StopProofs:
    waiting_proofs: list[Proof] = graphql_sql.many(
        models.Proof.stop_id,
        order_by=[col(models.Proof.id)],
        where=and_(
            col(models.Proof.superseded_by).is_(None), col(models.Proof.handover_id).is_(None)
        ),
        description="Confirmations that wait for the courier's report, oldest first.",
    )


@strawberry.input(description="Packages of one kind, as the unit counted them.")
class UnitCountInput:
    package: graphql_sql.ID = strawberry.field(description="The kind of package.")
    good: int = strawberry.field(description="Packages in good order.")
    damaged: int = strawberry.field(default=0, description="Damaged packages.")


@strawberry.input(description="What a unit of the officer's kelurahan received.")
class AttestDeliveryInput:
    key: UUID = strawberry.field(description=KEY)
    stop: graphql_sql.ID = strawberry.field(description="The stop.")
    counts: list[UnitCountInput] = strawberry.field(
        description="Every kind of package, as the unit counted it."
    )
    happened_on: dt.date | None = strawberry.field(
        default=None, description="The day of the delivery; today if not given."
    )
    message: str = strawberry.field(default="", description="What the unit said.")


@strawberry.input(description="A proof that the executor's side adds to its report.")
class ProveDeliveryInput:
    key: UUID = strawberry.field(description=KEY)
    stop: graphql_sql.ID = strawberry.field(description="The stop.")
    method: ProofMethod = strawberry.field(
        description="SIGNATURE, PAPER or COURIER_CODE. The unit and its kelurahan have ways of"
        " their own."
    )
    slip_code: str = strawberry.field(
        default="", description="With COURIER_CODE: a code of the unit's slip; it works once."
    )
    message: str = strawberry.field(default="", description="A remark.")


class DeliveryAttested(graphql_sql.Payload[Proof]):
    """The kelurahan attested it. If the numbers agree with the report, they are received."""


class DeliveryProven(graphql_sql.Payload[Proof]):
    """The proof is kept with the report."""


def _digest(input: ProveDeliveryInput) -> bytes | None:
    """The HMAC of the code with which a courier proves, None for the other methods.

    Raises:
        InvalidInput: it can't be a code.
    """
    if input.method is not ProofMethod.COURIER_CODE:
        return None
    return codes.digest(check_code(input.slip_code), settings().derived(codes.PURPOSE))


async def _count_code(context: Any, input: ProveDeliveryInput) -> None:
    """Count a code that is not on the unit's slips, as on ``/terima``, and wait if there were many.

    Raises:
        InvalidInput: it can't be a code.
    """
    if (code_hmac := _digest(input)) is None:
        return
    async with context.pools.transaction(context.viewer) as counting:
        slowed = await slip_queries.count_code(
            counting,
            stop_id=number_of(input.stop, "Stop"),
            code_hmac=code_hmac,
            source=context.source,
        )
    if slowed:
        await asyncio.sleep(SLOW_SECONDS)


class ProofMutations:
    @graphql_sql.mutation()
    async def attest_delivery(
        self, tx: Transaction, input: AttestDeliveryInput
    ) -> DeliveryAttested:
        """An officer of the kelurahan attests what a unit received."""
        return DeliveryAttested(
            await actions.attest_delivery(
                tx.session,
                tx.viewer,
                input.key,
                stop_id=number_of(input.stop, "Stop"),
                counts=[
                    UnitCount(number_of(count.package, "Package"), count.good, count.damaged)
                    for count in input.counts
                ],
                happened_on=input.happened_on,
                message=input.message,
            )
        )

    @graphql_sql.mutation(refusals=[CodeNotUsable, ShiftOver], before=_count_code)
    async def prove_delivery(self, tx: Transaction, input: ProveDeliveryInput) -> DeliveryProven:
        """The executor's side adds a signature, a signed paper or a code to its report."""
        code_hmac = _digest(input)
        return DeliveryProven(
            await actions.prove_delivery(
                tx.session,
                tx.viewer,
                input.key,
                stop_id=number_of(input.stop, "Stop"),
                method=input.method,
                message=input.message,
                code_hmac=code_hmac.hex() if code_hmac else "",
            )
        )
