"""Agreements and permits in GraphQL; of an organisation anybody sees whether one is in force."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, and_, func, select
from sqlmodel import col

from ksbb import reads
from ksbb.agreements import models, rules
from ksbb.agreements.enums import AgreementState
from ksbb.organisations.graph import Organisation, Step, TenantOrganisation, timeline_of
from ksbb.organisations.models import Organisation as OrganisationRow


def _in_force(paper: type[models.Agreement | models.Permit]) -> Any:
    today = select(func.app.today()).scalar_subquery()
    return and_(
        col(paper.state) == AgreementState.ACTIVE.value,
        col(paper.starts_on) <= today,
        col(paper.ends_on) >= today,
    )


@reads.type(models.Agreement, node=True)
class Agreement:
    """An agreement (PKS) of an aggregator with the Pemprov."""

    aggregator: Organisation = reads.one(
        models.Agreement.aggregator_id, description="Whose agreement it is."
    )
    number: str = reads.column(description="Its number.")
    starts_on: dt.date = reads.column(description="Its first day.")
    ends_on: dt.date = reads.column(description="Its last day.")
    state: AgreementState = reads.column(description="Where it stands.")
    reason: str | None = reads.column(description="Why it was suspended or terminated.")
    created_at: dt.datetime = reads.column(description="When it was submitted.")

    @reads.field(description="Whether the aggregator may take on pledges under it today.")
    def in_force(self) -> bool:
        return reads.sql(_in_force(models.Agreement))

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[Step]:
        return reads.rows(timeline_of("agreement", col(models.Agreement.id)))


@reads.type(models.Permit, node=True)
class Permit:
    """A permit (izin PUB) of an aggregator to collect money."""

    aggregator: Organisation = reads.one(
        models.Permit.aggregator_id, description="Whose permit it is."
    )
    number: str = reads.column(description="Its number.")
    issuer: str = reads.column(description="Who issued it.")
    starts_on: dt.date = reads.column(description="Its first day.")
    ends_on: dt.date = reads.column(description="Its last day.")
    cost_cap: int = reads.column(
        description="What collecting may cost at most, in permille of what was collected."
    )
    state: AgreementState = reads.column(description="Where it stands.")
    reason: str | None = reads.column(description="Why it was suspended or terminated.")
    created_at: dt.datetime = reads.column(description="When it was submitted.")

    @reads.field(description="Whether the aggregator may collect under it today.")
    def in_force(self) -> bool:
        return reads.sql(_in_force(models.Permit))

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[Step]:
        return reads.rows(timeline_of("permit", col(models.Permit.id)))


@reads.extend(Organisation)
class OrganisationInForce:
    @reads.field(description="Whether it has an agreement in force today: it may take on pledges.")
    def agreement_in_force(self) -> bool:
        return reads.sql(func.app.agreement_in_force(col(OrganisationRow.id), type_=Boolean()))

    @reads.field(description="Whether it has a permit in force today: it may collect money.")
    def permit_in_force(self) -> bool:
        return reads.sql(func.app.permit_in_force(col(OrganisationRow.id), type_=Boolean()))


@reads.extend(TenantOrganisation)
class TenantAgreements:
    agreements: list[Agreement] = reads.many(
        models.Agreement.aggregator_id,
        order_by=[col(models.Agreement.id).desc()],
        description="Its agreements, the latest first.",
    )
    permits: list[Permit] = reads.many(
        models.Permit.aggregator_id,
        order_by=[col(models.Permit.id).desc()],
        description="Its permits, the latest first.",
    )


class AgreementQueries:
    @reads.field(audience=["gov"], description="Agreements that wait, the oldest first.")
    def agreement_queue(self) -> list[Agreement] | None:
        return reads.rows(
            select(models.Agreement)
            .where(col(models.Agreement.state) == AgreementState.SUBMITTED.value)
            .order_by(col(models.Agreement.id))
        )

    @reads.field(audience=["gov"], description="Permits that wait, the oldest first.")
    def permit_queue(self) -> list[Permit] | None:
        return reads.rows(
            select(models.Permit)
            .where(col(models.Permit.state) == AgreementState.SUBMITTED.value)
            .order_by(col(models.Permit.id))
        )


@reads.refusal(rules.PeriodInvalid)
class PeriodInvalid:
    """The period ends before it begins, or is over already."""

    starts_on: dt.date = reads.fact(description="Its first day.")
    ends_on: dt.date = reads.fact(description="Its last day.")


@reads.refusal(rules.PeriodOverlaps)
class PeriodOverlaps:
    """Another one of the same aggregator is in force or suspended within the period."""

    number: str = reads.fact(
        description="The other's number; empty where it came about at the same moment."
    )
