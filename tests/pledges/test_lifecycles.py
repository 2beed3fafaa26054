"""The rules' lifecycles and the database's rows are the same."""

import pytest
from sqlalchemy import text

from ksbb.contributions import rules as contributions
from ksbb.kernel.lifecycle import Lifecycle, Party, Transition
from ksbb.pledges import rules
from tests.acting import Acting


@pytest.mark.parametrize(
    "lifecycle",
    [rules.LIFECYCLE, rules.ALLOCATION_LIFECYCLE, contributions.LIFECYCLE],
    ids=lambda it: it.thing,
)
async def test_the_database_holds_the_same_transitions(db: Acting, lifecycle: Lifecycle) -> None:
    rows = await db.session.execute(
        text(
            "SELECT was, becomes, party, reason_required, another_person"
            " FROM app.transition WHERE thing = :thing"
        ),
        {"thing": lifecycle.thing},
    )
    assert {Transition(r[0], r[1], Party(r[2]), r[3], r[4]) for r in rows} == set(
        lifecycle.transitions
    )
