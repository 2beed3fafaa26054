"""Selects that the verbs share."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.kernel.errors import NotFound
from ksbb.kernel.viewer import Viewer
from ksbb.organisations.models import (
    Membership,
    OrganisationState,
    Person,
    TenantOrganisation,
)


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
