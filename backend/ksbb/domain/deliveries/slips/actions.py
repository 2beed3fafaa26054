"""The actions of slips: print them, and show their codes once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, LargeBinary, bindparam, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.db_errors import refusal_of
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotFound
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.deliveries.slips import codes, queries, rules
from ksbb.domain.deliveries.slips.events import SlipPrinted, SlipShown
from ksbb.domain.identity.rules import new_token, token_hash
from ksbb.domain.programmes.models import Phase
from ksbb.domain.units.models import Unit

_PRINTERS = (Role.OWNER, Role.OPERATOR, Role.KELURAHAN)
_PRINT = select(
    func.app.slip_print(
        bindparam("unit_id", type_=BigInteger), bindparam("phase_id", type_=BigInteger)
    )
)
_slip_id = bindparam("slip_id", type_=BigInteger)
_EXPECTED = select(func.app.slip_expected(_slip_id))
_ISSUE = select(
    func.app.slip_issue(
        _slip_id,
        bindparam("token_hash", type_=LargeBinary),
        bindparam("codes", type_=ARRAY(LargeBinary)),
    )
)
_PHASE = select(col(Phase.id)).where(col(Phase.id) == bindparam("phase_id"))
_AREA = select(col(Unit.area_id)).where(col(Unit.id) == bindparam("unit_id"))
_OWN_AREA = select(
    bindparam("area_id", type_=BigInteger) == func.any(func.sec.areas(type_=ARRAY(BigInteger)))
)


@once
async def print_slips(
    tx: AsyncSession, viewer: Viewer, *, unit_ids: Sequence[int], phase_id: int
) -> dict[str, int]:
    """Make a slip for each of these units; the slips before them are void.

    The slips have no codes yet: `show_slips` makes them when the page to print is opened.

    Returns:
        the row ids of the slips by those of the units.

    Raises:
        NotSignedIn, NotAllowed, NotFound, InvalidInput.
    """
    require(viewer, Kind.PEMPROV, roles=_PRINTERS)
    rules.check_units(unit_ids)
    if await fetch_value(tx, _PHASE, {"phase_id": phase_id}) is None:
        raise NotFound("Phase")
    made: dict[str, int] = {}
    # Always in the same order, so that two requests don't wait for each other.
    for unit_id in sorted(unit_ids):
        area = await fetch_value(tx, _AREA, {"unit_id": unit_id})
        if area is None:
            raise NotFound("Unit")
        if viewer.role is Role.KELURAHAN and not await fetch_value(
            tx, _OWN_AREA, {"area_id": area}
        ):
            raise NotFound("Unit")
        slip: int = await fetch_value(tx, _PRINT, {"unit_id": unit_id, "phase_id": phase_id})
        await record(tx, SlipPrinted(id=slip, unit=unit_id, phase=phase_id))
        made[str(unit_id)] = slip
    return made


@dataclass(frozen=True, slots=True)
class ShownSlip:
    """A slip with its token and its codes, as they are printed once."""

    slip: queries.PrintedSlip
    token: str
    codes: list[str]


async def show_slips(
    tx: AsyncSession, viewer: Viewer, *, slips: Sequence[int], key: str
) -> list[ShownSlip]:
    """Give slips their codes and return them: this works once for each slip.

    Args:
        tx: the transaction.
        viewer: who prints.
        slips: row ids, as `print_slips` returned them.
        key: for the HMAC of the codes.

    Raises:
        NotSignedIn, NotAllowed, NotFound.
        StateRefused: one of them is void, or its codes were shown already.
    """
    require(viewer, Kind.PEMPROV, roles=_PRINTERS)
    found = await queries.printed(tx, [*slips])
    if not found or len(found) < len({*slips}):
        raise NotFound("Slip")
    shown: list[ShownSlip] = []
    for slip in found:
        expected: int = await fetch_value(tx, _EXPECTED, {"slip_id": slip.id})
        wanted = min(expected + rules.SPARE_CODES, rules.MOST_CODES)
        made = list({codes.new_code() for _ in range(wanted)})
        token = new_token()
        try:
            await execute(
                tx,
                _ISSUE,
                {
                    "slip_id": slip.id,
                    "token_hash": token_hash(token),
                    "codes": [codes.digest(code, key) for code in made],
                },
            )
        except DBAPIError as error:
            raise refusal_of(error) or error from error
        await record(tx, SlipShown(id=slip.id, codes=len(made)))
        shown.append(ShownSlip(slip, token, made))
    return shown
