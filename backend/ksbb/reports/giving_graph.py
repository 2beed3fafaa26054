"""An organisation's report of a period in GraphQL."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Date, DateTime, cast, func, select, true
from sqlmodel import col

from ksbb import reads
from ksbb.contributions.graph import Gift
from ksbb.organisations.graph import Organisation
from ksbb.organisations.models import Organisation as OrganisationRow
from ksbb.programmes.graph import Package, Phase
from ksbb.programmes.models import Package as PackageRow
from ksbb.programmes.models import Phase as PhaseRow
from ksbb.reports import giving


@reads.value()
class GivingPackages:
    """What it gave of one package in one phase."""

    phase: Phase = reads.part(PhaseRow, description="The phase.")
    package: Package = reads.one("package_id", description="The package.")
    packages: int = reads.column(description="Packages committed.")
    received: int = reads.column(description="Packages that units confirmed in the period.")
    institutions: int = reads.column(description="Those among them that go to institutions.")
    units: int = reads.column(description="Units that they go to.")
    families: int = reads.column(
        description="Vulnerable families in these units, by the latest data; fewer than 5 in a"
        " unit are left out."
    )


@reads.value()
class GivingFunded:
    """What its money paid for: packages of aggregators' own pledges, never summed with its own."""

    package: Package = reads.part(PackageRow, description="The package.")
    packages: int = reads.column(description="Packages paid for.")
    amount: reads.Rupiah = reads.column(description="Rupiah bound to them.")
    units: int = reads.column(description="Units that the pledges go to, as far as committed.")
    families: int = reads.column(description="Vulnerable families in these units.")


@reads.value()
class Giving:
    """What an organisation gave from one day to another, counted as the recap counts."""

    organisation: Organisation = reads.part(OrganisationRow, description="Who gave.")
    since: dt.date = reads.column(description="The first day.")
    until: dt.date = reads.column(description="The last day.")
    computed_at: dt.datetime = reads.column(description="When it was counted.")
    unit_count: int = reads.column(description="Units that its packages go to, each once.")
    kelurahan_count: int = reads.column(description="Kelurahan in which they lie.")
    families: int = reads.column(description="Vulnerable families in these units, each once.")
    money: reads.Rupiah = reads.column(description="Rupiah that aggregators received from it.")

    @reads.field(description="By phase and package.")
    def packages(self) -> list[GivingPackages]:
        return reads.rows(giving.packages(*_PERIOD))

    @reads.field(description="The money.")
    def gifts(self) -> list[Gift]:
        return reads.rows(giving.gifts(*_PERIOD))

    @reads.field(
        description="What the money paid for, as the giver and the Pemprov may see it; nothing for"
        " others."
    )
    def funded(self) -> list[GivingFunded]:
        return reads.rows(giving.funded(*_PERIOD))


_PERIOD = (reads.label("number"), reads.label("since"), reads.label("until"))


class GivingQueries:
    @reads.field(description="What an organisation gave from one day to another.")
    def giving(self, organisation: reads.GlobalID, since: dt.date, until: dt.date) -> Giving | None:
        number = reads.id_of(organisation, "Organisation")
        from_, to = cast(since, Date), cast(until, Date)
        reach = giving.reach(number, from_, to).subquery("reach")
        return reads.row(
            select(
                OrganisationRow,
                col(OrganisationRow.id).label("number"),
                from_.label("since"),
                to.label("until"),
                func.app.now(type_=DateTime(timezone=True)).label("computed_at"),
                *reach.c,
                giving.money(number, from_, to).label("money"),
            )
            .join_from(OrganisationRow, reach, true())
            .where(col(OrganisationRow.id) == number)
        )
