"""Events of early deliveries. They are events of the pledge: so who may see it learns of them.

The database writes ``EarlyDeliveryBooked``, of the shipment, when a pledge is committed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyDeliveryRecorded(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "record_early_delivery"
    packages: int
    happened_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyDeliveryTakenBack(Event):
    thing: ClassVar[str] = "pledge"
    action: ClassVar[str] = "take_back_early_delivery"
    packages: int
    reason: str
