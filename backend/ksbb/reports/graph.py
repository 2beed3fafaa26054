"""Figures in GraphQL: the ladder's totals and the recap as of a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, cast, func, or_, select
from sqlmodel import col

from ksbb import reads
from ksbb.contributions.graph import Gift
from ksbb.geo.graph import Area, AreaLevel
from ksbb.geo.models import Area as AreaRow
from ksbb.organisations.graph import Organisation
from ksbb.organisations.models import Organisation as OrganisationRow
from ksbb.pledges.sides import Side
from ksbb.programmes.graph import Package
from ksbb.programmes.models import Package as PackageRow
from ksbb.reports import queries, recaps
from ksbb.units.graph import Unit
from ksbb.units.models import Unit as UnitRow


def rung_column(rung: str, meaning: str) -> Any:
    """The column of a rung, cumulative."""
    return reads.column(description=f"Packages on the rung `{rung}` or above: {meaning}")


@reads.value()
class LadderRow:
    """One package on the ladder. Rungs are cumulative and never added up."""

    package: Package = reads.part(PackageRow, description="The package.")
    target: int = reads.column(description="Packages needed.")
    pledged: int = rung_column("pledged", "promised, committed or not.")
    committed: int = rung_column("committed", "approved by the Pemprov.")
    dispatched: int = rung_column("dispatched", "on their way, or there.")
    received: int = rung_column("received", "confirmed by the unit.")
    verified: int = rung_column("verified", "looked at by somebody independent.")
    as_of: dt.datetime = reads.column(description="The moment for which it holds.")


@reads.value()
class AreaLadder:
    """An area's line: needed, committed, received."""

    area: Area = reads.part(AreaRow, description="The area.")
    target: int = reads.column(description="Packages needed.")
    pledged: int = reads.column(description="Packages promised.")
    committed: int = reads.column(description="Packages committed.")
    received: int = reads.column(description="Packages received.")


@reads.value()
class OrganisationLadder:
    """An organisation's line: what it gave."""

    organisation: Organisation = reads.part(OrganisationRow, description="Who gave.")
    committed: int = reads.column(description="Packages committed.")
    received: int = reads.column(description="Packages received.")


@reads.value()
class RecapPackage:
    """One package of a recap."""

    package: Package = reads.part(PackageRow, description="The package.")
    quantity: int = reads.column(description="Packages committed to RWs.")
    received: int = reads.column(description="Packages received in RWs.")
    institutions: int = reads.column(description="Packages committed to institutions.")


@reads.value()
class RecapQuantity:
    """Packages of one kind in a line of a recap. Kinds are never added up."""

    package: Package = reads.part(PackageRow, description="The package.")
    quantity: int = reads.column(description="How many, more than none.")


_LINE = (reads.label("day"), reads.label("of"))


@reads.value()
class RecapArea:
    """One kota or kabupaten of a recap."""

    area: Area = reads.part(AreaRow, description="The kota or kabupaten.")
    kelurahan_count: int = reads.column(description="Kelurahan with a counted RW.")
    rw_count: int = reads.column(description="Counted RWs.")

    @reads.field(description="Committed to its RWs, by package.")
    def packages(self) -> list[RecapQuantity]:
        return reads.rows(recaps.in_kota(*_LINE))


@reads.value()
class RecapUnit:
    """One RW of a recap."""

    unit: Unit = reads.part(UnitRow, description="The RW.")

    @reads.field(description="Committed to it, by package.")
    def packages(self) -> list[RecapQuantity]:
        return reads.rows(recaps.to_unit(*_LINE))


@reads.value()
class RecapOrganisation:
    """One organisation of a recap; packages and money are never one figure."""

    organisation: Organisation = reads.part(OrganisationRow, description="Who.")
    money: reads.Rupiah = reads.column(description="Rupiah it gave to aggregators.")

    @reads.field(description="What it gave, by package.")
    def gave(self) -> list[RecapQuantity]:
        return reads.rows(recaps.gave(*_LINE))

    @reads.field(description="What it carries out for others, by package.")
    def carried(self) -> list[RecapQuantity]:
        return reads.rows(recaps.carried(*_LINE))


