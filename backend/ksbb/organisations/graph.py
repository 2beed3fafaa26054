"""Organisations in GraphQL: a public profile, and what an organisation's own people see."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import String, func, or_, select
from sqlmodel import col

from ksbb import reads
from ksbb.organisations import models, queries
from ksbb.organisations.enums import Kind, OrganisationOrder, OrganisationState, Party, Role


def timeline_of(thing: str, id: Any) -> Any:
    """The select behind a `timeline: list[Step]`.

    Args:
        thing: its name in ``app.transition``.
        id: the column that holds its number, of the parent's row.
    """
    return (
        select(models.Step)
        .where(col(models.Step.thing) == thing, col(models.Step.thing_id) == id)
        .order_by(col(models.Step.id))
    )


@reads.type(models.Organisation, node=True)
class Organisation:
    """What anybody may know of an organisation that was verified once."""

    kind: Kind = reads.column(description="What it is in the programme.")
    name: str = reads.column(description="Its name.")
    about: str = reads.column(description="What it says of itself.")
    example: bool = reads.column(description="Made up for the demo.")
    verified: bool = reads.column(description="False while it is suspended.")
    verified_on: dt.date = reads.column(description="The day it was verified first.")


@reads.type(models.Person, node=True)
class Person:
    """Somebody who signs in; seen by themselves and by colleagues."""

    name: str = reads.column(description="How the person is called; may be empty.")
    email: str = reads.column(description="Their mail address.")
    locale: str = reads.column(description='The language they read: "id" or "en".')


@reads.type(models.Step)
class Step:
    """One entry of a timeline: a thing that has states took a step."""

    party: Party = reads.column(description="In what capacity it was moved.")
    organisation: Organisation | None = reads.one(
        models.Step.tenant_id,
        description="Whose people moved it; null for the clock and for who is not verified.",
    )
    person: Person | None = reads.one(
        models.Step.person_id, description="Who moved it, if that is a colleague."
    )
    reason: str | None = reads.column(description="Why, where a reason was given.")
    effective: dt.date = reads.column(description="The day it took effect.")
    recorded: dt.datetime = reads.column(description="The moment it was recorded.")

    @reads.field(description="The state before; null where the thing came into being.")
    def was(self) -> str | None:
        return reads.sql(func.nullif(func.upper(col(models.Step.was)), "", type_=String()))

    @reads.field(description="The state after.")
    def becomes(self) -> str:
        return reads.sql(func.upper(col(models.Step.becomes), type_=String()))


@reads.type(models.Membership, node=True)
class Membership:
    """A person's role in an organisation."""

    role: Role = reads.column(description="What the person may do.")
    person: Person | None = reads.one(models.Membership.person_id, description="Who.")
    since: dt.date = reads.column(description="The first day.")
    ends_on: dt.date | None = reads.column(description="The last day, if there is one.")

    @reads.field(description="The organisation's profile; null until it is verified.")
    def organisation(self) -> Organisation | None:
        return reads.row(
            select(models.Organisation).where(
                col(models.Organisation.id) == col(models.Membership.organisation_id)
            )
        )

    @reads.field(description="The organisation's name.")
    def organisation_name(self) -> str:
        # Who sees the membership sees the organisation.
        return reads.sql(
            select(col(models.TenantOrganisation.name))
            .where(col(models.TenantOrganisation.id) == col(models.Membership.organisation_id))
            .scalar_subquery()
        )


@reads.type(models.Invitation, node=True)
class Invitation:
    """A mail asked somebody into the organisation; it opens for 72 hours, once."""

    email: str = reads.column(description="The address it went to.")
    role: Role = reads.column(description="What the person is going to be.")
    created_at: dt.datetime = reads.column(description="When it was sent, in real time.")
    expires_at: dt.datetime = reads.column(description="Until when it opens, in real time.")
    accepted_at: dt.datetime | None = reads.column(
        description="When it was taken up, in real time."
    )
    ends_on: dt.date | None = reads.column(
        description="The last day of the membership it leads to, if there is one."
    )


