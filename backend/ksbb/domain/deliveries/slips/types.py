"""GraphQL types and mutations of slips: a unit's paper with codes."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlmodel import col, select

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.slips import actions, models, rules
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.programmes.types import Phase
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.types import Unit

strawberry.enum(
    rules.CodeProblem,
    description="What stands against a code: the unit has no such code (UNKNOWN); its slip was"
    " printed again (VOID); its phase ended more than 14 days ago (EXPIRED); it confirmed a"
    " delivery before (USED); another code confirmed this delivery (CONFIRMED).",
)


@graphql_sql.type(models.Slip, node=True)
class Slip:
    """A unit's paper for one phase, with codes that confirm deliveries; the Pemprov prints it."""

    unit: Unit = graphql_sql.one(models.Slip.unit_id, description="The unit.")
    phase: Phase = graphql_sql.one(models.Slip.phase_id, description="The phase.")
    printed_on: dt.date = graphql_sql.column(description="The day on which it was made.")
    void_on: dt.date | None = graphql_sql.column(
        description="The day since which its unused codes are void: it was printed again."
    )


@graphql_sql.extend(Unit)
class UnitSlips:
    @graphql_sql.field(
        audience=["gov"],
        description="Its slips, the newest first; officers see those of their kelurahan.",
    )
    def slips(self) -> list[Slip] | None:
        row = models.Slip
        return graphql_sql.rows(
            select(row).where(col(row.unit_id) == col(UnitRow.id)).order_by(col(row.id).desc())
        )


@strawberry.input(description="Units whose slips are printed, each on a page of its own.")
class PrintSlipsInput:
    key: UUID = strawberry.field(description=KEY)
    units: list[graphql_sql.ID] = strawberry.field(description="1 to 20 units.")
    phase: graphql_sql.ID = strawberry.field(description="The phase in which deliveries come.")


@graphql_sql.payload()
class SlipsPrinted:
    """The slips are made; unused codes of earlier slips of these units and this phase are void."""

    phase: Phase = graphql_sql.fact(description="The phase.")
    slips: int = graphql_sql.fact(description="How many slips there are.")
    path: str = graphql_sql.fact(
        description="The page to print, such as `/slip/7,8`. It shows the codes once."
    )

    def __init__(self, phase: int, slips: list[int]) -> None:
        self.phase_id, self.slips = phase, len(slips)
        self.path = f"/slip/{','.join(map(str, sorted(slips)))}"


class SlipMutations:
    @graphql_sql.mutation()
    async def print_slips(self, tx: Transaction, input: PrintSlipsInput) -> SlipsPrinted:
        """The Pemprov, or an officer of the kelurahan, prints slips for units."""
        phase = number_of(input.phase, "Phase")
        made = await actions.print_slips(
            tx.session,
            tx.viewer,
            input.key,
            unit_ids=[number_of(unit, "Unit") for unit in input.units],
            phase_id=phase,
        )
        return SlipsPrinted(phase, [*made.values()])
