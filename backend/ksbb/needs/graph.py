"""Needs in GraphQL: public to read, the Pemprov's to publish and to change."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb import reads
from ksbb.needs import actions, models, queries, rules
from ksbb.needs.models import NeedOrder, NeedState
from ksbb.organisations.verbs import KEY
from ksbb.programmes.graph import Package, Phase
from ksbb.programmes.models import Package as PackageRow
from ksbb.programmes.models import Phase as PhaseRow
from ksbb.units.graph import Unit, UnitKind
from ksbb.units.models import Unit as UnitRow

strawberry.enum(NeedState, description="Whether a need takes pledges.")
strawberry.enum(
    NeedOrder,
    description="How a list of needs is ordered: by what nobody promised yet, by what is needed, or"
    " by what is committed.",
)


@reads.value()
class Urgency:
    """Why a need stands where it does: by what nobody has promised yet, the most first."""

    place: int = reads.column(
        description="Its place among the needs of the same phase, package and kind of unit."
    )
    of: int = reads.column(description="How many needs are compared.")
    remaining: int = reads.column(description="Packages that nobody has promised yet.")
    taken_permille: int = reads.column(description="Held and committed, in permille of the target.")


@reads.type(models.Need, node=True)
class Need:
    """How many packages a unit needs in a phase: a capacity that can't be over-committed."""

    unit: Unit = reads.one(models.Need.unit_id, description="Who needs it.")
    phase: Phase = reads.one(models.Need.phase_id, description="When.")
    package: Package = reads.one(models.Need.package_id, description="What.")
    target: int = reads.column(description="Packages needed.")
    held: int = reads.column(
        description="Packages promised and waiting to be committed ('menunggu konfirmasi')."
    )
    committed: int = reads.column(description="Packages committed, received or not.")
    remaining: int = reads.column(queries.REMAINING, description="Packages nobody promised yet.")
    state: NeedState = reads.column(description="Whether it is closed.")
    published_on: dt.date = reads.column(description="Since when it is public.")

    @reads.field(description="Whether it takes pledges today.")
    def open(self) -> bool:
        phase = PhaseRow
        return reads.sql(
            select(queries.is_open())
            .select_from(phase)
            .where(col(phase.id) == col(models.Need.phase_id))
            .scalar_subquery()
        )

    @reads.field(description="Why it stands where it does among others.")
    def urgency(self) -> Urgency:
        other, unit, own = aliased(models.Need), aliased(UnitRow), aliased(UnitRow)
        left = col(other.target) - col(other.held) - col(other.committed)
        mine = col(models.Need.target) - col(models.Need.held) - col(models.Need.committed)
        return reads.row(
            select(
                (func.count().filter(left > mine) + 1).cast(Integer).label("place"),
                func.count().cast(Integer).label("of"),
                mine.label("remaining"),
                (
                    (col(models.Need.held) + col(models.Need.committed))
                    * 1000
                    // col(models.Need.target)
                ).label("taken_permille"),
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


@reads.value()
class UnpublishedNeeds:
    """What publishing the needs of a phase would add, of one package."""

    package: Package = reads.part(PackageRow, description="The package.")
    needs: int = reads.column(description="Units that would get a need.")
    packages: int = reads.column(description="Packages in them.")
    already: int = reads.column(description="Needs that are there and stay as they are.")


@reads.extend(Unit)
class UnitNeeds:
    @reads.field(description="What the unit needs, by phase and package.")
    def needs(self, phase: reads.GlobalID | None = None, open: bool | None = None) -> list[Need]:
        need = models.Need
        query = (
            select(need)
            .join(PhaseRow, col(PhaseRow.id) == col(need.phase_id))
            .where(col(need.unit_id) == col(UnitRow.id))
        )
        if phase is not None:
            query = query.where(col(need.phase_id) == reads.id_of(phase, "Phase"))
        if open is not None:
            query = query.where(queries.is_open() if open else ~queries.is_open())
        return reads.rows(query.order_by(col(need.phase_id), col(need.package_id)))


@reads.value()
class NearNeed:
    """A need and how far its unit is from the place that was asked for."""

    distance_metres: int = reads.column(description="Metres to the unit's point, rounded.")
    need: Need = reads.part(models.Need, description="The need.")


class NeedQueries:
    @reads.field(
        description="Needs that take pledges of units near a place, the most unpromised first."
        " Radius up to 50,000 m; `first` up to 100."
    )
    def needs_near(
        self,
        latitude: float,
        longitude: float,
        phase: reads.GlobalID,
        package: str,
        radius_metres: int = 2_000,
        kinds: list[UnitKind] | None = None,
        first: int = 20,
    ) -> list[NearNeed]:
        found = queries.listed(
            phase=reads.id_of(phase, "Phase"), package=package, kinds=kinds, open=True
        )
        return reads.rows(queries.around(found, latitude, longitude, radius_metres, first))

    @reads.field(
        description="Needs; without an `order`, the most unpromised packages first. `coverage` is"
        " a step as `Query.coverage` counts them."
    )
    def needs(  # noqa: PLR0913, PLR0917 - its filters
        self,
        phase: reads.GlobalID | None = None,
        package: str | None = None,
        area: str | None = None,
        kinds: list[UnitKind] | None = None,
        open: bool | None = None,
        coverage: int | None = None,
        order: NeedOrder = NeedOrder.MOST_REMAINING,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Need]:
        return reads.page(
            queries.listed(
                phase=None if phase is None else reads.id_of(phase, "Phase"),
                package=package,
                area=area,
                kinds=kinds,
                open=open,
                coverage=coverage,
            ),
            order_by=queries.need_order(order),
            first=first,
            after=after,
        )

    @reads.field(
        audience=["gov"],
        description="What publishing the needs of a phase would add, computed as publishing does.",
    )
    def unpublished_needs(self, phase: reads.GlobalID) -> list[UnpublishedNeeds] | None:
        found = queries.unpublished(reads.id_of(phase, "Phase"))
        return reads.rows(
            select(PackageRow, found.c.needs, found.c.packages, found.c.already)
            .join(found, found.c.package_id == col(PackageRow.id))
            .order_by(col(PackageRow.id))
        )


@strawberry.input(description="Which needs the Pemprov publishes.")
class PublishNeedsInput:
    key: UUID = strawberry.field(description=KEY)
    phase: reads.GlobalID = strawberry.field(description="The phase.")
    packages: list[reads.GlobalID] | None = strawberry.field(
        default=None, description="Only these packages; all that the phase asks for, if null."
    )


@reads.payload()
class NeedsPublished:
    """The needs are public now; those that were there already stayed as they are."""

    phase: Phase = reads.fact(description="The phase.")
    needs: int = reads.fact(description="How many were added.")
    packages: int = reads.fact(description="Packages in them.")

    def __init__(self, phase: int, needs: int, packages: int) -> None:
        self.phase_id, self.needs, self.packages = phase, needs, packages


@strawberry.input(description="A need's new target.")
class ChangeTargetInput:
    key: UUID = strawberry.field(description=KEY)
    need: reads.GlobalID = strawberry.field(description="The need.")
    target: int = strawberry.field(description="Packages needed; not fewer than are promised.")
    reason: str = strawberry.field(description="Why; it is kept with the change.")


@reads.payload()
class TargetChanged:
    """The need has its new target."""

    need: Need = reads.fact(description="The need.")

    def __init__(self, need: int) -> None:
        self.need_id = need


@reads.refusal(rules.TargetBelowTaken)
class TargetBelowTaken:
    need: Need = reads.fact(description="The need.")
    taken: int = reads.fact(description="Packages held and committed.")


@reads.refusal(rules.NothingToPublish)
class NothingToPublish:
    pass


@reads.refusal(rules.PhaseOver)
class PhaseOver:
    pass


class NeedMutations:
    @reads.mutation(refusals=[NothingToPublish, PhaseOver])
    async def publish_needs(
        self, tx: reads.Transaction, input: PublishNeedsInput
    ) -> NeedsPublished:
        """The Pemprov publishes the needs of a phase from the units' latest data."""
        made = await actions.publish_needs(
            tx.session,
            tx.viewer,
            input.key,
            phase_id=reads.number_of(input.phase, "Phase"),
            package_ids=None
            if input.packages is None
            else [reads.number_of(package, "Package") for package in input.packages],
        )
        return NeedsPublished(**made)

    @reads.mutation(refusals=[TargetBelowTaken])
    async def change_target(self, tx: reads.Transaction, input: ChangeTargetInput) -> TargetChanged:
        """The Pemprov gives a need another target, with the reason."""
        return TargetChanged(
            await actions.change_target(
                tx.session,
                tx.viewer,
                input.key,
                need_id=reads.number_of(input.need, "Need"),
                wanted=input.target,
                reason=input.reason,
            )
        )
