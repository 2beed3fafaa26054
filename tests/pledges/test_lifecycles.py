"""The rules' lifecycles equal the rows in the database."""

import pytest
from sqlalchemy import text

from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.domain.contributions import rules as contributions
from ksbb.domain.pledges import rules
from tests.as_party import AsParty


@pytest.mark.parametrize(
    "lifecycle",
    [rules.LIFECYCLE, rules.ALLOCATION_LIFECYCLE, contributions.LIFECYCLE],
    ids=lambda it: it.thing,
)
async def test_the_database_holds_the_same_transitions(db: AsParty, lifecycle: Lifecycle) -> None:
    rows = await db.session.execute(
        text(
            "SELECT from_state, to_state, party, reason_required, another_person"
            " FROM app.transition WHERE thing = :thing"
        ),
        {"thing": lifecycle.thing},
    )
    assert {Transition(r[0], r[1], Party(r[2]), r[3], r[4]) for r in rows} == set(
        lifecycle.transitions
    )
