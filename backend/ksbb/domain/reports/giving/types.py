"""GraphQL types of an organisation's report of a period."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Date, DateTime, cast, func, select, true
from sqlmodel import col

import graphql_sql
from ksbb.domain.contributions.types import Gift
from ksbb.domain.organisations.models import Organisation as OrganisationRow
from ksbb.domain.organisations.types import Organisation
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.models import Phase as PhaseRow
from ksbb.domain.programmes.types import Package, Phase
from ksbb.domain.reports.giving import queries
from ksbb.domain.reports.types import by_unit_column


@graphql_sql.value()
class GivingPackages:
    """What it gave of one kind of package in one phase."""

    phase: Phase = graphql_sql.part(PhaseRow, description="The phase.")
    package: Package = graphql_sql.one("package_id", description="The kind of package.")
    packages: int = graphql_sql.column(description="Packages committed in the period.")
    received: int = graphql_sql.column(description="Packages that were received in the period.")
    received_by_unit: int = by_unit_column()
    institutions: int = graphql_sql.column(description="Packages of these for institutions.")
    units: int = graphql_sql.column(description="Units that get them.")
    families: int = graphql_sql.column(
        description="Vulnerable families in these units, by the latest data; fewer than 5 in a"
        " unit are left out."
    )


@graphql_sql.value()
class GivingFunded:
    """What its money paid for: packages of aggregators' own pledges, not its own."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    packages: int = graphql_sql.column(description="Packages that were paid for.")
    amount: graphql_sql.Rupiah = graphql_sql.column(description="Rupiah that pay for them.")
    units: int = graphql_sql.column(
        description="Units that get committed packages of these pledges."
    )
    families: int = graphql_sql.column(description="Vulnerable families in these units.")


@graphql_sql.value()
class Giving:
    """What an organisation gave in a period, counted in the same way as the recap."""

    organisation: Organisation = graphql_sql.part(
        OrganisationRow, description="The organisation that gave."
    )
    since: dt.date = graphql_sql.column(description="The first day of the period.")
    until: dt.date = graphql_sql.column(description="The last day of the period.")
    computed_at: dt.datetime = graphql_sql.column(description="When the figures were computed.")
    unit_count: int = graphql_sql.column(
        description="Units that get its packages, each counted once."
    )
    kelurahan_count: int = graphql_sql.column(description="Kelurahan in which they lie.")
    families: int = graphql_sql.column(
        description="Vulnerable families in these units, each counted once."
    )
    money: graphql_sql.Rupiah = graphql_sql.column(
        description="Rupiah that aggregators received from it."
    )

    @graphql_sql.field(description="What it gave, by phase and package.")
    def packages(self) -> list[GivingPackages]:
        return graphql_sql.rows(queries.packages(*_PERIOD))

    @graphql_sql.field(description="The money that aggregators received.")
    def gifts(self) -> list[Gift]:
        return graphql_sql.rows(queries.gifts(*_PERIOD))

    @graphql_sql.field(
        description="What the money paid for; only for the giver and the Pemprov, empty for others."
    )
    def funded(self) -> list[GivingFunded]:
        return graphql_sql.rows(queries.funded(*_PERIOD))


_PERIOD = (graphql_sql.label("number"), graphql_sql.label("since"), graphql_sql.label("until"))


class GivingQueries:
    @graphql_sql.field(description="What an organisation gave in a period.")
    def giving(self, organisation: graphql_sql.ID, since: dt.date, until: dt.date) -> Giving | None:
        number = graphql_sql.id_of(organisation, "Organisation")
        from_, to = cast(since, Date), cast(until, Date)
        reach = queries.reach(number, from_, to).subquery("reach")
        return graphql_sql.row(
            select(
                OrganisationRow,
                col(OrganisationRow.id).label("number"),
                from_.label("since"),
                to.label("until"),
                func.app.now(type_=DateTime(timezone=True)).label("computed_at"),
                *reach.c,
                queries.money(number, from_, to).label("money"),
            )
            .join_from(OrganisationRow, reach, true())
            .where(col(OrganisationRow.id) == number)
        )