@reads.type(models.TenantOrganisation, node=True)
class TenantOrganisation:
    """An organisation as its own people and the Pemprov see it."""

    kind: Kind = reads.column(description="What it is in the programme.")
    name: str = reads.column(description="Its name.")
    about: str = reads.column(description="What it says of itself.")
    example: bool = reads.column(description="Made up for the demo.")
    state: OrganisationState = reads.column(description="Where it stands with the Pemprov.")
    reason: str | None = reads.column(description="Why it was rejected or suspended.")
    applied_at: dt.datetime = reads.column(description="When it applied.")
    contact_email: str = reads.column(description="Where the Pemprov can write to.")
    contact_phone: str = reads.column(description="Where the Pemprov can call.")
    profile: Organisation | None = reads.one(
        models.TenantOrganisation.id, description="What the public sees, once it was verified."
    )
    members: list[Membership] = reads.many(
        models.Membership.organisation_id,
        order_by=[col(models.Membership.id)],
        description="Its people; the Pemprov sees only its own.",
    )
    invitations: list[Invitation] = reads.many(
        models.Invitation.organisation_id,
        order_by=[col(models.Invitation.id).desc()],
        description="Its invitations, the latest first; only its own people see them.",
    )

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[Step]:
        return reads.rows(timeline_of("organisation", col(models.TenantOrganisation.id)))


@reads.type(models.Person)
class Viewer:
    """Who asks: the signed-in person and the organisation they act for."""

    person: Person = reads.one(models.Person.id, description="The person.")

    @reads.field(description="The organisation they act for; null for none.")
    def organisation(self) -> TenantOrganisation | None:
        return reads.row(
            select(models.TenantOrganisation).where(
                col(models.TenantOrganisation.id) == reads.tenant()
            )
        )

    @reads.field(description="Their role in that organisation; VIEWER while it may not act.")
    def role(self) -> Role | None:
        return reads.sql(select(func.nullif(func.sec.role(), "", type_=String())).scalar_subquery())

    @reads.field(description="Where they belong today, and as what.")
    def memberships(self) -> list[Membership]:
        ends_on = col(models.Membership.ends_on)
        return reads.rows(
            select(models.Membership)
            .where(
                col(models.Membership.person_id) == col(models.Person.id),
                or_(ends_on.is_(None), ends_on >= select(func.app.today()).scalar_subquery()),
            )
            .order_by(col(models.Membership.id))
        )


class OrganisationQueries:
    @reads.field(description="Who asks; null for whoever is not signed in.")
    def viewer(self) -> Viewer | None:
        return reads.row(select(models.Person).where(col(models.Person.id) == reads.person()))

    @reads.field(description="An organisation's profile.")
    def organisation(self, id: reads.GlobalID) -> Organisation | None:
        return reads.row(
            select(models.Organisation).where(
                col(models.Organisation.id) == reads.id_of(id, Organisation)
            )
        )

    @reads.field(description="Verified organisations by name.")
    def organisations(
        self,
        kind: Kind | None = None,
        search: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Organisation]:
        found = select(models.Organisation).where(col(models.Organisation.verified))
        if kind is not None:
            found = found.where(col(models.Organisation.kind) == kind.value)
        if search is not None:
            found = found.where(reads.contains(col(models.Organisation.name), search))
        order = [col(models.Organisation.name), col(models.Organisation.id)]
        return reads.page(found, order_by=order, first=first, after=after)

    @reads.field(audience=["gov"], description="Every organisation that ever applied.")
    def tenants(
        self,
        states: list[OrganisationState] | None = None,
        kind: Kind | None = None,
        search: str | None = None,
        order: OrganisationOrder = OrganisationOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[TenantOrganisation] | None:
        return reads.page(
            queries.tenants_listed(states=states, kind=kind, search=search),
            order_by=queries.tenant_order(order),
            first=first,
            after=after,
        )
