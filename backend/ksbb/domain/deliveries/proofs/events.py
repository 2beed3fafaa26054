"""Events of proofs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryProven(Event):
    """The unit's side said yes; ``side`` is whose word it is."""

    thing: ClassVar[str] = "proof"
    action: ClassVar[str] = "prove_delivery"
    method: str
    side: str
