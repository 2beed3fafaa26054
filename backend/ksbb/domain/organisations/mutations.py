"""The mutations of organisations: each decodes its input, acts, and reads the row it made."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.organisations import actions, rules
from ksbb.domain.organisations.enums import Kind, Role
from ksbb.domain.organisations.types import Invitation, Membership, Person, TenantOrganisation

KEY = (
    "Idempotency key: the same key with the same input returns the same result and acts only once."
)
REASON = "The reason, not empty; the organisation's people read it."


@strawberry.input(description="An application for an organisation.")
class ApplyAsOrganisationInput:
    key: UUID = strawberry.field(description=KEY)
    kind: Kind = strawberry.field(description="DONOR or AGGREGATOR.")
    name: str = strawberry.field(description="Its name, 2 to 200 characters.")
    about: str = strawberry.field(
        default="", description="How it describes itself, at most 2,000 characters."
    )
    contact_email: str = strawberry.field(description="Mail address for the Pemprov.")
    contact_phone: str = strawberry.field(description="Telephone number for the Pemprov.")


@strawberry.input
class _OneOrganisation:
    key: UUID = strawberry.field(description=KEY)
    organisation: graphql_sql.ID = strawberry.field(
        description="The organisation: the id of a TenantOrganisation."
    )


@strawberry.input(description="An organisation to verify: an applicant, or a suspended one.")
class VerifyOrganisationInput(_OneOrganisation):
    pass


@strawberry.input(description="An applicant to reject, with the reason.")
class RejectOrganisationInput(_OneOrganisation):
    reason: str = strawberry.field(description=REASON)


@strawberry.input(description="An organisation to suspend, with the reason.")
class SuspendOrganisationInput(_OneOrganisation):
    reason: str = strawberry.field(description=REASON)


@strawberry.input(description="A person to invite into the viewer's organisation.")
class InviteMemberInput:
    key: UUID = strawberry.field(description=KEY)
    email: str = strawberry.field(description="The mail address of the person.")
    role: Role = strawberry.field(description="Their role as a member.")
    ends_on: dt.date | None = strawberry.field(
        default=None,
        description="The last day of the membership; for a VIEWER, such as an auditor.",
    )
    areas: list[graphql_sql.ID] = strawberry.field(
        default_factory=list,
        description="The kelurahan that a KELURAHAN officer looks after; empty for other roles.",
    )


@strawberry.input(description="An invitation that came by mail.")
class AcceptInvitationInput:
    key: UUID = strawberry.field(description=KEY)
    token: str = strawberry.field(description="The secret token from the link in the mail.")


@strawberry.input(description="A membership of the viewer's organisation to end.")
class EndMembershipInput:
    key: UUID = strawberry.field(description=KEY)
    membership: graphql_sql.ID = strawberry.field(description="The membership.")
    ends_on: dt.date | None = strawberry.field(
        default=None, description="Its last day; without one it ends at once."
    )


@strawberry.input(description="The kelurahan that an officer looks after from now on.")
class SetOfficerAreasInput:
    key: UUID = strawberry.field(description=KEY)
    membership: graphql_sql.ID = strawberry.field(description="The officer's membership.")
    areas: list[graphql_sql.ID] = strawberry.field(description="All of their kelurahan, 1 to 50.")


@strawberry.input(description="The viewer's name and language.")
class SetNameAndLanguageInput:
    key: UUID = strawberry.field(description=KEY)
    name: str = strawberry.field(description="1 to 100 characters.")
    locale: str = strawberry.field(default="id", description='Either "id" or "en".')


class OrganisationApplied(graphql_sql.Payload[TenantOrganisation], field="organisation"):
    """The application was submitted; the person is the organisation's OWNER."""


class OrganisationVerified(graphql_sql.Payload[TenantOrganisation], field="organisation"):
    """The organisation is verified and may act."""


class OrganisationRejected(graphql_sql.Payload[TenantOrganisation], field="organisation"):
    """The application was rejected."""


class OrganisationSuspended(graphql_sql.Payload[TenantOrganisation], field="organisation"):
    """The organisation may not act until it is verified again."""


