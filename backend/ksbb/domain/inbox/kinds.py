"""Which events people are told of, and who hears which.

A new kind is a member of `NotificationKind` and a line in `NOTICES`. Its mail is a template of the
same name in `ksbb.core.notifications`, its sentence is in `frontend/src/office/inbox/words.ts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ksbb.core.viewer import Kind


class NotificationKind(StrEnum):
    """What people are told of, in the order of the settings."""

    PLEDGE_SUBMITTED = "PLEDGE_SUBMITTED"
    PLEDGE_ACCEPTED = "PLEDGE_ACCEPTED"
    PLEDGE_REJECTED = "PLEDGE_REJECTED"
    PLEDGE_COMMITTED = "PLEDGE_COMMITTED"
    PLEDGE_LAPSED = "PLEDGE_LAPSED"
    PLEDGE_WITHDRAWN = "PLEDGE_WITHDRAWN"
    WITHDRAWAL_REQUESTED = "WITHDRAWAL_REQUESTED"
    WITHDRAWAL_ANSWERED = "WITHDRAWAL_ANSWERED"
    WITHDRAWAL_TAKEN_BACK = "WITHDRAWAL_TAKEN_BACK"
    CLOSED_SHORT = "CLOSED_SHORT"
    CLOSING_CONTESTED = "CLOSING_CONTESTED"
    CONTEST_DROPPED = "CONTEST_DROPPED"
    CONTEST_ANSWERED = "CONTEST_ANSWERED"
    CLOSING_TAKEN_BACK = "CLOSING_TAKEN_BACK"
    REASSIGNED = "REASSIGNED"
    REASSIGNMENT_TAKEN_BACK = "REASSIGNMENT_TAKEN_BACK"
    CONTRIBUTION_INTENDED = "CONTRIBUTION_INTENDED"
    CONTRIBUTION_RECEIVED = "CONTRIBUTION_RECEIVED"
    GOODS_RECEIVED = "GOODS_RECEIVED"
    DISPATCHED = "DISPATCHED"
    HANDED_OVER = "HANDED_OVER"
    STOP_FAILED = "STOP_FAILED"
    PROVEN = "PROVEN"
    BAST_READY = "BAST_READY"
    DISCREPANCY_OPENED = "DISCREPANCY_OPENED"
    DISCREPANCY_SETTLED = "DISCREPANCY_SETTLED"
    DISPUTE_OPENED = "DISPUTE_OPENED"
    DISPUTE_MESSAGE = "DISPUTE_MESSAGE"
    DISPUTE_DECIDED = "DISPUTE_DECIDED"
    VERIFICATION_DRAWN = "VERIFICATION_DRAWN"
    VERIFICATION_ASSIGNED = "VERIFICATION_ASSIGNED"
    VERIFICATION_AGREED = "VERIFICATION_AGREED"
    VERIFICATION_DIFFERED = "VERIFICATION_DIFFERED"
    AGREEMENT_ENDING = "AGREEMENT_ENDING"
    PERMIT_ENDING = "PERMIT_ENDING"
    ORGANISATION_APPLIED = "ORGANISATION_APPLIED"
    ORGANISATION_VERIFIED = "ORGANISATION_VERIFIED"
    ORGANISATION_REJECTED = "ORGANISATION_REJECTED"
    ORGANISATION_SUSPENDED = "ORGANISATION_SUSPENDED"


class Part(StrEnum):
    """The part that somebody has in a thing; ``app.event_audience`` says who has it."""

    GIVER = "GIVER"
    EXECUTOR = "EXECUTOR"
    AGGREGATOR = "AGGREGATOR"
    SUBJECT = "SUBJECT"
    PEMPROV = "PEMPROV"
    OFFICER = "OFFICER"
    VERIFIER = "VERIFIER"


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind, and the parts that hear of it.

    Attributes:
        when: the facts that the event must have.
        detail: the fact that the entry keeps in capitals.
    """

    kind: NotificationKind
    parts: tuple[Part, ...]
    when: tuple[str, Any] | None = None
    detail: str | None = None

    def fits(self, facts: Mapping[str, Any]) -> bool:
        """Whether an event with these facts is of this kind."""
        return self.when is None or facts.get(self.when[0]) == self.when[1]


# No mail for what comes many times a day, unless somebody switches it on.
NO_MAIL = frozenset(
    {
        NotificationKind.HANDED_OVER,
        NotificationKind.PROVEN,
        NotificationKind.BAST_READY,
        NotificationKind.VERIFICATION_AGREED,
    }
)
# An organisation must hear of these: nobody can switch them off.
FIXED = frozenset({NotificationKind.ORGANISATION_REJECTED, NotificationKind.ORGANISATION_SUSPENDED})

_K = NotificationKind
_GIVER, _EXECUTOR, _PEMPROV = Part.GIVER, Part.EXECUTOR, Part.PEMPROV
_PARTIES = (_GIVER, _EXECUTOR)
_ALL = (_GIVER, _EXECUTOR, _PEMPROV)

