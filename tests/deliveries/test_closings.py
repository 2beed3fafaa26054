"""Too little came within 7 days: the executor closes the line short, its giver may object."""

import pytest

from ksbb.core.refusals import NotAllowed, NotFound, ReasonMissing, StateRefused
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.needs.actions import change_target
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges import rules as pledge_rules
from ksbb.domain.pledges.closings import actions as closing
from ksbb.domain.pledges.closings import rules
from ksbb.domain.pledges.models import Channel
from tests import factories
from tests.deliveries.world import World, committed_pledge, deliver_to
from tests.real_schema import Api

_STATES = (
    "SELECT state, quantity, released FROM app.allocation WHERE pledge_id = :id ORDER BY unit_id"
)


async def _allocations(world: World) -> list[tuple[object, ...]]:
    return await world.rows(_STATES, id=world.pledge)


async def _needs(world: World) -> list[int]:
    rows = await world.rows(
        "SELECT need.committed FROM app.allocation JOIN pub.need ON need.id = need_id"
        " WHERE pledge_id = :id ORDER BY allocation.id",
        id=world.pledge,
    )
    return [row[0] for row in rows]


async def test_what_did_not_come_is_released_from_the_youngest_allocations(world: World) -> None:
    await world.receive(60)
    await world.later(3)
    made = await world.close_short()
    # 60 of 120 came: all 50 of the second allocation, and 10 of the first.
    assert await _allocations(world) == [("committed", 70, 10), ("fulfilled", 50, 50)]
    assert await _needs(world) == [60, 0]
    assert await world.rows("SELECT promised, came, packages FROM app.closing") == [(120, 60, 60)]
    assert await world.rows("SELECT cause, quantity FROM pub.release ORDER BY id") == [
        ("CLOSED_SHORT", 10),
        ("CLOSED_SHORT", 50),
    ]
    sent_to = (
        "SELECT counterparty_id FROM app.outbox WHERE kind = 'LineClosedShort' AND thing_id = :id"
    )
    assert await world.one(sent_to, id=made) == world.donor.organisation_id
    assert (await world.ladder())["committed"] == 60


async def test_what_is_loaded_stays(world: World) -> None:
    await world.receive(60)
    await world.ship(0, 50)
    await world.later(3)
    await world.close_short()
    assert await _allocations(world) == [("committed", 70, 60), ("committed", 50, 0)]


async def test_a_replacement_that_has_not_come_is_not_the_givers_lack(world: World) -> None:
    await world.receive(100)
    shipment = await world.ship(70, 0)
    await world.dispatch(shipment)
    [stop] = await world.stops(shipment)
    await world.report(stop, world.count(63, missing=7))
    await world.sign(stop)
    await world.settle("replaced")
    await world.later(3)
    await world.close_short()
    # 100 of 120 came; the 7 that the executor replaces stay owed.
    assert await _allocations(world) == [("committed", 70, 0), ("committed", 50, 20)]


