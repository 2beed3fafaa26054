"""The mutations of handovers: report, correct, choose, decide, settle."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.core.refusals import ReasonMissing
from ksbb.domain.deliveries.counts import Count
from ksbb.domain.deliveries.field.rules import ShiftOver
from ksbb.domain.deliveries.handovers import actions, rules
from ksbb.domain.deliveries.handovers.models import DiscrepancyState, Settlement
from ksbb.domain.deliveries.handovers.types import Discrepancy, Handover
from ksbb.domain.deliveries.stock.rules import GoodsHaveLeft
from ksbb.domain.organisations.mutations import KEY


@strawberry.input(description="Packages of one kind, as they were counted.")
class CountInput:
    package: graphql_sql.ID = strawberry.field(description="The kind of package.")
    good: int = strawberry.field(description="Packages in good order.")
    damaged: int = strawberry.field(default=0, description="Damaged packages.")
    missing: int = strawberry.field(default=0, description="Missing packages.")
    brought_back: int = strawberry.field(
        default=0,
        description="Packages brought back. They are in stock again; ready meals never are, and"
        " count as damaged.",
    )
    surplus: int = strawberry.field(
        default=0, description="Packages on top of what was sent; they count nowhere else."
    )


@strawberry.input
class ReportInput:
    key: UUID = strawberry.field(description=KEY)
    happened_on: dt.date = strawberry.field(
        description="The day on which it happened, within the last 7 days."
    )
    happened_at: dt.datetime | None = strawberry.field(
        default=None, description="The moment by the courier's device."
    )
    drift_seconds: int | None = strawberry.field(
        default=None,
        description="By how many seconds that clock was ahead of the server's, if known.",
    )
    receiver: str = strawberry.field(
        default="", description="The function of who received, such as `ketua RW`; never a name."
    )
    note: str = strawberry.field(default="", description="A remark.")
    late_reason: str = strawberry.field(
        default="",
        description="Why it is recorded late; an OWNER needs one for what is older than 7 days.",
    )


@strawberry.input(description="What was handed over at a stop.")
class ReportHandoverInput(ReportInput):
    stop: graphql_sql.ID = strawberry.field(description="The stop.")
    counts: list[CountInput] = strawberry.field(
        description="Every kind of package of the stop. Good, damaged, missing and brought back"
        " add up to what was sent."
    )


@strawberry.input(description="A stop at which nothing was handed over, with the reason.")
class FailStopInput(ReportInput):
    stop: graphql_sql.ID = strawberry.field(description="The stop.")
    reason: str = strawberry.field(description="The reason, such as `jalan ditutup`; not empty.")


@strawberry.input(description="New numbers for a report that the unit has not confirmed.")
class CorrectHandoverInput(ReportInput):
    handover: graphql_sql.ID = strawberry.field(description="The report to set aside.")
    reason: str = strawberry.field(description="Why it was wrong; not empty.")
    counts: list[CountInput] = strawberry.field(
        description="Every kind of package of the stop, as it really was."
    )


@strawberry.input(description="The second report of a stop, which shall count.")
class ChooseReportInput:
    key: UUID = strawberry.field(description=KEY)
    handover: graphql_sql.ID = strawberry.field(description="The second report.")
    reason: str = strawberry.field(description="The reason, not empty.")


@strawberry.input(description="The numbers with which a dispute ends.")
class DecideHandoverInput:
    key: UUID = strawberry.field(description=KEY)
    handover: graphql_sql.ID = strawberry.field(description="The disputed handover.")
    counts: list[CountInput] = strawberry.field(
        description="Every kind of package: what another side or the verifier counted, or for the"
        " Pemprov what it decides. What was brought back stays as it is."
    )
    reason: str = strawberry.field(description="The reason, not empty; all parties read it.")


@strawberry.input(description="How a discrepancy is settled.")
class SettleDiscrepancyInput:
    key: UUID = strawberry.field(description=KEY)
    discrepancy: graphql_sql.ID = strawberry.field(description="The discrepancy.")
    settlement: Settlement = strawberry.field(
        description="REPLACED: the executor replaces them. RETURNED_TO_NEED: the need is open"
        " again, and the pledge owes them to another unit. WRITTEN_OFF: the need is open again."
    )
    reason: str = strawberry.field(description="The reason, not empty; the giver reads it.")


@strawberry.input(description="A settlement to take back, with the reason.")
class ReopenDiscrepancyInput:
    key: UUID = strawberry.field(description=KEY)
    discrepancy: graphql_sql.ID = strawberry.field(description="The discrepancy.")
    reason: str = strawberry.field(description="The reason, not empty; the giver reads it.")


class HandoverReported(graphql_sql.Payload[Handover]):
    """The report is recorded. It counts as received once the unit's side has confirmed it."""


class StopFailed(graphql_sql.Payload[Handover]):
    """Nothing was handed over; the packages are in stock again, but ready meals are damaged."""


