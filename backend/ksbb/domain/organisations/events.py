"""Events of organisations and their people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationApplied(Event):
    thing: ClassVar[str] = "organisation"
    action: ClassVar[str] = "apply_as_organisation"
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationVerified(Event):
    """Verified for the first time, or after a suspension; ``was`` is the state before."""

    thing: ClassVar[str] = "organisation"
    action: ClassVar[str] = "verify_organisation"
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRejected(Event):
    thing: ClassVar[str] = "organisation"
    action: ClassVar[str] = "reject_organisation"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSuspended(Event):
    thing: ClassVar[str] = "organisation"
    action: ClassVar[str] = "suspend_organisation"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Event):
    """The mail address is personal data: the audit has only the invitation's row id."""

    thing: ClassVar[str] = "invitation"
    action: ClassVar[str] = "invite_member"
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    thing: ClassVar[str] = "membership"
    action: ClassVar[str] = "accept_invitation"
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded(Event):
    """A membership was ended. ``ends_on`` is its last day."""

    thing: ClassVar[str] = "membership"
    action: ClassVar[str] = "end_membership"
    ends_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAreasSet(Event):
    """An officer looks after these kelurahan now, by their row ids."""

    thing: ClassVar[str] = "membership"
    action: ClassVar[str] = "set_officer_areas"
    areas: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAndLanguageSet(Event):
    """The name is personal data and is stored with the person only."""

    thing: ClassVar[str] = "person"
    action: ClassVar[str] = "set_name_and_language"
    locale: str
