"""GraphQL types of organisations: a public profile, and what an organisation's own people see."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import String, any_, func, or_, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.geo.models import Area as AreaRow
from ksbb.domain.geo.types import Area
from ksbb.domain.organisations import models, queries
from ksbb.domain.organisations.enums import Kind, OrganisationOrder, OrganisationState, Party, Role


def timeline_of(thing: str, id: Any) -> Any:
    """The SELECT for a field `timeline: list[Step]`.

    Args:
        thing: its name in ``app.transition``.
        id: the column of the parent's row that holds the row id of the thing.
    """
    return (
        select(models.Step)
        .where(col(models.Step.thing) == thing, col(models.Step.thing_id) == id)
        .order_by(col(models.Step.id))
    )


@graphql_sql.type(models.Organisation, node=True)
class Organisation:
    """The public profile of an organisation that was verified at least once."""

    kind: Kind = graphql_sql.column(description="Its kind in the programme.")
    name: str = graphql_sql.column(description="Its name, 2 to 200 characters.")
    about: str = graphql_sql.column(description="How it describes itself.")
    is_example: bool = graphql_sql.column(description="Whether it is made up for the demo.")
    verified: bool = graphql_sql.column(description="False while it is suspended.")
    verified_on: dt.date = graphql_sql.column(description="The day on which it was first verified.")


@graphql_sql.type(models.Person, node=True)
class Person:
    """A person who signs in; seen by themselves and by colleagues."""

    name: str = graphql_sql.column(description="The person's name; may be empty.")
    email: str = graphql_sql.column(description="The mail address of the person.")
    locale: str = graphql_sql.column(description='The language they read: "id" or "en".')


@graphql_sql.type(models.Step, node=True)
class Step:
    """One entry of a timeline: a thing changed its state."""

    party: Party = graphql_sql.column(description="The capacity of the person who made the change.")
    organisation: Organisation | None = graphql_sql.one(
        models.Step.tenant_id,
        description="The organisation that made the change; null if automatic or unverified.",
    )
    person: Person | None = graphql_sql.one(
        models.Step.person_id,
        description="Who made the change, if that is a colleague of the viewer.",
    )
    reason: str | None = graphql_sql.column(description="The reason, if one was given.")
    effective: dt.date = graphql_sql.column(description="The day it took effect.")
    recorded: dt.datetime = graphql_sql.column(description="When it was recorded.")

    @graphql_sql.field(description="The state before; null for the first step.")
    def was(self) -> str | None:
        return graphql_sql.sql(
            func.nullif(func.upper(col(models.Step.from_state)), "", type_=String())
        )

    @graphql_sql.field(description="The state after this step.")
    def becomes(self) -> str:
        return graphql_sql.sql(func.upper(col(models.Step.to_state), type_=String()))


@graphql_sql.type(models.Membership, node=True)
class Membership:
    """A person's role in an organisation."""

    role: Role = graphql_sql.column(description="The person's role.")
    person: Person | None = graphql_sql.one(
        models.Membership.person_id,
        description="The person; null if they are no colleague of the viewer.",
    )
    since: dt.date = graphql_sql.column(description="The first day of the membership.")
    ends_on: dt.date | None = graphql_sql.column(
        description="The last day of the membership; null if it has none."
    )

    @graphql_sql.field(
        description="The kelurahan that an officer looks after, by code; seen by the Pemprov and"
        " by the officer."
    )
    def areas(self) -> list[Area]:
        area = models.OfficerArea
        return graphql_sql.rows(
            select(AreaRow)
            .join(area, col(area.area_id) == col(AreaRow.id))
            .where(
                col(models.Membership.role) == Role.KELURAHAN,
                col(area.person_id) == col(models.Membership.person_id),
                col(area.ended_on).is_(None),
            )
            .order_by(col(AreaRow.code))
        )

    @graphql_sql.field(description="The organisation's profile; null until it is verified.")
    def organisation(self) -> Organisation | None:
        return graphql_sql.row(
            select(models.Organisation).where(
                col(models.Organisation.id) == col(models.Membership.organisation_id)
            )
        )

    @graphql_sql.field(description="The organisation's name.")
    def organisation_name(self) -> str:
        # Anyone who sees the membership also sees the organisation's name.
        return graphql_sql.sql(
            select(col(models.TenantOrganisation.name))
            .where(col(models.TenantOrganisation.id) == col(models.Membership.organisation_id))
            .scalar_subquery()
        )


