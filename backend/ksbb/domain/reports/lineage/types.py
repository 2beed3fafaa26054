"""GraphQL types of lineage: where each package of a pledge or of a contribution is."""

from __future__ import annotations

from sqlmodel import col

import graphql_sql
from ksbb.domain.contributions.models import Contribution as ContributionRow
from ksbb.domain.contributions.types import Contribution
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.types import Pledge
from ksbb.domain.programmes.types import Package
from ksbb.domain.reports.lineage import queries
from ksbb.domain.units.types import Unit


@graphql_sql.value()
class LineageRow:
    """Packages with one destination; the places below add up to `packages`."""

    package: Package = graphql_sql.one("package_id", description="The kind of package.")
    unit: Unit | None = graphql_sql.one(
        "unit_id", description="The unit; null for packages without a destination."
    )
    packages: int = graphql_sql.column(description="Packages promised, or paid for.")
    undirected: int = graphql_sql.column(
        description="Without a destination; of money: not bought yet."
    )
    released: int = graphql_sql.column(description="Packages that were released.")
    not_loaded: int = graphql_sql.column(description="On no trip yet; of money: in stock.")
    planned: int = graphql_sql.column(description="On a trip that has not left.")
    on_the_way: int = graphql_sql.column(description="Packages on the way.")
    waiting: int = graphql_sql.column(description="Handed over; their proof has not come.")
    undecided: int = graphql_sql.column(description="The unit and the courier differ on them.")
    unsettled: int = graphql_sql.column(
        description="Damaged or missing, and nobody has settled that."
    )
    lost: int = graphql_sql.column(
        description="Damaged or missing; only of money, which buys no replacement."
    )
    received_by_unit: int = graphql_sql.column(description="Received by the unit's own word.")
    received_by_executor: int = graphql_sql.column(description="Received by the executor's word.")


@graphql_sql.extend(Pledge)
class PledgeLineage:
    @graphql_sql.field(
        description="Where each of its packages is: the rows add up to what it promises."
    )
    def lineage(self) -> list[LineageRow]:
        return graphql_sql.rows(queries.of_pledge(col(PledgeRow.id)))


@graphql_sql.extend(Contribution)
class ContributionLineage:
    @graphql_sql.field(
        description="Where each package is that its money pays for: the rows add up to these."
    )
    def lineage(self) -> list[LineageRow]:
        return graphql_sql.rows(queries.of_contribution(col(ContributionRow.id)))
