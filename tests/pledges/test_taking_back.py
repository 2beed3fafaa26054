"""An executor releases allocations that nobody has confirmed yet."""

import pytest
from sqlalchemy import text

from ksbb.core import refusals
from ksbb.core.viewer import Viewer
from ksbb.domain.pledges import actions, rules
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.pledges.test_pledging import act, capacity, ladder, pledge
from tests.small_programme import SmallProgramme


async def directed(
    db: AsParty, it: SmallProgramme, giver: Viewer, pmi: Viewer
) -> tuple[int, list[int]]:
    """A pledge of 20 through an aggregator, which allocated 5 and 7 of it to two units."""
    made = await pledge(db, it, giver, [], quantity=20, aggregator=pmi)
    await act(db, pmi, actions.accept, made)
    await act(db, pmi, actions.allocate, made, lines=[line(it, 5, 7)])
    rows = await db.session.scalars(
        text("SELECT id FROM app.allocation WHERE pledge_id = :id ORDER BY quantity"), {"id": made}
    )
    return made, list(rows)


def line(it: SmallProgramme, *quantities: int) -> rules.Line:
    shares = tuple(rules.Share(unit, n) for unit, n in zip(it.units, quantities, strict=False) if n)
    return rules.Line(it.packages["SEMBAKO"], sum(quantities), shares)


async def unallocated(db: AsParty, made: int) -> int:
    found = await db.session.scalar(
        text("SELECT quantity - allocated FROM app.pledge_line WHERE pledge_id = :id"), {"id": made}
    )
    return int(found)


async def test_released_packages_are_available_to_others_and_unallocated(db: AsParty) -> None:
    it = await small_programme.programme(db)
    giver, pmi = await factories.donor(db), await small_programme.aggregator(db)
    made, (first, second) = await directed(db, it, giver, pmi)
    assert await capacity(db, it.need(0)) == (5, 0)
    await act(db, pmi, actions.release, made, allocation_ids=[first])
    assert await capacity(db, it.need(0)) == (0, 0)
    assert await capacity(db, it.need(1)) == (7, 0)
    assert await unallocated(db, made) == 13
    assert await ladder(db, "pledged") == 7
    # They may be allocated elsewhere now, and the rest is confirmed as usual.
    await act(db, pmi, actions.allocate, made, lines=[line(it, 0, 0, 13)])
    await act(db, it.pemprov, actions.commit, made)
    assert await capacity(db, it.need(1)) == (0, 7)
    with pytest.raises(refusals.StateRefused):
        await act(db, pmi, actions.release, made, allocation_ids=[second])


async def test_nobody_else_releases_allocations(db: AsParty) -> None:
    it = await small_programme.programme(db)
    giver, pmi = await factories.donor(db), await small_programme.aggregator(db)
    made, ids = await directed(db, it, giver, pmi)
    for party in (giver, it.pemprov):
        with pytest.raises(refusals.NotAllowed):
            await act(db, party, actions.release, made, allocation_ids=ids)
    for outsider in (await factories.donor(db), await small_programme.aggregator(db)):
        with pytest.raises(refusals.NotFound):
            await act(db, outsider, actions.release, made, allocation_ids=ids)
    assert await capacity(db, it.need(0)) == (5, 0)


async def test_all_allocations_are_released_or_none(db: AsParty) -> None:
    it = await small_programme.programme(db)
    giver, pmi = await factories.donor(db), await small_programme.aggregator(db)
    made, ids = await directed(db, it, giver, pmi)
    other, (foreign, _) = await directed(db, it, giver, pmi)
    assert other != made
    with pytest.raises(refusals.NotFound):
        await act(db, pmi, actions.release, made, allocation_ids=[*ids, foreign])
    with pytest.raises(refusals.NotFound):
        await act(db, pmi, actions.release, made, allocation_ids=[])
    await act(db, pmi, actions.release, made, allocation_ids=ids[:1])
    with pytest.raises(refusals.StateRefused):
        await act(db, pmi, actions.release, made, allocation_ids=ids)
    assert await capacity(db, it.need(1)) == (14, 0)


async def test_allocations_of_a_direct_pledge_are_not_released(db: AsParty) -> None:
    it = await small_programme.programme(db)
    giver = await factories.donor(db)
    made = await pledge(db, it, giver, [5])
    allocation = await db.session.scalar(
        text("SELECT id FROM app.allocation WHERE pledge_id = :id"), {"id": made}
    )
    with pytest.raises(refusals.StateRefused):
        await act(db, giver, actions.release, made, allocation_ids=[allocation])
    assert await capacity(db, it.need(0)) == (5, 0)
