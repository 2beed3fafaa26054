"""No step of the demo breaks a rule of the programme."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from ksbb.core.viewer import Kind
from tools.demo import people
from tools.demo.families import vulnerable_families
from tools.demo.pledges import PLANNED_PLEDGES
from tools.demo.programme import phase, rw_target
from tools.demo.scenario import BEGIN, END, scenario, without
from tools.demo.steps import (
    AcceptPledge,
    ActivateAgreement,
    ActivatePermit,
    AllocatePledge,
    ApplyOrganisation,
    AttestDelivery,
    CommitPledge,
    ConfirmByCode,
    DecideHandover,
    FailStop,
    IntendContribution,
    InvitePerson,
    Pledge,
    PledgeAction,
    PrintSlips,
    ProposeData,
    PublishNeeds,
    ReceiveContribution,
    RejectPledge,
    ReportProblem,
    SettleDiscrepancy,
    SubmitPledge,
    VerifyOrganisation,
    WithdrawPledge,
)
from tools.demo.sums import too_much_at_first
from tools.demo.trips import TRIPS

STEPS = scenario()
PLEDGES = {made.pledge.name: made.pledge for made in PLANNED_PLEDGES}
AGGREGATORS = {each.slug for each in people.AGGREGATORS}


def moments(kind: type) -> dict[str, datetime]:
    """The moment of each pledge's step of that kind."""
    return {step.pledge: step.at for step in STEPS if step.pledge and isinstance(step.action, kind)}


def test_the_steps_are_in_order_from_24_april_to_the_evening_of_3_may() -> None:
    times = [step.at for step in STEPS]
    assert times == sorted(times)
    assert times[0] == BEGIN
    assert times[-1] < END
    assert {step.at.utcoffset() for step in STEPS} == {timedelta(hours=7)}


def test_nobody_acts_before_they_belong_to_a_verified_organisation() -> None:
    verified = {"pemprov"}
    members = {people.PEMPROV.owner.email}
    for step in STEPS:
        match step.action:
            case ApplyOrganisation(organisation):
                members.add(organisation.owner.email)
            case VerifyOrganisation(slug):
                assert step.actor.email in members
                verified.add(slug)
            case InvitePerson(slug, person):
                assert slug in verified
                members.add(person.email)
            case ReportProblem() | ProposeData() | ConfirmByCode():
                # Without an account.
                assert (step.organisation, step.actor) == ("", people.ANYBODY)
            case _:
                assert step.organisation in verified
                assert step.actor.email in members


def test_people_act_for_their_own_organisation_only() -> None:
    for step in STEPS:
        if step.actor is people.ANYBODY:
            continue
        assert step.actor in people.organisation(step.organisation).people
        officers = isinstance(step.action, PrintSlips | AttestDelivery)
        assert step.actor.role in ("OWNER", "OPERATOR") or officers


def test_a_pledge_is_submitted_accepted_allocated_and_committed_in_that_order() -> None:
    submitted, accepted = moments(SubmitPledge), moments(AcceptPledge)
    allocated, committed = moments(AllocatePledge), moments(CommitPledge)
    assert set(submitted) == set(PLEDGES)
    for name, at in committed.items():
        if PLEDGES[name].channel == "DIRECT":
            assert submitted[name] < at
        else:
            assert submitted[name] < accepted[name] < allocated[name] < at
    for name, at in (moments(RejectPledge) | moments(WithdrawPledge)).items():
        assert submitted[name] < at
        assert name not in committed


def test_no_reservation_expires_before_it_is_committed() -> None:
    submitted, committed = moments(SubmitPledge), moments(CommitPledge)
    assert max(committed[name] - submitted[name] for name in committed) < timedelta(hours=72)


def test_pledges_are_made_and_committed_while_their_needs_take_pledges() -> None:
    published = {
        (package, step.action.phase): step.at
        for step in STEPS
        if isinstance(step.action, PublishNeeds)
        for package in step.action.packages
    }
    for step in STEPS:
        if step.pledge is not None and isinstance(step.action, PledgeAction):
            pledge = PLEDGES[step.pledge]
            for line in pledge.lines:
                assert published[line.package, pledge.phase] < step.at
            assert step.at.date() <= phase(pledge.phase).last_day


def test_delivery_days_lie_in_the_phase_and_not_before_the_pledge() -> None:
    submitted = moments(SubmitPledge)
    for pledge in PLEDGES.values():
        when = phase(pledge.phase)
        for allocation in pledge.allocations:
            assert when.first_day <= allocation.first_day <= allocation.last_day == when.last_day
            assert submitted[pledge.name].date() <= allocation.first_day


def test_no_need_is_promised_more_than_its_target() -> None:
    taken: Counter[tuple[str, str, int]] = Counter()
    for pledge in PLEDGES.values():
        for allocation in pledge.allocations:
            need = allocation.unit, allocation.package, pledge.phase
            taken[need] += allocation.quantity
            families = vulnerable_families(allocation.unit)
            assert taken[need] <= rw_target(allocation.package, pledge.phase, families)


def test_a_pledge_names_every_unit_once_and_gives_it_something() -> None:
    for pledge in PLEDGES.values():
        units = [allocation.unit for allocation in pledge.allocations]
        assert len(units) == len(set(units)) > 0
        assert min(allocation.quantity for allocation in pledge.allocations) > 0


