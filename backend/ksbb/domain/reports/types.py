"""GraphQL types of figures: the ladder's totals, and the recap as of a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, cast, func, or_, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.contributions.types import Gift
from ksbb.domain.geo.models import Area as AreaRow
from ksbb.domain.geo.types import Area, AreaLevel
from ksbb.domain.organisations.models import Organisation as OrganisationRow
from ksbb.domain.organisations.types import Organisation
from ksbb.domain.pledges.sides import Side
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.types import Package
from ksbb.domain.reports import queries, recaps
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.types import Unit


def rung_column(rung: str, meaning: str) -> Any:
    """The field of a rung; rungs are cumulative."""
    return graphql_sql.column(description=f"Packages on the rung `{rung}` or above: {meaning}")


def by_unit_column() -> Any:
    """The field beside each number of received packages."""
    return graphql_sql.column(
        description="Packages of `received` by the unit's own word: a code of its slip, or attested"
        " by its kelurahan. The others are received by the executor's word."
    )


@graphql_sql.value()
class LadderRow:
    """One package on the ladder. Rungs are cumulative and never added together."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    target: int = graphql_sql.column(description="Packages that are needed.")
    pledged: int = rung_column("pledged", "promised, committed or not.")
    committed: int = rung_column("committed", "approved by the Pemprov.")
    dispatched: int = rung_column("dispatched", "on their way, or delivered.")
    received: int = rung_column("received", "proven to be received.")
    received_by_unit: int = by_unit_column()
    verified: int = rung_column("verified", "checked by an independent person.")
    as_of: dt.datetime = graphql_sql.column(description="The moment for which it is valid.")


@graphql_sql.value()
class AreaLadder:
    """An area's figures for one package. Rungs are cumulative and never added together."""

    area: Area = graphql_sql.part(AreaRow, description="The area.")
    target: int = graphql_sql.column(description="Packages that are needed.")
    pledged: int = graphql_sql.column(description="Packages that are promised, committed or not.")
    committed: int = graphql_sql.column(
        description="Packages that are committed: approved by the Pemprov and not released."
    )
    dispatched: int = rung_column("dispatched", "on their way, or delivered.")
    received: int = rung_column("received", "proven to be received.")
    received_by_unit: int = by_unit_column()


@graphql_sql.value()
class OrganisationLadder:
    """An organisation's figures for one package: what it gave."""

    organisation: Organisation = graphql_sql.part(
        OrganisationRow, description="The organisation that gave."
    )
    committed: int = graphql_sql.column(
        description="Packages that are committed: approved by the Pemprov and not released."
    )
    dispatched: int = rung_column("dispatched", "on their way, or delivered.")
    received: int = rung_column("received", "proven to be received.")
    received_by_unit: int = by_unit_column()


@graphql_sql.value()
class RecapPackage:
    """One package of a recap."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    quantity: int = graphql_sql.column(description="Packages committed to RWs.")
    received: int = graphql_sql.column(description="Packages received in RWs.")
    received_by_unit: int = by_unit_column()
    institutions: int = graphql_sql.column(description="Packages committed to institutions.")


@graphql_sql.value()
class RecapQuantity:
    """Packages of one kind in a line of a recap. Different kinds are never added together."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    quantity: int = graphql_sql.column(description="How many packages; at least 1.")
    received: int = graphql_sql.column(description="Packages of them that were received.")
    received_by_unit: int = by_unit_column()


_LINE = (graphql_sql.label("day"), graphql_sql.label("of"))


@graphql_sql.value()
class RecapArea:
    """One kota or kabupaten of a recap."""

    area: Area = graphql_sql.part(AreaRow, description="The kota or kabupaten.")
    kelurahan_count: int = graphql_sql.column(description="Kelurahan in which a counted RW lies.")
    rw_count: int = graphql_sql.column(description="RWs that packages are committed to.")

    @graphql_sql.field(description="Packages committed to its RWs, by kind.")
    def packages(self) -> list[RecapQuantity]:
        return graphql_sql.rows(recaps.in_kota(*_LINE))


@graphql_sql.value()
class RecapUnit:
    """One RW of a recap."""

    unit: Unit = graphql_sql.part(UnitRow, description="The RW that receives them.")

    @graphql_sql.field(description="Packages committed to it, by kind.")
    def packages(self) -> list[RecapQuantity]:
        return graphql_sql.rows(recaps.to_unit(*_LINE))


@graphql_sql.value()
class RecapOrganisation:
    """One organisation of a recap; packages and money are never added together."""

    organisation: Organisation = graphql_sql.part(
        OrganisationRow, description="The donor or aggregator."
    )
    money: graphql_sql.Rupiah = graphql_sql.column(description="Rupiah it gave to aggregators.")

    @graphql_sql.field(description="What it gave, by package.")
    def given(self) -> list[RecapQuantity]:
        return graphql_sql.rows(recaps.given(*_LINE))

    @graphql_sql.field(description="What it carries out for others, by package.")
    def carried_out(self) -> list[RecapQuantity]:
        return graphql_sql.rows(recaps.carried_out(*_LINE))


