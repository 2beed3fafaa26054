"""The ladder day by day and phase by phase, and the spread of coverage over units, in GraphQL."""

from __future__ import annotations

import datetime as dt

from ksbb import reads
from ksbb.pledges.sides import Side
from ksbb.programmes.graph import Package, Phase
from ksbb.programmes.models import Package as PackageRow
from ksbb.programmes.models import Phase as PhaseRow
from ksbb.reports import progress, queries
from ksbb.reports.graph import rung_column
from ksbb.reports.queries import PROVINCE
from ksbb.units.models import UnitKind


@reads.value()
class LadderDay:
    """One package at the end of a day (WIB). Rungs are cumulative and never added up."""

    package: Package = reads.part(PackageRow, description="The package.")
    day: dt.date = reads.column(description="The effective day that had come to its end.")
    pledged: int = rung_column("pledged", "promised, committed or not.")
    committed: int = rung_column("committed", "approved by the Pemprov and not released.")
    dispatched: int = rung_column("dispatched", "on their way, or there.")
    received: int = rung_column("received", "confirmed by the unit.")
    verified: int = rung_column("verified", "looked at by somebody independent.")


@reads.value()
class LadderPhase:
    """One package in one phase: its ladder, and for how many it is enough."""

    phase: Phase = reads.part(PhaseRow, description="The phase.")
    package: Package = reads.part(PackageRow, description="The package.")
    times: int = reads.column(description="How often the phase asks for it: weeks, days or once.")
    target: int = reads.column(description="Packages needed.")
    pledged: int = rung_column("pledged", "promised, committed or not.")
    committed: int = rung_column("committed", "approved by the Pemprov and not released.")
    dispatched: int = rung_column("dispatched", "on their way, or there.")
    received: int = rung_column("received", "confirmed by the unit.")
    verified: int = rung_column("verified", "looked at by somebody independent.")
    reach_needed: int = reads.column(
        description="Families or people (the package's `per`) who need it in this phase."
    )
    reach_committed: int = reads.column(
        description="Families or people for whom the committed packages last the whole phase."
    )
    reach_received: int = reads.column(
        description="Families or people for whom the received packages last the whole phase."
    )


@reads.value()
class CoverageStep:
    """How many units stand on one step of coverage: committed of target."""

    step: int = reads.column(
        description="0: nothing committed; 1 to 5: up to 20, 40, 60, 80 per cent, and beyond; "
        "6: everything."
    )
    units: int = reads.column(description="Units on this step.")
    target: int = reads.column(description="Packages that they need.")
    committed: int = reads.column(description="Packages committed to them.")


class ProgressQueries:
    @reads.field(
        description="Every package on the ladder at the end of each day, from the beginning of its"
        " first phase on. `since` and `until` are days; no day is later than today."
    )
    def ladder_by_day(
        self,
        package: str | None = None,
        area: str = PROVINCE,
        phase: reads.GlobalID | None = None,
        organisation: reads.GlobalID | None = None,
        side: Side | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[LadderDay]:
        number = None if phase is None else reads.id_of(phase, "Phase")
        found = queries.moves(
            area=area,
            package=package,
            phase=number,
            organisation=None
            if organisation is None
            else reads.id_of(organisation, "Organisation"),
            side=side,
        )
        return reads.rows(progress.by_day(found, phase=number, since=since, until=until))

    @reads.field(description="Every package in every phase that asks for it, in an area.")
    def ladder_by_phase(
        self, package: str | None = None, area: str = PROVINCE
    ) -> list[LadderPhase]:
        found = queries.moves(area=area, package=package)
        return reads.rows(progress.by_phase(found, area=area, package=package))

    @reads.field(
        description="How a package's commitments are spread over the units of a kind in an area:"
        " every step of coverage, the lowest first."
    )
    def coverage(
        self,
        package: str,
        area: str = PROVINCE,
        phase: reads.GlobalID | None = None,
        kind: UnitKind = UnitKind.RW,
    ) -> list[CoverageStep]:
        return reads.rows(
            progress.coverage(
                area=area,
                package=package,
                phase=None if phase is None else reads.id_of(phase, "Phase"),
                kind=kind.value,
            )
        )