class HandoverCorrected(graphql_sql.Payload[Handover]):
    """The new report counts; the old one stays visible."""


class ReportChosen(graphql_sql.Payload[Handover]):
    """The chosen report counts; the others stay visible."""


class HandoverDecided(graphql_sql.Payload[Handover]):
    """The dispute has ended with these numbers."""


class DiscrepancySettled(graphql_sql.Payload[Discrepancy]):
    """The discrepancy is settled."""


class DiscrepancyReopened(graphql_sql.Payload[Discrepancy]):
    """The discrepancy is open again."""


def counts_of(counts: list[CountInput]) -> list[Count]:
    """The counts of an input."""
    return [
        Count(
            number_of(count.package, "Package"),
            count.good,
            count.damaged,
            count.missing,
            count.brought_back,
            count.surplus,
        )
        for count in counts
    ]


def report_of(
    input: ReportInput, counts: list[CountInput] | None = None, failed_because: str = ""
) -> actions.Report:
    """What an input says of a stop; empty counts if nothing was handed over."""
    return actions.Report(
        happened_on=input.happened_on,
        counts=counts_of(counts or []),
        failed_because=failed_because,
        happened_at=input.happened_at,
        drift=input.drift_seconds,
        receiver=input.receiver,
        note=input.note,
        late_reason=input.late_reason,
    )


class HandoverMutations:
    @graphql_sql.mutation(refusals=[rules.CountDiffers, ShiftOver])
    async def report_handover(
        self, tx: Transaction, input: ReportHandoverInput
    ) -> HandoverReported:
        """A courier or the executor's office reports what was handed over at a stop."""
        return HandoverReported(
            await actions.report_handover(
                tx.session,
                tx.viewer,
                input.key,
                stop_id=number_of(input.stop, "Stop"),
                report=report_of(input, input.counts),
            )
        )

    @graphql_sql.mutation(refusals=[ShiftOver])
    async def fail_stop(self, tx: Transaction, input: FailStopInput) -> StopFailed:
        """A courier or the executor's office reports that nothing could be handed over."""
        if not input.reason.strip():
            raise ReasonMissing
        return StopFailed(
            await actions.report_handover(
                tx.session,
                tx.viewer,
                input.key,
                stop_id=number_of(input.stop, "Stop"),
                report=report_of(input, failed_because=input.reason),
            )
        )

    @graphql_sql.mutation(refusals=[rules.CountDiffers, GoodsHaveLeft, ShiftOver])
    async def correct_handover(
        self, tx: Transaction, input: CorrectHandoverInput
    ) -> HandoverCorrected:
        """Who reported a stop corrects the numbers, before the unit's side confirms them."""
        return HandoverCorrected(
            await actions.correct_handover(
                tx.session,
                tx.viewer,
                input.key,
                handover_id=number_of(input.handover, "Handover"),
                reason=input.reason,
                report=report_of(input, input.counts),
            )
        )

    @graphql_sql.mutation(refusals=[GoodsHaveLeft])
    async def choose_report(self, tx: Transaction, input: ChooseReportInput) -> ReportChosen:
        """The executor lets the second report of a stop count instead of the first."""
        return ReportChosen(
            await actions.choose_report(
                tx.session,
                tx.viewer,
                input.key,
                handover_id=number_of(input.handover, "Handover"),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[rules.CountDiffers, rules.CountNotAdopted, GoodsHaveLeft])
    async def decide_handover(self, tx: Transaction, input: DecideHandoverInput) -> HandoverDecided:
        """One side of a dispute adopts what another counted, or the Pemprov decides it."""
        return HandoverDecided(
            await actions.decide_handover(
                tx.session,
                tx.viewer,
                input.key,
                handover_id=number_of(input.handover, "Handover"),
                counts=counts_of(input.counts),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[rules.PhaseIsOver])
    async def settle_discrepancy(
        self, tx: Transaction, input: SettleDiscrepancyInput
    ) -> DiscrepancySettled:
        """The executor settles damaged and missing packages; after the due day the Pemprov may."""
        return DiscrepancySettled(
            await actions.settle_discrepancy(
                tx.session,
                tx.viewer,
                input.key,
                discrepancy_id=number_of(input.discrepancy, "Discrepancy"),
                settlement=DiscrepancyState(input.settlement.value),
                reason=input.reason,
            )
        )

    @graphql_sql.mutation(refusals=[rules.SettlementUsed])
    async def reopen_discrepancy(
        self, tx: Transaction, input: ReopenDiscrepancyInput
    ) -> DiscrepancyReopened:
        """The executor takes back a settlement that was recorded by mistake."""
        return DiscrepancyReopened(
            await actions.reopen_discrepancy(
                tx.session,
                tx.viewer,
                input.key,
                discrepancy_id=number_of(input.discrepancy, "Discrepancy"),
                reason=input.reason,
            )
        )
