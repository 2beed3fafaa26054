"""The rules and the database know the same lifecycles."""

import pytest

from ksbb.agreements import rules as agreements
from ksbb.complaints import rules as complaints
from ksbb.contributions import rules as contributions
from ksbb.kernel.lifecycle import Lifecycle
from ksbb.kernel.words import WORDS
from ksbb.organisations import rules as organisations
from ksbb.pledges import rules as pledges
from ksbb.proposals import rules as proposals
from tests.catalogue.conftest import Ask

LIFECYCLES = [
    organisations.LIFECYCLE,
    agreements.AGREEMENT,
    agreements.PERMIT,
    pledges.LIFECYCLE,
    pledges.ALLOCATION_LIFECYCLE,
    contributions.LIFECYCLE,
    complaints.LIFECYCLE,
    proposals.LIFECYCLE,
]


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.thing)
async def test_a_lifecycle_is_the_same_in_rules_and_database(
    ask: Ask, lifecycle: Lifecycle
) -> None:
    kept = await ask(
        "SELECT was, becomes, party, reason_required, another_person FROM app.transition"
        " WHERE thing = $1",
        lifecycle.thing,
    )
    said = [
        (t.was, t.becomes, t.party.value, t.reason_required, t.another_person)
        for t in lifecycle.transitions
    ]
    assert sorted(kept) == sorted(said)


async def test_the_database_knows_no_other_things(ask: Ask) -> None:
    things = await ask("SELECT DISTINCT thing FROM app.transition")
    assert {thing for (thing,) in things} == {lifecycle.thing for lifecycle in LIFECYCLES}


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.thing)
async def test_the_states_are_those_that_the_table_may_hold(ask: Ask, lifecycle: Lifecycle) -> None:
    checks = await ask(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'"
        " AND conrelid = ('app.' || $1)::regclass",
        lifecycle.thing,
    )
    about_state = " ".join(text for (text,) in checks if "state" in text)
    reached = {t.becomes for t in lifecycle.transitions}
    assert {state for state in reached if f"'{state}'" not in about_state} == set()


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.thing)
def test_every_state_has_words_for_people(lifecycle: Lifecycle) -> None:
    assert lifecycle.word in WORDS
    states = {t.becomes for t in lifecycle.transitions}
    assert {state for state in states if state not in WORDS} == set()
