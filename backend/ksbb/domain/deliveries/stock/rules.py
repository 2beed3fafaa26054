"""Rules of stock: what may be counted in, and what may be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, InvalidInput, Refusal, check_length
from ksbb.domain.pledges.rules import MAX_PACKAGES

LIFECYCLE = Lifecycle(
    "goods_receipt",
    "GoodsReceipt",
    (
        Transition("", "recorded", Party.EXECUTOR),
        Transition("recorded", "reversed", Party.EXECUTOR, reason_required=True),
    ),
)


MAX_PRICE = 1_000_000_000
"""The highest price of one package, in rupiah."""


@dataclass(eq=False)
class MoreThanPromised(Refusal):
    """More packages would be counted in than the pledge promises."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Dari {package} pada janji ini tinggal {remaining} paket yang belum masuk; Anda"
        " mencatat {requested}.",
        "en": "Of {package} in this pledge, {remaining} packages have not come in yet; you recorded"
        " {requested}.",
    }
    package: str
    remaining: Annotated[int, Fact("Packages that have not come in yet.")]
    requested: Annotated[int, Fact("Packages that were recorded.")]


class GoodsNotStocked(Refusal):
    """These goods go straight to the unit: ready meals, and what a donor delivers itself."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Barang ini tidak masuk gudang: makanan siap saji dan bantuan yang diantar donatur"
        " sendiri langsung dimuat saat berangkat.",
        "en": "These goods are not stocked: ready meals, and aid that a donor delivers itself, are"
        " loaded directly when they leave.",
    }


class GoodsHaveLeft(Refusal):
    """Something that follows from it has happened already, so it can't be taken back."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sebagian barangnya sudah dimuat atau selisihnya sudah diselesaikan. Batalkan yang"
        " itu dahulu.",
        "en": "Some of its goods have left, or a discrepancy is settled. Take that back first.",
    }


@dataclass(frozen=True, slots=True)
class Goods:
    """What was counted in.

    Attributes:
        pledge_id, package_id: the line of a pledge that they belong to.
        quantity: packages that go into stock.
        damaged: packages that were damaged on arrival and do not.
        received_on: the day in WIB.
        expires_on: their earliest expiry, if they carry one.
        supplier, document, price: of what the executor bought: from whom, by which document, and
            rupiah for one package.
        discrepancy_id: the discrepancy that they replace, if they do.
    """

    pledge_id: int
    package_id: int
    quantity: int
    damaged: int
    received_on: dt.date
    expires_on: dt.date | None = None
    supplier: str = ""
    document: str = ""
    price: int | None = None
    discrepancy_id: int | None = None
    note: str = ""


def check_goods(goods: Goods, *, bought: bool) -> None:
    """Refuse numbers and days that can't be.

    Args:
        goods: what was counted in.
        bought: whether the executor bought them, so that a supplier must be named.

    Raises:
        InvalidInput: names the field.
    """
    check_length(
        supplier=(goods.supplier, 200), document=(goods.document, 200), note=(goods.note, 2000)
    )
    if goods.price is not None and not 1 <= goods.price <= MAX_PRICE:
        raise InvalidInput(
            "price",
            (
                "Harga satu paket harus Rp1 sampai Rp1 miliar.",
                "The price of one package must be Rp1 to Rp1 billion.",
            ),
        )
    if not 1 <= goods.quantity <= MAX_PACKAGES:
        raise InvalidInput(
            "quantity",
            ("Jumlah paket harus 1 sampai 1.000.000.", "Packages must be 1 to 1,000,000."),
        )
    if not 0 <= goods.damaged <= MAX_PACKAGES:
        raise InvalidInput(
            "damaged",
            (
                "Jumlah yang rusak harus 0 sampai 1.000.000.",
                "Damaged packages must be 0 to 1,000,000.",
            ),
        )
    if bought and not goods.supplier.strip():
        raise InvalidInput("supplier", ("Tuliskan pemasoknya.", "Name the supplier."))
    if goods.expires_on is not None and goods.expires_on < goods.received_on:
        raise InvalidInput(
            "expiresOn",
            (
                "Tanggal kedaluwarsa tidak boleh sebelum hari barang masuk.",
                "The expiry can't be before the goods came in.",
            ),
        )


register_refusal("pledge_line_stock_within_quantity", lambda: MoreThanPromised("", 0, 0))
register_refusal("goods_have_left", GoodsHaveLeft)
