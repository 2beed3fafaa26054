"""GraphQL types of an organisation's stock by day."""

from __future__ import annotations

import datetime as dt

from sqlmodel import col

import graphql_sql
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.types import TenantOrganisation
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.types import Package
from ksbb.domain.reports.stock import queries


@graphql_sql.value()
class StockDay:
    """One package at the end of a day (WIB): accepted for others, and allocated to units."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    day: dt.date = graphql_sql.column(description="The day; figures are as of its end.")
    accepted: int = graphql_sql.column(
        description="Packages of others' pledges that it had accepted and that had not ended."
    )
    allocated: int = graphql_sql.column(
        description="Packages of these that were allocated to units."
    )


@graphql_sql.extend(TenantOrganisation)
class TenantStock:
    @graphql_sql.field(
        description="Packages that it accepted for others, and how many of them are allocated to"
        " units, at the end of each day from the start of the package's first phase; no day"
        " is later than today."
    )
    def stock_by_day(
        self, since: dt.date | None = None, until: dt.date | None = None
    ) -> list[StockDay]:
        return graphql_sql.rows(queries.by_day(col(TenantRow.id), since=since, until=until))