# By event: the first notice that fits it.
NOTICES: dict[str, tuple[Notice, ...]] = {
    "PledgeSubmitted": (Notice(_K.PLEDGE_SUBMITTED, (_EXECUTOR,)),),
    "PledgeAccepted": (Notice(_K.PLEDGE_ACCEPTED, (_GIVER,)),),
    "PledgeRejected": (Notice(_K.PLEDGE_REJECTED, _PARTIES),),
    "PledgeCommitted": (Notice(_K.PLEDGE_COMMITTED, _PARTIES),),
    "PledgeLapsed": (Notice(_K.PLEDGE_LAPSED, _PARTIES),),
    "PledgeWithdrawn": (Notice(_K.PLEDGE_WITHDRAWN, _PARTIES),),
    "WithdrawalRequested": (Notice(_K.WITHDRAWAL_REQUESTED, _ALL),),
    "WithdrawalAnswered": (Notice(_K.WITHDRAWAL_ANSWERED, _ALL, detail="answer"),),
    "WithdrawalTakenBack": (Notice(_K.WITHDRAWAL_TAKEN_BACK, _ALL),),
    "LineClosedShort": (Notice(_K.CLOSED_SHORT, (_GIVER,)),),
    "ClosingContested": (Notice(_K.CLOSING_CONTESTED, (_EXECUTOR, _PEMPROV)),),
    "ContestDropped": (Notice(_K.CONTEST_DROPPED, (_EXECUTOR, _PEMPROV)),),
    "ContestAnswered": (Notice(_K.CONTEST_ANSWERED, _PARTIES, detail="answer"),),
    "ClosingTakenBack": (Notice(_K.CLOSING_TAKEN_BACK, (_GIVER,)),),
    "PledgeReassigned": (Notice(_K.REASSIGNED, _PARTIES),),
    "ReassignmentTakenBack": (Notice(_K.REASSIGNMENT_TAKEN_BACK, _PARTIES),),
    "ContributionIntended": (Notice(_K.CONTRIBUTION_INTENDED, (Part.AGGREGATOR,)),),
    "ContributionReceived": (Notice(_K.CONTRIBUTION_RECEIVED, (_GIVER,)),),
    "GoodsReceived": (Notice(_K.GOODS_RECEIVED, (_GIVER,)),),
    "ShipmentDispatched": (Notice(_K.DISPATCHED, (_GIVER, Part.OFFICER)),),
    "HandoverReported": (Notice(_K.HANDED_OVER, _PARTIES),),
    "StopFailed": (Notice(_K.STOP_FAILED, _PARTIES),),
    "HandoverProven": (Notice(_K.PROVEN, _PARTIES, detail="side"),),
    "BastIssued": (Notice(_K.BAST_READY, _PARTIES),),
    "DiscrepancyOpened": (Notice(_K.DISCREPANCY_OPENED, _PARTIES),),
    "DiscrepancyReopened": (Notice(_K.DISCREPANCY_OPENED, _PARTIES),),
    "DiscrepancySettled": (Notice(_K.DISCREPANCY_SETTLED, _PARTIES, detail="settlement"),),
    "HandoverDisputed": (Notice(_K.DISPUTE_OPENED, (*_ALL, Part.OFFICER)),),
    # What somebody corrects in their message is read there.
    "DisputeMessageWritten": (
        Notice(_K.DISPUTE_MESSAGE, (_EXECUTOR, _PEMPROV, Part.OFFICER), when=("corrects", None)),
    ),
    "HandoverDecided": (Notice(_K.DISPUTE_DECIDED, (*_ALL, Part.OFFICER)),),
    "SampleDrawn": (Notice(_K.VERIFICATION_DRAWN, (_EXECUTOR,)),),
    "VerificationAssigned": (Notice(_K.VERIFICATION_ASSIGNED, (Part.VERIFIER,)),),
    "DeliveryVerified": (
        Notice(_K.VERIFICATION_AGREED, _PARTIES, when=("agrees", True)),
        Notice(_K.VERIFICATION_DIFFERED, _ALL, when=("agrees", False)),
    ),
    "AgreementEnding": (Notice(_K.AGREEMENT_ENDING, (Part.AGGREGATOR, _PEMPROV)),),
    "PermitEnding": (Notice(_K.PERMIT_ENDING, (Part.AGGREGATOR, _PEMPROV)),),
    "OrganisationApplied": (Notice(_K.ORGANISATION_APPLIED, (_PEMPROV,)),),
    "OrganisationVerified": (Notice(_K.ORGANISATION_VERIFIED, (Part.SUBJECT,)),),
    "OrganisationRejected": (Notice(_K.ORGANISATION_REJECTED, (Part.SUBJECT,)),),
    "OrganisationSuspended": (Notice(_K.ORGANISATION_SUSPENDED, (Part.SUBJECT,)),),
}


def notice_for(event: str, facts: Mapping[str, Any]) -> Notice | None:
    """The notice that an event with these facts causes, if any."""
    return next((each for each in NOTICES.get(event, ()) if each.fits(facts)), None)


# What each kind of organisation, and each role with a task of its own, may have part in.
PARTS: dict[str, frozenset[Part]] = {
    "DONOR": frozenset({_GIVER, _EXECUTOR, Part.SUBJECT}),
    "AGGREGATOR": frozenset({_GIVER, _EXECUTOR, Part.AGGREGATOR, Part.SUBJECT}),
    "PEMPROV": frozenset({_EXECUTOR, _PEMPROV}),
    "KELURAHAN": frozenset({Part.OFFICER}),
    "VERIFIER": frozenset({Part.VERIFIER}),
}
# A donor carries out its own pledges only.
_OF_OTHERS = frozenset({_K.PLEDGE_SUBMITTED, _K.CLOSING_CONTESTED, _K.CONTEST_DROPPED})


def kinds_for(who: str) -> list[NotificationKind]:
    """The kinds that people of `PARTS` may hear of and switch, in order."""
    heard = {
        notice.kind
        for notices in NOTICES.values()
        for notice in notices
        if not PARTS[who].isdisjoint(notice.parts)
    }
    never = FIXED | _OF_OTHERS if who == Kind.DONOR else FIXED
    return [kind for kind in NotificationKind if kind in heard - never]
