"""What the actions of stock read before they change anything."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import fetch_one
from ksbb.domain.deliveries.stock.models import GoodsReceipt
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.models import Pledge, PledgeLine
from ksbb.domain.programmes.models import Package

_LINE = (
    select(
        col(PledgeLine.id).label("line_id"),
        col(PledgeLine.donor_id),
        col(PledgeLine.executor_id),
        col(PledgeLine.phase_id),
        col(Package.name).label("package"),
        (col(Package.every) == "DAY").label("same_day"),
        col(Organisation.kind).label("executor_kind"),
        col(Pledge.state),
        (col(PledgeLine.quantity) + col(PledgeLine.replaced) - col(PledgeLine.stocked)).label(
            "remaining"
        ),
    )
    .join(Pledge, col(Pledge.id) == col(PledgeLine.pledge_id))
    .join(Package, col(Package.id) == col(PledgeLine.package_id))
    .join(Organisation, col(Organisation.id) == col(PledgeLine.executor_id))
    .where(
        col(PledgeLine.pledge_id) == bindparam("pledge_id"),
        col(PledgeLine.package_id) == bindparam("package_id"),
    )
)

_RECEIPT = (
    select(
        col(GoodsReceipt.donor_id),
        col(GoodsReceipt.executor_id),
        col(GoodsReceipt.quantity),
        col(GoodsReceipt.state),
    )
    .where(col(GoodsReceipt.id) == bindparam("receipt_id"))
    .with_for_update(key_share=True)
)


@dataclass(frozen=True, slots=True)
class StockLine:
    """A pledge line whose goods come in; ``remaining`` packages have not yet."""

    line_id: int
    donor_id: int
    executor_id: int
    phase_id: int
    package: str
    same_day: bool
    executor_kind: str
    state: str
    remaining: int


async def stock_line(tx: AsyncSession, pledge_id: int, package_id: int) -> StockLine | None:
    """The line of a pledge for a package; None if the viewer sees none."""
    return await fetch_one(tx, StockLine, _LINE, {"pledge_id": pledge_id, "package_id": package_id})


@dataclass(frozen=True, slots=True)
class LockedReceipt:
    """A locked goods receipt."""

    donor_id: int
    executor_id: int
    quantity: int
    state: str


async def locked_receipt(tx: AsyncSession, receipt_id: int) -> LockedReceipt | None:
    """Lock a goods receipt until the transaction ends; None if the viewer may not change it."""
    return await fetch_one(tx, LockedReceipt, _RECEIPT, {"receipt_id": receipt_id})
