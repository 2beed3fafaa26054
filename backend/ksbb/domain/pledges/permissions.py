"""Who may do what with a pledge, and when: declared once, here.

The actions call `check` before they act. `lists` turns the same rows into SQL, for
`Pledge.viewerActions` and for the Pemprov's queue. Changes of state come from the lifecycle, which
the database enforces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ksbb.core.lifecycle import Party, parties
from ksbb.core.refusals import NotAllowed, ReasonMissing, SamePerson, StateRefused
from ksbb.core.viewer import WRITING_ROLES, Kind, Viewer
from ksbb.domain.pledges.models import Channel, PledgeState
from ksbb.domain.pledges.rules import (
    ALLOCATABLE,
    LIFECYCLE,
    HoldLapsed,
    WithdrawalNeedsConsent,
)


class PledgeAction(StrEnum):
    """What people can do with a submitted pledge."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    ALLOCATE = "ALLOCATE"
    RELEASE = "RELEASE"
    COMMIT = "COMMIT"
    WITHDRAW = "WITHDRAW"
    REQUEST_WITHDRAWAL = "REQUEST_WITHDRAWAL"


class Condition(StrEnum):
    """What must be true besides the state and the party."""

    FOR_ANOTHER = "the giver does not deliver it itself"
    ACCEPTED_IF_FOR_ANOTHER = "its executor has accepted it, if the giver does not deliver it"
    GIVEN_BY_ANOTHER = "the viewer's organisation is not its giver"
    ANOTHER_PERSON = "somebody else submitted it"
    # The database counts these once the pledge is locked; each has its own refusal there.
    HOLDS = "it holds packages"
    ALONE = "its executor does not rely on it"
    NEEDS_CONSENT = "its executor relies on it"
    NOT_REQUESTED = "no request to withdraw it waits or was agreed to"
    LACKS_DESTINATION = "packages of it have no destination"


@dataclass(frozen=True, slots=True)
class Permission:
    """A party may do something with pledges in these states, under all of these conditions."""

    party: Party
    states: frozenset[PledgeState]
    conditions: frozenset[Condition]
    reason_required: bool = False


def _steps_to(state: PledgeState, *conditions: Condition) -> tuple[Permission, ...]:
    """The permissions that follow from the lifecycle: changes to a state that are not automatic."""
    return tuple(
        Permission(
            step.party,
            frozenset({PledgeState(step.from_state)}),
            frozenset({*conditions, *([Condition.ANOTHER_PERSON] if step.another_person else [])}),
            step.reason_required,
        )
        for step in LIFECYCLE.transitions
        if step.to_state == state and not step.automatic and step.party is not Party.SYSTEM
    )


def _executor(*conditions: Condition) -> tuple[Permission, ...]:
    """What the executor may do with an accepted pledge without changing its state."""
    return (Permission(Party.EXECUTOR, ALLOCATABLE, frozenset(conditions)),)


PERMISSIONS: Mapping[PledgeAction, tuple[Permission, ...]] = {
    PledgeAction.ACCEPT: _steps_to(PledgeState.ACCEPTED, Condition.FOR_ANOTHER),
    PledgeAction.REJECT: _steps_to(PledgeState.REJECTED, Condition.GIVEN_BY_ANOTHER),
    PledgeAction.ALLOCATE: _executor(Condition.LACKS_DESTINATION, Condition.NOT_REQUESTED),
    PledgeAction.RELEASE: _executor(Condition.FOR_ANOTHER, Condition.HOLDS),
    PledgeAction.COMMIT: (
        *_steps_to(PledgeState.COMMITTED, Condition.ACCEPTED_IF_FOR_ANOTHER, Condition.HOLDS),
        # For packages that the executor allocated after the pledge was committed.
        Permission(
            Party.PEMPROV,
            frozenset({PledgeState.COMMITTED}),
            frozenset({Condition.ANOTHER_PERSON, Condition.HOLDS}),
        ),
    ),
    PledgeAction.WITHDRAW: _steps_to(PledgeState.WITHDRAWN, Condition.ALONE),
    PledgeAction.REQUEST_WITHDRAWAL: (
        Permission(
            Party.GIVER,
            ALLOCATABLE,
            frozenset({Condition.NEEDS_CONSENT, Condition.NOT_REQUESTED}),
            reason_required=True,
        ),
    ),
}


class LockedPledge(Protocol):
    """What must be known of a locked pledge."""

    @property
    def donor_id(self) -> int: ...
    @property
    def executor_id(self) -> int: ...
    @property
    def channel(self) -> Channel: ...
    @property
    def state(self) -> PledgeState: ...
    @property
    def hold_expired(self) -> bool: ...
    @property
    def created_by(self) -> int: ...
    @property
    def needs_consent(self) -> bool: ...
    @property
    def requested(self) -> bool: ...


def check(action: PledgeAction, pledge: LockedPledge, viewer: Viewer, reason: str = "") -> None:
    """Refuse an action that this viewer may not take on this pledge.

    `Condition.HOLDS` and `Condition.LACKS_DESTINATION` are checked by the action.

    Raises:
        WithdrawalNeedsConsent: the giver can only ask to withdraw it.
        StateRefused: nobody may do this in the pledge's current state.
        NotAllowed: other parties may do this, the viewer may not.
        HoldLapsed: a hold has expired, so the pledge has lapsed.
        ReasonMissing: a reason is required.
        SamePerson: a second person must approve.
    """
    capacities = parties(viewer, giver=pledge.donor_id, executor=pledge.executor_id)
    here = [each for each in PERMISSIONS[action] if pledge.state in each.states]
    if not here:
        raise StateRefused("Pledge", pledge.state)
    mine = next((each for each in here if each.party in capacities), None)
    if mine is None:
        pemprov = any(each.party is Party.PEMPROV for each in here)
        raise NotAllowed([Kind.PEMPROV] if pemprov else [], sorted(WRITING_ROLES))
    if Condition.ALONE in mine.conditions and pledge.needs_consent:
        raise WithdrawalNeedsConsent
    if not _holds_true(mine, pledge, viewer):
        raise StateRefused("Pledge", pledge.state)
    if pledge.hold_expired:
        raise HoldLapsed
    if mine.reason_required and not reason.strip():
        raise ReasonMissing
    if Condition.ANOTHER_PERSON in mine.conditions and pledge.created_by == viewer.person_id:
        raise SamePerson


def kinds_of(action: PledgeAction) -> list[Kind]:
    """The only kind of organisation that may do this; empty if it depends on the pledge."""
    alone = all(each.party is Party.PEMPROV for each in PERMISSIONS[action])
    return [Kind.PEMPROV] if alone else []


def _holds_true(permission: Permission, pledge: LockedPledge, viewer: Viewer) -> bool:
    """Whether those conditions are true that depend only on the pledge and the viewer."""
    direct = pledge.channel is Channel.DIRECT
    facts = {
        Condition.FOR_ANOTHER: not direct,
        Condition.ACCEPTED_IF_FOR_ANOTHER: direct or pledge.state is not PledgeState.SUBMITTED,
        Condition.GIVEN_BY_ANOTHER: pledge.donor_id != viewer.organisation_id,
        Condition.NEEDS_CONSENT: pledge.needs_consent,
        Condition.NOT_REQUESTED: not pledge.requested,
    }
    return all(facts.get(condition, True) for condition in permission.conditions)
