"""The demo adds up to the published recap, computed from the scenario alone."""

from collections import Counter
from datetime import date

import pytest

from tools.demo import people
from tools.demo.gifts import MONEY
from tools.demo.pledges import LEBARAN_LARGEST, PLANNED_PLEDGES, READY_MEAL_RWS, PlannedPledge
from tools.demo.programme import package
from tools.demo.rws import PASAR_KEDIP, SERVED
from tools.demo.scenario import RECAP_DAY, scenario, without
from tools.demo.steps import ReceiveContribution, Step, SubmitPledge
from tools.demo.sums import Expected, expected, waiting

STEPS = scenario()
COMMITTED = [made for made in PLANNED_PLEDGES if made.gift.outcome == "COMMITTED"]
IN_RECAP = [made for made in COMMITTED if made.gift.at.date() <= RECAP_DAY]


def recap(steps: tuple[Step, ...] = STEPS) -> Expected:
    return expected(steps, RECAP_DAY)


def test_the_recap_of_2_may_counts_the_published_packages() -> None:
    assert recap().packages == {"SEMBAKO": 40_913, "SIAP_SAJI": 20_447, "LEBARAN": 9_015}


def test_staple_packages_are_split_over_the_first_two_phases() -> None:
    by_phase = recap().packages_by_phase
    assert by_phase["SEMBAKO", 1] == 24_548
    assert by_phase["SEMBAKO", 2] == 16_365


def test_the_recap_of_2_may_reaches_118_rws_in_69_kelurahan_of_5_kota() -> None:
    counted = recap()
    assert (len(counted.rws), len(counted.kelurahan), len(counted.kota)) == (118, 69, 5)


def test_rws_and_kelurahan_are_spread_over_the_kota_as_planned() -> None:
    counted = recap()
    assert Counter(rw[:5] for rw in counted.rws) == {
        "31.71": 20,
        "31.72": 22,
        "31.73": 25,
        "31.74": 25,
        "31.75": 26,
    }
    assert Counter(code[:5] for code in counted.kelurahan) == {
        "31.71": 12,
        "31.72": 13,
        "31.73": 14,
        "31.74": 15,
        "31.75": 15,
    }


def test_49_kelurahan_have_two_rws_and_20_have_one() -> None:
    assert Counter(len(kelurahan.rw_numbers) for kelurahan in SERVED) == {2: 49, 1: 20}


def test_22_organisations_are_in_the_recap() -> None:
    examples = {donor.slug for donor in people.EXAMPLE_DONORS}
    assert len(examples) == 15
    assert recap().organisations == examples | {
        "jne",
        "pgri-smp",
        "museum",
        "baznas",
        "pmi",
        "act",
        "human-initiative",
    }


def test_every_organisation_gives_its_share() -> None:
    by_giver = recap().packages_by_giver
    named = {key: sum for key, sum in by_giver.items() if not people.organisation(key[1]).example}
    assert named == {
        ("SEMBAKO", "baznas"): 7_725,
        ("SEMBAKO", "pmi"): 6_000,
        ("SEMBAKO", "act"): 4_100,
        ("SEMBAKO", "human-initiative"): 3_000,
        ("SIAP_SAJI", "act"): 6_000,
        ("SIAP_SAJI", "pmi"): 5_000,
        ("LEBARAN", "baznas"): 2_000,
        ("LEBARAN", "human-initiative"): 2_000,
    }
    examples = Counter(
        (key[0], sum) for key, sum in by_giver.items() if people.organisation(key[1]).example
    )
    assert examples == {
        ("SEMBAKO", 1_340): 14,
        ("SEMBAKO", 1_328): 1,
        ("SIAP_SAJI", 1_890): 4,
        ("SIAP_SAJI", 1_887): 1,
        ("LEBARAN", 1_003): 5,
    }


def test_ready_meals_go_to_30_rws_and_lebaran_parcels_to_the_40_largest() -> None:
    rows = recap().rows
    meals = {row.allocation.unit for row in rows if row.allocation.package == "SIAP_SAJI"}
    parcels = {row.allocation.unit for row in rows if row.allocation.package == "LEBARAN"}
    assert meals == {rw.code for rw in READY_MEAL_RWS}
    assert len(meals) == 30
    assert parcels == {rw.code for rw in LEBARAN_LARGEST}
    assert len(parcels) == 40


def test_money_received_by_2_may_is_what_was_reported() -> None:
    assert recap().received == {
        "jne-money": 1_000_000_000,
        "pgri-money": 545_000_000,
        "museum-money": 20_000_000,
    }


