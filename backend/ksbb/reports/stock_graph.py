"""What an organisation accepted to direct, day by day, in GraphQL."""

from __future__ import annotations

import datetime as dt

from sqlmodel import col

from ksbb import reads
from ksbb.organisations.graph import TenantOrganisation
from ksbb.organisations.models import TenantOrganisation as TenantRow
from ksbb.programmes.graph import Package
from ksbb.programmes.models import Package as PackageRow
from ksbb.reports import stock


@reads.value()
class StockDay:
    """One package at the end of a day (WIB): what was accepted for others, and has where to go."""

    package: Package = reads.part(PackageRow, description="The package.")
    day: dt.date = reads.column(description="The day that had come to its end.")
    accepted: int = reads.column(
        description="Packages of others' pledges that it had accepted and that had not ended."
    )
    allocated: int = reads.column(description="Of these, packages directed to units.")


@reads.extend(TenantOrganisation)
class TenantStock:
    @reads.field(
        description="What it accepted from others to direct, against what of it is directed to"
        " units, at the end of each day from the beginning of the package's first phase on; no day"
        " is later than today."
    )
    def stock_by_day(
        self, since: dt.date | None = None, until: dt.date | None = None
    ) -> list[StockDay]:
        return reads.rows(stock.by_day(col(TenantRow.id), since=since, until=until))
