"""What the actions of pledges read before they change anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Text,
    and_,
    any_,
    bindparam,
    case,
    column,
    func,
    not_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.core.clock import TODAY
from ksbb.core.refusals import NotFound
from ksbb.core.statements import execute, fetch_all, fetch_value, fetch_values
from ksbb.core.viewer import Kind
from ksbb.domain.geo.models import Area
from ksbb.domain.needs.models import Need
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.closings import shortfalls
from ksbb.domain.pledges.lists import hold_expired, needs_consent, withdrawal_requested
from ksbb.domain.pledges.models import (
    Allocation,
    AllocationState,
    Channel,
    Pledge,
    PledgeLine,
    PledgeState,
)
from ksbb.domain.pledges.rules import Offer
from ksbb.domain.programmes.models import Package, PackageVersion, Phase, Programme
from ksbb.domain.units.models import Unit

_giver = aliased(Organisation, name="giver")
_executor = aliased(Organisation, name="executor")


def _lacks_agreement(executor: type[Organisation]) -> ColumnElement[bool]:
    """Whether the organisation is an aggregator without an agreement in force."""
    return and_(
        col(executor.kind) == Kind.AGGREGATOR,
        not_(func.app.agreement_in_force(col(executor.id), type_=Boolean())),
    )


_CONTEXT = (
    select(
        col(Phase.name).label("phase"),
        col(Phase.ends_on),
        (col(Phase.ends_on) < TODAY).label("is_over"),
        col(Programme.auto_commit),
        col(_giver.verified).label("giver_verified"),
        col(_executor.id).label("executor_id"),
        col(_executor.name).label("executor_name"),
        col(_executor.verified).label("executor_verified"),
        _lacks_agreement(_executor).label("lacks_agreement"),
    )
    .select_from(Phase)
    .join(Programme, col(Programme.id) == col(Phase.programme_id))
    .outerjoin(_giver, col(_giver.id) == bindparam("giver_id"))
    .outerjoin(
        _executor,
        case(
            {
                Channel.DIRECT: col(_executor.id) == bindparam("giver_id"),
                Channel.VIA_AGGREGATOR: and_(
                    col(_executor.id) == bindparam("aggregator_id"),
                    col(_executor.kind) == Kind.AGGREGATOR,
                ),
            },
            value=bindparam("channel", type_=Text),
            else_=col(_executor.kind) == Kind.PEMPROV,
        ),
    )
    .where(col(Phase.id) == bindparam("phase_id"))
)

_VERSIONS = (
    select(
        col(PackageVersion.package_id),
        col(PackageVersion.id).label("version_id"),
        col(Package.name),
    )
    .ext(distinct_on(col(PackageVersion.package_id)))
    .join(Package, col(Package.id) == col(PackageVersion.package_id))
    .where(
        col(PackageVersion.package_id) == any_(bindparam("package_ids", type_=ARRAY(BigInteger))),
        col(PackageVersion.since) <= TODAY,
    )
    .order_by(col(PackageVersion.package_id), col(PackageVersion.number).desc())
)

_wanted = (
    func.unnest(
        bindparam("unit_ids", type_=ARRAY(BigInteger)),
        bindparam("package_ids", type_=ARRAY(BigInteger)),
    )
    .table_valued(column("unit_id", BigInteger), column("package_id", BigInteger))
    .render_derived(name="wanted")
)
_NEEDS = (
    select(
        _wanted.c.unit_id,
        _wanted.c.package_id,
        col(Need.id).label("need_id"),
        (col(Unit.name) + ", " + col(Area.name)).label("unit"),
    )
    .select_from(_wanted)
    .join(Unit, col(Unit.id) == _wanted.c.unit_id)
    .join(Area, col(Area.id) == col(Unit.area_id))
    .outerjoin(
        Need,
        and_(
            col(Need.unit_id) == _wanted.c.unit_id,
            col(Need.package_id) == _wanted.c.package_id,
            col(Need.phase_id) == bindparam("phase_id"),
        ),
    )
)

_LINES = (
    select(
        col(PledgeLine.id).label("line_id"),
        col(PledgeLine.package_id),
        shortfalls.unallocated().label("left"),
        col(Package.name),
    )
    .join(Package, col(Package.id) == col(PledgeLine.package_id))
    .where(col(PledgeLine.pledge_id) == bindparam("pledge_id"))
)

# FOR UPDATE also applies the UPDATE policy: a viewer who may not change the row does not get it.
_LOCK = (
    select(
        col(Pledge.donor_id),
        col(Pledge.executor_id),
        col(Organisation.name).label("executor_name"),
        col(Pledge.channel),
        col(Pledge.phase_id),
        col(Pledge.state),
        and_(col(Pledge.state) == PledgeState.SUBMITTED, hold_expired()).label("hold_expired"),
        col(Pledge.created_by),
        col(Programme.auto_commit),
        _lacks_agreement(Organisation).label("lacks_agreement"),
        needs_consent().label("needs_consent"),
        withdrawal_requested().label("requested"),
    )
    .join(Organisation, col(Organisation.id) == col(Pledge.executor_id))
    .join(Phase, col(Phase.id) == col(Pledge.phase_id))
    .join(Programme, col(Programme.id) == col(Phase.programme_id))
    .where(col(Pledge.id) == bindparam("pledge_id"))
    .with_for_update(key_share=True, of=Pledge)
)

_STATE = select(col(Pledge.state)).where(col(Pledge.id) == bindparam("pledge_id"))

_HOLDS = select(
    select(col(Allocation.id))
    .where(
        col(Allocation.pledge_id) == bindparam("pledge_id"),
        col(Allocation.state) == AllocationState.HELD,
    )
    .exists()
)

_ALLOCATION_STATES = select(col(Allocation.state)).where(
    col(Allocation.pledge_id) == bindparam("pledge_id"),
    col(Allocation.id) == any_(bindparam("ids", type_=ARRAY(BigInteger))),
)


@dataclass(frozen=True, slots=True)
class Executor:
    """The executor of a pledge that is being submitted."""

    id: int
    name: str
    verified: bool
    lacks_agreement: bool


@dataclass(frozen=True, slots=True)
class PledgeContext:
    """What must be known before a pledge is submitted.

    ``executor`` is None if the offer's channel has no such organisation.
    """

    phase: str
    ends_on: dt.date
    is_over: bool
    auto_commit: bool
    giver_verified: bool
    executor: Executor | None


async def pledge_context(tx: AsyncSession, giver_id: int, offer: Offer) -> PledgeContext:
    """The phase, the giver and the executor of an offer.

    Raises:
        NotFound: the phase.
    """
    values = {
        "giver_id": giver_id,
        "channel": offer.channel,
        "phase_id": offer.phase_id,
        "aggregator_id": offer.aggregator_id,
    }
    row = (await execute(tx, _CONTEXT, values)).one_or_none()
    if row is None:
        raise NotFound("Phase")
    executor = None
    if row.executor_id is not None:
        executor = Executor(
            row.executor_id, row.executor_name, row.executor_verified, row.lacks_agreement
        )
    return PledgeContext(
        phase=row.phase,
        ends_on=row.ends_on,
        is_over=row.is_over,
        auto_commit=row.auto_commit,
        giver_verified=bool(row.giver_verified),
        executor=executor,
    )


@dataclass(frozen=True, slots=True)
class CurrentVersion:
    """A package, and its version that is in force today."""

    package_id: int
    version_id: int
    name: str


async def versions(tx: AsyncSession, package_ids: Sequence[int]) -> dict[int, CurrentVersion]:
    """The packages' versions in force today, by package.

    Raises:
        NotFound: a package does not exist, or has no version in force.
    """
    rows = await fetch_all(tx, CurrentVersion, _VERSIONS, {"package_ids": list(package_ids)})
    found = {row.package_id: row for row in rows}
    if not found.keys() >= set(package_ids):
        raise NotFound("Package")
    return found


@dataclass(frozen=True, slots=True)
class WantedNeed:
    """A unit and a package, with their need in a phase; ``need_id`` is None if there is none."""

    unit_id: int
    package_id: int
    need_id: int | None
    unit: str


async def needs(
    tx: AsyncSession, phase_id: int, wanted: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], WantedNeed]:
    """The needs of (unit, package) pairs in a phase.

    Raises:
        NotFound: a unit does not exist.
    """
    rows = await fetch_all(
        tx,
        WantedNeed,
        _NEEDS,
        {
            "unit_ids": [unit_id for unit_id, _ in wanted],
            "package_ids": [package_id for _, package_id in wanted],
            "phase_id": phase_id,
        },
    )
    found = {(row.unit_id, row.package_id): row for row in rows}
    if not found.keys() >= set(wanted):
        raise NotFound("Unit")
    return found


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of a pledge; ``left`` packages of it are not allocated."""

    line_id: int
    package_id: int
    left: int
    name: str


