"""Queries that actions and GraphQL fields share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Select, any_, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from graphql_sql.results import contains
from ksbb.core.clock import TODAY
from ksbb.core.refusals import NotFound
from ksbb.core.statements import fetch_one, fetch_value, fetch_values
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.geo.models import Area, Level
from ksbb.domain.organisations.models import (
    Membership,
    OrganisationOrder,
    OrganisationState,
    Person,
    TenantOrganisation,
)

_LOCK = (
    select(
        col(TenantOrganisation.kind), col(TenantOrganisation.name), col(TenantOrganisation.state)
    )
    .where(col(TenantOrganisation.id) == bindparam("organisation_id"))
    .with_for_update(key_share=True)
)
_STATE = select(col(TenantOrganisation.state)).where(
    col(TenantOrganisation.id) == bindparam("organisation_id")
)
_MEMBER = select(col(Membership.role), col(Membership.ends_on), col(Membership.person_id)).where(
    col(Membership.id) == bindparam("membership_id"),
    col(Membership.organisation_id) == bindparam("organisation_id"),
)
_OTHER_OWNERS = (
    select(func.count())
    .select_from(Membership)
    .where(
        col(Membership.organisation_id) == bindparam("organisation_id"),
        col(Membership.id) != bindparam("membership_id"),
        col(Membership.role) == Role.OWNER,
        col(Membership.ends_on).is_(None),
    )
)
_WAITING = (
    select(func.count())
    .select_from(TenantOrganisation)
    .where(
        col(TenantOrganisation.created_by) == bindparam("person_id"),
        col(TenantOrganisation.state) == OrganisationState.APPLIED,
    )
)
_MEMBERS_BY_MAIL = (
    select(col(Person.email))
    .join(Membership, col(Membership.person_id) == col(Person.id))
    .where(
        col(Membership.organisation_id) == bindparam("organisation_id"),
        func.coalesce(col(Membership.ends_on) >= TODAY, true()),
    )
)


_KELURAHAN = (
    select(func.count())
    .select_from(Area)
    .where(
        col(Area.level) == Level.KELURAHAN,
        col(Area.id) == any_(bindparam("area_ids", type_=ARRAY(BigInteger))),
    )
)


@dataclass(frozen=True, slots=True)
class LockedOrganisation:
    """A locked organisation."""

    kind: str
    name: str
    state: str


async def locked(tx: AsyncSession, organisation: int) -> LockedOrganisation:
    """Lock an organisation until the transaction ends.

    Raises:
        NotFound: it does not exist, or the viewer may not change it.
    """
    row = await fetch_one(tx, LockedOrganisation, _LOCK, {"organisation_id": organisation})
    if row is None:
        raise NotFound("Organisation")
    return row


async def own_state(tx: AsyncSession, viewer: Viewer) -> str:
    """The state of the organisation that the viewer acts for; '' if there is none."""
    return await fetch_value(tx, _STATE, {"organisation_id": viewer.organisation_id}) or ""


@dataclass(frozen=True, slots=True)
class Member:
    """A membership of the viewer's organisation."""

    role: str
    ends_on: dt.date | None
    person_id: int


async def own_member(tx: AsyncSession, viewer: Viewer, membership: int) -> Member:
    """A membership of the viewer's organisation, which stays locked in this transaction.

    Raises:
        NotFound: the organisation has no such membership.
    """
    # The lock is on the organisation's row: if two owners end each other's membership at once, only
    # one may succeed.
    await locked(tx, viewer.organisation_id)
    row = await fetch_one(
        tx,
        Member,
        _MEMBER,
        {"membership_id": membership, "organisation_id": viewer.organisation_id},
    )
    if row is None:
        raise NotFound("Membership")
    return row


async def other_owners(tx: AsyncSession, viewer: Viewer, membership: int) -> int:
    """How many other OWNERs without a last day the viewer's organisation has."""
    return await fetch_value(
        tx, _OTHER_OWNERS, {"organisation_id": viewer.organisation_id, "membership_id": membership}
    )


async def waiting_applications(tx: AsyncSession, viewer: Viewer) -> int:
    """How many of the person's applications the Pemprov has not decided on yet."""
    return await fetch_value(tx, _WAITING, {"person_id": viewer.person_id})


async def members_by_mail(tx: AsyncSession, organisation: int) -> set[str]:
    """The mail addresses of an organisation's members whose membership has not ended."""
    return set(await fetch_values(tx, _MEMBERS_BY_MAIL, {"organisation_id": organisation}))


async def require_kelurahan(tx: AsyncSession, areas: Sequence[int]) -> None:
    """Refuse areas that don't exist or are no kelurahan.

    Raises:
        NotFound.
    """
    if areas and await fetch_value(tx, _KELURAHAN, {"area_ids": [*areas]}) < len(areas):
        raise NotFound("Area")


def tenants_listed(
    *,
    states: Iterable[OrganisationState] | None = None,
    kind: Kind | None = None,
    search: Any = None,
) -> Select[TenantOrganisation]:
    """All organisations that match, unordered.

    Args:
        states: all if None or empty.
        kind: their kind in the programme.
        search: a part of the name.
    """
    rows = select(TenantOrganisation)
    if states:
        rows = rows.where(
            col(TenantOrganisation.state).in_(sorted({state.value for state in states}))
        )
    if kind is not None:
        rows = rows.where(col(TenantOrganisation.kind) == kind.value)
    if search is not None:
        rows = rows.where(contains(col(TenantOrganisation.name), search))
    return rows


def tenant_order(order: OrganisationOrder) -> list[Any]:
    """The ORDER BY clauses for a list of organisations."""
    name, number = col(TenantOrganisation.name), col(TenantOrganisation.id)
    applied = col(TenantOrganisation.applied_at)
    if order is OrganisationOrder.OLDEST:
        return [applied, number]
    if order is OrganisationOrder.NAME:
        return [name, number]
    if order is OrganisationOrder.NAME_DESCENDING:
        return [name.desc(), number.desc()]
    return [applied.desc(), number.desc()]
