"""GraphQL types of the inbox."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import func, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.contributions.types import Contribution
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.trips.types import Shipment
from ksbb.domain.inbox import models, queries
from ksbb.domain.inbox.kinds import NotificationKind
from ksbb.domain.organisations.models import Person as PersonRow
from ksbb.domain.organisations.types import Organisation, TenantOrganisation, Viewer
from ksbb.domain.pledges.types import Pledge
from ksbb.domain.units.types import Unit

strawberry.enum(NotificationKind, description="What people are told of.")


@graphql_sql.type(models.InboxEntry, node=True)
class InboxEntry:
    """What the viewer was told of one event; a thing that it does not speak of is null."""

    kind: NotificationKind = graphql_sql.column(description="What happened.")
    recorded: dt.datetime = graphql_sql.column(description="When it happened.")
    read_at: dt.datetime | None = graphql_sql.column(description="When it was read; null if new.")
    by: Organisation | None = graphql_sql.one(
        models.InboxEntry.by_id, description="The other organisation that did it."
    )
    pledge: Pledge | None = graphql_sql.one(
        models.InboxEntry.pledge_id, description="The pledge; null if it is about several."
    )
    contribution: Contribution | None = graphql_sql.one(
        models.InboxEntry.contribution_id, description="The gift of money."
    )
    shipment: Shipment | None = graphql_sql.one(
        models.InboxEntry.shipment_id, description="The trip."
    )
    handover: Handover | None = graphql_sql.one(
        models.InboxEntry.handover_id, description="The handover."
    )
    unit: Unit | None = graphql_sql.one(
        models.InboxEntry.unit_id, description="The unit; null if it is about several."
    )
    subject: TenantOrganisation | None = graphql_sql.one(
        models.InboxEntry.subject_id, description="The organisation that it is about."
    )
    packages: int | None = graphql_sql.column(description="How many packages it is about.")
    amount: graphql_sql.Rupiah | None = graphql_sql.column(description="The amount of the gift.")
    day: dt.date | None = graphql_sql.column(
        description="The last day of an agreement or permit, or the day that a sample is of."
    )
    days: int | None = graphql_sql.column(description="How many days were left until then.")
    detail: str | None = graphql_sql.column(
        description="How it ended: the answer (AGREED, REFUSED), the settlement (REPLACED,"
        " RETURNED_TO_NEED, WRITTEN_OFF), or whose word it is (UNIT, EXECUTOR)."
    )


@graphql_sql.value()
class NotificationSetting:
    """Where the viewer hears of one kind."""

    id: graphql_sql.ID = graphql_sql.identity("kind")
    kind: NotificationKind = graphql_sql.column(description="What happened.")
    inbox: bool = graphql_sql.column(description="Whether it comes into the inbox.")
    mail: bool = graphql_sql.column(description="Whether it comes by mail.")


@graphql_sql.extend(Viewer)
class ViewerInbox:
    @graphql_sql.field(
        description="What the viewer was told in the organisation they act for, newest first."
    )
    def inbox(
        self,
        kinds: list[NotificationKind] | None = None,
        unread: bool = False,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[InboxEntry]:
        row = models.InboxEntry
        found = select(row).where(
            col(row.person_id) == col(PersonRow.id),
            col(row.organisation_id) == select(func.sec.organisation()).scalar_subquery(),
        )
        if kinds is not None:
            found = found.where(col(row.kind).in_(kind.value for kind in kinds))
        if unread:
            found = found.where(col(row.read_at).is_(None))
        return graphql_sql.page(found, order_by=[col(row.id).desc()], first=first, after=after)

    @graphql_sql.field(description="How many entries of the inbox are new.")
    def unread_count(self) -> int:
        row = models.InboxEntry
        return graphql_sql.sql(
            select(func.count())
            .select_from(row)
            .where(
                col(row.person_id) == col(PersonRow.id),
                col(row.organisation_id) == select(func.sec.organisation()).scalar_subquery(),
                col(row.read_at).is_(None),
            )
            .scalar_subquery()
        )

    @graphql_sql.field(
        description="What the viewer may hear of in their role, and where they hear of it. Mail for"
        " signing in, invitations, and the rejection or suspension of an organisation can't be"
        " switched off."
    )
    def notification_settings(self) -> list[NotificationSetting]:
        return graphql_sql.rows(queries.settings_of(col(PersonRow.id)))