@graphql_sql.value()
class Recap:
    """The programme as of a day: packages committed to RWs by then and not released by then."""

    as_of: dt.date = graphql_sql.column(
        description="The day of the recap; everything up to its end counts."
    )
    computed_at: dt.datetime = graphql_sql.column(description="When the figures were computed.")
    rw_count: int = graphql_sql.column(
        description="RWs that packages are committed to, each counted once."
    )
    kelurahan_count: int = graphql_sql.column(description="Kelurahan in which they lie.")
    kota_count: int = graphql_sql.column(description="Kota in which they lie.")
    kabupaten_count: int = graphql_sql.column(description="Kabupaten in which they lie.")
    organisation_count: int = graphql_sql.column(
        description="Donors and aggregators, each counted once."
    )
    donor_count: int = graphql_sql.column(description="How many of the organisations are donors.")
    aggregator_count: int = graphql_sql.column(
        description="How many of the organisations are aggregators."
    )

    @graphql_sql.field(description="Committed packages, by kind.")
    def packages(self) -> list[RecapPackage]:
        return graphql_sql.rows(recaps.packages(graphql_sql.label("as_of")))

    @graphql_sql.field(description="Committed packages, by kota and kabupaten.")
    def kotas(self) -> list[RecapArea]:
        return graphql_sql.rows(recaps.kotas(graphql_sql.label("as_of")))

    @graphql_sql.field(description="The RWs that packages are committed to.")
    def units(self) -> list[RecapUnit]:
        return graphql_sql.rows(recaps.units(graphql_sql.label("as_of")))

    @graphql_sql.field(description="The donors and aggregators in it.")
    def organisations(self) -> list[RecapOrganisation]:
        return graphql_sql.rows(recaps.givers(graphql_sql.label("as_of")))

    @graphql_sql.field(description="The money that aggregators received.")
    def gifts(self) -> list[Gift]:
        return graphql_sql.rows(recaps.gifts(graphql_sql.label("as_of")))


@graphql_sql.extend(Area)
class AreaLadders:
    @graphql_sql.field(description="Every package on the ladder in this area.")
    def ladder(
        self,
        phase: graphql_sql.ID | None = None,
        organisation: graphql_sql.ID | None = None,
        side: Side | None = None,
        as_of: dt.date | None = None,
    ) -> list[LadderRow]:
        number = graphql_sql.id_of(phase, "Phase")
        found = queries.moves(
            area=col(AreaRow.id),
            phase=number,
            organisation=graphql_sql.id_of(organisation, "Organisation"),
            side=side,
            until=as_of,
        )
        sums = (
            select(found.c.package_id, *queries.rung_sums(found))
            .group_by(found.c.package_id)
            .subquery("sums")
        )
        needed = queries.targets(area=col(AreaRow.id), phase=number)
        return graphql_sql.rows(
            select(
                PackageRow,
                func.coalesce(needed.c.target, 0).cast(BigInteger).label("target"),
                *(
                    func.coalesce(sums.c[rung], 0).cast(BigInteger).label(rung)
                    for rung in queries.FIGURES
                ),
                func.app.now(type_=DateTime(timezone=True)).label("as_of"),
            )
            .select_from(PackageRow)
            .outerjoin(needed, needed.c.package_id == col(PackageRow.id))
            .outerjoin(sums, sums.c.package_id == col(PackageRow.id))
            .where(or_(needed.c.target.is_not(None), sums.c.pledged.is_not(None)))
            .order_by(col(PackageRow.id))
        )

    @graphql_sql.field(
        description="The areas of a level in this area, each with its ladder of a package, by code."
    )
    def ladder_by_area(
        self,
        level: AreaLevel,
        package: graphql_sql.ID,
        phase: graphql_sql.ID | None = None,
    ) -> list[AreaLadder]:
        return graphql_sql.rows(
            queries.by_area(
                level=level.value,
                package=graphql_sql.id_of(package, "Package"),
                within=col(AreaRow.id),
                phase=graphql_sql.id_of(phase, "Phase"),
            )
        )

    @graphql_sql.field(
        description="The organisations that gave a package in this area, the largest first."
    )
    def ladder_by_organisation(
        self,
        package: graphql_sql.ID,
        phase: graphql_sql.ID | None = None,
    ) -> list[OrganisationLadder]:
        found = queries.moves(
            area=col(AreaRow.id),
            package=graphql_sql.id_of(package, "Package"),
            phase=graphql_sql.id_of(phase, "Phase"),
        )
        sums = (
            select(found.c.giver_id, *queries.rung_sums(found))
            .group_by(found.c.giver_id)
            .subquery("sums")
        )
        return graphql_sql.rows(
            select(
                OrganisationRow,
                sums.c.committed,
                sums.c.dispatched,
                sums.c.received,
                sums.c.received_by_unit,
            )
            .join(sums, sums.c.giver_id == col(OrganisationRow.id))
            .where(sums.c.committed > 0)
            .order_by(sums.c.committed.desc(), col(OrganisationRow.id))
        )


class ReportQueries:
    @graphql_sql.field(description="The recap as of a day; without `asOf`, as of today.")
    def recap(self, as_of: dt.date | None = None) -> Recap:
        day = (
            select(func.app.today(type_=Date())).scalar_subquery()
            if as_of is None
            else cast(as_of, Date)
        )
        return graphql_sql.row(
            recaps.counts(day).add_columns(
                day.label("as_of"),
                func.app.now(type_=DateTime(timezone=True)).label("computed_at"),
            )
        )
