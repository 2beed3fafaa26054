"""Events of verification. Lists and draws are recorded by the database: no person makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryVerified(Event):
    """A verifier counted; ``reason`` if this corrects what they recorded before."""

    thing: ClassVar[str] = "verification"
    action: ClassVar[str] = "verify_delivery"
    agrees: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationAssigned(Event):
    """The Pemprov gave a drawn delivery to another verifier."""

    thing: ClassVar[str] = "verification"
    action: ClassVar[str] = "assign_verification"
    verifier: int
    reason: str
