"""What happened to agreements and permits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSubmitted(Event):
    thing: ClassVar[str] = "agreement"
    act: ClassVar[str] = "submit_agreement"
    number: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementActivated(Event):
    """Also when a suspension ended; ``was`` tells which."""

    thing: ClassVar[str] = "agreement"
    act: ClassVar[str] = "activate_agreement"
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSuspended(Event):
    thing: ClassVar[str] = "agreement"
    act: ClassVar[str] = "suspend_agreement"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerminated(Event):
    """Also when one that was submitted is turned down."""

    thing: ClassVar[str] = "agreement"
    act: ClassVar[str] = "terminate_agreement"
    was: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitSubmitted(Event):
    """``cost_cap`` in permille."""

    thing: ClassVar[str] = "permit"
    act: ClassVar[str] = "submit_permit"
    number: str
    issuer: str
    starts_on: dt.date
    ends_on: dt.date
    cost_cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitActivated(Event):
    """Also when a suspension ended; ``was`` tells which."""

    thing: ClassVar[str] = "permit"
    act: ClassVar[str] = "activate_permit"
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitSuspended(Event):
    thing: ClassVar[str] = "permit"
    act: ClassVar[str] = "suspend_permit"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitTerminated(Event):
    """Also when one that was submitted is turned down."""

    thing: ClassVar[str] = "permit"
    act: ClassVar[str] = "terminate_permit"
    was: str
    reason: str