def test_the_money_for_baznas_came_in_on_30_april_and_the_museums_gave_on_2_may() -> None:
    days = {
        step.action.contribution: step.at.date()
        for step in STEPS
        if isinstance(step.action, ReceiveContribution)
    }
    assert days == {
        "jne-money": date(2020, 4, 30),
        "pgri-money": date(2020, 4, 30),
        "museum-money": date(2020, 5, 2),
    }


@pytest.mark.parametrize("contribution", ["jne-money", "pgri-money"])
def test_a_contribution_buys_exactly_the_packages_it_pays_for(contribution: str) -> None:
    bought = sum(
        line.quantity * package(line.package).price
        for made in COMMITTED
        if made.pledge.funded_by == contribution
        for line in made.pledge.lines
    )
    assert bought == next(money.amount for money in MONEY if money.name == contribution)


def test_barisan_bangun_negeri_counts_on_3_may_and_not_before() -> None:
    assert "barisan" not in recap().organisations
    after = expected(STEPS, date(2020, 5, 3))
    rows = [row for row in after.rows if row.giver == "barisan"]
    assert sum(row.allocation.quantity for row in rows) == 600
    assert {row.allocation.unit for row in rows} == {rw.code for rw in PASAR_KEDIP.rws}
    assert PASAR_KEDIP.code not in recap().kelurahan
    assert len(after.organisations) == 23


def test_before_anything_is_committed_a_recap_is_empty() -> None:
    nothing = expected(STEPS, date(2020, 4, 23))
    assert nothing.rows == ()
    assert nothing.organisations == frozenset()
    assert nothing.money == 0


def test_waiting_pledges_are_in_no_figure_of_the_recap() -> None:
    still_open = [
        made for made in PLANNED_PLEDGES if made.gift.outcome in ("SUBMITTED", "ACCEPTED")
    ]
    assert {made.pledge.executor for made in still_open} >= {"baznas", "pmi", "pemprov"}
    assert waiting(STEPS) == {"SEMBAKO": 1_450, "SIAP_SAJI": 350, "LEBARAN": 270}
    unkept = {made.pledge.name for made in PLANNED_PLEDGES} - {
        made.pledge.name for made in COMMITTED
    }
    assert not unkept & {row.pledge for row in recap().rows}
    assert not {"perkakas", "paduan", "lumbung-warga"} & recap().organisations


@pytest.mark.parametrize("made", IN_RECAP, ids=lambda made: made.pledge.name)
def test_leaving_one_pledge_out_takes_exactly_its_packages_away(made: PlannedPledge) -> None:
    whole, less = recap(), recap(without(STEPS, made.pledge.name))
    gone = Counter({line.package: line.quantity for line in made.pledge.lines})
    assert whole.packages - less.packages == gone
    by_kota: Counter[tuple[str, str]] = Counter()
    for allocation in made.pledge.allocations:
        by_kota[allocation.package, allocation.unit[:5]] += allocation.quantity
    assert whole.packages_by_kota - less.packages_by_kota == by_kota
    assert len(less.rows) == len(whole.rows) - len(made.pledge.allocations)


def test_leaving_out_the_only_pledge_for_some_rws_takes_them_and_their_kelurahan_away() -> None:
    less = recap(without(STEPS, "pmi-3"))
    assert (len(less.rws), len(less.kelurahan), len(less.kota)) == (114, 67, 5)
    assert less.packages["SEMBAKO"] == 40_913 - 3_000


def test_leaving_out_all_of_a_donors_pledges_takes_the_donor_away() -> None:
    less = recap(without(without(STEPS, "lentera-1"), "lentera-2"))
    assert recap().organisations - less.organisations == {"lentera"}


def test_leaving_out_a_pledge_removes_every_step_about_it_and_no_other() -> None:
    gone = [step for step in STEPS if step not in without(STEPS, "pelita-1")]
    assert [type(step.action).__name__ for step in gone[:7]] == [
        "SubmitPledge",
        "AcceptPledge",
        "AllocatePledge",
        "CommitPledge",
        "ReceiveGoods",
        "PlanShipment",
        "DispatchShipment",
    ]
    # One report and one proof for each of its units.
    assert len(gone) == 7 + 2 * 8


def test_every_pledge_is_submitted_once() -> None:
    names = Counter(step.pledge for step in STEPS if isinstance(step.action, SubmitPledge))
    assert names == {made.pledge.name: 1 for made in PLANNED_PLEDGES}
