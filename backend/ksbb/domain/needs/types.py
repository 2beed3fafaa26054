"""GraphQL types of needs: the public reads them, the Pemprov publishes and changes them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.geo.models import Area as AreaRow
from ksbb.domain.geo.types import Area
from ksbb.domain.needs import actions, models, queries, rules
from ksbb.domain.needs.models import NeedOrder, NeedState
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.programmes.models import Package as PackageRow
from ksbb.domain.programmes.models import Phase as PhaseRow
from ksbb.domain.programmes.types import Package, Phase
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.types import Unit, UnitKind

strawberry.enum(NeedState, description="Whether a need takes pledges.")
strawberry.enum(
    NeedOrder,
    description="Sort order of a list of needs: by packages that nobody promised yet, by the"
    " target, or by committed packages.",
)


@graphql_sql.value()
class Urgency:
    """Why a need has its place in the list: the need with most unpromised packages comes first."""

    rank: int = graphql_sql.column(
        description="Its rank among the needs of the same phase, package and kind of unit."
    )
    of: int = graphql_sql.column(description="How many needs are ranked.")
    remaining: int = graphql_sql.column(description="Packages that nobody has promised yet.")
    promised_permille: int = graphql_sql.column(
        description="Held and committed, in permille of the target."
    )


@graphql_sql.type(models.Need, node=True)
class Need:
    """How many packages a unit needs in a phase. A need can't be over-committed."""

    unit: Unit = graphql_sql.one(
        models.Need.unit_id, description="The unit that needs the packages."
    )
    phase: Phase = graphql_sql.one(
        models.Need.phase_id, description="The phase in which it needs them."
    )
    package: Package = graphql_sql.one(models.Need.package_id, description="The kind of package.")
    target: int = graphql_sql.column(description="Packages that are needed.")
    held: int = graphql_sql.column(
        description="Packages promised, but not committed yet ('menunggu konfirmasi')."
    )
    committed: int = graphql_sql.column(description="Packages that are committed, received or not.")
    remaining: int = graphql_sql.column(
        queries.REMAINING, description="Packages that nobody has promised yet."
    )
    state: NeedState = graphql_sql.column(description="Whether it is closed.")
    published_on: dt.date = graphql_sql.column(description="The day on which it was published.")

    @graphql_sql.field(description="Whether it takes pledges today.")
    def open(self) -> bool:
        phase = PhaseRow
        return graphql_sql.sql(
            select(queries.is_open())
            .select_from(phase)
            .where(col(phase.id) == col(models.Need.phase_id))
            .scalar_subquery()
        )

    @graphql_sql.field(description="Why it has its rank among other needs.")
    def urgency(self) -> Urgency:
        other, unit, own = aliased(models.Need), aliased(UnitRow), aliased(UnitRow)
        left = col(other.target) - col(other.held) - col(other.committed)
        mine = col(models.Need.target) - col(models.Need.held) - col(models.Need.committed)
        return graphql_sql.row(
            select(
                (func.count().filter(left > mine) + 1).cast(Integer).label("rank"),
                func.count().cast(Integer).label("of"),
                mine.label("remaining"),
                (
                    (col(models.Need.held) + col(models.Need.committed))
                    * 1000
                    // col(models.Need.target)
                ).label("promised_permille"),
            )
            .select_from(other)
            .join(unit, col(unit.id) == col(other.unit_id))
            .where(
                col(other.phase_id) == col(models.Need.phase_id),
                col(other.package_id) == col(models.Need.package_id),
                col(unit.kind)
                == select(col(own.kind))
                .where(col(own.id) == col(models.Need.unit_id))
                .scalar_subquery(),
            )
        )


@graphql_sql.value()
class UnpublishedNeeds:
    """What publishing the needs of a phase would add, for one package."""

    package: Package = graphql_sql.part(PackageRow, description="The kind of package.")
    needs: int = graphql_sql.column(description="Units that would get a need.")
    packages: int = graphql_sql.column(description="The sum of packages of these needs.")
    already: int = graphql_sql.column(description="Needs that exist already and stay unchanged.")


@graphql_sql.extend(Unit)
class UnitNeeds:
    @graphql_sql.field(description="What the unit needs, by phase and package.")
    def needs(self, phase: graphql_sql.ID | None = None, open: bool | None = None) -> list[Need]:
        need = models.Need
        query = (
            select(need)
            .join(PhaseRow, col(PhaseRow.id) == col(need.phase_id))
            .where(col(need.unit_id) == col(UnitRow.id))
        )
        if phase is not None:
            query = query.where(col(need.phase_id) == graphql_sql.id_of(phase, "Phase"))
        if open is not None:
            query = query.where(queries.is_open() if open else ~queries.is_open())
        return graphql_sql.rows(query.order_by(col(need.phase_id), col(need.package_id)))