class TestRefusals:
    async def test_the_giver_has_seven_days(self, world: World) -> None:
        await world.later(2)
        with pytest.raises(rules.ClosingTooEarly) as refused:
            await world.close_short()
        assert refused.value.since == "2020-05-01"

    async def test_what_is_for_a_later_phase_need_not_be_there_before(self, world: World) -> None:
        offer = pledge_rules.Offer(
            world.it.phases[1],
            Channel.VIA_AGGREGATOR,
            [pledge_rules.Line(world.package, 5, (pledge_rules.Share(world.it.units[0], 5),))],
            aggregator_id=world.executor.organisation_id,
            statement_accepted=True,
        )
        world.pledge = await world.run(world.donor, pledging.submit_pledge, offer=offer)
        await world.run(world.executor, pledging.accept, pledge_id=world.pledge)
        await world.run(world.it.pemprov, pledging.commit, pledge_id=world.pledge)
        begins = await world.one(
            "UPDATE pub.phase SET starts_on = ends_on WHERE id = :id RETURNING starts_on::text",
            id=world.it.phases[1],
        )
        await world.later(8)
        with pytest.raises(rules.ClosingTooEarly) as refused:
            await world.close_short()
        assert refused.value.since == begins

    async def test_what_came_whole_is_not_closed(self, world: World) -> None:
        await world.receive(120)
        await world.later(3)
        with pytest.raises(rules.NothingLacking):
            await world.close_short()

    async def test_a_reason_is_needed(self, world: World) -> None:
        await world.later(3)
        with pytest.raises(ReasonMissing):
            await world.close_short(" ")

    async def test_only_its_executor_closes_a_line(self, world: World) -> None:
        await world.later(3)
        line = await world.line()
        with pytest.raises(NotAllowed):
            await world.run(world.donor, closing.close_short, line_id=line, reason="uji")
        with pytest.raises(NotFound):
            await world.run(world.it.pemprov, closing.close_short, line_id=line, reason="uji")

    async def test_a_donor_that_delivers_itself_has_nothing_to_wait_for(self, world: World) -> None:
        donor = await factories.donor(world.db)
        world.pledge, _ = await committed_pledge(world.db, world.it, donor, [5])
        await world.later(8)
        with pytest.raises(NotAllowed):
            await world.run(donor, closing.close_short, line_id=await world.line(), reason="uji")

    async def test_while_allocations_wait_for_the_pemprov_they_are_released_first(
        self, world: World
    ) -> None:
        # A line of 80, of which 10 are held.
        offer = pledge_rules.Offer(
            world.it.phases[1],
            Channel.VIA_AGGREGATOR,
            [pledge_rules.Line(world.package, 80)],
            aggregator_id=world.executor.organisation_id,
            statement_accepted=True,
        )
        world.pledge = await world.run(world.donor, pledging.submit_pledge, offer=offer)
        await world.run(world.executor, pledging.accept, pledge_id=world.pledge)
        for quantity in (20, 10):
            share = pledge_rules.Share(world.it.units[0], quantity)
            lines = [pledge_rules.Line(world.package, quantity, (share,))]
            await world.run(world.executor, pledging.allocate, pledge_id=world.pledge, lines=lines)
            if quantity == 20:
                await world.run(world.it.pemprov, pledging.commit, pledge_id=world.pledge)
        await world.later(7)
        with pytest.raises(rules.PackagesHeld):
            await world.close_short()

    async def test_a_closed_line_gets_no_further_destinations(self, world: World) -> None:
        await world.later(3)
        await world.close_short()
        with pytest.raises(rules.LineClosed):
            await world.close_short()
        lines = [pledge_rules.Line(world.package, 1, (pledge_rules.Share(world.it.units[2], 1),))]
        with pytest.raises((pledge_rules.LineExceeded, StateRefused)):
            await world.run(world.executor, pledging.allocate, pledge_id=world.pledge, lines=lines)


class TestTakingBack:
    async def test_everything_is_as_before_on_the_day_of_the_closing(self, world: World) -> None:
        await world.receive(60)
        before = await world.ladder()
        await world.later(3)
        made = await world.close_short()
        await world.later(1)
        await world.run(
            world.executor, closing.take_back_closing, closing_id=made, reason="truknya datang"
        )
        assert await _allocations(world) == [("committed", 70, 0), ("committed", 50, 0)]
        assert await _needs(world) == [70, 50]
        assert await world.ladder() == before
        assert await world.rows(
            "SELECT DISTINCT effective FROM ledger.journal WHERE action = 'close_short'"
        ) == [(factories.day("2020-05-01"),)]
        await world.receive(60)
        await world.ship(70, 50)

    async def test_not_once_the_need_has_no_room_for_it(self, world: World) -> None:
        await world.later(3)
        made = await world.close_short()
        await world.run(
            world.it.pemprov,
            change_target,
            need_id=world.it.need(0),
            wanted=69,
            reason="dibantu pihak lain",
        )
        with pytest.raises(rules.ClosingUsed):
            await world.run(
                world.executor, closing.take_back_closing, closing_id=made, reason="uji"
            )
        assert await _needs(world) == [0, 0]

    async def test_a_line_can_be_closed_again(self, world: World) -> None:
        await world.later(3)
        made = await world.close_short()
        await world.run(world.executor, closing.take_back_closing, closing_id=made, reason="uji")
        again = await world.close_short()
        assert again != made
        assert await world.need_committed() == 0

    async def test_only_its_executor_takes_it_back_once(self, world: World) -> None:
        await world.later(3)
        made = await world.close_short()
        with pytest.raises(NotAllowed):
            await world.run(world.donor, closing.take_back_closing, closing_id=made, reason="uji")
        await world.run(world.executor, closing.take_back_closing, closing_id=made, reason="uji")
        with pytest.raises(StateRefused):
            await world.run(
                world.executor, closing.take_back_closing, closing_id=made, reason="uji"
            )


