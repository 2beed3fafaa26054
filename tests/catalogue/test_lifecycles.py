"""The rules and the database have the same lifecycles."""

import pytest

from ksbb.core.lifecycle import Lifecycle
from ksbb.core.words import WORDS
from ksbb.domain.agreements import rules as agreements
from ksbb.domain.complaints import rules as complaints
from ksbb.domain.contributions import rules as contributions
from ksbb.domain.deliveries.early import rules as early
from ksbb.domain.deliveries.field import rules as field
from ksbb.domain.deliveries.handovers import rules as handovers
from ksbb.domain.deliveries.stock import rules as stock
from ksbb.domain.deliveries.trips import rules as trips
from ksbb.domain.documents import rules as documents
from ksbb.domain.evidence import rules as evidence
from ksbb.domain.organisations import rules as organisations
from ksbb.domain.pledges import rules as pledges
from ksbb.domain.pledges.closings import rules as closings
from ksbb.domain.pledges.reassignments import rules as reassignments
from ksbb.domain.pledges.withdrawals import rules as withdrawals
from ksbb.domain.proposals import rules as proposals
from ksbb.domain.verification import rules as verification
from tests.catalogue.conftest import Query

LIFECYCLES = [
    organisations.LIFECYCLE,
    agreements.AGREEMENT,
    agreements.PERMIT,
    pledges.LIFECYCLE,
    pledges.ALLOCATION_LIFECYCLE,
    withdrawals.LIFECYCLE,
    closings.LIFECYCLE,
    reassignments.LIFECYCLE,
    contributions.LIFECYCLE,
    stock.LIFECYCLE,
    early.LIFECYCLE,
    trips.SHIPMENT,
    trips.STOP,
    handovers.HANDOVER,
    handovers.DISCREPANCY,
    documents.LIFECYCLE,
    field.ENTRY,
    evidence.LIFECYCLE,
    verification.VERIFICATION,
    complaints.LIFECYCLE,
    proposals.LIFECYCLE,
]


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.thing)
async def test_a_lifecycle_is_the_same_in_rules_and_database(
    query: Query, lifecycle: Lifecycle
) -> None:
    kept = await query(
        "SELECT from_state, to_state, party, reason_required, another_person FROM app.transition"
        " WHERE thing = $1",
        lifecycle.thing,
    )
    declared = [
        (t.from_state, t.to_state, t.party.value, t.reason_required, t.another_person)
        for t in lifecycle.transitions
    ]
    assert sorted(kept) == sorted(declared)


async def test_the_database_has_no_other_lifecycles(query: Query) -> None:
    things = await query("SELECT DISTINCT thing FROM app.transition")
    assert {thing for (thing,) in things} == {lifecycle.thing for lifecycle in LIFECYCLES}


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.thing)
async def test_the_states_are_those_that_the_table_may_hold(
    query: Query, lifecycle: Lifecycle
) -> None:
    checks = await query(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'"
        " AND conrelid = ('app.' || $1)::regclass",
        lifecycle.thing,
    )
    about_state = " ".join(text for (text,) in checks if "state" in text)
    reached = {t.to_state for t in lifecycle.transitions}
    assert {state for state in reached if f"'{state}'" not in about_state} == set()


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.thing)
def test_every_state_has_words_for_people(lifecycle: Lifecycle) -> None:
    assert lifecycle.word in WORDS
    states = {t.to_state for t in lifecycle.transitions}
    assert {state for state in states if state not in WORDS} == set()
