"""Organisations' mutations: each decodes its input, acts, and answers what it made."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

from ksbb import reads
from ksbb.organisations import actions
from ksbb.organisations.enums import Kind, Role
from ksbb.organisations.graph import Invitation, Membership, Person, TenantOrganisation
from ksbb.organisations.refusals import (
    AlreadyMember,
    InvitationNotUsable,
    LastOwner,
    TooManyApplications,
    TooManyInvitations,
)

KEY = "Chosen by the caller; the same again does nothing again."


@strawberry.input(description="An application as an organisation.")
class ApplyAsOrganisationInput:
    key: UUID = strawberry.field(description=KEY)
    kind: Kind = strawberry.field(description="DONOR or AGGREGATOR.")
    name: str = strawberry.field(description="Its name, 2 to 200 characters.")
    about: str = strawberry.field(
        default="", description="What it says of itself, at most 2,000 characters."
    )
    contact_email: str = strawberry.field(description="Where the Pemprov can write to.")
    contact_phone: str = strawberry.field(description="Where the Pemprov can call.")


@strawberry.input(description="An organisation.")
class OrganisationActInput:
    key: UUID = strawberry.field(description=KEY)
    organisation: reads.GlobalID = strawberry.field(
        description="The organisation: the id of a TenantOrganisation."
    )


@strawberry.input(description="An organisation, and why.")
class OrganisationReasonInput:
    key: UUID = strawberry.field(description=KEY)
    organisation: reads.GlobalID = strawberry.field(
        description="The organisation: the id of a TenantOrganisation."
    )
    reason: str = strawberry.field(description="Why; its people will read it.")


@strawberry.input(description="Whom to ask into the viewer's organisation.")
class InviteMemberInput:
    key: UUID = strawberry.field(description=KEY)
    email: str = strawberry.field(description="Their mail address.")
    role: Role = strawberry.field(description="What they are going to be.")
    ends_on: dt.date | None = strawberry.field(
        default=None, description="The last day of a VIEWER, such as an auditor."
    )


@strawberry.input(description="An invitation that came by mail.")
class AcceptInvitationInput:
    key: UUID = strawberry.field(description=KEY)
    token: str = strawberry.field(description="The secret out of the mail's link.")


@strawberry.input(description="Whose membership of the viewer's organisation ends.")
class EndMembershipInput:
    key: UUID = strawberry.field(description=KEY)
    membership: reads.GlobalID = strawberry.field(description="The membership.")
    ends_on: dt.date | None = strawberry.field(
        default=None, description="Its last day; without one it ends at once."
    )


@strawberry.input(description="How the viewer is called, and which language they read.")
class IntroduceOneselfInput:
    key: UUID = strawberry.field(description=KEY)
    name: str = strawberry.field(description="1 to 100 characters.")
    locale: str = strawberry.field(default="id", description='Either "id" or "en".')


@reads.payload()
class OrganisationApplied:
    """The application is in; the person is the organisation's OWNER."""

    organisation: TenantOrganisation = reads.fact(description="The organisation.")

    def __init__(self, organisation: int) -> None:
        self.organisation_id = organisation


@reads.payload()
class OrganisationVerified:
    """The organisation may act."""

    organisation: TenantOrganisation = reads.fact(description="The organisation.")

    def __init__(self, organisation: int) -> None:
        self.organisation_id = organisation


@reads.payload()
class OrganisationRejected:
    """The application was turned down."""

    organisation: TenantOrganisation = reads.fact(description="The organisation.")

    def __init__(self, organisation: int) -> None:
        self.organisation_id = organisation


@reads.payload()
class OrganisationSuspended:
    """The organisation may not act until it is verified again."""

    organisation: TenantOrganisation = reads.fact(description="The organisation.")

    def __init__(self, organisation: int) -> None:
        self.organisation_id = organisation


@reads.payload()
class MemberInvited:
    """The mail with the invitation is on its way."""

    invitation: Invitation = reads.fact(description="The invitation.")

    def __init__(self, invitation: int) -> None:
        self.invitation_id = invitation


