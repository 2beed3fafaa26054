"""Reserves packages of needs for a pledge's shares: all of them, or none and the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import ARRAY, BigInteger, Date, Integer, Text, bindparam, column, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.refusals import InvalidInput, NotFound
from ksbb.core.statements import fetch_all
from ksbb.domain.pledges import queries, rules

_refused = func.app.needs_reserve(
    bindparam("pledge_id", type_=BigInteger),
    bindparam("line_ids", type_=ARRAY(BigInteger)),
    bindparam("need_ids", type_=ARRAY(BigInteger)),
    bindparam("quantities", type_=ARRAY(Integer)),
    bindparam("starts", type_=Date),
    bindparam("ends", type_=Date),
).table_valued(
    column("refusal", Text),
    column("need_id", BigInteger),
    column("requested", BigInteger),
    column("remaining", BigInteger),
    name="refused",
)
_RESERVE = select(_refused)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why the database reserved nothing; ``need_id`` is None if no single need is the reason."""

    refusal: str
    need_id: int | None
    requested: int
    remaining: int


async def reserve(
    tx: AsyncSession,
    pledge_id: int,
    phase_id: int,
    lines: Sequence[rules.Line],
    window: rules.Window,
) -> None:
    """Hold packages of the needs that the lines' shares name.

    Raises:
        NoSuchNeed, LineExceeded, NeedAlreadyMet, NeedClosed, NewcomerLimit, InvalidInput: nothing
            was reserved.
    """
    if window.starts and window.ends and window.starts > window.ends:
        raise InvalidInput(
            "windowEnds",
            ("Akhir jadwal tidak boleh sebelum awalnya.", "The window can't end before it starts."),
        )
    own = await queries.open_lines(tx, pledge_id)
    wanted = [(share, line) for line in lines for share in line.shares]
    for line in lines:
        if line.package_id not in own:
            raise NotFound("Package")
        left = own[line.package_id].left
        requested = sum(share.quantity for share in line.shares)
        if requested > left:
            raise rules.LineExceeded(own[line.package_id].name, left, requested)
    needs = await queries.needs(tx, phase_id, [(s.unit_id, line.package_id) for s, line in wanted])
    for need in needs.values():
        if need.need_id is None:
            raise rules.NoSuchNeed(need.unit, own[need.package_id].name)
    refused = await fetch_all(
        tx,
        _Refused,
        _RESERVE,
        {
            "pledge_id": pledge_id,
            "line_ids": [own[line.package_id].line_id for _, line in wanted],
            "need_ids": [needs[share.unit_id, line.package_id].need_id for share, line in wanted],
            "quantities": [share.quantity for share, _ in wanted],
            "starts": window.starts,
            "ends": window.ends,
        },
    )
    if refused:
        names = {need.need_id: (need.unit, own[need.package_id].name) for need in needs.values()}
        _refuse(refused[0], names)


def _refuse(first: _Refused, names: Mapping[int | None, tuple[str, str]]) -> NoReturn:
    if first.need_id is None:
        raise rules.NewcomerLimit(left=first.remaining)
    unit, package = names[first.need_id]
    if first.refusal == "MET":
        raise rules.NeedAlreadyMet(first.need_id, unit, package, first.requested, first.remaining)
    if first.refusal == "CLOSED":
        raise rules.NeedClosed(first.need_id, unit, package)
    raise rules.NoSuchNeed(unit, package)
