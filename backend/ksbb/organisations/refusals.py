"""Refusals in GraphQL: the general ones, which any mutation may answer, and this slice's own."""

from __future__ import annotations

from ksbb import reads
from ksbb.kernel import errors
from ksbb.organisations import rules
from ksbb.organisations.enums import Kind, Role


@reads.refusal(errors.NotSignedIn)
class NotSignedIn:
    """Nobody is signed in, and this is for people who are."""


@reads.refusal(errors.NotAllowed)
class NotAllowed:
    """The viewer's organisation or role does not do this."""

    kinds: list[Kind] = reads.fact(
        description="Kinds of organisations that do; empty: the kind does not matter."
    )
    roles: list[Role] = reads.fact(description="Roles that do.")


@reads.refusal(errors.NotFound)
class NotFound:
    """There is none, or not for this viewer: the two look the same on purpose."""

    what: str = reads.fact(description="Name of the type of what was not found.")


@reads.refusal(errors.KeyReused)
class KeyReused:
    """The key was used before for other content: nothing was done now."""


@reads.refusal(errors.StateRefused)
class StateRefused:
    """The thing is in a state from which this step does not lead on."""

    thing: str = reads.fact(description="Name of its type.")
    state: str = reads.fact(
        description="Its state; empty where somebody else changed it at the same moment."
    )


@reads.refusal(errors.SamePerson)
class SamePerson:
    """Who approves is not who wrote."""


@reads.refusal(errors.ReasonMissing)
class ReasonMissing:
    """Those whom the step concerns are owed a reason."""


@reads.refusal(errors.InvalidInput)
class InvalidInput:
    """A value can't be what its field wants; the message says what would do."""

    field: str = reads.fact(description="The field's name in the input.")


# What every mutation may answer beside its own.
GENERAL = (
    NotSignedIn,
    NotAllowed,
    NotFound,
    KeyReused,
    StateRefused,
    SamePerson,
    ReasonMissing,
    InvalidInput,
)


@reads.refusal(rules.OrganisationNotVerified)
class OrganisationNotVerified:
    """The viewer's organisation waits for its verification, or lost it."""


@reads.refusal(rules.InvitationNotUsable)
class InvitationNotUsable:
    """Unknown, used, expired or another's: they look the same on purpose."""


@reads.refusal(rules.TooManyInvitations)
class TooManyInvitations:
    """More were sent within an hour than is usual."""


@reads.refusal(rules.LastOwner)
class LastOwner:
    """Somebody has to be able to let others in."""


@reads.refusal(rules.TooManyApplications)
class TooManyApplications:
    """So many of the person's applications wait as may be."""

    limit: int = reads.fact(description="How many may wait.")


@reads.refusal(rules.AlreadyMember)
class AlreadyMember:
    """The person has a role in the organisation already."""

    email: str = reads.fact(description="Their mail address.")
