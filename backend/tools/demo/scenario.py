"""The demo as steps in order of time, from Friday 24 April to Sunday 3 May 2020."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from tools.demo import trips
from tools.demo.gifts import GIFTS, MONEY, april, may
from tools.demo.people import (
    AGGREGATORS,
    AGREEMENT_WAITING,
    AGREEMENTS,
    ANYBODY,
    APPLICANT,
    COMMITS,
    DONORS,
    PEMPROV,
    PERMITS,
    PREPARES,
    Organisation,
    Paper,
    Person,
    organisation,
)
from tools.demo.pledges import PLANNED_PLEDGES, PlannedPledge
from tools.demo.steps import (
    AcceptPledge,
    AcceptProposal,
    Action,
    ActivateAgreement,
    ActivatePermit,
    AllocatePledge,
    AnswerComplaint,
    ApplyOrganisation,
    CommitPledge,
    Contribution,
    IntendContribution,
    InvitePerson,
    ProposeData,
    PublishNeeds,
    PublishProgramme,
    ReceiveContribution,
    RecordSnapshots,
    RejectPledge,
    ReportProblem,
    Step,
    SubmitAgreement,
    SubmitPermit,
    SubmitPledge,
    VerifyOrganisation,
    WithdrawPledge,
)
from tools.demo.submissions import COMPLAINTS, PROPOSALS

BEGIN = april(24, 6)
RECAP_DAY = date(2020, 5, 2)
# From here the demo's clock runs on by itself.
END = may(3, 18)

MINUTE = timedelta(minutes=1)
FULL = "Gudang kami penuh sampai 8 Mei; mohon pilih agregator lain (contoh)."
OTHER_PLAN = "Dana dialihkan ke tahap berikutnya (contoh)."


def scenario() -> tuple[Step, ...]:
    """Every step of the demo, in order of time."""
    steps = [*_pemprov(), *_aggregators(), *_donors(), *_money(), *_submissions()]
    steps.extend(trips.steps())
    for made in PLANNED_PLEDGES:
        steps.extend(_pledge(made))
    return tuple(sorted(steps, key=lambda step: step.at))


def without(steps: Iterable[Step], pledge: str) -> tuple[Step, ...]:
    """The same steps, as if that pledge had never been made."""
    return tuple(step for step in steps if step.pledge != pledge)


def _by_pemprov(at: datetime, actor: Person, action: Action) -> Step:
    return Step(at, PEMPROV.slug, actor, action)


def _pemprov() -> Iterator[Step]:
    """What the Pemprov does on its own initiative."""
    for minute, person in enumerate(PEMPROV.people[1:]):
        invitation = InvitePerson(PEMPROV.slug, person)
        yield _by_pemprov(BEGIN + minute * MINUTE, PEMPROV.owner, invitation)
    yield _by_pemprov(april(24, 6, 10), PREPARES, PublishProgramme())
    yield _by_pemprov(april(24, 6, 20), PREPARES, RecordSnapshots(date(2020, 4, 24)))
    yield _by_pemprov(april(24, 8), PREPARES, PublishNeeds(1, ("SEMBAKO", "SIAP_SAJI")))
    # Lebaran parcels are given in the last phase, but can be pledged from the first day.
    yield _by_pemprov(april(24, 8, 10), PREPARES, PublishNeeds(4, ("LEBARAN",)))
    yield _by_pemprov(april(29, 8), PREPARES, PublishNeeds(2, ("SEMBAKO", "SIAP_SAJI")))


def _joins(who: Organisation, at: datetime, *, verified: bool = True) -> Iterator[Step]:
    """An organisation applies, is verified, and invites its people."""
    yield Step(at, who.slug, who.owner, ApplyOrganisation(who))
    if verified:
        yield _by_pemprov(at + MINUTE, PREPARES, VerifyOrganisation(who.slug))
    for person in who.people[1:]:
        yield Step(at + 2 * MINUTE, who.slug, who.owner, InvitePerson(who.slug, person))


def _aggregators() -> Iterator[Step]:
    """Every aggregator joins and submits its agreement and permit, which are then activated."""
    agreements = {paper.holder: paper for paper in AGREEMENTS}
    permits = {paper.holder: paper for paper in PERMITS}
    for number, who in enumerate(AGGREGATORS):
        later = number * 5 * MINUTE
        agreement = agreements.get(who.slug)
        if agreement is None:
            yield from _joins(who, may(1, 12) + later)
            waiting = SubmitAgreement(AGREEMENT_WAITING)
            yield Step(may(2, 12), who.slug, who.operator, waiting)
        else:
            day = max(agreement.starts_on, BEGIN.date())
            at = april(day.day, 7) + later
            yield from _joins(who, at)
            yield from _papers(who, at + 3 * MINUTE, agreement, permits[who.slug])


def _papers(who: Organisation, at: datetime, agreement: Paper, permit: Paper) -> Iterator[Step]:
    yield Step(at, who.slug, who.operator, SubmitAgreement(agreement))
    yield Step(at, who.slug, who.operator, SubmitPermit(permit))
    yield _by_pemprov(at + MINUTE, PREPARES, ActivateAgreement(who.slug))
    yield _by_pemprov(at + MINUTE, PREPARES, ActivatePermit(who.slug))


def _donors() -> Iterator[Step]:
    """A donor joins the evening before its first gift, or on the first day the same morning."""
    gives: dict[str, datetime] = {}
    for slug, at in (
        *((gift.giver, gift.at) for gift in GIFTS),
        *((money.giver, money.intended) for money in MONEY),
    ):
        gives[slug] = min(at, gives.get(slug, at))
    for number, who in enumerate(DONORS):
        if who is APPLICANT:
            yield from _joins(who, may(2, 10, 30), verified=False)
        else:
            eve = gives[who.slug].date() - timedelta(days=1)
            evening = datetime.combine(eve, april(24, 19).timetz())
            yield from _joins(who, max(evening, april(24, 8, 15)) + number * MINUTE)


def _money() -> Iterator[Step]:
    for gift in MONEY:
        contribution = Contribution(gift.name, gift.giver, gift.aggregator, gift.amount)
        giver, receiver = organisation(gift.giver), organisation(gift.aggregator)
        yield Step(gift.intended, giver.slug, giver.owner, IntendContribution(contribution))
        receipt = ReceiveContribution(gift.name, gift.reference)
        yield Step(gift.received, receiver.slug, receiver.operator, receipt)


def _submissions() -> Iterator[Step]:
    """What people without an account submit, and how the Pemprov answers."""
    for complaint in COMPLAINTS:
        yield Step(complaint.at, "", ANYBODY, ReportProblem(complaint))
        if complaint.answered and complaint.answer:
            answer = AnswerComplaint(complaint.name, complaint.answer)
            yield _by_pemprov(complaint.answered, PREPARES, answer)
    for proposal in PROPOSALS:
        yield Step(proposal.at, "", ANYBODY, ProposeData(proposal))
        if proposal.accepted:
            yield _by_pemprov(proposal.accepted, PREPARES, AcceptProposal(proposal.name))


def _pledge(planned: PlannedPledge) -> Iterator[Step]:
    """A pledge up to its last state: its executor answers and the Pemprov commits the same day."""
    gift, pledge = planned.gift, planned.pledge
    giver = organisation(pledge.giver)
    executor = organisation(pledge.executor)
    # In the Pemprov, the person who accepts a pledge does not commit it.
    executes = PREPARES if executor is PEMPROV else executor.operator
    hour = timedelta(hours=1)

    yield Step(gift.at, giver.slug, giver.operator, SubmitPledge(pledge))
    match gift.outcome:
        case "REJECTED":
            rejection = RejectPledge(pledge.name, FULL)
            yield Step(gift.at + 4 * hour, executor.slug, executes, rejection)
        case "WITHDRAWN":
            withdrawal = WithdrawPledge(pledge.name, OTHER_PLAN)
            yield Step(gift.at + 3 * hour, giver.slug, giver.operator, withdrawal)
        case "SUBMITTED":
            pass
        case "ACCEPTED" | "ALLOCATED" | "COMMITTED":
            if executor is not giver:
                acceptance = AcceptPledge(pledge.name)
                yield Step(gift.at + 3 * hour, executor.slug, executes, acceptance)
            if executor is not giver and gift.outcome != "ACCEPTED":
                allocation = AllocatePledge(pledge.name)
                yield Step(gift.at + 3.5 * hour, executor.slug, executes, allocation)
            if gift.outcome == "COMMITTED":
                wait = 2.5 * hour if executor is giver else 5 * hour
                yield _by_pemprov(gift.at + wait, COMMITS, CommitPledge(pledge.name))
