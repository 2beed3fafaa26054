"""Final JSON or tree: the response is the same as that of plain Python over the same rows."""

import os

import pytest

from ksbb.core.database import Pools
from tests.database import Database
from tests.graphql_sql.differential import build, compare
from tests.graphql_sql.world import ALL, load, make_world

# KSBB_READS_DOCUMENTS=20000 for a long run.
DOCUMENTS = int(os.environ.get("KSBB_READS_DOCUMENTS", "100"))


@pytest.mark.parametrize("broken", [frozenset(), ALL], ids=["whole", "broken"])
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_compiled_answer_equals_an_executed_one(
    library_database: Database, pools: Pools, seed: int, broken: frozenset[str]
) -> None:
    world = make_world(seed, broken)
    load(world, library_database.admin)
    tally = await compare(build(), pools, world, seed, documents=DOCUMENTS)
    print(tally.runs, tally.ways, tally.codes, tally.compiled)
    assert not tally.differences, tally.differences[0]
