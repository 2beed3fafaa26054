"""The actions of the field: open and revoke shifts, bind phones, leave entries to the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotAllowed, NotFound, StateRefused, check_length
from ksbb.core.statements import execute, fetch_one, fetch_value
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.deliveries.counts import as_json, check_counts
from ksbb.domain.deliveries.field import queries, rules
from ksbb.domain.deliveries.field.events import (
    DeviceOpened,
    EntryDismissed,
    EntryKept,
    EntryRecorded,
    ShiftOpened,
    ShiftRevoked,
)
from ksbb.domain.deliveries.field.models import EntryState
from ksbb.domain.deliveries.handovers.actions import Report, record_report
from ksbb.domain.deliveries.trips.queries import seen_shipment
from ksbb.domain.identity.rules import token_hash as hash_of

_token_hash = bindparam("token_hash", type_=LargeBinary)
_OPEN = select(
    func.app.shift_open(
        bindparam("label", type_=Text),
        bindparam("shipments", type_=ARRAY(BigInteger)),
        _token_hash,
    )
)
_REVOKE = select(func.app.shift_revoke(bindparam("shift_id", type_=BigInteger)))
_OPEN_DEVICE = select(
    func.app.device_open(_token_hash).table_valued(
        column("refusal", Text), column("device_id", BigInteger), name="opened"
    )
)
_HEARD = select(
    func.app.device_heard(
        _token_hash,
        *(
            bindparam(name, type_=Integer)
            for name in ("sequence", "waiting", "refused", "arrived", "photos")
        ),
    )
)
_KEEP = select(
    func.app.field_entry_keep(
        bindparam("stop_id", type_=BigInteger),
        bindparam("problem", type_=Text),
        bindparam("happened_on", type_=Date),
        bindparam("happened_at", type_=DateTime(timezone=True)),
        bindparam("drift", type_=Integer),
        bindparam("receiver", type_=Text),
        bindparam("note", type_=Text),
        bindparam("failed_because", type_=Text),
        cast(bindparam("counts", type_=Text), JSONB),
    )
)
_DECIDE = select(
    func.app.field_entry_decide(
        bindparam("entry_id", type_=BigInteger),
        bindparam("handover_id", type_=BigInteger),
        bindparam("reason", type_=Text),
    )
)


@dataclass(frozen=True, slots=True)
class _Opened:
    refusal: str | None
    device_id: int | None


@once
async def open_shift(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    label: str,
    shipments: Sequence[int],
    token_hash: str,
    replaces: int | None = None,
) -> int:
    """Open a shift for trips of the viewer's organisation; returns its row id.

    Args:
        tx: the transaction.
        viewer: somebody who acts for the executor.
        label: who drives, as the office calls it.
        shipments: trips that are planned or on the way; the shift gets their open stops.
        token_hash: of the link, which only its maker knows; 64 hexadecimal digits.
        replaces: a shift that is revoked, because its phone was lost for example.

    Raises:
        NotSignedIn, NotAllowed, InvalidInput, NotFound, StateRefused.
    """
    require(viewer)
    rules.check_shift(label.strip(), shipments, token_hash)
    for shipment in shipments:
        found = await seen_shipment(tx, shipment)
        if found is None or found.executor_id != viewer.organisation_id:
            raise NotFound("Shipment")
        if found.state not in ("planned", "dispatched"):
            raise StateRefused("Shipment", found.state)
    if replaces is not None:
        await _revoke(tx, viewer, replaces)
    shift: int = await fetch_value(
        tx,
        _OPEN,
        {
            "label": label.strip(),
            "shipments": sorted(shipments),
            "token_hash": bytes.fromhex(token_hash),
        },
    )
    await record(tx, ShiftOpened(id=shift, label=label.strip(), shipments=len(shipments)))
    return shift


@once
async def revoke_shift(tx: AsyncSession, viewer: Viewer, *, shift_id: int) -> int:
    """End a shift at once; returns its row id. Its open stops are free for another one.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ShiftOver.
    """
    require(viewer)
    await _revoke(tx, viewer, shift_id)
    return shift_id


async def _revoke(tx: AsyncSession, viewer: Viewer, shift_id: int) -> None:
    found = await queries.seen_shift(tx, shift_id)
    if found is None or found.executor_id != viewer.organisation_id:
        raise NotFound("Shift")
    if found.revoked_at is not None or found.ends_at <= dt.datetime.now(dt.UTC):
        raise rules.ShiftOver
    await execute(tx, _REVOKE, {"shift_id": shift_id})
    await record(tx, ShiftRevoked(id=shift_id))


async def open_device(tx: AsyncSession, viewer: Viewer, *, token: str) -> int:
    """Bind a phone to the shift, or to the courier, that acts; returns the phone's row id.

    The same phone may do it again: an answer may have been lost.

    Raises:
        NotAllowed: the viewer is no courier.
        ShiftOver, PhoneTaken.
    """
    if viewer.role is not Role.FIELD:
        raise NotAllowed([], [Role.FIELD])
    opened = await fetch_one(tx, _Opened, _OPEN_DEVICE, {"token_hash": hash_of(token)})
    if opened is None or opened.refusal == "TAKEN":
        raise rules.PhoneTaken
    if opened.device_id is None:
        raise rules.ShiftOver
    await record(tx, DeviceOpened(id=opened.device_id))
    return opened.device_id


async def hear_device(
    tx: AsyncSession,
    *,
    token: str,
    sequence: int,
    waiting: int,
    refused: int,
    arrived: int,
    photos: int,
) -> None:
    """Keep what a phone says of its queue.

    Args:
        tx: a transaction of who acts with the phone.
        token: of the phone.
        sequence: the number of the last entry that it saved.
        waiting: entries that are not sent yet.
        refused: entries that the server refused and the phone still has.
        arrived: entries that the server has taken.
        photos: photos that are not sent yet.
    """
    await execute(
        tx,
        _HEARD,
        {
            "token_hash": hash_of(token),
            "sequence": sequence,
            "waiting": waiting,
            "refused": refused,
            "arrived": arrived,
            "photos": photos,
        },
    )


@once
async def leave_entry(
    tx: AsyncSession, viewer: Viewer, *, stop_id: int, problem: str, report: Report
) -> int:
    """A courier leaves to the office what can't be reported; returns the entry's row id.

    It works for 14 days after the end of a shift, for what was written before the end.

    Raises:
        NotSignedIn, NotAllowed, StateRefused, InvalidInput, ShiftOver.
    """
    require(viewer, roles=(Role.FIELD,))
    check_counts(report.counts)
    check_length(
        problem=(problem, 1000),
        receiver=(report.receiver, 80),
        note=(report.note, 2000),
        reason=(report.failed_because, 500),
    )
    entry: int = await fetch_value(
        tx,
        _KEEP,
        {
            "stop_id": stop_id,
            "problem": problem.strip(),
            "happened_on": report.happened_on,
            "happened_at": report.happened_at,
            "drift": report.drift,
            "receiver": report.receiver.strip(),
            "note": report.note.strip(),
            "failed_because": report.failed_because.strip(),
            "counts": as_json(report.counts),
        },
    )
    await record(tx, EntryKept(id=entry, problem=problem.strip()))
    return entry


@once
async def record_entry(
    tx: AsyncSession, viewer: Viewer, *, entry_id: int, late_reason: str = ""
) -> int:
    """The office records what a phone left to it as a handover; returns the entry's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput, CountDiffers, ReasonMissing.
    """
    found = await _waiting_entry(tx, viewer, entry_id, EntryState.RECORDED)
    counts = [] if found.failed_because else await queries.entry_counts(tx, entry_id)
    handover = await record_report(
        tx,
        viewer,
        found.stop_id,
        Report(
            found.happened_on,
            counts,
            failed_because=found.failed_because,
            happened_at=found.happened_at,
            drift=found.drift_seconds,
            receiver=found.receiver,
            note=found.note,
            late_reason=late_reason,
        ),
    )
    await execute(tx, _DECIDE, {"entry_id": entry_id, "handover_id": handover, "reason": None})
    await record(tx, EntryRecorded(id=entry_id))
    return entry_id


@once
async def dismiss_entry(tx: AsyncSession, viewer: Viewer, *, entry_id: int, reason: str) -> int:
    """The office dismisses what a phone left to it, with a reason; returns the entry's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, InvalidInput.
    """
    check_length(reason=(reason, 500))
    await _waiting_entry(tx, viewer, entry_id, EntryState.DISMISSED, reason)
    await execute(
        tx, _DECIDE, {"entry_id": entry_id, "handover_id": None, "reason": reason.strip()}
    )
    await record(tx, EntryDismissed(id=entry_id, reason=reason.strip()))
    return entry_id


async def _waiting_entry(
    tx: AsyncSession, viewer: Viewer, entry_id: int, becomes: EntryState, reason: str = ""
) -> queries.FoundEntry:
    require(viewer)
    found = await queries.seen_entry(tx, entry_id)
    if found is None or found.executor_id != viewer.organisation_id:
        raise NotFound("FieldEntry")
    capacities = parties(viewer, giver=0, executor=found.executor_id)
    rules.ENTRY.move(found.state, becomes, capacities, reason=reason)
    return found
