"""Every kind, from what somebody does to the inbox and the mail of those who hear of it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text

from ksbb.core.notifications.mail_texts import mail_text
from ksbb.core.viewer import Viewer
from ksbb.domain.contributions import actions as money
from ksbb.domain.deliveries.disputes import actions as disputing
from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.inbox.kinds import NO_MAIL, NOTICES, NotificationKind
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges.closings import actions as closing
from ksbb.domain.pledges.reassignments import actions as reassigning
from ksbb.domain.pledges.withdrawals import actions as withdrawing
from tests import factories
from tests.deliveries.test_reassignments import reassign, suspend
from tests.deliveries.world import World
from tests.inbox.notified import deliver_all, entries, forget, kinds, mails
from tests.pledges.test_pledging import pledge as promise
from tests.verification.conftest import Drawn

K = NotificationKind
ORIGIN = "https://ksbb.example"
Prepared = Callable[[], Awaitable[object]]
Scenario = Callable[[World], Awaitable[Prepared]]


async def _promised(world: World) -> int:
    return await promise(
        world.db, world.it, world.donor, (), quantity=10, aggregator=world.executor
    )


async def _submitted(world: World) -> Prepared:
    return lambda: _promised(world)


def _pledge_act(by: str, action: Any, **more: object) -> Scenario:
    async def scenario(world: World) -> Prepared:
        pledge = await _promised(world)
        viewer: Viewer = getattr(world, by)
        return lambda: world.run(viewer, action, pledge_id=pledge, **more)

    return scenario


async def _committed(world: World) -> Prepared:
    pledge = await promise(world.db, world.it, world.donor, (1,), aggregator=world.executor)
    await world.run(world.executor, pledging.accept, pledge_id=pledge)
    return lambda: world.run(world.it.pemprov, pledging.commit, pledge_id=pledge)


async def _lapsed(world: World) -> Prepared:
    await promise(world.db, world.it, world.donor, (1,), aggregator=world.executor)
    await factories.clock(world.db, "2020-05-01 12:00")

    async def lapse() -> None:
        async with world.db.login("ksbb_worker") as session:
            await session.execute(text("SELECT app.lapse_pledges()"))

    return lapse


async def _withdrawal(world: World) -> Prepared:
    await world.ship()
    return world.request_withdrawal


def _answered(agrees: bool) -> Scenario:
    async def scenario(world: World) -> Prepared:
        await world.ship()
        request = await world.request_withdrawal()
        return lambda: world.answer_withdrawal(world.executor, request, agrees=agrees)

    return scenario


async def _taken_back(world: World) -> Prepared:
    await world.ship()
    request = await world.request_withdrawal()
    return lambda: world.run(
        world.donor, withdrawing.take_back_withdrawal, withdrawal_id=request, reason="uji"
    )


async def _short(world: World) -> Prepared:
    await world.receive(60)
    await world.later(3)
    return world.close_short


def _closing_act(by: str, action: Any, *, contested: bool, **more: object) -> Scenario:
    async def scenario(world: World) -> Prepared:
        await (await _short(world))()
        closed = await world.one("SELECT id FROM app.closing")
        if contested:
            await world.run(world.donor, closing.contest_closing, closing_id=closed, reason="uji")
        viewer: Viewer = world.it.pemprov if by == "pemprov" else getattr(world, by)
        return lambda: world.run(viewer, action, closing_id=closed, reason="uji", **more)

    return scenario


async def _reassigned(world: World) -> Prepared:
    await suspend(world)
    return lambda: reassign(world)


async def _reassignment_taken_back(world: World) -> Prepared:
    await suspend(world)
    made = await reassign(world)
    return lambda: world.run(
        world.it.pemprov,
        reassigning.take_back_reassignment,
        reassignment_id=made,
        reason="PKS berlaku lagi",
    )


async def _intended(world: World) -> Prepared:
    return lambda: world.run(
        world.donor,
        money.intend,
        aggregator_id=world.executor.organisation_id,
        amount=20_000_000,
    )


async def _recorded(world: World) -> Prepared:
    return lambda: world.run(
        world.executor,
        money.record_contribution,
        contribution_id=None,
        donor_id=world.donor.organisation_id,
        amount=20_000_000,
        bank_reference="BCA 1",
    )


async def _received(world: World) -> Prepared:
    return world.receive


async def _dispatched(world: World) -> Prepared:
    await world.receive()
    shipment = await world.ship()
    return lambda: world.dispatch(shipment)


async def _reported(world: World) -> Prepared:
    courier = await world.courier()
    stop, _ = await world.on_the_way()
    await world.give_to(courier, stop)
    return lambda: world.report(stop, world.count(70), by=courier)


async def _failed(world: World) -> Prepared:
    stop, _ = await world.on_the_way()
    return lambda: world.report(stop, [], failed_because="jalan ditutup")


def _proven(good: int, damaged: int) -> Scenario:
    async def scenario(world: World) -> Prepared:
        stop, _ = await world.on_the_way()
        await world.report(stop, world.count(good, damaged, 70 - good - damaged))
        return lambda: world.attest(stop, good, damaged)

    return scenario


async def _issued(world: World) -> Prepared:
    stop, _ = await world.on_the_way()
    handover = await world.report(stop, world.count(70))
    await world.attest(stop, 70)
    return lambda: world.issue(handover)


async def _settled(world: World) -> Prepared:
    await (await _proven(63, 5)(world))()
    return lambda: world.settle("written_off")


async def _disputed(world: World) -> Prepared:
    stop, _ = await world.on_the_way()
    await world.report(stop, world.count(70))
    return lambda: world.attest(stop, 60)


async def _message(world: World) -> Prepared:
    stop, _ = await world.on_the_way()
    handover = await world.report(stop, world.count(70))
    await world.attest(stop, 60)
    return lambda: world.run(
        world.executor, disputing.write_message, handover_id=handover, text="kami hitung ulang"
    )


async def _decided(world: World) -> Prepared:
    stop, _ = await world.on_the_way()
    handover = await world.report(stop, world.count(70))
    await world.attest(stop, 60)
    return lambda: world.run(
        world.it.pemprov,
        handing.decide_handover,
        handover_id=handover,
        counts=world.count(60, 0, 10),
        reason="menurut foto",
    )


BOTH = ("donor", "executor")
SCENARIOS: dict[str, tuple[Scenario, dict[NotificationKind, tuple[str, ...]]]] = {
    "submitted": (_submitted, {K.PLEDGE_SUBMITTED: ("executor",)}),
    "accepted": (_pledge_act("executor", pledging.accept), {K.PLEDGE_ACCEPTED: ("donor",)}),
    "rejected": (
        _pledge_act("executor", pledging.reject, reason="gudang penuh"),
        {K.PLEDGE_REJECTED: ("donor",)},
    ),
    "withdrawn": (
        _pledge_act("donor", pledging.withdraw, reason="batal"),
        {K.PLEDGE_WITHDRAWN: ("executor",)},
    ),
    "committed": (_committed, {K.PLEDGE_COMMITTED: BOTH}),
    "lapsed": (_lapsed, {K.PLEDGE_LAPSED: BOTH}),
    "withdrawal": (_withdrawal, {K.WITHDRAWAL_REQUESTED: ("executor", "pemprov")}),
    "agreed": (_answered(agrees=True), {K.WITHDRAWAL_ANSWERED: ("donor", "pemprov")}),
    "refused": (_answered(agrees=False), {K.WITHDRAWAL_ANSWERED: ("donor", "pemprov")}),
    "taken back": (_taken_back, {K.WITHDRAWAL_TAKEN_BACK: ("executor", "pemprov")}),
    "short": (_short, {K.CLOSED_SHORT: ("donor",)}),
    "contested": (
        _closing_act("donor", closing.contest_closing, contested=False),
        {K.CLOSING_CONTESTED: ("executor", "pemprov")},
    ),
    "dropped": (
        _closing_act("donor", closing.drop_contest, contested=True),
        {K.CONTEST_DROPPED: ("executor", "pemprov")},
    ),
    "upheld": (
        _closing_act("pemprov", closing.answer_contest, contested=True, stands=True),
        {K.CONTEST_ANSWERED: BOTH},
    ),
    "reopened": (
        _closing_act("executor", closing.take_back_closing, contested=False),
        {K.CLOSING_TAKEN_BACK: ("donor",)},
    ),
    "reassigned": (_reassigned, {K.REASSIGNED: BOTH}),
    "not reassigned": (_reassignment_taken_back, {K.REASSIGNMENT_TAKEN_BACK: BOTH}),
    "intended": (_intended, {K.CONTRIBUTION_INTENDED: ("executor",)}),
    "money": (_recorded, {K.CONTRIBUTION_RECEIVED: ("donor",)}),
    "goods": (_received, {K.GOODS_RECEIVED: ("donor",)}),
    "dispatched": (_dispatched, {K.DISPATCHED: ("donor", "officer")}),
    # Of what its courier does the executor's office hears.
    "reported": (_reported, {K.HANDED_OVER: BOTH}),
    "failed": (_failed, {K.STOP_FAILED: ("donor",)}),
    "proven": (_proven(70, 0), {K.PROVEN: BOTH}),
    "damaged": (_proven(63, 5), {K.PROVEN: BOTH, K.DISCREPANCY_OPENED: BOTH}),
    "document": (_issued, {K.BAST_READY: BOTH}),
    "settled": (_settled, {K.DISCREPANCY_SETTLED: ("donor",)}),
    # The officer who attested knows.
    "disputed": (_disputed, {K.DISPUTE_OPENED: (*BOTH, "pemprov")}),
    "message": (_message, {K.DISPUTE_MESSAGE: ("officer", "pemprov")}),
    "decided": (
        _decided,
        {K.DISPUTE_DECIDED: (*BOTH, "officer"), K.DISCREPANCY_OPENED: BOTH},
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
async def test_who_hears_of_it(world: World, name: str) -> None:
    scenario, expected = SCENARIOS[name]
    act = await scenario(world)
    await forget(world.db)
    await act()
    await deliver_all(world.db)
    people = {
        "donor": world.donor,
        "executor": world.executor,
        "officer": world.officer,
        "pemprov": world.it.pemprov,
    }
    for who, viewer in people.items():
        heard = {kind for kind, hearers in expected.items() if who in hearers}
        assert {*await kinds(world.db, viewer)} == heard, who
        assert {each.template for each in await mails(world.db, viewer)} == heard - NO_MAIL, who


async def _only(world: World, viewer: Viewer, kind: NotificationKind) -> Any:
    await deliver_all(world.db)
    (entry,) = [each for each in await entries(world.db, viewer) if each.kind == kind]
    return entry


async def test_a_giver_is_led_to_its_pledge_and_others_to_the_trip(world: World) -> None:
    await world.on_the_way()
    sent = await _only(world, world.donor, K.DISPATCHED)
    assert (sent.pledge_id, sent.packages, sent.unit_id) == (world.pledge, 120, None)
    assert sent.by_id == world.executor.organisation_id
    arriving = await _only(world, world.officer, K.DISPATCHED)
    assert (arriving.pledge_id, arriving.packages) == (None, 120)


async def test_a_mail_about_a_pledge_has_its_code_and_leads_to_its_page(world: World) -> None:
    await forget(world.db)
    await world.on_the_way()
    await deliver_all(world.db)
    code = await world.one("SELECT public_code FROM app.pledge WHERE id = :id", id=world.pledge)
    sent = {each.template: each.facts for each in await mails(world.db, world.donor)}
    written = mail_text("DISPATCHED", sent["DISPATCHED"], ORIGIN)
    assert written.text.count(f"{ORIGIN}/lacak/{code}\n") == 2
    assert f"Kode lacak: {code}." in written.text
    assert written.subject == "120 paket berangkat / 120 packages have left"
    (arriving,) = await mails(world.db, world.officer)
    assert f"{ORIGIN}/kantor/kiriman\n" in mail_text("DISPATCHED", arriving.facts, ORIGIN).text


async def test_one_shipment_is_one_notification_for_each_person(world: World) -> None:
    await world.on_the_way(70, 50)
    await _only(world, world.donor, K.DISPATCHED)
    await _only(world, world.officer, K.DISPATCHED)


async def test_how_it_ended_stands_in_the_entry(world: World) -> None:
    await (await _settled(world))()
    assert (await _only(world, world.donor, K.DISCREPANCY_SETTLED)).detail == "WRITTEN_OFF"
    assert (await _only(world, world.donor, K.PROVEN)).detail == "UNIT"


async def test_verifiers_hear_what_was_drawn_for_them_and_others_what_they_found(
    drawn: Drawn,
) -> None:
    await deliver_all(drawn.db)
    verifier, executor = drawn.verifier, drawn.world.executor
    assert await kinds(drawn.db, verifier) == [K.VERIFICATION_ASSIGNED] * 2
    assert (
        await _only(drawn.world, executor, K.VERIFICATION_DRAWN)
    ).day.isoformat() == "2020-04-28"
    await forget(drawn.db)
    await drawn.verify(drawn.stops[1], 50)
    await drawn.verify(drawn.stops[0], 60)
    await deliver_all(drawn.db)
    found = [K.VERIFICATION_AGREED, K.VERIFICATION_DIFFERED]
    for viewer in (executor, drawn.world.donor):
        assert await kinds(drawn.db, viewer) == found
    assert await kinds(drawn.db, drawn.world.it.pemprov) == [K.VERIFICATION_DIFFERED]
    assert await kinds(drawn.db, verifier) == []


def test_every_kind_has_an_event_and_a_scenario() -> None:
    heard = {notice.kind for notices in NOTICES.values() for notice in notices}
    assert heard == {*NotificationKind}
    heard = {kind for _, expected in SCENARIOS.values() for kind in expected}
    elsewhere = {
        kind
        for kind in K
        if kind.startswith(("VERIFICATION", "ORGANISATION", "AGREEMENT", "PERMIT"))
    }
    assert heard | elsewhere == {*NotificationKind}
