"""Closings by SQL: who sees one, and that nobody writes or moves one in another's name."""

from dataclasses import replace

import pytest

from ksbb.core.viewer import Role
from tests.deliveries.world import World, committed_pledge
from tests.tenants.parties import RIGHTS, STATE, Parties, in_role

CLOSE = "SELECT app.line_close_short(:id, 'uji')"
MOVE = "SELECT app.closing_move(:id, :becomes, 'uji')"
TAKE_BACK = "SELECT app.closing_take_back(:id, 'uji')"


@pytest.fixture
async def short(there: Parties) -> World:
    """A pledge of giver and executor of which nothing came for 7 days."""
    assert there.world is not None
    pledge, allocations = await committed_pledge(
        there.db, there.world.it, there.giver, [4], via=there.executor
    )
    world = replace(there.world, pledge=pledge, allocations=allocations)
    await world.long_ago()
    return world


async def test_its_parties_and_the_pemprov_see_a_closing(there: Parties, short: World) -> None:
    await short.close_short()
    rows = "SELECT packages FROM app.closing"
    for viewer in (there.giver, there.executor, there.pemprov):
        assert await there.seen(viewer, rows) == [(4,)]
    for viewer in (there.donor, there.aggregator, there.nobody):
        assert await there.seen(viewer, rows) == []


async def test_nobody_writes_a_closing_by_hand(there: Parties, short: World) -> None:
    await short.close_short()
    for viewer in (there.giver, there.executor, there.pemprov, there.nobody):
        for write in (
            "UPDATE app.closing SET state = 'taken_back', reason = 'uji'",
            "DELETE FROM app.closing",
            "INSERT INTO app.closing DEFAULT VALUES",
            "INSERT INTO pub.release DEFAULT VALUES",
            "SELECT app.allocations_shrink('{1}', '{1}', 'CLOSED_SHORT', 'close_short', 'uji')",
        ):
            assert await there.stopped(viewer, write) == RIGHTS, write


async def test_only_its_executor_closes_a_line_and_only_in_time(
    there: Parties, short: World
) -> None:
    line = await short.line()
    for viewer in (there.giver, there.donor, there.aggregator, there.pemprov):
        assert await there.stopped(viewer, CLOSE, id=line) == STATE
    assert await there.stopped(in_role(there.executor, Role.VIEWER), CLOSE, id=line) == STATE
    young = await there.one(
        "SELECT min(line_id) FROM app.allocation WHERE pledge_id = :id AND state = 'held'",
        id=there.pledge,
    )
    assert await there.stopped(there.executor, CLOSE, id=young) == STATE
    assert await there.stopped(there.executor, CLOSE, id=line) == ""
    assert await there.stopped(there.executor, CLOSE, id=line) == STATE


async def test_a_step_of_a_closing_belongs_to_its_party(there: Parties, short: World) -> None:
    made = await short.close_short()
    for viewer in (there.executor, there.donor, there.aggregator, there.pemprov):
        assert await there.stopped(viewer, MOVE, id=made, becomes="contested") == STATE
    for viewer in (there.giver, there.donor, there.aggregator, there.pemprov):
        assert await there.stopped(viewer, TAKE_BACK, id=made) == STATE
    assert await there.stopped(there.giver, MOVE, id=made, becomes="contested") == ""
    for viewer in (there.giver, there.executor, there.aggregator):
        for becomes in ("upheld", "overruled", "taken_back"):
            assert await there.stopped(viewer, MOVE, id=made, becomes=becomes) == STATE
    assert await there.stopped(there.pemprov, MOVE, id=made, becomes="upheld") == ""
