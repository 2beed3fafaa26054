"""An aggregator whose agreement is no longer in force, and what it has not delivered."""

from datetime import date

import pytest
from sqlalchemy import text

from ksbb.core.refusals import NotAllowed, NotFound, ReasonMissing, StateRefused
from ksbb.domain.agreements.rules import AgreementNotInForce
from ksbb.domain.deliveries.consents import actions as consenting
from ksbb.domain.deliveries.consents.rules import ConsentMissing, ConsentNotNeeded
from ksbb.domain.pledges.reassignments import actions as reassigning
from ksbb.domain.pledges.reassignments.rules import NothingToReassign, ReassignmentUsed
from tests import factories
from tests.deliveries.world import World, committed_pledge, deliver_to
from tests.real_schema import Api


async def suspend(world: World) -> None:
    """The Pemprov suspends the agreement of the executor."""
    async with world.db.viewer(world.it.pemprov) as tx:
        await tx.execute(
            text(
                "UPDATE app.agreement SET state = 'suspended', reason = 'uji'"
                " WHERE aggregator_id = :id"
            ),
            {"id": world.executor.organisation_id},
        )


async def reassign(world: World, reason: str = "PKS ditangguhkan") -> int:
    return await world.run(
        world.it.pemprov, reassigning.reassign_pledge, pledge_id=world.pledge, reason=reason
    )


async def test_what_is_not_loaded_is_released_for_others(world: World) -> None:
    await world.receive()
    shipment = await world.ship(40, 0)
    await suspend(world)
    made = await reassign(world)
    assert await world.rows(
        "SELECT state, released FROM app.allocation WHERE pledge_id = :id ORDER BY unit_id",
        id=world.pledge,
    ) == [("committed", 30), ("fulfilled", 50)]
    assert await world.need_committed() == 40
    assert await world.rows("SELECT DISTINCT cause FROM pub.release") == [("REASSIGNED",)]
    # Another pledge takes the capacity, and the loaded packages leave with consent.
    other = await factories.donor(world.db)
    await committed_pledge(world.db, world.it, other, [60])
    assert await world.need_committed() == 100
    with pytest.raises(ConsentMissing):
        await world.dispatch(shipment)
    with pytest.raises(ReassignmentUsed):
        await world.run(
            world.it.pemprov,
            reassigning.take_back_reassignment,
            reassignment_id=made,
            reason="uji",
        )


async def test_what_is_on_the_road_arrives(world: World) -> None:
    first, _ = await world.on_the_way()
    await suspend(world)
    await world.report(first, world.count(70))
    await world.attest(first, 70)
    with pytest.raises(NothingToReassign):
        await reassign(world)


async def test_nothing_more_is_loaded(world: World) -> None:
    await world.receive()
    await suspend(world)
    with pytest.raises(AgreementNotInForce):
        await world.ship(10, 0)


async def test_a_loaded_shipment_leaves_with_the_consent_of_the_pemprov(world: World) -> None:
    await world.receive()
    shipment = await world.ship(10, 0)
    consent = {"shipment_id": shipment, "reason": "paket sudah di truk"}
    with pytest.raises(ConsentNotNeeded):
        await world.run(world.it.pemprov, consenting.consent_to_departure, **consent)
    await suspend(world)
    with pytest.raises(NotAllowed):
        await world.run(world.executor, consenting.consent_to_departure, **consent)
    with pytest.raises(ReasonMissing):
        await world.run(
            world.it.pemprov, consenting.consent_to_departure, shipment_id=shipment, reason=" "
        )
    await world.run(world.it.pemprov, consenting.consent_to_departure, **consent)
    await world.run(world.it.pemprov, consenting.take_back_consent, **consent)
    with pytest.raises(ConsentMissing):
        await world.dispatch(shipment)
    await world.run(world.it.pemprov, consenting.consent_to_departure, **consent)
    await world.dispatch(shipment)
    with pytest.raises(StateRefused):
        await world.run(world.it.pemprov, consenting.take_back_consent, **consent)


async def test_a_reassignment_is_taken_back_on_the_same_day_in_the_books(world: World) -> None:
    before = await world.ladder()
    await suspend(world)
    made = await reassign(world)
    assert await world.need_committed() == 0
    await world.later(1)
    back = {"reassignment_id": made, "reason": "PKS berlaku lagi"}
    await world.run(world.it.pemprov, reassigning.take_back_reassignment, **back)
    assert await world.ladder() == before
    assert await world.rows(
        "SELECT DISTINCT effective FROM ledger.journal WHERE action = 'reassign'"
    ) == [(date(2020, 4, 28),)]
    with pytest.raises(StateRefused):
        await world.run(world.it.pemprov, reassigning.take_back_reassignment, **back)
    # It can be released once more.
    await reassign(world)


async def test_only_the_pemprov_reassigns_and_only_without_an_agreement(world: World) -> None:
    with pytest.raises(NothingToReassign):
        await reassign(world)
    await suspend(world)
    for viewer in (world.donor, world.executor):
        with pytest.raises(NotAllowed):
            await world.run(
                viewer, reassigning.reassign_pledge, pledge_id=world.pledge, reason="uji"
            )
    with pytest.raises(ReasonMissing):
        await reassign(world, " ")
    with pytest.raises(NotFound):
        await world.run(
            world.it.pemprov, reassigning.reassign_pledge, pledge_id=999_999, reason="uji"
        )


async def test_the_pemprov_has_lists_of_what_to_decide(api: Api) -> None:
    async with api.transaction() as db:
        world = await deliver_to(db)
        await world.receive()
        await world.ship(40, 0)
        await suspend(world)
    document = """{
      pledgesToReassign { totalCount edges { node { notLoaded } } }
      shipmentsToConsent { totalCount edges { node { needsConsent consentedOn } } }
    }"""
    assert await api.query(world.it.pemprov, document) == {
        "pledgesToReassign": {"totalCount": 1, "edges": [{"node": {"notLoaded": 80}}]},
        "shipmentsToConsent": {
            "totalCount": 1,
            "edges": [{"node": {"needsConsent": True, "consentedOn": None}}],
        },
    }
