"""Events of trips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentPlanned(Event):
    thing: ClassVar[str] = "shipment"
    action: ClassVar[str] = "plan_shipment"
    stops: int
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentChanged(Event):
    thing: ClassVar[str] = "shipment"
    action: ClassVar[str] = "change_shipment"
    stops: int
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentCancelled(Event):
    thing: ClassVar[str] = "shipment"
    action: ClassVar[str] = "cancel_shipment"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureConsented(Event):
    """The Pemprov lets it leave though its executor has no agreement in force."""

    thing: ClassVar[str] = "shipment"
    action: ClassVar[str] = "consent_to_departure"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentTakenBack(Event):
    thing: ClassVar[str] = "shipment"
    action: ClassVar[str] = "take_back_consent"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentDispatched(Event):
    """``late_reason`` is not empty if it was recorded after it had happened."""

    thing: ClassVar[str] = "shipment"
    action: ClassVar[str] = "dispatch_shipment"
    packages: int
    late_reason: str
