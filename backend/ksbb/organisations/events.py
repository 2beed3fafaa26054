"""What happened to organisations and their people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from ksbb.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationApplied(Event):
    thing: ClassVar[str] = "organisation"
    act: ClassVar[str] = "apply_as_organisation"
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationVerified(Event):
    """Also when a suspension ended; ``was`` tells which."""

    thing: ClassVar[str] = "organisation"
    act: ClassVar[str] = "verify_organisation"
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRejected(Event):
    thing: ClassVar[str] = "organisation"
    act: ClassVar[str] = "reject_organisation"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSuspended(Event):
    thing: ClassVar[str] = "organisation"
    act: ClassVar[str] = "suspend_organisation"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Event):
    """The mail address is personal: the audit keeps the invitation's number alone."""

    thing: ClassVar[str] = "invitation"
    act: ClassVar[str] = "invite_member"
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    thing: ClassVar[str] = "membership"
    act: ClassVar[str] = "accept_invitation"
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded(Event):
    """``ends_on`` is its last day."""

    thing: ClassVar[str] = "membership"
    act: ClassVar[str] = "end_membership"
    ends_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonIntroduced(Event):
    """The name is personal and stands with the person alone."""

    thing: ClassVar[str] = "person"
    act: ClassVar[str] = "introduce_oneself"
    locale: str
