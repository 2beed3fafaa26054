"""The actions of stock: count goods in, and take a wrong count back.

The database makes the lots and writes the books.
"""

from __future__ import annotations

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import InvalidInput, NotFound, StateRefused
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.deliveries.stock import queries, rules
from ksbb.domain.deliveries.stock.events import GoodsReceiptReversed, GoodsReceived
from ksbb.domain.deliveries.stock.models import GoodsReceipt, GoodsReceiptState, GoodsSource
from ksbb.domain.deliveries.trips.rules import MAX_DAYS_BACK
from ksbb.domain.pledges.models import PledgeState

_INSERT = (
    insert(GoodsReceipt)
    .values(
        {
            name: bindparam(name)
            for name in (
                "line_id",
                "pledge_id",
                "donor_id",
                "executor_id",
                "phase_id",
                "package_id",
                "source",
                "quantity",
                "damaged",
                "supplier",
                "document",
                "price",
                "discrepancy_id",
                "received_on",
                "expires_on",
                "note",
                "late_reason",
                "created_by",
            )
        }
        | {"state": GoodsReceiptState.RECORDED}
    )
    .returning(col(GoodsReceipt.id))
)
_REVERSE = (
    update(GoodsReceipt)
    .where(col(GoodsReceipt.id) == bindparam("receipt_id"))
    .values(state=GoodsReceiptState.REVERSED, reason=bindparam("reason"))
)

_OPEN = {PledgeState.ACCEPTED, PledgeState.COMMITTED, PledgeState.COMPLETED}


@once
async def receive_goods(tx: AsyncSession, viewer: Viewer, *, goods: rules.Goods) -> int:
    """Count goods in for a pledge line; returns the receipt's row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, GoodsNotStocked, MoreThanPromised,
        InvalidInput.
    """
    require(viewer, Kind.AGGREGATOR, Kind.PEMPROV)
    return await count_in(tx, viewer, goods)


async def count_in(
    tx: AsyncSession, viewer: Viewer, goods: rules.Goods, *, late_reason: str = ""
) -> int:
    """Count goods in, in the transaction of another action; returns the receipt's row id.

    Raises:
        NotFound, StateRefused, GoodsNotStocked, MoreThanPromised, InvalidInput.
    """
    line = await queries.stock_line(tx, goods.pledge_id, goods.package_id)
    if line is None or line.executor_id != viewer.organisation_id:
        raise NotFound("Pledge")
    own = line.donor_id == line.executor_id
    if line.state not in _OPEN and not (own and line.state == PledgeState.SUBMITTED):
        raise StateRefused("Pledge", line.state)
    if line.same_day or line.executor_kind == Kind.DONOR:
        raise rules.GoodsNotStocked
    replaces = goods.discrepancy_id is not None
    rules.check_goods(goods, bought=own and not replaces)
    today = await clock.today(tx)
    days = (today - goods.received_on).days
    is_late = bool(late_reason.strip()) and viewer.role is Role.OWNER
    if days < 0 or (days > MAX_DAYS_BACK and not is_late):
        raise InvalidInput(
            "receivedOn",
            (
                "Hari barang masuk paling lama 7 hari yang lalu, dan tidak setelah hari ini.",
                "Goods came in within the last 7 days, and not after today.",
            ),
        )
    if not replaces and goods.quantity > line.remaining:
        raise rules.MoreThanPromised(line.package, line.remaining, goods.quantity)
    source = (
        GoodsSource.REPLACEMENT if replaces else GoodsSource.SUPPLIER if own else GoodsSource.DONOR
    )
    bought = source is GoodsSource.SUPPLIER
    receipt_id: int = await fetch_value(
        tx,
        _INSERT,
        {
            "line_id": line.line_id,
            "pledge_id": goods.pledge_id,
            "donor_id": line.donor_id,
            "executor_id": line.executor_id,
            "phase_id": line.phase_id,
            "package_id": goods.package_id,
            "source": source,
            "quantity": goods.quantity,
            "damaged": goods.damaged,
            "supplier": goods.supplier.strip() if bought else None,
            "document": goods.document.strip() or None if bought else None,
            "price": goods.price if bought else None,
            "discrepancy_id": goods.discrepancy_id,
            "received_on": goods.received_on,
            "expires_on": goods.expires_on,
            "note": goods.note.strip(),
            "late_reason": late_reason.strip() or None,
            "created_by": viewer.person_id,
        },
    )
    giver = None if own else line.donor_id
    await record(
        tx,
        GoodsReceived(id=receipt_id, other=giver, packages=goods.quantity, damaged=goods.damaged),
    )
    return receipt_id


@once
async def reverse_goods_receipt(
    tx: AsyncSession, viewer: Viewer, *, receipt_id: int, reason: str
) -> int:
    """Take a wrong receipt back, with a reason; returns its row id.

    Raises:
        NotSignedIn, NotAllowed, NotFound, StateRefused, ReasonMissing, GoodsHaveLeft.
    """
    require(viewer, Kind.AGGREGATOR, Kind.PEMPROV)
    found = await queries.locked_receipt(tx, receipt_id)
    if found is None or found.executor_id != viewer.organisation_id:
        raise NotFound("GoodsReceipt")
    capacities = parties(viewer, giver=found.donor_id, executor=found.executor_id)
    rules.LIFECYCLE.move(found.state, GoodsReceiptState.REVERSED, capacities, reason=reason)
    await execute(tx, _REVERSE, {"receipt_id": receipt_id, "reason": reason.strip()})
    giver = None if found.donor_id == found.executor_id else found.donor_id
    await record(
        tx,
        GoodsReceiptReversed(
            id=receipt_id, other=giver, packages=found.quantity, reason=reason.strip()
        ),
    )
    return receipt_id
