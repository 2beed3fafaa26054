"""Taking capacity for a pledge's shares: all of them, or none and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.kernel.errors import InvalidInput, NotFound
from ksbb.pledges import queries, rules


async def reserve(
    tx: AsyncSession,
    pledge_id: int,
    phase_id: int,
    lines: Sequence[rules.Line],
    window: rules.Window,
) -> None:
    """Hold the needs that the lines' shares name.

    Raises:
        NoSuchNeed, LineExceeded, NeedAlreadyMet, NeedClosed, NewcomerLimit, InvalidInput:
            nothing was taken.
    """
    if window.starts and window.ends and window.starts > window.ends:
        raise InvalidInput(
            "windowEnds",
            ("Akhir jadwal tidak boleh sebelum awalnya.", "The window can't end before it starts."),
        )
    own = {row.package_id: row for row in await _lines(tx, pledge_id)}
    wanted = [(share, line) for line in lines for share in line.shares]
    for line in lines:
        if line.package_id not in own:
            raise NotFound("Package")
        left = own[line.package_id].quantity - own[line.package_id].allocated
        asked = sum(share.quantity for share in line.shares)
        if asked > left:
            raise rules.LineExceeded(own[line.package_id].name, left, asked)
    needs = await queries.needs(tx, phase_id, [(s.unit_id, line.package_id) for s, line in wanted])
    for (_, package_id), need in needs.items():
        if need.need_id is None:
            raise rules.NoSuchNeed(need.unit, own[package_id].name)
    faults = (
        await tx.execute(
            text("""
                SELECT fault, need_id, asked, remaining
                FROM app.needs_reserve(:pledge, :lines, :needs, :quantities, :starts, :ends)"""),
            {
                "pledge": pledge_id,
                "lines": [own[line.package_id].line_id for _, line in wanted],
                "needs": [needs[share.unit_id, line.package_id].need_id for share, line in wanted],
                "quantities": [share.quantity for share, _ in wanted],
                "starts": window.starts,
                "ends": window.ends,
            },
        )
    ).all()
    if faults:
        names = {
            need.need_id: (need.unit, own[package_id].name)
            for (_, package_id), need in needs.items()
        }
        _refuse(faults[0], names)


async def _lines(tx: AsyncSession, pledge_id: int) -> Sequence[Row[Any]]:
    return (
        await tx.execute(
            text("""
                SELECT l.id AS line_id, l.package_id, l.quantity, l.allocated, k.name,
                       l.version_id
                FROM app.pledge_line l JOIN pub.package k ON k.id = l.package_id
                WHERE l.pledge_id = :pledge ORDER BY l.id"""),
            {"pledge": pledge_id},
        )
    ).all()


def _refuse(fault: Row[Any], names: dict[int, tuple[str, str]]) -> NoReturn:
    if fault.fault == "NEWCOMER_LIMIT":
        raise rules.NewcomerLimit(left=fault.remaining)
    unit, package = names[fault.need_id]
    if fault.fault == "MET":
        raise rules.NeedAlreadyMet(fault.need_id, unit, package, fault.asked, fault.remaining)
    if fault.fault == "CLOSED":
        raise rules.NeedClosed(fault.need_id, unit, package)
    raise rules.NoSuchNeed(unit, package)
