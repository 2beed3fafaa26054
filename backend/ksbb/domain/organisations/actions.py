"""The actions: apply, verify, reject, suspend; invite, join and leave; own name."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ARRAY,
    BigInteger,
    LargeBinary,
    Text,
    all_,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core import clock
from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import Event, record
from ksbb.core.refusals import NotAllowed
from ksbb.core.statements import execute, fetch_all, fetch_value
from ksbb.core.viewer import WRITING_ROLES, Kind, Role, Viewer
from ksbb.domain.organisations import queries, rules
from ksbb.domain.organisations.events import (
    InvitationAccepted,
    MemberInvited,
    MembershipEnded,
    NameAndLanguageSet,
    OfficerAreasSet,
    OrganisationApplied,
    OrganisationRejected,
    OrganisationSuspended,
    OrganisationVerified,
)
from ksbb.domain.organisations.models import (
    Invitation,
    Membership,
    OfficerArea,
    OrganisationState,
    Person,
    TenantOrganisation,
)

_APPLY = select(
    func.app.organisation_apply(
        bindparam("kind", type_=Text),
        bindparam("name", type_=Text),
        bindparam("about", type_=Text),
        bindparam("email", type_=Text),
        bindparam("phone", type_=Text),
    )
)
_MOVE = (
    update(TenantOrganisation)
    .where(col(TenantOrganisation.id) == bindparam("organisation_id"))
    .values(
        state=bindparam("state"), reason=bindparam("reason"), is_example=bindparam("is_example")
    )
)
_INVITE = (
    insert(Invitation)
    .values(
        organisation_id=bindparam("organisation_id"),
        email=bindparam("email"),
        role=bindparam("role"),
        ends_on=bindparam("ends_on"),
        area_ids=bindparam("area_ids"),
        created_by=bindparam("created_by"),
    )
    .returning(col(Invitation.id))
)
# The database makes the token; only the mail contains it.
_MAIL = select(func.app.invitation_mail(bindparam("invitation_id", type_=BigInteger)))
_ACCEPT = select(func.app.invitation_accept(bindparam("hash", type_=LargeBinary)))
_OWN_MEMBERSHIP = select(col(Membership.id), col(Membership.role)).where(
    col(Membership.organisation_id) == bindparam("organisation_id"),
    col(Membership.person_id) == bindparam("person_id"),
)
_END_MEMBERSHIP = (
    update(Membership)
    .where(col(Membership.id) == bindparam("membership_id"))
    .values(ends_on=bindparam("ends_on"))
)
_areas = bindparam("area_ids", type_=ARRAY(BigInteger))
_END_AREAS = (
    update(OfficerArea)
    .where(
        col(OfficerArea.person_id) == bindparam("officer_id"),
        col(OfficerArea.ended_on).is_(None),
        col(OfficerArea.area_id) != all_(_areas),
    )
    .values(ended_on=clock.TODAY)
)
_added = upsert(OfficerArea).from_select(
    ["person_id", "area_id", "created_by"],
    select(
        bindparam("officer_id", type_=BigInteger),
        func.unnest(_areas),
        bindparam("created_by", type_=BigInteger),
    ),
)
_ADD_AREAS = _added.on_conflict_do_update(
    index_elements=["person_id", "area_id"], set_={"ended_on": None}
)
_SET_NAME_AND_LANGUAGE = (
    update(Person)
    .where(col(Person.id) == bindparam("person_id"))
    .values(name=bindparam("name"), locale=bindparam("locale"))
)


@dataclass(frozen=True, slots=True)
class _OwnMembership:
    id: int
    role: str


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
    """The viewer applies for an organisation and becomes its OWNER; returns its row id.

    Raises:
        NotAllowed: people of the Pemprov can't apply with this sign-in.
        InvalidInput: a value is not valid.
        TooManyApplications.
    """
    if viewer.kind is Kind.PEMPROV:
        raise NotAllowed([*rules.APPLICANTS], sorted(WRITING_ROLES))
    name, about = rules.one_line(name), about.strip()
    email, phone = contact_email.strip().lower(), rules.one_line(contact_phone)
    rules.check_applicant(kind, await queries.waiting_applications(tx, viewer))
    rules.check_name(name)
    rules.check_about(about)
    rules.check_email("contactEmail", email)
    rules.check_phone(phone)
    made: int = await fetch_value(
        tx, _APPLY, {"kind": kind, "name": name, "about": about, "email": email, "phone": phone}
    )
    await record(tx, OrganisationApplied(id=made, other=made, kind=kind, name=name))
    return made


@once
async def verify_organisation(tx: AsyncSession, viewer: Viewer, *, organisation: int) -> int:
    """The Pemprov verifies an applicant, or ends a suspension; returns the organisation's row id.

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
    """The Pemprov rejects an applicant; returns the organisation's row id.

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
    """The Pemprov suspends a verified organisation; returns its row id.

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
    """Move an organisation to another state; returns its old state."""
    found = await queries.locked(tx, organisation)
    if becomes is OrganisationState.SUSPENDED:
        rules.check_suspension(Kind(found.kind))
    capacities = parties(viewer, giver=organisation, executor=organisation)
    rules.LIFECYCLE.move(found.state, becomes, capacities, reason=reason)
    await execute(
        tx,
        _MOVE,
        {
            "organisation_id": organisation,
            "state": becomes,
            "reason": reason.strip() if reason else None,
            "is_example": rules.is_made_up(found.name),
        },
    )
    return found.state