@reads.payload()
class InvitationAccepted:
    """The person belongs to the organisation."""

    membership: Membership = reads.fact(description="The membership.")

    def __init__(self, membership: int) -> None:
        self.membership_id = membership


@reads.payload()
class MembershipEnded:
    """The membership has a last day."""

    membership: Membership = reads.fact(description="The membership.")

    def __init__(self, membership: int) -> None:
        self.membership_id = membership


@reads.payload()
class PersonIntroduced:
    """The person's name and language are kept."""

    person: Person = reads.fact(description="The person.")

    def __init__(self, person: int) -> None:
        self.person_id = person


class OrganisationMutations:
    @reads.mutation(
        refusals=[TooManyApplications],
        description="Apply for an organisation; whoever applies becomes its OWNER.",
    )
    async def apply_as_organisation(
        self, tx: reads.Transaction, input: ApplyAsOrganisationInput
    ) -> OrganisationApplied:
        return OrganisationApplied(
            await actions.apply_as_organisation(
                tx.session,
                tx.viewer,
                input.key,
                kind=input.kind,
                name=input.name,
                about=input.about,
                contact_email=input.contact_email,
                contact_phone=input.contact_phone,
            )
        )

    @reads.mutation(description="The Pemprov verifies an applicant, or ends a suspension.")
    async def verify_organisation(
        self, tx: reads.Transaction, input: OrganisationActInput
    ) -> OrganisationVerified:
        return OrganisationVerified(
            await actions.verify_organisation(
                tx.session, tx.viewer, input.key, organisation=_number(input.organisation)
            )
        )

    @reads.mutation(description="The Pemprov turns an applicant down.")
    async def reject_organisation(
        self, tx: reads.Transaction, input: OrganisationReasonInput
    ) -> OrganisationRejected:
        return OrganisationRejected(
            await actions.reject_organisation(
                tx.session,
                tx.viewer,
                input.key,
                organisation=_number(input.organisation),
                reason=input.reason,
            )
        )

    @reads.mutation(description="The Pemprov suspends a verified organisation.")
    async def suspend_organisation(
        self, tx: reads.Transaction, input: OrganisationReasonInput
    ) -> OrganisationSuspended:
        return OrganisationSuspended(
            await actions.suspend_organisation(
                tx.session,
                tx.viewer,
                input.key,
                organisation=_number(input.organisation),
                reason=input.reason,
            )
        )

    @reads.mutation(
        refusals=[AlreadyMember, TooManyInvitations],
        description="An OWNER asks somebody into the organisation by mail.",
    )
    async def invite_member(self, tx: reads.Transaction, input: InviteMemberInput) -> MemberInvited:
        return MemberInvited(
            await actions.invite_member(
                tx.session,
                tx.viewer,
                input.key,
                email=input.email,
                role=input.role,
                ends_on=input.ends_on,
            )
        )

    @reads.mutation(
        refusals=[InvitationNotUsable],
        description="Take up an invitation that was sent to the viewer's own mail address.",
    )
    async def accept_invitation(
        self, tx: reads.Transaction, input: AcceptInvitationInput
    ) -> InvitationAccepted:
        return InvitationAccepted(
            await actions.accept_invitation(tx.session, tx.viewer, input.key, token=input.token)
        )

    @reads.mutation(
        refusals=[LastOwner],
        description="An OWNER ends a membership of their organisation, also their own.",
    )
    async def end_membership(
        self, tx: reads.Transaction, input: EndMembershipInput
    ) -> MembershipEnded:
        return MembershipEnded(
            await actions.end_membership(
                tx.session,
                tx.viewer,
                input.key,
                membership=reads.number_of(input.membership, "Membership"),
                ends_on=input.ends_on,
            )
        )

    @reads.mutation(description="Say how one is called, and which language one reads.")
    async def introduce_oneself(
        self, tx: reads.Transaction, input: IntroduceOneselfInput
    ) -> PersonIntroduced:
        return PersonIntroduced(
            await actions.introduce_oneself(
                tx.session, tx.viewer, input.key, name=input.name, locale=input.locale
            )
        )


def _number(organisation: reads.GlobalID) -> int:
    return reads.number_of(organisation, "TenantOrganisation")