@graphql_sql.type(models.Invitation, node=True)
class Invitation:
    """An invitation into the organisation, sent by mail. It can be used once, within 72 hours."""

    email: str = graphql_sql.column(description="The address to which it was sent.")
    role: Role = graphql_sql.column(description="The role that the person will have.")
    created_at: dt.datetime = graphql_sql.column(description="When it was sent, in real time.")
    expires_at: dt.datetime = graphql_sql.column(description="When it expires, in real time.")
    accepted_at: dt.datetime | None = graphql_sql.column(
        description="When it was accepted, in real time."
    )
    ends_on: dt.date | None = graphql_sql.column(
        description="The last day of the membership that it leads to; null if none."
    )

    @graphql_sql.field(description="The kelurahan that the officer will look after, by code.")
    def areas(self) -> list[Area]:
        return graphql_sql.rows(
            select(AreaRow)
            .where(col(AreaRow.id) == any_(col(models.Invitation.area_ids)))
            .order_by(col(AreaRow.code))
        )


@graphql_sql.type(models.TenantOrganisation, node=True)
class TenantOrganisation:
    """An organisation as its own people and the Pemprov see it."""

    kind: Kind = graphql_sql.column(description="Its kind in the programme.")
    name: str = graphql_sql.column(description="Its name, 2 to 200 characters.")
    about: str = graphql_sql.column(description="How it describes itself.")
    is_example: bool = graphql_sql.column(description="Whether it is made up for the demo.")
    state: OrganisationState = graphql_sql.column(description="The state of its verification.")
    reason: str | None = graphql_sql.column(description="Why it was rejected or suspended.")
    applied_at: dt.datetime = graphql_sql.column(description="When it applied.")
    contact_email: str = graphql_sql.column(description="Mail address for the Pemprov.")
    contact_phone: str = graphql_sql.column(description="Telephone number for the Pemprov.")
    profile: Organisation | None = graphql_sql.one(
        models.TenantOrganisation.id, description="Its public profile; null until it is verified."
    )
    members: list[Membership] = graphql_sql.many(
        models.Membership.organisation_id,
        order_by=[col(models.Membership.id)],
        description="Its members; the Pemprov sees only its own.",
    )
    invitations: list[Invitation] = graphql_sql.many(
        models.Invitation.organisation_id,
        order_by=[col(models.Invitation.id).desc()],
        description="Its invitations, newest first; only its own people see them.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("organisation", col(models.TenantOrganisation.id)))


@graphql_sql.type(models.Person)
class Viewer:
    """The signed-in person, and the organisation they act for."""

    person: Person = graphql_sql.one(models.Person.id, description="The person who is signed in.")

    @graphql_sql.field(description="The organisation they act for; null if none.")
    def organisation(self) -> TenantOrganisation | None:
        return graphql_sql.row(
            select(models.TenantOrganisation).where(
                col(models.TenantOrganisation.id)
                == select(func.sec.organisation()).scalar_subquery()
            )
        )

    @graphql_sql.field(description="Their role in that organisation; VIEWER while it may not act.")
    def role(self) -> Role | None:
        return graphql_sql.sql(
            select(func.nullif(func.sec.role(), "", type_=String())).scalar_subquery()
        )

    @graphql_sql.field(description="The memberships they have today.")
    def memberships(self) -> list[Membership]:
        ends_on = col(models.Membership.ends_on)
        return graphql_sql.rows(
            select(models.Membership)
            .where(
                col(models.Membership.person_id) == col(models.Person.id),
                or_(ends_on.is_(None), ends_on >= select(func.app.today()).scalar_subquery()),
            )
            .order_by(col(models.Membership.id))
        )


class OrganisationQueries:
    @graphql_sql.field(description="The signed-in person; null if nobody is signed in.")
    def viewer(self) -> Viewer | None:
        return graphql_sql.row(
            select(models.Person).where(col(models.Person.id) == graphql_sql.person())
        )

    @graphql_sql.field(
        description="The public profile of an organisation; null until it is verified."
    )
    def organisation(self, id: graphql_sql.ID) -> Organisation | None:
        return graphql_sql.row(
            select(models.Organisation).where(
                col(models.Organisation.id) == graphql_sql.id_of(id, Organisation)
            )
        )

    @graphql_sql.field(description="Verified organisations by name.")
    def organisations(
        self,
        kind: Kind | None = None,
        search: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Organisation]:
        found = select(models.Organisation).where(col(models.Organisation.verified))
        if kind is not None:
            found = found.where(col(models.Organisation.kind) == kind.value)
        if search is not None:
            found = found.where(graphql_sql.contains(col(models.Organisation.name), search))
        order = [col(models.Organisation.name), col(models.Organisation.id)]
        return graphql_sql.page(found, order_by=order, first=first, after=after)

    @graphql_sql.field(audience=["gov"], description="All organisations that ever applied.")
    def tenants(
        self,
        states: list[OrganisationState] | None = None,
        kind: Kind | None = None,
        search: str | None = None,
        order: OrganisationOrder = OrganisationOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[TenantOrganisation] | None:
        return graphql_sql.page(
            queries.tenants_listed(states=states, kind=kind, search=search),
            order_by=queries.tenant_order(order),
            first=first,
            after=after,
        )
