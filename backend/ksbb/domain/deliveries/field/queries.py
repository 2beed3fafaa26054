"""What actions of the field read, and who acts with a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg
from sqlalchemy import BigInteger, Boolean, bindparam, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.lifecycle import require
from ksbb.core.refusals import NotSignedIn
from ksbb.core.statements import fetch_all, fetch_one, fetch_value
from ksbb.core.viewer import Actor, Kind, Role, Viewer
from ksbb.domain.deliveries.counts import Count
from ksbb.domain.deliveries.field.models import FieldCount, FieldEntry, Shift
from ksbb.domain.deliveries.field.rules import ShiftOver
from ksbb.domain.deliveries.handovers.models import Handover
from ksbb.domain.identity.rules import is_token, token_hash

_shift_id = bindparam("shift_id", type_=BigInteger)
_MAY_REPORT = select(
    or_(
        func.app.shift_is_on(_shift_id, type_=Boolean),
        exists().where(
            col(Handover.stop_id) == bindparam("stop_id", type_=BigInteger),
            col(Handover.actor) == Actor.SHIFT,
            col(Handover.actor_id) == _shift_id,
        ),
    )
)
_SHIFT = select(col(Shift.executor_id), col(Shift.revoked_at), col(Shift.ends_at)).where(
    col(Shift.id) == bindparam("shift_id")
)
_ENTRY = select(
    col(FieldEntry.executor_id),
    col(FieldEntry.stop_id),
    col(FieldEntry.state),
    col(FieldEntry.happened_on),
    col(FieldEntry.happened_at),
    col(FieldEntry.drift_seconds),
    col(FieldEntry.receiver),
    col(FieldEntry.note),
    col(FieldEntry.failed_because),
).where(col(FieldEntry.id) == bindparam("entry_id"))
_COUNTS = (
    select(
        col(FieldCount.package_id),
        col(FieldCount.good),
        col(FieldCount.damaged),
        col(FieldCount.missing),
        col(FieldCount.brought_back),
        col(FieldCount.surplus),
    )
    .where(col(FieldCount.entry_id) == bindparam("entry_id"))
    .order_by(col(FieldCount.package_id))
)


@dataclass(frozen=True, slots=True)
class DeviceViewer:
    """Who acts with a phone.

    Attributes:
        viewer: the shift, or the courier with an account.
        organisation: the executor's name.
        label: the shift's label, or the courier's name.
        ends_at: until when, in real time.
        is_over: the shift has ended; the phone may only leave to the office what it still has.
    """

    viewer: Viewer
    organisation: str
    label: str
    ends_at: dt.datetime
    is_over: bool


async def device_viewer(pool: asyncpg.Pool, token: str) -> DeviceViewer | None:
    """Who acts with the phone of this token; None if it is unknown or its time is over."""
    if not is_token(token):
        return None
    row = await pool.fetchrow("SELECT * FROM sec.device_viewer($1)", token_hash(token))
    if row is None:
        return None
    viewer = Viewer(
        row["actor_id"],
        row["organisation_id"],
        Kind(row["kind"]),
        Role.FIELD,
        row["locale"],
        Actor(row["actor"]),
    )
    return DeviceViewer(
        viewer, row["organisation"], row["label"], row["ends_at"], is_over=row["is_over"]
    )


async def shift_of(pool: asyncpg.Pool, token: str) -> Viewer | None:
    """The shift of a link's token, as a viewer; None if there is none."""
    if not is_token(token):
        return None
    row = await pool.fetchrow("SELECT * FROM sec.shift_of($1)", token_hash(token))
    if row is None:
        return None
    return Viewer(
        row["shift_id"], row["executor_id"], Kind(row["kind"]), Role.FIELD, actor=Actor.SHIFT
    )


async def demo_seconds(pool: asyncpg.Pool) -> int:
    """By how many seconds the programme's clock is ahead of real time; 0 but in a demo."""
    seconds: float = await pool.fetchval(
        "SELECT extract(epoch FROM app.now() - clock_timestamp())::float8"
    )
    return round(seconds)


async def require_courier(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    reported: int = 0,
    roles: Iterable[Role] = (Role.OWNER, Role.OPERATOR, Role.FIELD),
) -> None:
    """Refuse who neither works for an executor nor holds a shift that is on.

    A shift that is over still completes the stop ``reported`` if it has reported it before.

    Raises:
        NotSignedIn, NotAllowed, ShiftOver.
    """
    if viewer.actor is not Actor.SHIFT:
        require(viewer, roles=roles)
        return
    if not viewer.signed_in:
        raise NotSignedIn
    if not await fetch_value(tx, _MAY_REPORT, {"shift_id": viewer.actor_id, "stop_id": reported}):
        raise ShiftOver


@dataclass(frozen=True, slots=True)
class FoundShift:
    """A shift of the viewer's organisation."""

    executor_id: int
    revoked_at: dt.datetime | None
    ends_at: dt.datetime


async def seen_shift(tx: AsyncSession, shift_id: int) -> FoundShift | None:
    """A shift that the viewer may see."""
    return await fetch_one(tx, FoundShift, _SHIFT, {"shift_id": shift_id})


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """What a phone left to the office."""

    executor_id: int
    stop_id: int
    state: str
    happened_on: dt.date
    happened_at: dt.datetime
    drift_seconds: int | None
    receiver: str
    note: str
    failed_because: str


async def seen_entry(tx: AsyncSession, entry_id: int) -> FoundEntry | None:
    """An entry that the viewer may see."""
    return await fetch_one(tx, FoundEntry, _ENTRY, {"entry_id": entry_id})


async def entry_counts(tx: AsyncSession, entry_id: int) -> list[Count]:
    """The counts of an entry."""
    return await fetch_all(tx, Count, _COUNTS, {"entry_id": entry_id})