def test_nobody_holds_more_than_a_thousand_packages_before_their_first_commitment() -> None:
    assert too_much_at_first(STEPS) is None


def test_without_their_first_gift_a_giver_of_thousands_is_still_a_newcomer() -> None:
    assert too_much_at_first(without(STEPS, "pmi-1")) == "pmi-2"
    assert too_much_at_first(without(STEPS, "lentera-1")) is None


def test_an_aggregator_accepts_nothing_without_an_agreement_in_force() -> None:
    agreements = {paper.holder: paper for paper in people.AGREEMENTS}
    active: set[str] = set()
    for step in STEPS:
        if isinstance(step.action, ActivateAgreement):
            active.add(step.action.holder)
        executor = PLEDGES[step.pledge].executor if step.pledge else None
        if executor in AGGREGATORS:
            agreement = agreements[executor]
            assert executor in active
            assert agreement.starts_on <= step.at.date() <= agreement.ends_on


def test_money_is_received_under_a_permit_and_spent_only_when_it_is_there() -> None:
    permitted: set[str] = set()
    intended: dict[str, str] = {}
    received: set[str] = set()
    for step in STEPS:
        match step.action:
            case ActivatePermit(holder):
                permitted.add(holder)
            case IntendContribution(contribution):
                assert contribution.aggregator in permitted
                assert step.organisation == contribution.giver
                intended[contribution.name] = contribution.aggregator
            case ReceiveContribution(name):
                assert intended[name] == step.organisation
                received.add(name)
            case SubmitPledge(pledge):
                if pledge.funded_by:
                    assert pledge.funded_by in received
                    assert intended[pledge.funded_by] == pledge.giver
            case _:
                pass


def test_who_commits_neither_made_nor_accepted_the_pledge() -> None:
    hands: defaultdict[str, set[str]] = defaultdict(set)
    for step in STEPS:
        made = isinstance(step.action, PledgeAction) and not isinstance(step.action, CommitPledge)
        if step.pledge is not None and made:
            hands[step.pledge].add(step.actor.email)
    for step in STEPS:
        if isinstance(step.action, CommitPledge):
            assert step.organisation == "pemprov"
            assert step.actor.email not in hands[step.action.pledge]


def test_the_executor_fits_the_channel() -> None:
    for pledge in PLEDGES.values():
        match pledge.channel:
            case "DIRECT":
                assert pledge.executor == pledge.giver
            case "VIA_AGGREGATOR":
                assert pledge.executor in AGGREGATORS - {pledge.giver}
            case "VIA_PEMPROV":
                assert pledge.executor == "pemprov"


def test_all_three_channels_carry_committed_pledges_of_example_donors() -> None:
    channels = Counter(
        PLEDGES[name].channel
        for name in moments(CommitPledge)
        if people.organisation(PLEDGES[name].giver).kind is Kind.DONOR
    )
    assert channels["VIA_AGGREGATOR"] >= 3
    assert channels["VIA_PEMPROV"] == 1
    assert channels["DIRECT"] > channels["VIA_AGGREGATOR"]


def test_no_real_donor_waits_and_nothing_of_a_real_organisation_is_refused() -> None:
    def real(slug: str) -> bool:
        return not people.organisation(slug).example

    committed = moments(CommitPledge)
    for pledge in PLEDGES.values():
        assert not real(pledge.giver) or pledge.name in committed
    refused: list[Pledge] = [PLEDGES[name] for name in moments(RejectPledge)]
    withdrawn: list[Pledge] = [PLEDGES[name] for name in moments(WithdrawPledge)]
    assert (len(refused), len(withdrawn)) == (1, 1)
    for pledge in (*refused, *withdrawn):
        assert not real(pledge.giver)
        assert not real(pledge.executor)


def test_a_trip_leaves_after_its_pledge_was_committed_and_carries_no_more_than_was_allocated() -> (
    None
):
    committed = moments(CommitPledge)
    for trip in TRIPS:
        assert committed[trip.pledge.name] < trip.leaves
        assert trip.allocations
        for each in trip.allocations:
            assert (trip.quantity or each.quantity) <= each.quantity


def test_accidents_happen_to_made_up_organisations_that_deliver_their_own_gift() -> None:
    unlucky = [trip.pledge for trip in TRIPS if trip.accidents or trip.waiting]
    assert all(people.organisation(each.giver).example for each in unlucky)
    assert {each.channel for each in unlucky} == {"DIRECT"}
    happened = {type(step.action) for step in STEPS}
    assert {FailStop, DecideHandover, SettleDiscrepancy} <= happened


def test_rumah_zakat_has_an_agreement_and_no_pledge() -> None:
    activated = {step.action.holder for step in STEPS if isinstance(step.action, ActivateAgreement)}
    assert "rumah-zakat" in activated
    assert not any("rumah-zakat" in (each.giver, each.executor) for each in PLEDGES.values())


def test_one_organisation_and_one_agreement_wait_for_the_pemprov() -> None:
    applied = {
        step.action.organisation.slug
        for step in STEPS
        if isinstance(step.action, ApplyOrganisation)
    }
    verified = {
        step.action.organisation for step in STEPS if isinstance(step.action, VerifyOrganisation)
    }
    assert applied - verified == {"warung"}
    assert people.AGREEMENT_WAITING.starts_on == date(2020, 5, 2)
    assert people.organisation(people.AGREEMENT_WAITING.holder).example
