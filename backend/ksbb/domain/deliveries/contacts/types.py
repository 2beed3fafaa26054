"""GraphQL types and mutations of contacts: whom to call at a unit."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy
import strawberry
from sqlalchemy import ColumnElement, Text, exists, func, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.contacts import actions, models
from ksbb.domain.deliveries.contacts.rules import NothingToDeliver
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Person, TenantOrganisation
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.types import Unit


def _requested(name: str) -> ColumnElement[str]:
    contact = func.app.unit_contact_requested(
        col(models.ContactRequest.id), type_=sqlalchemy.JSON()
    )
    return contact.op("->>", return_type=Text())(name)


@graphql_sql.type(models.ContactRequest, node=True)
class ContactRequest:
    """Who asked for a unit's contact, and what for; the organisation and the Pemprov see it."""

    unit: Unit = graphql_sql.one(models.ContactRequest.unit_id, description="The unit.")
    person: Person | None = graphql_sql.one(
        models.ContactRequest.person_id, description="Who asked; null if they are no colleague."
    )
    purpose: str = graphql_sql.column(description="What it was asked for.")
    requested_at: dt.datetime = graphql_sql.column(description="When, in real time.")
    name: str | None = graphql_sql.column(
        _requested("name"), description="Whom to call: for who asked, for a day; else null."
    )
    role: str | None = graphql_sql.column(
        _requested("role"), description="Their function, such as ketua RW; null as the name is."
    )
    phone: str | None = graphql_sql.column(
        _requested("phone"), description="Their telephone number; null as the name is."
    )


@graphql_sql.extend(Unit)
class UnitContacts:
    @graphql_sql.field(
        audience=["gov"],
        description="Whether a contact is noted; the Pemprov and officers of its kelurahan know.",
    )
    def has_contact(self) -> bool | None:
        row = models.UnitContact
        return graphql_sql.sql(
            exists(
                select(col(row.id)).where(
                    col(row.unit_id) == col(UnitRow.id), col(row.ended_on).is_(None)
                )
            )
        )

    @graphql_sql.field(audience=["gov"], description="Who asked for its contact, the newest first.")
    def contact_requests(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[ContactRequest] | None:
        row = models.ContactRequest
        return graphql_sql.page(
            select(row).where(col(row.unit_id) == col(UnitRow.id)),
            order_by=[col(row.id).desc()],
            first=first,
            after=after,
        )


@graphql_sql.extend(TenantOrganisation)
class TenantContacts:
    @graphql_sql.field(description="Contacts of units that it asked for, the newest first.")
    def contact_requests(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[ContactRequest]:
        row = models.ContactRequest
        return graphql_sql.page(
            select(row).where(col(row.organisation_id) == col(TenantRow.id)),
            order_by=[col(row.id).desc()],
            first=first,
            after=after,
        )


@strawberry.input(description="Whom to call at a unit. Only who holds an office there.")
class SetUnitContactInput:
    key: UUID = strawberry.field(description=KEY)
    unit: graphql_sql.ID = strawberry.field(description="The unit.")
    name: str = strawberry.field(description="The name, at most 120 characters.")
    role: str = strawberry.field(description="The function, such as ketua RW.")
    phone: str = strawberry.field(description="The number, 8 to 15 digits.")


@strawberry.input(description="A unit whose contact is forgotten.")
class EndUnitContactInput:
    key: UUID = strawberry.field(description=KEY)
    unit: graphql_sql.ID = strawberry.field(description="The unit.")
    reason: str = strawberry.field(description="The reason, not empty.")


@strawberry.input(description="A unit to call, and what for.")
class RequestUnitContactInput:
    key: UUID = strawberry.field(description=KEY)
    unit: graphql_sql.ID = strawberry.field(description="The unit.")
    purpose: str = strawberry.field(
        description="What for, not empty; it is kept, and the Pemprov reads it."
    )


class UnitContactSet(graphql_sql.Payload[Unit]):
    """The contact is noted; the one before is forgotten."""


class UnitContactEnded(graphql_sql.Payload[Unit]):
    """The contact is forgotten."""


class UnitContactRequested(graphql_sql.Payload[ContactRequest]):
    """The request is noted; it shows the contact for a day."""


class ContactMutations:
    @graphql_sql.mutation()
    async def set_unit_contact(self, tx: Transaction, input: SetUnitContactInput) -> UnitContactSet:
        """The Pemprov, or the officer of its kelurahan, writes whom to call at a unit."""
        return UnitContactSet(
            await actions.set_contact(
                tx.session,
                tx.viewer,
                input.key,
                unit_id=number_of(input.unit, "Unit"),
                name=input.name,
                role=input.role,
                phone=input.phone,
            )
        )

    @graphql_sql.mutation()
    async def end_unit_contact(
        self, tx: Transaction, input: EndUnitContactInput
    ) -> UnitContactEnded:
        """Forget whom to call at a unit."""
        return UnitContactEnded(
            await actions.end_contact(
                tx.session,
                tx.viewer,
                input.key,
                unit_id=number_of(input.unit, "Unit"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[NothingToDeliver])
    async def request_unit_contact(
        self, tx: Transaction, input: RequestUnitContactInput
    ) -> UnitContactRequested:
        """An executor with packages to deliver there asks whom to call at a unit."""
        return UnitContactRequested(
            await actions.request_contact(
                tx.session,
                tx.viewer,
                input.key,
                unit_id=number_of(input.unit, "Unit"),
                purpose=input.purpose,
            )
        )
