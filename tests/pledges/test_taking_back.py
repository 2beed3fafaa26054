"""An executor takes back where packages go, as long as nobody confirmed it."""

import pytest
from sqlalchemy import text

from ksbb.kernel import errors
from ksbb.kernel.viewer import Viewer
from ksbb.pledges import actions, rules
from tests import make, scene
from tests.acting import Acting
from tests.pledges.test_pledging import act, capacity, ladder, pledge
from tests.scene import Scene


async def directed(db: Acting, it: Scene, giver: Viewer, pmi: Viewer) -> tuple[int, list[int]]:
    """A pledge of 20 through an aggregator, which sent 5 and 7 of it to two units."""
    made = await pledge(db, it, giver, [], quantity=20, aggregator=pmi)
    await act(db, pmi, actions.accept, made)
    await act(db, pmi, actions.allocate, made, lines=[line(it, 5, 7)])
    rows = await db.session.scalars(
        text("SELECT id FROM app.allocation WHERE pledge_id = :id ORDER BY id"), {"id": made}
    )
    return made, list(rows)


def line(it: Scene, *quantities: int) -> rules.Line:
    shares = tuple(rules.Share(unit, n) for unit, n in zip(it.units, quantities, strict=False) if n)
    return rules.Line(it.packages["SEMBAKO"], sum(quantities), shares)


async def unallocated(db: Acting, made: int) -> int:
    found = await db.session.scalar(
        text("SELECT quantity - allocated FROM app.pledge_line WHERE pledge_id = :id"), {"id": made}
    )
    return int(found)


async def test_what_is_taken_back_is_free_for_others_and_has_no_destination(db: Acting) -> None:
    it = await scene.programme(db)
    giver, pmi = await make.donor(db), await scene.aggregator(db)
    made, (first, second) = await directed(db, it, giver, pmi)
    assert await capacity(db, it.need(0)) == (5, 0)
    await act(db, pmi, actions.release, made, allocation_ids=[first])
    assert await capacity(db, it.need(0)) == (0, 0)
    assert await capacity(db, it.need(1)) == (7, 0)
    assert await unallocated(db, made) == 13
    assert await ladder(db, "pledged") == 7
    # It may go elsewhere now, and what stayed is confirmed as ever.
    await act(db, pmi, actions.allocate, made, lines=[line(it, 0, 0, 13)])
    await act(db, it.pemprov, actions.commit, made)
    assert await capacity(db, it.need(1)) == (0, 7)
    with pytest.raises(errors.StateRefused):
        await act(db, pmi, actions.release, made, allocation_ids=[second])


async def test_nobody_else_takes_it_back(db: Acting) -> None:
    it = await scene.programme(db)
    giver, pmi = await make.donor(db), await scene.aggregator(db)
    made, ids = await directed(db, it, giver, pmi)
    for somebody in (giver, await make.donor(db), await scene.aggregator(db), it.pemprov):
        with pytest.raises(errors.NotFound):
            await act(db, somebody, actions.release, made, allocation_ids=ids)
    assert await capacity(db, it.need(0)) == (5, 0)


async def test_all_of_them_go_or_none(db: Acting) -> None:
    it = await scene.programme(db)
    giver, pmi = await make.donor(db), await scene.aggregator(db)
    made, ids = await directed(db, it, giver, pmi)
    other, (foreign, _) = await directed(db, it, giver, pmi)
    assert other != made
    with pytest.raises(errors.NotFound):
        await act(db, pmi, actions.release, made, allocation_ids=[*ids, foreign])
    with pytest.raises(errors.NotFound):
        await act(db, pmi, actions.release, made, allocation_ids=[])
    await act(db, pmi, actions.release, made, allocation_ids=ids[:1])
    with pytest.raises(errors.StateRefused):
        await act(db, pmi, actions.release, made, allocation_ids=ids)
    assert await capacity(db, it.need(1)) == (14, 0)


async def test_of_a_direct_pledge_no_part_is_taken_back(db: Acting) -> None:
    it = await scene.programme(db)
    giver = await make.donor(db)
    made = await pledge(db, it, giver, [5])
    allocation = await db.session.scalar(
        text("SELECT id FROM app.allocation WHERE pledge_id = :id"), {"id": made}
    )
    with pytest.raises(errors.StateRefused):
        await act(db, giver, actions.release, made, allocation_ids=[allocation])
    assert await capacity(db, it.need(0)) == (5, 0)