class MemberInvited(graphql_sql.Payload[Invitation]):
    """The mail with the invitation is queued."""


class InvitationAccepted(graphql_sql.Payload[Membership]):
    """The person is a member of the organisation."""


class MembershipEnded(graphql_sql.Payload[Membership]):
    """The membership has a last day now."""


class OfficerAreasSet(graphql_sql.Payload[Membership]):
    """The officer looks after these kelurahan and no others."""


class NameAndLanguageSet(graphql_sql.Payload[Person]):
    """The person's name and language are saved."""


class OrganisationMutations:
    @graphql_sql.mutation(
        refusals=[rules.TooManyApplications],
        description="Apply for an organisation; the applicant becomes its OWNER.",
    )
    async def apply_as_organisation(
        self, tx: Transaction, input: ApplyAsOrganisationInput
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

    @graphql_sql.mutation(description="The Pemprov verifies an applicant, or ends a suspension.")
    async def verify_organisation(
        self, tx: Transaction, input: VerifyOrganisationInput
    ) -> OrganisationVerified:
        return OrganisationVerified(
            await actions.verify_organisation(
                tx.session, tx.viewer, input.key, organisation=_number(input.organisation)
            )
        )

    @graphql_sql.mutation(description="The Pemprov rejects an applicant.")
    async def reject_organisation(
        self, tx: Transaction, input: RejectOrganisationInput
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

    @graphql_sql.mutation(description="The Pemprov suspends a verified organisation.")
    async def suspend_organisation(
        self, tx: Transaction, input: SuspendOrganisationInput
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

    @graphql_sql.mutation(
        refusals=[rules.AlreadyMember, rules.TooManyInvitations],
        description="An OWNER invites somebody into the organisation by mail.",
    )
    async def invite_member(self, tx: Transaction, input: InviteMemberInput) -> MemberInvited:
        return MemberInvited(
            await actions.invite_member(
                tx.session,
                tx.viewer,
                input.key,
                email=input.email,
                role=input.role,
                ends_on=input.ends_on,
                areas=[number_of(area, "Area") for area in input.areas],
            )
        )

    @graphql_sql.mutation(
        refusals=[rules.InvitationNotUsable],
        description="Accept an invitation that was sent to the viewer's own mail address.",
    )
    async def accept_invitation(
        self, tx: Transaction, input: AcceptInvitationInput
    ) -> InvitationAccepted:
        return InvitationAccepted(
            await actions.accept_invitation(tx.session, tx.viewer, input.key, token=input.token)
        )

    @graphql_sql.mutation(
        refusals=[rules.LastOwner],
        description="An OWNER ends a membership of their organisation; it may be their own.",
    )
    async def end_membership(self, tx: Transaction, input: EndMembershipInput) -> MembershipEnded:
        return MembershipEnded(
            await actions.end_membership(
                tx.session,
                tx.viewer,
                input.key,
                membership=number_of(input.membership, "Membership"),
                ends_on=input.ends_on,
            )
        )

    @graphql_sql.mutation(
        description="An OWNER of the Pemprov sets the kelurahan that an officer looks after."
    )
    async def set_officer_areas(
        self, tx: Transaction, input: SetOfficerAreasInput
    ) -> OfficerAreasSet:
        return OfficerAreasSet(
            await actions.set_officer_areas(
                tx.session,
                tx.viewer,
                input.key,
                membership=number_of(input.membership, "Membership"),
                areas=[number_of(area, "Area") for area in input.areas],
            )
        )

    @graphql_sql.mutation(description="Set the viewer's own name and language.")
    async def set_name_and_language(
        self, tx: Transaction, input: SetNameAndLanguageInput
    ) -> NameAndLanguageSet:
        return NameAndLanguageSet(
            await actions.set_name_and_language(
                tx.session, tx.viewer, input.key, name=input.name, locale=input.locale
            )
        )


def _number(organisation: graphql_sql.ID) -> int:
    return number_of(organisation, "TenantOrganisation")
