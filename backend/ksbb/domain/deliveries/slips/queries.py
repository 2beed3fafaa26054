"""What the unit's page reads with a slip, and what stands on a printed one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    LargeBinary,
    Text,
    any_,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import fetch_all, fetch_one
from ksbb.domain.deliveries.slips.models import Slip
from ksbb.domain.deliveries.trips.models import Stop
from ksbb.domain.geo.models import Area
from ksbb.domain.programmes.models import Phase
from ksbb.domain.units.models import Unit

VALID_DAYS = dt.timedelta(days=14)
"""How long codes live after their phase."""

_PLACE = select(
    func.app.slip_place(
        bindparam("token_hash", type_=LargeBinary),
        bindparam("code", type_=Text),
        bindparam("source", type_=Text),
    ).table_valued(
        column("unit_id", BigInteger),
        column("code", Text),
        column("name", Text),
        column("kelurahan", Text),
        column("slowed", Boolean),
        name="place",
    )
)
_TRY = select(
    func.app.slip_try(
        bindparam("unit_id", type_=BigInteger),
        bindparam("code_hmac", type_=LargeBinary),
        bindparam("source", type_=Text),
    ).table_valued(
        column("problem", Text),
        column("slip_id", BigInteger),
        column("stop_id", BigInteger),
        name="tried",
    )
)
_STOPS = select(
    func.app.slip_stops().table_valued(
        column("stop_id", BigInteger),
        column("executor", Text),
        column("dispatched_on", Date),
        column("package_id", BigInteger),
        column("package", Text),
        column("confirmed", Boolean),
        name="stops",
    )
)
_RECEIPT = select(
    func.app.slip_receipt(bindparam("stop_id", type_=BigInteger)).table_valued(
        column("match", Text), column("correct_until", DateTime(timezone=True)), name="receipt"
    )
)
_PRINTED = (
    select(
        col(Slip.id),
        col(Unit.code).label("unit_code"),
        col(Unit.name).label("unit"),
        col(Area.name).label("kelurahan"),
        col(Phase.name).label("phase"),
        col(Phase.ends_on),
    )
    .join(Unit, col(Unit.id) == col(Slip.unit_id))
    .join(Area, col(Area.id) == col(Slip.area_id))
    .join(Phase, col(Phase.id) == col(Slip.phase_id))
    .where(col(Slip.id) == any_(bindparam("slips", type_=ARRAY(BigInteger))))
    .order_by(col(Slip.id))
)


_UNIT_OF = (
    select(col(Unit.id), col(Unit.code))
    .join(Stop, col(Stop.unit_id) == col(Unit.id))
    .where(col(Stop.id) == bindparam("stop_id"))
)


@dataclass(frozen=True, slots=True)
class _Unit:
    id: int
    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """The unit of a slip. ``slowed``: too many wrong codes were typed lately."""

    unit_id: int
    code: str
    name: str
    kelurahan: str
    slowed: bool


async def place_of(
    tx: AsyncSession, *, token_hash: bytes | None, code: str, source: str
) -> Place | None:
    """The unit of a slip's token, or of the unit's own code; None if there is none."""
    values = {"token_hash": token_hash, "code": code, "source": source}
    return await fetch_one(tx, Place, _PLACE, values)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a code is worth. ``stop_id``: the stop that it has confirmed."""

    problem: str | None
    slip_id: int | None
    stop_id: int | None


async def try_code(tx: AsyncSession, *, unit_id: int, code_hmac: bytes, source: str) -> Tried:
    """Look a code up without using it. An unknown one is counted."""
    values = {"unit_id": unit_id, "code_hmac": code_hmac, "source": source}
    [tried] = await fetch_all(tx, Tried, _TRY, values)
    return tried


async def count_code(tx: AsyncSession, *, stop_id: int, code_hmac: bytes, source: str) -> bool:
    """Count a code that is not on the slips of a stop's unit, as `try_code` does.

    Returns:
        whether the unit, or the network, has had too many wrong codes; False for a stop that the
        viewer does not see.
    """
    unit = await fetch_one(tx, _Unit, _UNIT_OF, {"stop_id": stop_id})
    if unit is None:
        return False
    await try_code(tx, unit_id=unit.id, code_hmac=code_hmac, source=source)
    place = await place_of(tx, token_hash=None, code=unit.code, source=source)
    return place is not None and place.slowed


@dataclass(frozen=True, slots=True)
class _StopRow:
    stop_id: int
    executor: str
    dispatched_on: dt.date
    package_id: int
    package: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class OpenStop:
    """A delivery to the slip's unit: from whom, and its packages by their row ids."""

    id: int
    executor: str
    dispatched_on: dt.date
    confirmed: bool
    packages: dict[int, str]


async def stops(tx: AsyncSession) -> list[OpenStop]:
    """The deliveries of the slip's unit, the newest first."""
    rows = await fetch_all(tx, _StopRow, _STOPS)
    found: list[OpenStop] = []
    for stop_id, group in groupby(rows, lambda row: row.stop_id):
        packages = [*group]
        first = packages[0]
        found.append(
            OpenStop(
                stop_id,
                first.executor,
                first.dispatched_on,
                first.confirmed,
                {row.package_id: row.package for row in packages},
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the slip's count stands to the courier's: NONE, AGREES or DIFFERS."""

    match: str
    correct_until: dt.datetime


async def receipt(tx: AsyncSession, stop_id: int) -> Receipt | None:
    """What came of a confirmed stop; None if this slip has not confirmed it."""
    return await fetch_one(tx, Receipt, _RECEIPT, {"stop_id": stop_id})


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """What stands on a slip beside its codes."""

    id: int
    unit_code: str
    unit: str
    kelurahan: str
    phase: str
    ends_on: dt.date


async def printed(tx: AsyncSession, slips: list[int]) -> list[PrintedSlip]:
    """The slips that the viewer sees, in their order."""
    return await fetch_all(tx, PrintedSlip, _PRINTED, {"slips": slips})
