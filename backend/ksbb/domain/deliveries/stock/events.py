"""Events of stock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReceived(Event):
    thing: ClassVar[str] = "goods_receipt"
    action: ClassVar[str] = "receive_goods"
    packages: int
    damaged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReceiptReversed(Event):
    thing: ClassVar[str] = "goods_receipt"
    action: ClassVar[str] = "reverse_goods_receipt"
    packages: int
    reason: str
