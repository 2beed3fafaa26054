"""What the actions of contributions read before they change anything."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Boolean, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.core.statements import fetch_one
from ksbb.domain.contributions.models import Contribution, Funding
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.models import PledgeLine
from ksbb.domain.programmes.models import PackageVersion

_giver = aliased(Organisation, name="giver")
_COLLECTOR = (
    select(
        col(Organisation.name),
        col(Organisation.kind),
        col(Organisation.verified),
        col(_giver.verified).label("giver_verified"),
        func.app.agreement_in_force(col(Organisation.id), type_=Boolean()).label("has_agreement"),
        func.app.permit_in_force(col(Organisation.id), type_=Boolean()).label("has_permit"),
    )
    .select_from(Organisation)
    .outerjoin(_giver, col(_giver.id) == bindparam("giver_id"))
    .where(col(Organisation.id) == bindparam("aggregator_id"))
)

_LOCK = (
    select(
        col(Contribution.number),
        col(Contribution.donor_id),
        col(Contribution.executor_id),
        col(Contribution.state),
        (func.coalesce(col(Contribution.received), 0) - col(Contribution.funded)).label("left"),
    )
    .where(col(Contribution.id) == bindparam("contribution_id"))
    .with_for_update(key_share=True)
)

_funded = (
    select(func.sum(col(Funding.packages)))
    .where(col(Funding.line_id) == col(PledgeLine.id), col(Funding.released_on).is_(None))
    .scalar_subquery()
)
_UNFUNDED_LINE = (
    select(
        col(PledgeLine.id).label("line_id"),
        col(PackageVersion.price),
        (col(PledgeLine.quantity) - func.coalesce(_funded, 0)).label("unfunded"),
    )
    .join(PackageVersion, col(PackageVersion.id) == col(PledgeLine.version_id))
    .where(
        col(PledgeLine.pledge_id) == bindparam("pledge_id"),
        col(PledgeLine.package_id) == bindparam("package_id"),
    )
)


@dataclass(frozen=True, slots=True)
class Collector:
    """The organisation that shall receive money, and whether it may receive it today.

    ``giver_verified`` is about the donor; None if the donor was never verified.
    """

    name: str
    kind: str
    verified: bool
    giver_verified: bool | None
    has_agreement: bool
    has_permit: bool


async def collector(tx: AsyncSession, giver_id: int, aggregator_id: int) -> Collector | None:
    """The organisation that shall receive a donor's money; None if it was never verified."""
    return await fetch_one(
        tx, Collector, _COLLECTOR, {"giver_id": giver_id, "aggregator_id": aggregator_id}
    )


@dataclass(frozen=True, slots=True)
class LockedContribution:
    """A locked contribution; ``left`` rupiah of it arrived and are not assigned to a pledge."""

    number: str
    donor_id: int
    executor_id: int
    state: str
    left: int


async def locked_contribution(tx: AsyncSession, contribution_id: int) -> LockedContribution | None:
    """Lock a contribution until the transaction ends; None if the viewer may change no such row."""
    return await fetch_one(tx, LockedContribution, _LOCK, {"contribution_id": contribution_id})


@dataclass(frozen=True, slots=True)
class UnfundedLine:
    """A pledge's line: ``unfunded`` packages at ``price`` rupiah each are not paid for yet."""

    line_id: int
    price: int
    unfunded: int


async def unfunded_line(tx: AsyncSession, pledge_id: int, package_id: int) -> UnfundedLine | None:
    """The line of a package in a pledge; None if the pledge does not have the package."""
    return await fetch_one(
        tx, UnfundedLine, _UNFUNDED_LINE, {"pledge_id": pledge_id, "package_id": package_id}
    )
