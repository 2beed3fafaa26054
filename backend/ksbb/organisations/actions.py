"""The verbs: applying, verifying, rejecting, suspending; inviting, joining, one's own name."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.kernel.errors import NotAllowed
from ksbb.kernel.lifecycle import parties, require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import ACTING, Kind, Role, Viewer
from ksbb.organisations import queries, rules
from ksbb.organisations.events import (
    InvitationAccepted,
    MemberInvited,
    MembershipEnded,
    OrganisationApplied,
    OrganisationRejected,
    OrganisationSuspended,
    OrganisationVerified,
    PersonIntroduced,
)
from ksbb.organisations.models import (
    Invitation,
    Membership,
    OrganisationState,
    Person,
)
from ksbb.outbox import Event, record

_APPLY = text("SELECT app.organisation_apply(:kind, :name, :about, :email, :phone)")
_ACCEPT = text("SELECT app.invitation_accept(:hash)")
# The token is made in the database and leaves it by mail alone.
_MAIL = text("SELECT app.invitation_mail(:invitation)")


@once(personal=True)
async def apply_as_organisation(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    kind: Kind,
    name: str,
    about: str,
    contact_email: str,
    contact_phone: str,
) -> int:
    """The viewer applies for an organisation and becomes its OWNER; the new one's id.

    Raises:
        NotAllowed: the Pemprov's people don't apply with this sign-in.
        InvalidInput: a value can't be kept.
        TooManyApplications.
    """
    if viewer.kind is Kind.PEMPROV:
        raise NotAllowed([*rules.APPLICANTS], sorted(ACTING))
    name, about = rules.one_line(name), about.strip()
    email, phone = contact_email.strip().lower(), rules.one_line(contact_phone)
    rules.check_applicant(kind, await queries.waiting_applications(tx, viewer))
    rules.check_name(name)
    rules.check_about(about)
    rules.check_email("contactEmail", email)
    rules.check_phone(phone)
    made: int = await tx.scalar(
        _APPLY, {"kind": kind, "name": name, "about": about, "email": email, "phone": phone}
    )
    await record(tx, OrganisationApplied(id=made, other=made, kind=kind, name=name))
    return made


@once
async def verify_organisation(tx: AsyncSession, viewer: Viewer, *, organisation: int) -> int:
    """The Pemprov verifies an applicant, or ends a suspension; the organisation's id.

    Raises:
        NotAllowed, NotFound, StateRefused.
    """
    require(viewer, Kind.PEMPROV)
    was = await _move(tx, viewer, organisation, OrganisationState.VERIFIED, None)
    await record(tx, OrganisationVerified(id=organisation, other=organisation, was=was))
    return organisation


@once
async def reject_organisation(
    tx: AsyncSession, viewer: Viewer, *, organisation: int, reason: str
) -> int:
    """The Pemprov turns an applicant down; the organisation's id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing.
    """
    require(viewer, Kind.PEMPROV)
    await _move(tx, viewer, organisation, OrganisationState.REJECTED, reason)
    event = OrganisationRejected(id=organisation, other=organisation, reason=reason.strip())
    await record(tx, event)
    return organisation


@once
async def suspend_organisation(
    tx: AsyncSession, viewer: Viewer, *, organisation: int, reason: str
) -> int:
    """The Pemprov suspends a verified organisation; its id.

    Raises:
        NotAllowed, NotFound, StateRefused, ReasonMissing.
        InvalidInput: it is the Pemprov itself.
    """
    require(viewer, Kind.PEMPROV)
    await _move(tx, viewer, organisation, OrganisationState.SUSPENDED, reason)
    event = OrganisationSuspended(id=organisation, other=organisation, reason=reason.strip())
    await record(tx, event)
    return organisation


async def _move(
    tx: AsyncSession,
    viewer: Viewer,
    organisation: int,
    becomes: OrganisationState,
    reason: str | None,
) -> str:
    """Move an organisation's state; the one it was in."""
    row = await queries.locked(tx, organisation)
    was = row.state
    if becomes is OrganisationState.SUSPENDED:
        rules.check_suspension(Kind(row.kind))
    capacities = parties(viewer, giver=organisation, executor=organisation)
    rules.LIFECYCLE.move(was, becomes, capacities, reason=reason)
    row.state = becomes
    row.reason = reason.strip() if reason else None
    row.example = rules.is_made_up(row.name)
    await tx.flush()
    return was


