"""The actions of contacts: write whom to call, forget it, ask for it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import InvalidInput, NotFound, ReasonMissing, check_length
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.deliveries.contacts import queries, rules
from ksbb.domain.deliveries.contacts.events import (
    UnitContactEnded,
    UnitContactRequested,
    UnitContactSet,
)

_WRITERS = (Role.OWNER, Role.OPERATOR, Role.KELURAHAN)
_unit_id = bindparam("unit_id", type_=BigInteger)
_SET = select(
    func.app.unit_contact_set(
        _unit_id,
        bindparam("name", type_=Text),
        bindparam("role", type_=Text),
        bindparam("phone", type_=Text),
    )
)
_END = select(func.app.unit_contact_end(bindparam("contact_id", type_=BigInteger)))
_REQUEST = select(func.app.unit_contact_request(_unit_id, bindparam("purpose", type_=Text)))


@once
async def set_contact(
    tx: AsyncSession, viewer: Viewer, *, unit_id: int, name: str, role: str, phone: str
) -> int:
    """Write whom to call at a unit; the one before is forgotten. Returns the unit's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput.
    """
    require(viewer, Kind.PEMPROV, roles=_WRITERS)
    name, role, phone = rules.checked(name, role, phone)
    if not await queries.unit_exists(tx, unit_id):
        raise NotFound("Unit")
    made: int = await fetch_value(
        tx, _SET, {"unit_id": unit_id, "name": name, "role": role, "phone": phone}
    )
    await record(tx, UnitContactSet(id=made, unit=unit_id))
    return unit_id


@once
async def end_contact(tx: AsyncSession, viewer: Viewer, *, unit_id: int, reason: str) -> int:
    """Forget whom to call at a unit; returns the unit's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, ReasonMissing, InvalidInput.
    """
    require(viewer, Kind.PEMPROV, roles=_WRITERS)
    check_length(reason=(reason, 500))
    if not reason.strip():
        raise ReasonMissing
    contact_id = await queries.current_contact(tx, unit_id)
    if contact_id is None:
        raise NotFound("UnitContact")
    await execute(tx, _END, {"contact_id": contact_id})
    await record(tx, UnitContactEnded(id=contact_id, reason=reason.strip()))
    return unit_id


@once
async def request_contact(tx: AsyncSession, viewer: Viewer, *, unit_id: int, purpose: str) -> int:
    """Note who asks for a unit's contact and what for; returns the request's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, InvalidInput.
    """
    require(viewer, roles=_WRITERS)
    check_length(purpose=(purpose, 500))
    if not purpose.strip():
        raise InvalidInput(
            "purpose", ("Tulis untuk apa Anda menelepon.", "Write what you call for.")
        )
    if not await queries.unit_exists(tx, unit_id):
        raise NotFound("Unit")
    made: int | None = await fetch_value(
        tx, _REQUEST, {"unit_id": unit_id, "purpose": purpose.strip()}
    )
    if made is None:
        raise NotFound("UnitContact")
    await record(tx, UnitContactRequested(id=made, purpose=purpose.strip()))
    return made
