"""GraphQL types and mutations of consents."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import Boolean, and_, func, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.consents import actions, rules
from ksbb.domain.deliveries.trips.models import Shipment as ShipmentRow
from ksbb.domain.deliveries.trips.models import ShipmentState
from ksbb.domain.deliveries.trips.types import Shipment
from ksbb.domain.organisations.mutations import KEY

_WAITS = and_(
    col(ShipmentRow.state) == ShipmentState.PLANNED,
    col(ShipmentRow.consented_on).is_(None),
    func.app.lacks_agreement(col(ShipmentRow.executor_id), type_=Boolean()),
)


@graphql_sql.extend(Shipment)
class ShipmentConsent:
    needs_consent: bool = graphql_sql.column(
        _WAITS,
        description="Whether it leaves only with the Pemprov's consent, because its executor has no"
        " agreement in force.",
    )
    consented_on: dt.date | None = graphql_sql.column(
        col(ShipmentRow.consented_on), description="When the Pemprov consented to its departure."
    )
    consent_reason: str | None = graphql_sql.column(
        col(ShipmentRow.consent_reason), description="Why the Pemprov consented."
    )


class ConsentQueries:
    @graphql_sql.field(
        audience=["gov"],
        description="Planned shipments that leave only with the Pemprov's consent, by day.",
    )
    def shipments_to_consent(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Shipment] | None:
        return graphql_sql.page(
            select(ShipmentRow).where(_WAITS),
            order_by=[col(ShipmentRow.day), col(ShipmentRow.id)],
            first=first,
            after=after,
        )


@strawberry.input(description="A planned shipment that may leave.")
class ConsentToDepartureInput:
    key: UUID = strawberry.field(description=KEY)
    shipment: graphql_sql.ID = strawberry.field(description="The shipment.")
    reason: str = strawberry.field(description="The reason, not empty; its executor reads it.")


@strawberry.input(description="A planned shipment that may not leave after all.")
class TakeBackConsentInput:
    key: UUID = strawberry.field(description=KEY)
    shipment: graphql_sql.ID = strawberry.field(description="The shipment.")
    reason: str = strawberry.field(description="The reason, not empty; its executor reads it.")


class DepartureConsented(graphql_sql.Payload[Shipment]):
    """The shipment may leave."""


class ConsentTakenBack(graphql_sql.Payload[Shipment]):
    """The shipment may not leave."""


class ConsentMutations:
    @graphql_sql.mutation(refusals=[rules.ConsentNotNeeded])
    async def consent_to_departure(
        self, tx: Transaction, input: ConsentToDepartureInput
    ) -> DepartureConsented:
        """The Pemprov lets a shipment leave though its executor has no agreement in force."""
        return DepartureConsented(
            await actions.consent_to_departure(
                tx.session,
                tx.viewer,
                input.key,
                shipment_id=number_of(input.shipment, "Shipment"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[rules.ConsentNotNeeded])
    async def take_back_consent(
        self, tx: Transaction, input: TakeBackConsentInput
    ) -> ConsentTakenBack:
        """The Pemprov takes its consent back before the shipment has left."""
        return ConsentTakenBack(
            await actions.take_back_consent(
                tx.session,
                tx.viewer,
                input.key,
                shipment_id=number_of(input.shipment, "Shipment"),
                reason=input.reason,
            )
        )
