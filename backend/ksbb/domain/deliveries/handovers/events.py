"""Events of handovers and of their discrepancies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverReported(Event):
    """``second`` if a report of the stop counts already: its executor decides which one does."""

    thing: ClassVar[str] = "handover"
    action: ClassVar[str] = "report_handover"
    good: int
    damaged: int
    missing: int
    brought_back: int
    second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StopFailed(Event):
    thing: ClassVar[str] = "handover"
    action: ClassVar[str] = "fail_stop"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverCorrected(Event):
    """The report was set aside with a reason; another one counts instead."""

    thing: ClassVar[str] = "handover"
    action: ClassVar[str] = "correct_handover"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDecided(Event):
    """A dispute ended with these numbers of packages."""

    thing: ClassVar[str] = "handover"
    action: ClassVar[str] = "decide_handover"
    good: int
    damaged: int
    missing: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancySettled(Event):
    thing: ClassVar[str] = "discrepancy"
    action: ClassVar[str] = "settle_discrepancy"
    settlement: str
    packages: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyReopened(Event):
    thing: ClassVar[str] = "discrepancy"
    action: ClassVar[str] = "reopen_discrepancy"
    packages: int
    reason: str
