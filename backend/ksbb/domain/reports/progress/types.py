"""GraphQL types of the ladder by day and by phase, and of the coverage of units."""

from __future__ import annotations

import datetime as dt

from sqlmodel import col

import graphql_sql
from ksbb.domain.geo.models import Area as AreaRow
from ksbb.domain.geo.types import Area
from ksbb.domain.pledges.sides import Side
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.models import Phase as PhaseRow
from ksbb.domain.programmes.types import Package, Phase
from ksbb.domain.reports import queries
from ksbb.domain.reports.progress import queries as progress
from ksbb.domain.reports.types import by_unit_column, rung_column
from ksbb.domain.units.models import UnitKind


@graphql_sql.value()
class LadderDay:
    """One package at the end of a day (WIB). Rungs are cumulative and never added together."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    day: dt.date = graphql_sql.column(description="The day; figures are as of its end.")
    pledged: int = rung_column("pledged", "promised, committed or not.")
    committed: int = rung_column("committed", "approved by the Pemprov and not released.")
    dispatched: int = rung_column("dispatched", "on their way, or delivered.")
    received: int = rung_column("received", "proven to be received.")
    received_by_unit: int = by_unit_column()
    verified: int = rung_column("verified", "checked by an independent person.")


@graphql_sql.value()
class LadderPhase:
    """One package in one phase: its ladder, and for how many families or people it lasts."""

    phase: Phase = graphql_sql.part(PhaseRow, description="The phase.")
    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    times: int = graphql_sql.column(
        description="How often the phase needs it: the number of weeks or days, or 1."
    )
    target: int = graphql_sql.column(description="Packages that are needed.")
    pledged: int = rung_column("pledged", "promised, committed or not.")
    committed: int = rung_column("committed", "approved by the Pemprov and not released.")
    dispatched: int = rung_column("dispatched", "on their way, or delivered.")
    received: int = rung_column("received", "proven to be received.")
    received_by_unit: int = by_unit_column()
    verified: int = rung_column("verified", "checked by an independent person.")
    reach_needed: int = graphql_sql.column(
        description="Families or people (the package's `per`) who need it in this phase."
    )
    reach_committed: int = graphql_sql.column(
        description="Families or people for whom the committed packages last the whole phase."
    )
    reach_received: int = graphql_sql.column(
        description="Families or people for whom the received packages last the whole phase."
    )


@graphql_sql.value()
class CoverageStep:
    """How many units are on one coverage step; coverage is committed packages of the target."""

    step: int = graphql_sql.column(
        description="0: nothing committed; 1 to 5: up to 20, 40, 60, 80 per cent, and more; "
        "6: everything."
    )
    units: int = graphql_sql.column(description="Units on this step.")
    target: int = graphql_sql.column(description="Packages that they need.")
    committed: int = graphql_sql.column(description="Packages committed to them.")


@graphql_sql.extend(Area)
class AreaProgress:
    @graphql_sql.field(
        description="Every package on the ladder at the end of each day, from the start of its"
        " first phase. `since` and `until` are days; no day is later than today."
    )
    def ladder_by_day(
        self,
        package: graphql_sql.ID | None = None,
        phase: graphql_sql.ID | None = None,
        organisation: graphql_sql.ID | None = None,
        side: Side | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[LadderDay]:
        number = graphql_sql.id_of(phase, "Phase")
        found = queries.moves(
            area=col(AreaRow.id),
            package=graphql_sql.id_of(package, "Package"),
            phase=number,
            organisation=graphql_sql.id_of(organisation, "Organisation"),
            side=side,
        )
        return graphql_sql.rows(progress.by_day(found, phase=number, since=since, until=until))

    @graphql_sql.field(description="Every package in every phase that needs it, in this area.")
    def ladder_by_phase(self, package: graphql_sql.ID | None = None) -> list[LadderPhase]:
        area, number = col(AreaRow.id), graphql_sql.id_of(package, "Package")
        found = queries.moves(area=area, package=number)
        return graphql_sql.rows(progress.by_phase(found, area=area, package=number))

    @graphql_sql.field(
        description="How evenly a package is committed to the units of a kind in this area:"
        " every coverage step, the lowest first."
    )
    def coverage(
        self,
        package: graphql_sql.ID,
        phase: graphql_sql.ID | None = None,
        kind: UnitKind = UnitKind.RW,
    ) -> list[CoverageStep]:
        return graphql_sql.rows(
            progress.coverage(
                area=col(AreaRow.id),
                package=graphql_sql.id_of(package, "Package"),
                phase=graphql_sql.id_of(phase, "Phase"),
                kind=kind.value,
            )
        )
