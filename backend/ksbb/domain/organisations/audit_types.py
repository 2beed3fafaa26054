"""GraphQL types of the audit: who did what and when, for the Pemprov."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import Text, cast
from sqlmodel import col

import graphql_sql
from ksbb.core.audit import models, queries
from ksbb.core.audit.models import AuditOrder
from ksbb.domain.organisations.types import Person, TenantOrganisation

strawberry.enum(AuditOrder, description="The sort order of the audit.")


@graphql_sql.type(models.Audit, node=True, name="AuditEntry")
class AuditEntry:
    """One change: who did what to which thing. Written together with the change, never edited."""

    number: str = graphql_sql.column(
        cast(col(models.Audit.id), Text), description="Its number, in the order of recording."
    )
    organisation: TenantOrganisation | None = graphql_sql.one(
        models.Audit.tenant_id,
        description="The organisation they acted for; null for none and for the system.",
    )
    person: Person | None = graphql_sql.one(
        models.Audit.person_id, description="Who acted, if that is a colleague of the viewer."
    )
    person_number: str = graphql_sql.column(
        cast(col(models.Audit.person_id), Text),
        description="The number of the person who acted, to recognise the same person; 0 for the"
        " system.",
    )
    role: str = graphql_sql.column(
        description="The role in which they acted; SYSTEM for the system."
    )
    action: str = graphql_sql.column(description="The action, such as `commit_pledge`.")
    thing: str = graphql_sql.column(description="The kind of thing, such as `pledge`.")
    thing_number: str = graphql_sql.column(
        cast(col(models.Audit.thing_id), Text), description="The number in the thing's id."
    )
    facts: graphql_sql.JSON = graphql_sql.column(description="The facts of the change.")
    recorded: dt.datetime = graphql_sql.column(
        description="When it changed, by the programme's clock."
    )
    at: dt.datetime = graphql_sql.column(description="When it was recorded, in real time.")


class AuditQueries:
    @graphql_sql.field(
        audience=["gov"],
        description="All changes, for the Pemprov. `since` and `until` are days in Jakarta.",
    )
    def audit(
        self,
        organisation: graphql_sql.ID | None = None,
        action: str | None = None,
        thing: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        order: AuditOrder = AuditOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[AuditEntry] | None:
        return graphql_sql.page(
            queries.audit_listed(
                organisation=graphql_sql.id_of(organisation, "TenantOrganisation"),
                act=action,
                thing=thing,
                since=since,
                until=until,
            ),
            order_by=queries.audit_order(order),
            first=first,
            after=after,
        )

    @graphql_sql.field(
        audience=["gov"],
        description="The names of all actions in the audit, such as `commit_pledge`.",
    )
    def audit_actions(self) -> list[str] | None:
        return graphql_sql.sql(queries.acts())