class TestObjection:
    async def test_the_pemprov_answers_and_the_executor_takes_the_closing_back(
        self, world: World
    ) -> None:
        await world.later(3)
        made = await world.close_short()
        contest = {"closing_id": made, "reason": "60 paket sudah kami antar"}
        await world.run(world.donor, closing.contest_closing, **contest)
        with pytest.raises(NotAllowed):
            await world.run(
                world.executor, closing.answer_contest, closing_id=made, stands=True, reason="uji"
            )
        await world.run(
            world.it.pemprov, closing.answer_contest, closing_id=made, stands=False, reason="benar"
        )
        await world.run(world.executor, closing.take_back_closing, closing_id=made, reason="benar")
        assert await world.rows(
            "SELECT to_state, party FROM app.step WHERE thing = 'closing' ORDER BY id"
        ) == [
            ("closed", "EXECUTOR"),
            ("contested", "GIVER"),
            ("overruled", "PEMPROV"),
            ("taken_back", "EXECUTOR"),
        ]

    async def test_the_giver_drops_its_objection(self, world: World) -> None:
        await world.later(3)
        made = await world.close_short()
        await world.run(world.donor, closing.contest_closing, closing_id=made, reason="uji")
        await world.run(world.donor, closing.drop_contest, closing_id=made, reason="salah hitung")
        with pytest.raises(StateRefused):
            await world.run(
                world.it.pemprov, closing.answer_contest, closing_id=made, stands=True, reason="uji"
            )

    async def test_an_objection_needs_a_reason_and_a_party(self, world: World) -> None:
        await world.later(3)
        made = await world.close_short()
        with pytest.raises(ReasonMissing):
            await world.run(world.donor, closing.contest_closing, closing_id=made, reason=" ")
        stranger = await factories.donor(world.db)
        with pytest.raises(NotFound):
            await world.run(stranger, closing.contest_closing, closing_id=made, reason="uji")
        reader = await factories.colleague(world.db, world.donor, Role.VIEWER)
        with pytest.raises(NotAllowed):
            await world.run(reader, closing.contest_closing, closing_id=made, reason="uji")


_SHORT = """
    query ($side: Side!) {
      viewer {
        organisation {
          pledges(side: $side, short: true) {
            edges {
              node {
                short
                lines { came quantity short unallocated }
                allocations { quantity closingReleases state }
              }
            }
          }
          closings(side: $side) { edges { node { state came promised packages } } }
        }
      }
    }
"""


async def test_both_parties_see_what_is_short_and_what_closing_would_release(api: Api) -> None:
    async with api.transaction() as db:
        world = await deliver_to(db)
        await world.receive(60)
        await world.later(3)
    for viewer, side in ((world.donor, "GIVER"), (world.executor, "EXECUTOR")):
        data = await api.query(viewer, _SHORT, side=side)
        [edge] = data["viewer"]["organisation"]["pledges"]["edges"]
        assert edge["node"]["lines"] == [
            {"came": 60, "quantity": 120, "short": True, "unallocated": 0}
        ]
        assert [row["closingReleases"] for row in edge["node"]["allocations"]] == [10, 50]
    async with api.transaction() as db:
        world.db = db
        await world.close_short()
    data = await api.query(world.donor, _SHORT, side="GIVER")
    assert data["viewer"]["organisation"] == {
        "pledges": {"edges": []},
        "closings": {
            "edges": [{"node": {"state": "CLOSED", "came": 60, "promised": 120, "packages": 60}}]
        },
    }
    reader = Viewer(1, 1, Kind.PEMPROV, Role.VIEWER)
    assert await api.query(reader, "{ contestedClosings { totalCount } }") == {
        "contestedClosings": {"totalCount": 0}
    }
