"""GraphQL types of verification: seals and samples for everybody, what was drawn for verifiers."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import func, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.deliveries.handovers.models import Handover as HandoverRow
from ksbb.domain.deliveries.handovers.models import HandoverCount, HandoverState
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.trips.models import Delivery as DeliveryRow
from ksbb.domain.deliveries.trips.types import Delivery
from ksbb.domain.organisations.types import Organisation, Person, Step, timeline_of
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.types import Package
from ksbb.domain.units.types import Unit
from ksbb.domain.verification import models
from ksbb.domain.verification.models import VerificationState

strawberry.enum(VerificationState, description="What came of a drawn delivery.")


@graphql_sql.type(models.Seal, node=True)
class Seal:
    """One seal of the audit. They come every few seconds; nobody can choose their hash."""

    number: int = graphql_sql.column(description="Its number, from 1.")
    hash: str = graphql_sql.column(
        func.encode(col(models.Seal.hash), "hex"),
        description="Its SHA-256, 64 hexadecimal digits: it draws the sample that waits for it.",
    )
    sealed_at: dt.datetime = graphql_sql.column(description="When it was made, in real time.")


@graphql_sql.type(models.SampleEntry, node=True)
class SampleEntry:
    """One delivery of a day's list, with its chance."""

    stop: int = graphql_sql.column(
        models.SampleEntry.stop_id, description="The number with which it is drawn."
    )
    executor: Organisation = graphql_sql.one(
        models.SampleEntry.executor_id, description="The organisation that delivered."
    )
    unit: Unit = graphql_sql.one(models.SampleEntry.unit_id, description="The unit.")
    weight: int = graphql_sql.column(
        description="How much reason there is to look at it; the reasons are not told."
    )
    chance: int = graphql_sql.column(
        description="Its chance out of a million, at least 30,000; 1,000,000 is always drawn."
    )
    drawn: bool | None = graphql_sql.column(
        description="Whether it was drawn; null until the seal has come."
    )

    @graphql_sql.field(description="The public rows of its packages.")
    def deliveries(self) -> list[Delivery]:
        row = DeliveryRow
        return graphql_sql.rows(
            select(row)
            .where(col(row.stop_id) == col(models.SampleEntry.stop_id))
            .order_by(col(row.load_id))
        )


@graphql_sql.type(models.Sample, node=True)
class Sample:
    """What was first reported on one day: listed, then drawn by the next seal of the audit."""

    day: dt.date = graphql_sql.column(description="The day in WIB.")
    quota: int = graphql_sql.column(
        description="How many are drawn on average, beside those that are always drawn."
    )
    list_hash: str | None = graphql_sql.column(
        func.encode(col(models.Sample.list_hash), "hex"),
        description="SHA-256 of the list: a line `stop;chance` for each delivery, by stop.",
    )
    listed_at: dt.datetime = graphql_sql.column(description="When the list was made.")
    drawn_at: dt.datetime | None = graphql_sql.column(
        description="When it was drawn; null until the seal has come."
    )
    seal_number: int = graphql_sql.column(description="The number of the seal that draws.")
    seal: Seal | None = graphql_sql.one(
        models.Sample.seal_number, description="The seal that draws; null until it has come."
    )

    @graphql_sql.field(description="Its deliveries, by their number.")
    def entries(
        self, drawn: bool | None = None, first: int = 100, after: str | None = None
    ) -> graphql_sql.Connection[SampleEntry]:
        row = models.SampleEntry
        query = select(row).where(col(row.sample_id) == col(models.Sample.id))
        if drawn is not None:
            query = query.where(col(row.drawn).is_(drawn))
        return graphql_sql.page(query, order_by=[col(row.stop_id)], first=first, after=after)


