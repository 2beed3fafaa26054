"""The mutations of deliveries: what each party of `test_mutations.py` is answered, and inputs."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from ksbb.domain.deliveries.early import actions as early
from ksbb.domain.pledges.closings import actions as closing
from tests.deliveries.field import bound, opened
from tests.deliveries.field import left as left_entry
from tests.deliveries.world import World, committed_pledge, submitted_pledge
from tests.real_schema import global_id
from tests.tenants.parties import Parties

# For giver, executor, another donor, another aggregator, the Pemprov, a viewer of the giver, a
# person without an organisation, an anonymous visitor.
_NO = "NotAllowed"
_UNKNOWN = "NotFound"


def _only_executor(done: str) -> tuple[str, ...]:
    """Everybody else learns nothing of it."""
    return (_UNKNOWN, done, _UNKNOWN, _UNKNOWN, _UNKNOWN, _NO, _NO, "NotSignedIn")


def _only_depot(done: str) -> tuple[str, ...]:
    """Donors keep no stock."""
    return (_NO, done, _NO, _UNKNOWN, _UNKNOWN, _NO, _NO, "NotSignedIn")


ANSWERED = {
    "receiveGoods": _only_depot("GoodsReceived"),
    "reverseGoodsReceipt": _only_depot("GoodsReceiptReversed"),
    "planShipment": _only_executor("ShipmentPlanned"),
    "changeShipment": _only_executor("ShipmentChanged"),
    "cancelShipment": _only_executor("ShipmentCancelled"),
    "dispatchShipment": _only_executor("ShipmentDispatched"),
    "reportHandover": _only_executor("HandoverReported"),
    "failStop": _only_executor("StopFailed"),
    "correctHandover": _only_executor("HandoverCorrected"),
    "chooseReport": _only_executor("ReportChosen"),
    "proveDelivery": _only_executor("DeliveryProven"),
    # The officer of the kelurahan alone.
    "attestDelivery": (*(_NO,) * 7, "NotSignedIn"),
    # The Pemprov, or the officer of the unit's kelurahan; never an executor.
    "printSlips": (*(_NO,) * 4, "SlipsPrinted", _NO, _NO, "NotSignedIn"),
    # Here the executor adopts what the unit counted, and the Pemprov decides the same.
    "decideHandover": (
        *(_NO, "HandoverDecided", _UNKNOWN, _UNKNOWN, "HandoverDecided"),
        *(_NO, _NO, "NotSignedIn"),
    ),
    # The parties of the dispute; the giver, whose packages are in it, reads.
    "writeDisputeMessage": (
        *(_NO, "DisputeMessageWritten", _UNKNOWN, _UNKNOWN, "DisputeMessageWritten"),
        *(_NO, _NO, "NotSignedIn"),
    ),
    # The Pemprov may when the executor's days are over.
    "settleDiscrepancy": (
        *(_NO, "DiscrepancySettled", _UNKNOWN, _UNKNOWN, "StateRefused"),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "setUnitContact": (*(_NO,) * 4, "UnitContactSet", _NO, _NO, "NotSignedIn"),
    "endUnitContact": (*(_NO,) * 4, "UnitContactEnded", _NO, _NO, "NotSignedIn"),
    # Who has packages to deliver there, and the Pemprov.
    "requestUnitContact": (
        *("NothingToDeliver", "UnitContactRequested", "NothingToDeliver", "NothingToDeliver"),
        "UnitContactRequested",
        *(_NO, _NO, "NotSignedIn"),
    ),
    # The verifier for whom it was drawn alone.
    "verifyDelivery": (*(_NO,) * 7, "NotSignedIn"),
    # Here the person is no verifier.
    "assignVerification": (*(_NO,) * 4, "VerifierIsParty", _NO, _NO, "NotSignedIn"),
    "openShift": _only_executor("ShiftOpened"),
    "revokeShift": _only_executor("ShiftRevoked"),
    # Couriers and shifts alone.
    "leaveEntry": (*(_NO,) * 7, "NotSignedIn"),
    "recordEntry": _only_executor("EntryRecorded"),
    "dismissEntry": _only_executor("EntryDismissed"),
    "eraseEvidence": (*(_NO,) * 4, "EvidenceErased", _NO, _NO, "NotSignedIn"),
    # Of a pledge that is loaded; its executor and the Pemprov answer.
    "requestWithdrawal": (
        *("WithdrawalRequested", _NO, _UNKNOWN, _UNKNOWN, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "answerWithdrawal": (
        *(_NO, "WithdrawalAnswered", _UNKNOWN, _UNKNOWN, "WithdrawalAnswered"),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "takeBackWithdrawal": (
        *("WithdrawalTakenBack", _NO, _UNKNOWN, _UNKNOWN, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
    # Of a pledge that was committed 7 days ago, and of which nothing came.
    "closeShort": _only_depot("LineClosedShort"),
    "contestClosing": (
        *("ClosingContested", _NO, _UNKNOWN, _UNKNOWN, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "dropContest": (
        *("ContestDropped", _NO, _UNKNOWN, _UNKNOWN, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "answerContest": (
        *(_NO, _NO, _UNKNOWN, _UNKNOWN, "ContestAnswered"),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "takeBackClosing": (
        *(_NO, "ClosingTakenBack", _UNKNOWN, _UNKNOWN, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "recordDelivery": _only_executor("DeliveryRecorded"),
    # A donor, of its own direct pledge that waits for the Pemprov.
    "recordEarlyDelivery": (
        *("EarlyDeliveryRecorded", _NO, _UNKNOWN, _NO, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
    "takeBackEarlyDelivery": (
        *("EarlyDeliveryTakenBack", _UNKNOWN, _UNKNOWN, _UNKNOWN, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
    # Here the executor's agreement is in force.
    "reassignPledge": (*(_NO,) * 4, "NothingToReassign", _NO, _NO, "NotSignedIn"),
    "takeBackReassignment": (*(_NO,) * 4, _UNKNOWN, _NO, _NO, "NotSignedIn"),
    "consentToDeparture": (*(_NO,) * 4, "ConsentNotNeeded", _NO, _NO, "NotSignedIn"),
    "takeBackConsent": (*(_NO,) * 4, "ConsentNotNeeded", _NO, _NO, "NotSignedIn"),
    "reopenDiscrepancy": (
        *(_NO, "DiscrepancyReopened", _UNKNOWN, _UNKNOWN, _NO),
        *(_NO, _NO, "NotSignedIn"),
    ),
}

PACKAGES = 4


async def inputs(there: Parties) -> dict[str, dict[str, Any]]:
    """An input for each mutation; each has a pledge of its own, committed for the third RW."""

    async def fresh() -> World:
        assert there.world is not None
        pledge, allocations = await committed_pledge(
            there.db, there.world.it, there.giver, [PACKAGES], via=there.executor
        )
        return replace(there.world, pledge=pledge, allocations=allocations)

    async def planned() -> tuple[World, int]:
        world = await fresh()
        await world.receive(PACKAGES)
        return world, await world.ship(PACKAGES)

    async def left() -> tuple[World, int]:
        world, shipment = await planned()
        await world.dispatch(shipment)
        [stop] = await world.stops(shipment)
        return world, stop

    async def discrepancy() -> str:
        world, stop = await left()
        handover = await world.report(stop, world.count(3, missing=1))
        await world.sign(stop)
        return global_id(
            "Discrepancy",
            await there.one("SELECT id FROM app.discrepancy WHERE handover_id = :id", id=handover),
        )

    world = await fresh()
    package = global_id("Package", world.package)
    day = world.today.isoformat()
    receipt = await (await fresh()).receive(PACKAGES)
    trip = {
        "day": day,
        "slotStarts": "09:00",
        "slotEnds": "15:00",
        "vehicle": "uji",
        "inCharge": "uji",
        "mode": "PICKUP_POINT",
        "modeReason": "uji",
        "crowdPlan": "uji",
        "note": "uji",
        "stops": [
            {
                "unit": global_id("Unit", world.it.units[0]),
                "loads": [
                    {
                        "allocation": global_id("Allocation", world.allocations[0]),
                        "quantity": PACKAGES,
                    }
                ],
            }
        ],
    }
    counts = [{"package": package, "good": PACKAGES}]

    async def entry() -> str:
        world, stop = await left()
        trip = await there.one("SELECT shipment_id FROM app.stop WHERE id = :id", id=stop)
        courier, _ = await opened(world, trip)
        await bound(world, courier)
        return global_id("FieldEntry", await left_entry(world, courier, stop, PACKAGES))

    _, shipment = await planned()
    shifted, trip_of_shift = await planned()
    shift, _ = await opened(shifted, trip_of_shift)
    _, stop = await left()
    reported, twice = await left()
    first = await reported.report(twice, reported.count(PACKAGES))
    second = await reported.report(twice, reported.count(3, missing=1))
    disputed, third = await left()
    handover = await disputed.report(third, disputed.count(PACKAGES))
    await disputed.attest(third, 3)
    settled = await discrepancy()
    await disputed.settle("written_off")
    unit = global_id("Unit", world.it.units[0])
    drawn = global_id("Verification", await there.one("SELECT max(id) FROM app.verification"))
    loaded, _ = await planned()
    requested, _ = await planned()
    withdrawal = global_id("Withdrawal", await requested.request_withdrawal())

    report = {"happenedOn": day, "receiver": "ketua RW", "note": "uji", "lateReason": "uji"}
    return {
        "receiveGoods": {
            "pledge": global_id("Pledge", world.pledge),
            "package": package,
            "quantity": PACKAGES,
            "receivedOn": day,
            "note": "uji",
        },
        "reverseGoodsReceipt": {
            "goodsReceipt": global_id("GoodsReceipt", receipt),
            "reason": "uji",
        },
        "planShipment": trip,
        "changeShipment": {"shipment": global_id("Shipment", shipment), **trip},
        "cancelShipment": {"shipment": global_id("Shipment", shipment), "reason": "uji"},
        "dispatchShipment": {"shipment": global_id("Shipment", shipment)},
        "reportHandover": {"stop": global_id("Stop", stop), "counts": counts, **report},
        "failStop": {"stop": global_id("Stop", stop), "reason": "uji", **report},
        "correctHandover": {
            "handover": global_id("Handover", first),
            "counts": counts,
            "reason": "uji",
            **report,
        },
        "chooseReport": {"handover": global_id("Handover", second), "reason": "uji"},
        "proveDelivery": {
            "stop": global_id("Stop", twice),
            "method": "SIGNATURE",
            "message": "uji",
        },
        "attestDelivery": {"stop": global_id("Stop", twice), "counts": counts},
        "printSlips": {
            "units": [global_id("Unit", world.it.units[0])],
            "phase": global_id("Phase", world.it.phases[0]),
        },
        "decideHandover": {
            "handover": global_id("Handover", handover),
            "counts": [{"package": package, "good": 3, "missing": 1}],
            "reason": "uji",
        },
        "writeDisputeMessage": {
            "handover": global_id("Handover", handover),
            "text": "uji",
            "corrects": None,
        },
        "setUnitContact": {"unit": unit, "name": "uji", "role": "uji", "phone": "0812345678"},
        "endUnitContact": {"unit": unit, "reason": "uji"},
        "requestUnitContact": {"unit": unit, "purpose": "uji"},
        "verifyDelivery": {"verification": drawn, "counts": counts, "note": "uji", "reason": "uji"},
        "assignVerification": {
            "verification": drawn,
            "verifier": global_id("Person", there.giver.person_id),
            "reason": "uji",
        },
        "openShift": {
            "label": "uji",
            "shipments": [global_id("Shipment", trip_of_shift)],
            "tokenHash": "ab" * 32,
        },
        "revokeShift": {"shift": global_id("Shift", shift.actor_id)},
        "leaveEntry": {
            "stop": global_id("Stop", stop),
            "problem": "uji",
            "reason": "uji",
            "counts": counts,
            "happenedAt": "2020-04-28T03:00:00+00:00",
            **report,
        },
        "recordEntry": {"entry": await entry(), "lateReason": "uji"},
        "dismissEntry": {"entry": await entry(), "reason": "uji"},
        "eraseEvidence": {
            "evidence": global_id("Evidence", await there.one("SELECT min(id) FROM app.evidence")),
            "reason": "uji",
        },
        "requestWithdrawal": {"pledge": global_id("Pledge", loaded.pledge), "reason": "uji"},
        "answerWithdrawal": {"withdrawal": withdrawal, "agrees": True, "reason": "uji"},
        "takeBackWithdrawal": {"withdrawal": withdrawal, "reason": "uji"},
        **await _closings(fresh),
        "recordDelivery": {
            "unit": global_id("Unit", world.it.units[0]),
            "happenedOn": day,
            "reason": "uji",
            "loads": [
                {
                    "allocation": global_id("Allocation", (await fresh()).allocations[0]),
                    "quantity": PACKAGES,
                }
            ],
            "counts": counts,
        },
        **await _early(there),
        **await _without_agreement(planned),
        "reopenDiscrepancy": {"discrepancy": settled, "reason": "uji"},
        "settleDiscrepancy": {
            "discrepancy": await discrepancy(),
            "settlement": "WRITTEN_OFF",
            "reason": "uji",
        },
    }


async def _closings(fresh: Callable[[], Awaitable[World]]) -> dict[str, dict[str, Any]]:
    """Lines of which nothing came, closed and contested where the mutation needs it."""

    async def closed(*, contested: bool = False) -> dict[str, Any]:
        world = await fresh()
        await world.long_ago()
        made = await world.close_short()
        if contested:
            await world.run(world.donor, closing.contest_closing, closing_id=made, reason="uji")
        return {"closing": global_id("Closing", made), "reason": "uji"}

    short = await fresh()
    await short.long_ago()
    return {
        "closeShort": {"line": global_id("PledgeLine", await short.line()), "reason": "uji"},
        "contestClosing": await closed(),
        "dropContest": await closed(contested=True),
        "answerContest": {**await closed(contested=True), "stands": True},
        "takeBackClosing": await closed(),
    }


async def _early(there: Parties) -> dict[str, dict[str, Any]]:
    """A direct pledge of the giver that waits, and what it says it delivered of it."""
    assert there.world is not None
    world = there.world
    _, [allocation] = await submitted_pledge(there.db, world.it, there.giver, [PACKAGES])
    delivered = early.Early(allocation, world.today, 1, "uji")
    made = await world.run(there.giver, early.record_early_delivery, early=delivered)
    return {
        "recordEarlyDelivery": {
            "allocation": global_id("Allocation", allocation),
            "happenedOn": world.today.isoformat(),
            "good": 1,
            "reason": "uji",
        },
        "takeBackEarlyDelivery": {
            "earlyDelivery": global_id("EarlyDelivery", made),
            "reason": "uji",
        },
    }


async def _without_agreement(
    planned: Callable[[], Awaitable[tuple[World, int]]],
) -> dict[str, dict[str, Any]]:
    """What the Pemprov would decide if the executor had no agreement in force."""
    world, shipment = await planned()
    trip = {"shipment": global_id("Shipment", shipment), "reason": "uji"}
    return {
        "reassignPledge": {"pledge": global_id("Pledge", world.pledge), "reason": "uji"},
        "takeBackReassignment": {"reassignment": global_id("Reassignment", 999), "reason": "uji"},
        "consentToDeparture": trip,
        "takeBackConsent": trip,
    }
