"""What the actions of contacts read."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import fetch_value
from ksbb.domain.deliveries.contacts.models import UnitContact
from ksbb.domain.units.models import Unit

_UNIT = select(col(Unit.id)).where(col(Unit.id) == bindparam("unit_id"))
_CURRENT = select(col(UnitContact.id)).where(
    col(UnitContact.unit_id) == bindparam("unit_id"), col(UnitContact.ended_on).is_(None)
)


async def unit_exists(tx: AsyncSession, unit_id: int) -> bool:
    """Whether there is such a unit."""
    return await fetch_value(tx, _UNIT, {"unit_id": unit_id}) is not None


async def current_contact(tx: AsyncSession, unit_id: int) -> int | None:
    """The unit's contact, if it has one and the viewer sees that."""
    return await fetch_value(tx, _CURRENT, {"unit_id": unit_id})
