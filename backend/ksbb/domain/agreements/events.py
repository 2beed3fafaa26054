"""Events of agreements and permits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSubmitted(Event):
    thing: ClassVar[str] = "agreement"
    action: ClassVar[str] = "submit_agreement"
    number: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementActivated(Event):
    """Activated for the first time, or after a suspension; ``was`` is the state before."""

    thing: ClassVar[str] = "agreement"
    action: ClassVar[str] = "activate_agreement"
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSuspended(Event):
    thing: ClassVar[str] = "agreement"
    action: ClassVar[str] = "suspend_agreement"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerminated(Event):
    """Ended for good, or rejected after it was submitted."""

    thing: ClassVar[str] = "agreement"
    action: ClassVar[str] = "terminate_agreement"
    was: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitSubmitted(Event):
    """A permit was submitted. ``cost_cap`` in permille."""

    thing: ClassVar[str] = "permit"
    action: ClassVar[str] = "submit_permit"
    number: str
    issuer: str
    starts_on: dt.date
    ends_on: dt.date
    cost_cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitActivated(Event):
    """Activated for the first time, or after a suspension; ``was`` is the state before."""

    thing: ClassVar[str] = "permit"
    action: ClassVar[str] = "activate_permit"
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitSuspended(Event):
    thing: ClassVar[str] = "permit"
    action: ClassVar[str] = "suspend_permit"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitTerminated(Event):
    """Ended for good, or rejected after it was submitted."""

    thing: ClassVar[str] = "permit"
    action: ClassVar[str] = "terminate_permit"
    was: str
    reason: str
