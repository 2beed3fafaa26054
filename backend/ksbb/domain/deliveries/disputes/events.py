"""Events of disputes.

The database records that one was opened: `HandoverDisputed`, with its due day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeMessageWritten(Event):
    """``party`` is for whom its author speaks; ``corrects`` is an earlier message of theirs."""

    thing: ClassVar[str] = "dispute_message"
    action: ClassVar[str] = "write_dispute_message"
    handover: int
    party: str
    corrects: int | None
