"""Each invariant of deliveries finds the fault that is planted for it."""

import pytest

from ksbb.core.audit.delivery_invariants import DELIVERY_INVARIANTS
from ksbb.core.audit.invariants import INVARIANTS
from tests.as_party import AsParty
from tests.deliveries.world import World, deliver_to
from tests.planting import assert_found

PLANTED = {
    "a lot's stock is its balance in the books, and its packages are all somewhere": (
        "UPDATE app.lot SET stock = stock + 1, quantity = quantity + 1"
    ),
    "a line's stocked packages are its lots": "UPDATE app.pledge_line SET stocked = stocked - 1",
    "a funding's lots hold no more packages than it pays for": None,
    "a load that left was taken from lots, package by package": (
        "UPDATE app.load_lot SET quantity = quantity + 1"
    ),
    "an allocation's loaded, dispatched and received are those of its loads": (
        "UPDATE app.allocation SET received = received - 1 WHERE received > 0"
    ),
    "an allocation's released packages are its releases": (
        "UPDATE pub.release SET quantity = quantity + 1"
    ),
    "what a closing released are the releases of its line": (
        "UPDATE pub.release SET cause = 'CLOSED_SHORT'"
    ),
    "what a reassignment released are its releases": (
        "UPDATE pub.release SET cause = 'REASSIGNED'"
    ),
    "an allocation is fulfilled if and only if all of it was received or released": (
        "UPDATE app.allocation SET state = 'committed' WHERE state = 'fulfilled'"
    ),
    "a handover's lines and lots are what its stop carried": (
        "UPDATE app.handover_lot SET good = good - 1, undecided = undecided + 1 WHERE good > 0"
    ),
    "every received package has a proof": "DELETE FROM app.proof",
    "an open dispute has a due day after the day on which it was opened": (
        "UPDATE app.handover SET disputed_on = happened_on, due_on = happened_on + 1"
    ),
    "damaged and missing packages of a proven handover have a discrepancy": (
        "UPDATE app.discrepancy SET missing = missing + 1"
    ),
    "no ready meals are in stock": (
        "WITH meals AS (UPDATE pub.package SET every = 'DAY') UPDATE app.lot SET stock = 1"
    ),
    "ready meals that were brought back have a discrepancy": (
        "UPDATE app.handover_line SET good = 0, brought_back = good, spoiled = good"
    ),
    "every load that left is public as it stands, and nothing else is": (
        "UPDATE pub.delivery SET received = 0"
    ),
    "an early delivery waits or ends with its pledge, and is booked as the trip that left": """
        INSERT INTO app.early_delivery (allocation_id, line_id, pledge_id, donor_id, executor_id,
            need_id, unit_id, package_id, state, happened_on, good, damaged, missing, late_reason,
            created_by)
        SELECT id, line_id, pledge_id, executor_id, executor_id, need_id, unit_id, package_id,
               'waiting', app.today(), 1, 0, 0, 'uji', 0 FROM app.allocation LIMIT 1
    """,
    "what left and was recorded late says so in public": (
        "UPDATE app.shipment SET late_reason = 'uji'"
    ),
    "the ladder's received packages are the public rows'": (
        "UPDATE ledger.account SET balance = balance + 1 WHERE kind = 'received'"
    ),
    "what the ladder shows by the unit's word is the public rows'": (
        "UPDATE pub.ladder_change SET quantity = quantity + 1 WHERE rung = 'received_by_unit'"
    ),
    "a code confirmed one stop": """
        WITH slip AS (
            INSERT INTO app.slip (unit_id, phase_id, area_id, token_hash, printed_by)
            SELECT unit_id, 1, area_id, sha256('s'), 0 FROM app.stop LIMIT 1 RETURNING id)
        INSERT INTO app.slip_code (slip_id, code_hmac, stop_id, used_at)
        SELECT slip.id, sha256(code::bytea), (SELECT min(id) FROM app.stop), now()
        FROM slip, unnest('{a,b}'::text[]) AS code
    """,
    "a used code has proven a stop of its unit, and a proof by code has its code": (
        "UPDATE app.proof SET method = 'CODE'"
    ),
    "the numbers of documents have no gaps, for each issuer and year": (
        "UPDATE app.bast_series SET last = last + 1"
    ),
    "a proven handover has a document that says what is accepted, or waits for it": (
        "UPDATE app.handover_line SET good = good - 1, undecided = 1 WHERE good > 0"
    ),
    "a version of a document has one issued file, and its data have their recorded hash": (
        "DELETE FROM app.bast_file"
    ),
    "a countersigned document has a copy that both parties signed": (
        "UPDATE app.bast_version SET state = 'countersigned' WHERE extract_for_id IS NULL"
    ),
    # Those of pledges that deliveries move, too.
    "a need's held and committed are the sums of its allocations": (
        "UPDATE pub.need SET committed = committed - 1 WHERE committed > 0"
    ),
    "a line's allocated quantity is the sum of its allocations": (
        "UPDATE app.pledge_line SET allocated = allocated - 1"
    ),
    "the books hold what the allocations hold": (
        "UPDATE ledger.account SET balance = balance - 1 WHERE kind = 'dispatched' AND balance > 0"
    ),
}


@pytest.fixture
async def delivered(db: AsParty) -> World:
    """One stop received with a discrepancy that was written off, the other still on the way."""
    world = await deliver_to(db)
    first, _ = await world.on_the_way()
    await world.report(first, world.count(63, damaged=5, missing=2))
    await world.attest(first, 63, 5)
    await world.settle("written_off")
    await world.issue(await world.one("SELECT max(id) FROM app.handover"))
    return world


def test_every_invariant_of_deliveries_has_a_planted_fault() -> None:
    assert DELIVERY_INVARIANTS.keys() <= PLANTED.keys()
    assert PLANTED.keys() <= (DELIVERY_INVARIANTS | INVARIANTS).keys()


@pytest.mark.parametrize("sentence", [name for name, planted in PLANTED.items() if planted])
async def test_a_planted_fault_is_found(delivered: World, sentence: str) -> None:
    query = (DELIVERY_INVARIANTS | INVARIANTS)[sentence]
    await assert_found(delivered.db, query, PLANTED[sentence] or "")


async def test_more_packages_than_a_funding_pays_for_are_found(delivered: World) -> None:
    await assert_found(
        delivered.db,
        DELIVERY_INVARIANTS["a funding's lots hold no more packages than it pays for"],
        "INSERT INTO app.funding (line_id, pledge_id, package_id, contribution_id, donor_id,"
        " executor_id, amount, packages) SELECT line_id, pledge_id, package_id, 1, donor_id,"
        " executor_id, 200000, 1 FROM app.lot LIMIT 1",
        "UPDATE app.lot SET funder_id = donor_id, funding_id = (SELECT max(id) FROM app.funding)",
    )