@graphql_sql.extend(Area)
class AreaNeeds:
    @graphql_sql.field(description="The needs of the units in it; arguments as in `Query.needs`.")
    def needs(
        self,
        phase: graphql_sql.ID | None = None,
        package: graphql_sql.ID | None = None,
        kinds: list[UnitKind] | None = None,
        open: bool | None = None,
        coverage: int | None = None,
        order: NeedOrder = NeedOrder.MOST_REMAINING,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Need]:
        return graphql_sql.page(
            queries.listed(
                phase=graphql_sql.id_of(phase, "Phase"),
                package=graphql_sql.id_of(package, "Package"),
                area=col(AreaRow.id),
                areas=aliased(AreaRow),
                kinds=kinds,
                open=open,
                coverage=coverage,
            ),
            order_by=queries.need_order(order),
            first=first,
            after=after,
        )


@graphql_sql.value()
class NearNeed:
    """A need and its unit's distance from the given place."""

    distance_metres: int = graphql_sql.column(description="Metres to the unit's point, rounded.")
    need: Need = graphql_sql.part(models.Need, description="The need.")


class NeedQueries:
    @graphql_sql.field(
        description="Open needs of units near a place, those with most missing packages first."
        " Radius up to 50,000 m; `first` up to 100."
    )
    def needs_near(
        self,
        latitude: float,
        longitude: float,
        phase: graphql_sql.ID,
        package: graphql_sql.ID,
        radius_metres: int = 2_000,
        kinds: list[UnitKind] | None = None,
        first: int = 20,
    ) -> list[NearNeed]:
        found = queries.listed(
            phase=graphql_sql.id_of(phase, "Phase"),
            package=graphql_sql.id_of(package, "Package"),
            kinds=kinds,
            open=True,
        )
        return graphql_sql.rows(queries.around(found, latitude, longitude, radius_metres, first))

    @graphql_sql.field(
        description="Needs; without an `order`, those with most missing packages first. `coverage`"
        " is a step from 0 to 6, as in `Area.coverage`. For the needs of one area: `Area.needs`."
    )
    def needs(
        self,
        phase: graphql_sql.ID | None = None,
        package: graphql_sql.ID | None = None,
        kinds: list[UnitKind] | None = None,
        open: bool | None = None,
        coverage: int | None = None,
        order: NeedOrder = NeedOrder.MOST_REMAINING,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Need]:
        return graphql_sql.page(
            queries.listed(
                phase=graphql_sql.id_of(phase, "Phase"),
                package=graphql_sql.id_of(package, "Package"),
                kinds=kinds,
                open=open,
                coverage=coverage,
            ),
            order_by=queries.need_order(order),
            first=first,
            after=after,
        )

    @graphql_sql.field(
        audience=["gov"],
        description="A preview: what publishing the needs of a phase would add.",
    )
    def unpublished_needs(self, phase: graphql_sql.ID) -> list[UnpublishedNeeds] | None:
        found = queries.unpublished(graphql_sql.id_of(phase, "Phase"))
        return graphql_sql.rows(
            select(PackageRow, found.c.needs, found.c.packages, found.c.already)
            .join(found, found.c.package_id == col(PackageRow.id))
            .order_by(col(PackageRow.id))
        )


@strawberry.input(description="The needs to publish.")
class PublishNeedsInput:
    key: UUID = strawberry.field(description=KEY)
    phase: graphql_sql.ID = strawberry.field(description="The phase.")
    packages: list[graphql_sql.ID] | None = strawberry.field(
        default=None, description="Only these packages; all packages of the phase, if null."
    )


@graphql_sql.payload()
class NeedsPublished:
    """The needs are public now; needs that existed already are unchanged."""

    phase: Phase = graphql_sql.fact(description="The phase.")
    needs: int = graphql_sql.fact(description="How many needs were added.")
    packages: int = graphql_sql.fact(description="The sum of packages of these needs.")

    def __init__(self, phase: int, needs: int, packages: int) -> None:
        self.phase_id, self.needs, self.packages = phase, needs, packages


@strawberry.input(description="A need's new target.")
class ChangeTargetInput:
    key: UUID = strawberry.field(description=KEY)
    need: graphql_sql.ID = strawberry.field(description="The need.")
    target: int = strawberry.field(
        description="Packages that are needed; not fewer than are promised."
    )
    reason: str = strawberry.field(description="The reason; it is stored with the change.")


class TargetChanged(graphql_sql.Payload[Need]):
    """The need has its new target."""


TargetBelowPromised = graphql_sql.refusal(rules.TargetBelowPromised, need=Need)


class NeedMutations:
    @graphql_sql.mutation(refusals=[rules.NothingToPublish, rules.PhaseOver])
    async def publish_needs(self, tx: Transaction, input: PublishNeedsInput) -> NeedsPublished:
        """The Pemprov publishes the needs of a phase from the units' latest data."""
        made = await actions.publish_needs(
            tx.session,
            tx.viewer,
            input.key,
            phase_id=number_of(input.phase, "Phase"),
            package_ids=None
            if input.packages is None
            else [number_of(package, "Package") for package in input.packages],
        )
        return NeedsPublished(**made)

    @graphql_sql.mutation(refusals=[TargetBelowPromised])
    async def change_target(self, tx: Transaction, input: ChangeTargetInput) -> TargetChanged:
        """The Pemprov changes the target of a need, with a reason."""
        return TargetChanged(
            await actions.change_target(
                tx.session,
                tx.viewer,
                input.key,
                need_id=number_of(input.need, "Need"),
                wanted=input.target,
                reason=input.reason,
            )
        )
