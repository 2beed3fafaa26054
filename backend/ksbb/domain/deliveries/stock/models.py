"""Tables of stock: goods receipts and lots, each of one pledge line."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class GoodsSource(StrEnum):
    """Where goods came from."""

    DONOR = "DONOR"
    SUPPLIER = "SUPPLIER"
    REPLACEMENT = "REPLACEMENT"


class GoodsReceiptState(StrEnum):
    """The state of a goods receipt."""

    RECORDED = "recorded"
    REVERSED = "reversed"


class GoodsReceipt(SQLModel, table=True):
    """What an executor counted when goods came in for a pledge line."""

    __tablename__: ClassVar[Any] = "goods_receipt"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    number: str = columns.text()
    line_id: int = columns.reference("app.pledge_line.id")
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    phase_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id")
    source: str = columns.text()
    quantity: int
    damaged: int
    supplier: str | None = columns.text(nullable=True)
    document: str | None = columns.text(nullable=True)
    price: int | None = columns.bigint(nullable=True)
    discrepancy_id: int | None = columns.bigint(nullable=True)
    received_on: dt.date = columns.day()
    expires_on: dt.date | None = columns.day(nullable=True)
    note: str = columns.text()
    late_reason: str | None = columns.text(nullable=True)
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    created_by: int = columns.bigint()
    recorded: dt.datetime = columns.moment()


class Lot(SQLModel, table=True):
    """Packages of one version from one pledge line, of one funding or of none."""

    __tablename__: ClassVar[Any] = "lot"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    receipt_id: int | None = columns.bigint(nullable=True)
    line_id: int = columns.reference("app.pledge_line.id")
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    phase_id: int = columns.bigint()
    package_id: int = columns.reference("pub.package.id")
    version_id: int = columns.reference("pub.package_version.id")
    funding_id: int | None = columns.bigint(nullable=True)
    funder_id: int | None = columns.bigint(nullable=True)
    quantity: int
    stock: int
    received_on: dt.date = columns.day()
    expires_on: dt.date | None = columns.day(nullable=True)