@graphql_sql.type(models.LookCount)
class LookCount:
    """Packages of one kind: what counted before, and what the verifier counted."""

    package: Package = graphql_sql.one(
        models.LookCount.package_id, description="The kind of package."
    )
    good_before: int = graphql_sql.column(description="Good packages that counted before.")
    damaged_before: int = graphql_sql.column(description="Damaged packages that counted before.")
    good: int = graphql_sql.column(description="Good packages that the verifier counted.")
    damaged: int = graphql_sql.column(description="Damaged packages that the verifier counted.")


@graphql_sql.type(models.Look, node=True)
class Look:
    """What a verifier found; the latest one counts."""

    agrees: bool = graphql_sql.column(description="Whether the numbers were those that count.")
    visited_on: dt.date = graphql_sql.column(description="The day of the visit.")
    note: str = graphql_sql.column(description="What else there was to see.")
    reason: str | None = graphql_sql.column(description="Why it corrects the one before.")
    counts: list[LookCount] = graphql_sql.many(
        models.LookCount.look_id,
        order_by=[col(models.LookCount.package_id)],
        description="The numbers.",
    )


@graphql_sql.extend(Handover)
class HandoverLooks:
    looks: list[Look] = graphql_sql.many(
        models.Look.handover_id,
        order_by=[col(models.Look.id)],
        description="What a verifier found at it, oldest first; the latest one counts.",
    )


@graphql_sql.type(models.Verification, node=True)
class Verification:
    """A drawn delivery; its verifier, its executor and the Pemprov see it."""

    state: VerificationState = graphql_sql.column(description="What came of it.")
    verifier: Person | None = graphql_sql.one(
        models.Verification.verifier_id, description="Who looks; null while nobody is free to."
    )
    entry: SampleEntry = graphql_sql.one(
        models.Verification.stop_id, description="Its place in the sample."
    )
    looks: list[Look] = graphql_sql.many(
        models.Look.verification_id,
        order_by=[col(models.Look.id)],
        description="What was found, oldest first.",
    )

    @graphql_sql.field(description="The report that counts; null if there is none.")
    def handover(self) -> Handover | None:
        row = HandoverRow
        return graphql_sql.row(
            select(row).where(
                col(row.stop_id) == col(models.Verification.stop_id),
                col(row.state).not_in((HandoverState.SECOND_REPORT, HandoverState.SUPERSEDED)),
            )
        )

    @graphql_sql.field(
        description="The kinds of package to count. How many were reported is not told before."
    )
    def packages(self) -> list[Package]:
        row, counted = PackageRow, HandoverCount
        return graphql_sql.rows(
            select(row)
            .where(
                col(row.id).in_(
                    select(col(counted.package_id)).where(
                        col(counted.stop_id) == col(models.Verification.stop_id)
                    )
                )
            )
            .order_by(col(row.id))
        )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("verification", col(models.Verification.id)))


class VerificationQueries:
    @graphql_sql.field(description="The seals of the audit, the newest first.")
    def seals(self, first: int = 20, after: str | None = None) -> graphql_sql.Connection[Seal]:
        row = models.Seal
        return graphql_sql.page(
            select(row), order_by=[col(row.number).desc()], first=first, after=after
        )

    @graphql_sql.field(description="Days whose deliveries were listed, the newest first.")
    def samples(self, first: int = 20, after: str | None = None) -> graphql_sql.Connection[Sample]:
        row = models.Sample
        return graphql_sql.page(
            select(row), order_by=[col(row.day).desc(), col(row.id)], first=first, after=after
        )

    @graphql_sql.field(description="The list of one day; null if the day is not listed.")
    def sample(self, day: dt.date) -> Sample | None:
        row = models.Sample
        return graphql_sql.row(select(row).where(col(row.day) == day))

    @graphql_sql.field(
        audience=["gov"],
        description="Drawn deliveries, oldest first: a verifier's own, or all for the Pemprov.",
    )
    def verifications(
        self,
        states: list[VerificationState] | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Verification] | None:
        row = models.Verification
        query = select(row)
        if states:
            query = query.where(col(row.state).in_(sorted({state.value for state in states})))
        return graphql_sql.page(query, order_by=[col(row.id)], first=first, after=after)