@once
async def invite_member(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    email: str,
    role: Role,
    ends_on: dt.date | None = None,
    areas: Sequence[int] = (),
) -> int:
    """An OWNER invites somebody into the organisation by mail; returns the invitation's row id.

    ``ends_on`` is the last day of a VIEWER's membership, ``areas`` are the kelurahan of an officer.

    Only the mail contains the token: the answer and the event do not.

    Raises:
        NotAllowed, InvalidInput, NotFound, AlreadyMember, TooManyInvitations.
        StateRefused: the organisation was rejected or is suspended.
    """
    require(viewer, roles=[Role.OWNER])
    email = email.strip().lower()
    rules.check_email("email", email)
    state = await queries.own_state(tx, viewer)
    rules.check_invitation(viewer.kind or Kind.DONOR, state, role, ends_on, await clock.today(tx))
    rules.check_areas(role, areas)
    await queries.require_kelurahan(tx, areas)
    rules.check_newcomer(email, await queries.members_by_mail(tx, viewer.organisation_id))
    invitation: int = await fetch_value(
        tx,
        _INVITE,
        {
            "organisation_id": viewer.organisation_id,
            "email": email,
            "role": role,
            "ends_on": ends_on,
            "area_ids": [*areas],
            "created_by": viewer.person_id,
        },
    )
    await execute(tx, _MAIL, {"invitation_id": invitation})
    await record(tx, MemberInvited(id=invitation, role=role))
    return invitation


@once(personal=True)
async def accept_invitation(tx: AsyncSession, viewer: Viewer, *, token: str) -> int:
    """The viewer accepts an invitation to their own mail address; returns the membership's row id.

    Raises:
        InvitationNotUsable: unknown, used, expired, or sent to another address.
    """
    organisation: int | None = await fetch_value(tx, _ACCEPT, {"hash": token_hash(token.strip())})
    if organisation is None:
        raise rules.InvitationNotUsable
    [membership] = await fetch_all(
        tx,
        _OwnMembership,
        _OWN_MEMBERSHIP,
        {"organisation_id": organisation, "person_id": viewer.person_id},
    )
    event: Event = InvitationAccepted(id=membership.id, other=organisation, role=membership.role)
    await record(tx, event)
    return membership.id


@once
async def end_membership(
    tx: AsyncSession, viewer: Viewer, *, membership: int, ends_on: dt.date | None = None
) -> int:
    """An OWNER ends a membership, with a last day or at once; returns its row id.

    Raises:
        NotAllowed, LastOwner.
        InvalidInput: the day is too far back, or the membership has ended.
        NotFound: the viewer's organisation has no such membership.
    """
    require(viewer, roles=[Role.OWNER])
    member = await queries.own_member(tx, viewer, membership)
    today = await clock.today(tx)
    last = ends_on or today - dt.timedelta(days=1)
    others = await queries.other_owners(tx, viewer, membership)
    rules.check_end(Role(member.role), member.ends_on, last, today, others)
    await execute(tx, _END_MEMBERSHIP, {"membership_id": membership, "ends_on": last})
    await record(tx, MembershipEnded(id=membership, ends_on=last))
    return membership


@once
async def set_officer_areas(
    tx: AsyncSession, viewer: Viewer, *, membership: int, areas: Sequence[int]
) -> int:
    """An OWNER of the Pemprov sets the kelurahan that an officer looks after.

    Returns:
        the membership's row id.

    Raises:
        NotAllowed, InvalidInput.
        NotFound: there is no such membership, or no such kelurahan.
    """
    require(viewer, Kind.PEMPROV, roles=[Role.OWNER])
    member = await queries.own_member(tx, viewer, membership)
    rules.check_areas(Role(member.role), areas)
    rules.check_not_ended(member.ends_on, await clock.today(tx))
    await queries.require_kelurahan(tx, areas)
    values = {"officer_id": member.person_id, "area_ids": [*areas]}
    await execute(tx, _END_AREAS, values)
    await execute(tx, _ADD_AREAS, values | {"created_by": viewer.person_id})
    await record(tx, OfficerAreasSet(id=membership, areas=sorted(areas)))
    return membership


@once(personal=True)
async def set_name_and_language(tx: AsyncSession, viewer: Viewer, *, name: str, locale: str) -> int:
    """The viewer sets their own name and language; returns the person's row id.

    Raises:
        InvalidInput: a value is not valid.
    """
    name = rules.one_line(name)
    rules.check_person(name, locale)
    await execute(
        tx, _SET_NAME_AND_LANGUAGE, {"person_id": viewer.person_id, "name": name, "locale": locale}
    )
    await record(tx, NameAndLanguageSet(id=viewer.person_id, locale=locale))
    return viewer.person_id


def token_hash(token: str) -> bytes:
    """The hash of a token, as stored. A token has 256 random bits, so it needs no salt."""
    return hashlib.sha256(token.encode()).digest()
