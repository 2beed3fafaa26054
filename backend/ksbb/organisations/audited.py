"""The audit in GraphQL: who did what and when, for the Pemprov."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import Text, cast
from sqlmodel import col

from ksbb import reads
from ksbb.audit import models, queries
from ksbb.audit.models import AuditOrder
from ksbb.organisations.graph import Person, TenantOrganisation

strawberry.enum(AuditOrder, description="How the audit is ordered.")


@reads.type(models.Audit, name="AuditEntry")
class AuditEntry:
    """One change: who did what to which thing. Written with the change itself, never edited."""

    number: str = reads.column(
        cast(col(models.Audit.id), Text), description="Its number, in the order of recording."
    )
    organisation: TenantOrganisation | None = reads.one(
        models.Audit.tenant_id, description="For whom they acted; null for nobody and the clock."
    )
    person: Person | None = reads.one(
        models.Audit.person_id, description="Who acted, if that is a colleague of the reader."
    )
    person_number: str = reads.column(
        cast(col(models.Audit.person_id), Text),
        description="The number of who acted, by which the same person is known again; 0 for the"
        " clock.",
    )
    role: str = reads.column(description="In which role; SYSTEM for the clock.")
    act: str = reads.column(description="What they did, e.g. `commit_pledge`.")
    thing: str = reads.column(description="To what kind of thing, e.g. `pledge`.")
    thing_number: str = reads.column(
        cast(col(models.Audit.thing_id), Text), description="To which one: the number in its id."
    )
    facts: reads.JSON = reads.column(description="What of it is worth knowing.")
    recorded: dt.datetime = reads.column(description="When, by the programme's clock.")
    at: dt.datetime = reads.column(description="When, in real time.")


class AuditQueries:
    @reads.field(
        audience=["gov"],
        description="Every change, as the Pemprov may look at it. Days are those in Jakarta.",
    )
    def audit(
        self,
        organisation: reads.GlobalID | None = None,
        act: str | None = None,
        thing: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        order: AuditOrder = AuditOrder.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[AuditEntry]:
        return reads.page(
            queries.audit_listed(
                organisation=None
                if organisation is None
                else reads.id_of(organisation, "TenantOrganisation"),
                act=act,
                thing=thing,
                since=since,
                until=until,
            ),
            order_by=queries.audit_order(order),
            first=first,
            after=after,
        )

    @reads.field(audience=["gov"], description="The names of everything that was ever done.")
    def audit_acts(self) -> list[str]:
        return reads.sql(queries.acts())
