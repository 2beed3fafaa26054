"""The mutations of the field: shifts, and entries that phones leave to the office."""

from __future__ import annotations

from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.field import actions
from ksbb.domain.deliveries.field.rules import ShiftOver
from ksbb.domain.deliveries.field.types import FieldEntry, Shift
from ksbb.domain.deliveries.handovers.mutations import CountInput, ReportInput, report_of
from ksbb.domain.deliveries.handovers.rules import CountDiffers
from ksbb.domain.organisations.mutations import KEY


@strawberry.input(description="A link for a courier without an account.")
class OpenShiftInput:
    key: UUID = strawberry.field(description=KEY)
    label: str = strawberry.field(
        description="Who drives, as the office calls it: 1 to 80 characters."
    )
    shipments: list[graphql_sql.ID] = strawberry.field(
        description="1 to 20 trips that are planned or on the way."
    )
    token_hash: str = strawberry.field(
        description="The SHA-256, in hexadecimal digits, of a token: 32 random bytes as 43"
        " characters of urlsafe base64. The link is `/lapangan#` and the token, which the server"
        " never learns before the phone sends it."
    )
    replaces: graphql_sql.ID | None = strawberry.field(
        default=None, description="A shift to revoke at the same time: its phone was lost."
    )


@strawberry.input(description="A shift to end at once.")
class RevokeShiftInput:
    key: UUID = strawberry.field(description=KEY)
    shift: graphql_sql.ID = strawberry.field(description="The shift.")


@strawberry.input(description="What a courier can't report, for the office to decide.")
class LeaveEntryInput(ReportInput):
    stop: graphql_sql.ID = strawberry.field(description="The stop.")
    problem: str = strawberry.field(
        description="Why it could not be reported, at most 1,000 characters."
    )
    reason: str = strawberry.field(
        default="", description="Why nothing was handed over; empty if something was."
    )
    counts: list[CountInput] = strawberry.field(description="What was counted.")


@strawberry.input(description="An entry of a phone to record as a handover.")
class RecordEntryInput:
    key: UUID = strawberry.field(description=KEY)
    entry: graphql_sql.ID = strawberry.field(description="The entry.")
    late_reason: str = strawberry.field(
        default="", description="Why it is recorded late; an OWNER needs one after 7 days."
    )


@strawberry.input(description="An entry of a phone to dismiss, with the reason.")
class DismissEntryInput:
    key: UUID = strawberry.field(description=KEY)
    entry: graphql_sql.ID = strawberry.field(description="The entry.")
    reason: str = strawberry.field(description="The reason, not empty.")


class ShiftOpened(graphql_sql.Payload[Shift]):
    """The link works on the first phone that opens it, for 96 hours."""


class ShiftRevoked(graphql_sql.Payload[Shift]):
    """The link works no more; its open stops are free for another shift."""


class EntryLeft(graphql_sql.Payload[FieldEntry], field="entry"):
    """The office has the entry now."""


class EntryRecorded(graphql_sql.Payload[FieldEntry], field="entry"):
    """The entry is a handover now."""


class EntryDismissed(graphql_sql.Payload[FieldEntry], field="entry"):
    """The entry counts for nothing; it stays visible."""


class FieldMutations:
    @graphql_sql.mutation(refusals=[ShiftOver])
    async def open_shift(self, tx: Transaction, input: OpenShiftInput) -> ShiftOpened:
        """The executor opens a link for a courier without an account."""
        return ShiftOpened(
            await actions.open_shift(
                tx.session,
                tx.viewer,
                input.key,
                label=input.label,
                shipments=[number_of(shipment, "Shipment") for shipment in input.shipments],
                token_hash=input.token_hash,
                replaces=None if input.replaces is None else number_of(input.replaces, "Shift"),
            )
        )

    @graphql_sql.mutation(refusals=[ShiftOver])
    async def revoke_shift(self, tx: Transaction, input: RevokeShiftInput) -> ShiftRevoked:
        """The executor ends a shift at once."""
        return ShiftRevoked(
            await actions.revoke_shift(
                tx.session, tx.viewer, input.key, shift_id=number_of(input.shift, "Shift")
            )
        )

    @graphql_sql.mutation(refusals=[ShiftOver])
    async def leave_entry(self, tx: Transaction, input: LeaveEntryInput) -> EntryLeft:
        """A courier leaves to the office what can't be reported, also after the shift."""
        return EntryLeft(
            await actions.leave_entry(
                tx.session,
                tx.viewer,
                input.key,
                stop_id=number_of(input.stop, "Stop"),
                problem=input.problem,
                report=report_of(input, input.counts, input.reason),
            )
        )

    @graphql_sql.mutation(refusals=[CountDiffers])
    async def record_entry(self, tx: Transaction, input: RecordEntryInput) -> EntryRecorded:
        """The executor's office records what a phone left to it."""
        return EntryRecorded(
            await actions.record_entry(
                tx.session,
                tx.viewer,
                input.key,
                entry_id=number_of(input.entry, "FieldEntry"),
                late_reason=input.late_reason,
            )
        )

    @graphql_sql.mutation()
    async def dismiss_entry(self, tx: Transaction, input: DismissEntryInput) -> EntryDismissed:
        """The executor's office dismisses what a phone left to it."""
        return EntryDismissed(
            await actions.dismiss_entry(
                tx.session,
                tx.viewer,
                input.key,
                entry_id=number_of(input.entry, "FieldEntry"),
                reason=input.reason,
            )
        )