@once
async def invite_member(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    email: str,
    role: Role,
    ends_on: dt.date | None = None,
) -> int:
    """An OWNER asks somebody into the organisation by mail; the invitation's id.

    ``ends_on`` is the last day of a VIEWER's membership.

    The token goes into the mail alone: neither the answer nor the event carries it.

    Raises:
        NotAllowed, InvalidInput, AlreadyMember, TooManyInvitations.
        StateRefused: the organisation was rejected or is suspended.
    """
    require(viewer, roles=[Role.OWNER])
    email = email.strip().lower()
    rules.check_email("email", email)
    state = await queries.own_state(tx, viewer)
    rules.check_invitation(viewer.kind or Kind.DONOR, state, role, ends_on, await queries.today(tx))
    rules.check_newcomer(email, await queries.members_by_mail(tx, viewer.organisation_id))
    made = await tx.scalars(
        insert(Invitation)
        .values(
            organisation_id=viewer.organisation_id,
            email=email,
            role=role,
            ends_on=ends_on,
            created_by=viewer.person_id,
        )
        .returning(col(Invitation.id))
    )
    invitation = made.one()
    await tx.execute(_MAIL, {"invitation": invitation})
    await record(tx, MemberInvited(id=invitation, role=role))
    return invitation


@once(personal=True)
async def accept_invitation(tx: AsyncSession, viewer: Viewer, *, token: str) -> int:
    """The viewer takes up an invitation to their own mail address; the membership's id.

    Raises:
        InvitationNotUsable: unknown, used, expired, or sent to another address.
    """
    organisation = await tx.scalar(_ACCEPT, {"hash": token_hash(token.strip())})
    if organisation is None:
        raise rules.InvitationNotUsable
    membership = (
        await tx.execute(
            select(col(Membership.id), col(Membership.role)).where(
                col(Membership.organisation_id) == organisation,
                col(Membership.person_id) == viewer.person_id,
            )
        )
    ).one()
    event: Event = InvitationAccepted(id=membership.id, other=organisation, role=membership.role)
    await record(tx, event)
    return int(membership.id)


@once
async def end_membership(
    tx: AsyncSession, viewer: Viewer, *, membership: int, ends_on: dt.date | None = None
) -> int:
    """An OWNER ends a membership with a last day, or at once; its id.

    Raises:
        NotAllowed, LastOwner.
        InvalidInput: the day is too far back, or the membership has ended.
        NotFound: it is none of the viewer's organisation.
    """
    require(viewer, roles=[Role.OWNER])
    member = await queries.own_member(tx, viewer, membership)
    today = await queries.today(tx)
    last = ends_on or today - dt.timedelta(days=1)
    others = await queries.other_owners(tx, member)
    rules.check_end(Role(member.role), member.ends_on, last, today, others)
    member.ends_on = last
    await tx.flush()
    await record(tx, MembershipEnded(id=membership, ends_on=last))
    return membership


@once(personal=True)
async def introduce_oneself(tx: AsyncSession, viewer: Viewer, *, name: str, locale: str) -> int:
    """The viewer says how they are called and which language they read; the person's id.

    Raises:
        InvalidInput: a value can't be kept.
    """
    name = rules.one_line(name)
    rules.check_person(name, locale)
    await tx.execute(
        update(Person).where(col(Person.id) == viewer.person_id).values(name=name, locale=locale)
    )
    await record(tx, PersonIntroduced(id=viewer.person_id, locale=locale))
    return viewer.person_id


def token_hash(token: str) -> bytes:
    """What the database keeps of a token. A token has 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).digest()