@reads.value()
class Recap:
    """The programme as of a day: committed to RWs by the day and not released by it."""

    as_of: dt.date = reads.column(description="The day.")
    computed_at: dt.datetime = reads.column(description="When it was counted.")
    rw_count: int = reads.column(description="RWs.")
    kelurahan_count: int = reads.column(description="Kelurahan in which they lie.")
    kota_count: int = reads.column(description="Kota in which they lie.")
    kabupaten_count: int = reads.column(description="Kabupaten in which they lie.")
    organisation_count: int = reads.column(description="Donors and aggregators, each once.")
    donor_count: int = reads.column(description="Donors among them.")
    aggregator_count: int = reads.column(description="Aggregators among them.")

    @reads.field(description="By package.")
    def packages(self) -> list[RecapPackage]:
        return reads.rows(recaps.packages(reads.label("as_of")))

    @reads.field(description="By kota and kabupaten.")
    def kotas(self) -> list[RecapArea]:
        return reads.rows(recaps.kotas(reads.label("as_of")))

    @reads.field(description="The RWs.")
    def units(self) -> list[RecapUnit]:
        return reads.rows(recaps.units(reads.label("as_of")))

    @reads.field(description="The organisations.")
    def organisations(self) -> list[RecapOrganisation]:
        return reads.rows(recaps.givers(reads.label("as_of")))

    @reads.field(description="The money.")
    def gifts(self) -> list[Gift]:
        return reads.rows(recaps.gifts(reads.label("as_of")))


class ReportQueries:
    @reads.field(description="Every package on the ladder in an area; the province if none.")
    def ladder(
        self,
        area: str = queries.PROVINCE,
        phase: reads.GlobalID | None = None,
        organisation: reads.GlobalID | None = None,
        side: Side | None = None,
        as_of: dt.date | None = None,
    ) -> list[LadderRow]:
        number = None if phase is None else reads.id_of(phase, "Phase")
        found = queries.moves(
            area=area,
            phase=number,
            organisation=None
            if organisation is None
            else reads.id_of(organisation, "Organisation"),
            side=side,
            until=as_of,
        )
        sums = (
            select(found.c.package_id, *queries.rung_sums(found))
            .group_by(found.c.package_id)
            .subquery("sums")
        )
        needed = queries.targets(area=area, phase=number)
        return reads.rows(
            select(
                PackageRow,
                func.coalesce(needed.c.target, 0).cast(BigInteger).label("target"),
                *(
                    func.coalesce(sums.c[rung], 0).cast(BigInteger).label(rung)
                    for rung in ("pledged", "committed", "dispatched", "received", "verified")
                ),
                func.app.now(type_=DateTime(timezone=True)).label("as_of"),
            )
            .select_from(PackageRow)
            .outerjoin(needed, needed.c.package_id == col(PackageRow.id))
            .outerjoin(sums, sums.c.package_id == col(PackageRow.id))
            .where(or_(needed.c.target.is_not(None), sums.c.pledged.is_not(None)))
            .order_by(col(PackageRow.id))
        )

    @reads.field(description="The areas of a level in an area, each with its line of a package.")
    def ladder_by_area(
        self,
        level: AreaLevel,
        package: str,
        within: str = queries.PROVINCE,
        phase: reads.GlobalID | None = None,
    ) -> list[AreaLadder]:
        return reads.rows(
            queries.by_area(
                level=level.value,
                package=package,
                within=within,
                phase=None if phase is None else reads.id_of(phase, "Phase"),
            )
        )

    @reads.field(description="Who gave a package in an area, the largest first.")
    def ladder_by_organisation(
        self,
        package: str | None = None,
        area: str = queries.PROVINCE,
        phase: reads.GlobalID | None = None,
    ) -> list[OrganisationLadder]:
        found = queries.moves(
            area=area,
            package=package,
            phase=None if phase is None else reads.id_of(phase, "Phase"),
        )
        committed = func.coalesce(func.sum(found.c.quantity).filter(found.c.rung == "committed"), 0)
        return reads.rows(
            select(
                OrganisationRow,
                committed.cast(BigInteger).label("committed"),
                func.coalesce(func.sum(found.c.quantity).filter(found.c.rung == "received"), 0)
                .cast(BigInteger)
                .label("received"),
            )
            .select_from(OrganisationRow)
            .join(found, found.c.giver_id == col(OrganisationRow.id))
            .group_by(col(OrganisationRow.id))
            .having(committed > 0)
            .order_by(committed.desc(), col(OrganisationRow.id))
        )

    @reads.field(description="The recap as of a day; today if none.")
    def recap(self, as_of: dt.date | None = None) -> Recap:
        day = (
            select(func.app.today(type_=Date())).scalar_subquery()
            if as_of is None
            else cast(as_of, Date)
        )
        return reads.row(
            recaps.counts(day).add_columns(
                day.label("as_of"),
                func.app.now(type_=DateTime(timezone=True)).label("computed_at"),
            )
        )
