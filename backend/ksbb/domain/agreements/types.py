"""GraphQL types of agreements and permits; the public sees only whether one is in force."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, and_, func, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.agreements import models
from ksbb.domain.agreements.enums import AgreementState
from ksbb.domain.organisations.models import Organisation as OrganisationRow
from ksbb.domain.organisations.types import Organisation, Step, TenantOrganisation, timeline_of


def _in_force(paper: type[models.Agreement | models.Permit]) -> Any:
    today = select(func.app.today()).scalar_subquery()
    return and_(
        col(paper.state) == AgreementState.ACTIVE.value,
        col(paper.starts_on) <= today,
        col(paper.ends_on) >= today,
    )


@graphql_sql.type(models.Agreement, node=True)
class Agreement:
    """An agreement (PKS) of an aggregator with the Pemprov."""

    aggregator: Organisation = graphql_sql.one(
        models.Agreement.aggregator_id, description="The aggregator that has the agreement."
    )
    number: str = graphql_sql.column(description="The number printed on the document.")
    starts_on: dt.date = graphql_sql.column(description="Its first day in force.")
    ends_on: dt.date = graphql_sql.column(description="Its last day in force.")
    state: AgreementState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(description="Why it was suspended or terminated.")
    created_at: dt.datetime = graphql_sql.column(description="When it was submitted.")

    @graphql_sql.field(
        description="Whether it is in force today: the aggregator may accept pledges."
    )
    def in_force(self) -> bool:
        return graphql_sql.sql(_in_force(models.Agreement))

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("agreement", col(models.Agreement.id)))


@graphql_sql.type(models.Permit, node=True)
class Permit:
    """A permit (izin PUB) of an aggregator to collect money."""

    aggregator: Organisation = graphql_sql.one(
        models.Permit.aggregator_id, description="The aggregator that has the permit."
    )
    number: str = graphql_sql.column(description="The number printed on the document.")
    issuer: str = graphql_sql.column(description="The authority that issued it.")
    starts_on: dt.date = graphql_sql.column(description="Its first day in force.")
    ends_on: dt.date = graphql_sql.column(description="Its last day in force.")
    cost_cap: int = graphql_sql.column(
        description="The highest cost of collecting, in permille of the collected money."
    )
    state: AgreementState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(description="Why it was suspended or terminated.")
    created_at: dt.datetime = graphql_sql.column(description="When it was submitted.")

    @graphql_sql.field(
        description="Whether it is in force today: the aggregator may collect money."
    )
    def in_force(self) -> bool:
        return graphql_sql.sql(_in_force(models.Permit))

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("permit", col(models.Permit.id)))


@graphql_sql.extend(Organisation)
class OrganisationInForce:
    @graphql_sql.field(
        description="Whether it has an agreement in force today: it may accept pledges."
    )
    def agreement_in_force(self) -> bool:
        return graphql_sql.sql(
            func.app.agreement_in_force(col(OrganisationRow.id), type_=Boolean())
        )

    @graphql_sql.field(description="Whether it has a permit in force today: it may collect money.")
    def permit_in_force(self) -> bool:
        return graphql_sql.sql(func.app.permit_in_force(col(OrganisationRow.id), type_=Boolean()))


@graphql_sql.extend(TenantOrganisation)
class TenantAgreements:
    agreements: list[Agreement] = graphql_sql.many(
        models.Agreement.aggregator_id,
        order_by=[col(models.Agreement.id).desc()],
        description="Its agreements, newest first.",
    )
    permits: list[Permit] = graphql_sql.many(
        models.Permit.aggregator_id,
        order_by=[col(models.Permit.id).desc()],
        description="Its permits, newest first.",
    )


class AgreementQueries:
    @graphql_sql.field(
        audience=["gov"], description="Agreements that wait for the Pemprov, oldest first."
    )
    def agreement_queue(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Agreement] | None:
        return _waiting(models.Agreement, first, after)

    @graphql_sql.field(
        audience=["gov"], description="Permits that wait for the Pemprov, oldest first."
    )
    def permit_queue(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Permit] | None:
        return _waiting(models.Permit, first, after)


def _waiting(paper: type[models.Agreement | models.Permit], first: int, after: str | None) -> Any:
    """Agreements or permits that wait for the Pemprov."""
    return graphql_sql.page(
        select(paper).where(col(paper.state) == AgreementState.SUBMITTED.value),
        order_by=[col(paper.id)],
        first=first,
        after=after,
    )