async def open_lines(tx: AsyncSession, pledge_id: int) -> dict[int, OpenLine]:
    """The lines of a pledge, by package."""
    rows = await fetch_all(tx, OpenLine, _LINES, {"pledge_id": pledge_id})
    return {row.package_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class LockedPledge:
    """A locked pledge, with what its actions need to know."""

    donor_id: int
    executor_id: int
    executor_name: str
    channel: Channel
    phase_id: int
    state: PledgeState
    hold_expired: bool
    created_by: int
    auto_commit: bool
    lacks_agreement: bool
    needs_consent: bool
    requested: bool


async def locked_pledge(tx: AsyncSession, pledge_id: int) -> LockedPledge:
    """Lock a pledge until the transaction ends.

    Raises:
        NotFound: it does not exist, or this viewer may not change it.
    """
    row = (await execute(tx, _LOCK, {"pledge_id": pledge_id})).one_or_none()
    if row is None:
        raise NotFound("Pledge")
    typed: dict[str, Any] = {"channel": Channel(row.channel), "state": PledgeState(row.state)}
    return LockedPledge(**row._asdict() | typed)


async def state_of(tx: AsyncSession, pledge_id: int) -> PledgeState:
    """The state of a pledge, including changes of this transaction."""
    return PledgeState(await fetch_value(tx, _STATE, {"pledge_id": pledge_id}))


async def holds(tx: AsyncSession, pledge_id: int) -> bool:
    """Whether a pledge holds packages that could be committed."""
    return bool(await fetch_value(tx, _HOLDS, {"pledge_id": pledge_id}))


async def allocation_states(
    tx: AsyncSession, pledge_id: int, ids: Sequence[int]
) -> list[AllocationState]:
    """The states of these allocations of a pledge; allocations of other pledges are left out."""
    found = await fetch_values(tx, _ALLOCATION_STATES, {"pledge_id": pledge_id, "ids": list(ids)})
    return [AllocationState(state) for state in found]
