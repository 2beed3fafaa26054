"""Selects that verbs and declared fields share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.kernel.errors import NotFound
from ksbb.kernel.viewer import Kind, Role, Viewer
from ksbb.organisations.models import (
    Membership,
    OrganisationOrder,
    OrganisationState,
    Person,
    TenantOrganisation,
)
from ksbb.reads.answers import contains


async def locked(tx: AsyncSession, organisation: int) -> TenantOrganisation:
    """An organisation, locked until the transaction ends.

    Raises:
        NotFound: there is none, or the viewer may not move it.
    """
    row = await tx.scalar(
        select(TenantOrganisation)
        .where(col(TenantOrganisation.id) == organisation)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("Organisation")
    return row


async def own_state(tx: AsyncSession, viewer: Viewer) -> str:
    """The state of the organisation that the viewer acts for; '' if it is none."""
    return (
        await tx.scalar(
            select(col(TenantOrganisation.state)).where(
                col(TenantOrganisation.id) == viewer.organisation_id
            )
        )
        or ""
    )


async def today(tx: AsyncSession) -> dt.date:
    """The day in Jakarta by the clock of the domain."""
    day: dt.date = (await tx.execute(select(func.app.today()))).scalar_one()
    return day


async def own_member(tx: AsyncSession, viewer: Viewer, membership: int) -> Membership:
    """A membership of the viewer's organisation; its memberships wait until we have finished.

    Raises:
        NotFound: there is none in that organisation.
    """
    # The organisation's row is the lock: two owners who end each other must not both succeed.
    await locked(tx, viewer.organisation_id)
    row = await tx.scalar(
        select(Membership).where(
            col(Membership.id) == membership,
            col(Membership.organisation_id) == viewer.organisation_id,
        )
    )
    if row is None:
        raise NotFound("Membership")
    return row


async def other_owners(tx: AsyncSession, member: Membership) -> int:
    """How many other OWNERs the organisation of a membership has for good."""
    found = await tx.execute(
        select(func.count())
        .select_from(Membership)
        .where(
            col(Membership.organisation_id) == member.organisation_id,
            col(Membership.id) != member.id,
            col(Membership.role) == Role.OWNER.value,
            col(Membership.ends_on).is_(None),
        )
    )
    return found.scalar_one()


async def waiting_applications(tx: AsyncSession, viewer: Viewer) -> int:
    """How many organisations the person applied for that are not decided on."""
    found = await tx.execute(
        select(func.count())
        .select_from(TenantOrganisation)
        .where(
            col(TenantOrganisation.created_by) == viewer.person_id,
            col(TenantOrganisation.state) == OrganisationState.APPLIED.value,
        )
    )
    return found.scalar_one()


async def members_by_mail(tx: AsyncSession, organisation: int) -> set[str]:
    """The mail addresses of an organisation's people whose time has not ended."""
    rows = await tx.scalars(
        select(col(Person.email))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.organisation_id) == organisation,
            func.coalesce(col(Membership.ends_on) >= func.app.today(), True),
        )
    )
    return set(rows)


def tenants_listed(
    *,
    states: Iterable[OrganisationState] | None = None,
    kind: Kind | None = None,
    search: Any = None,
) -> Select[TenantOrganisation]:
    """Every organisation that fits, without an order.

    Args:
        states: all if None or empty.
        kind: what they are in the programme.
        search: a piece of the name.
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
    """The clauses of an order of organisations."""
    name, number = col(TenantOrganisation.name), col(TenantOrganisation.id)
    applied = col(TenantOrganisation.applied_at)
    if order is OrganisationOrder.OLDEST:
        return [applied, number]
    if order is OrganisationOrder.NAME:
        return [name, number]
    if order is OrganisationOrder.NAME_DESCENDING:
        return [name.desc(), number.desc()]
    return [applied.desc(), number.desc()]
