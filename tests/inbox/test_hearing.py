"""Who is heard of an event: members of today who act, unless they switched it off; and once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.refusals import InvalidInput, NotAllowed
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.inbox import actions
from ksbb.domain.inbox.kinds import FIXED, PARTS, NotificationKind, kinds_for
from ksbb.domain.organisations import actions as organising
from tests import factories
from tests.as_party import AsParty
from tests.deliveries.world import World
from tests.inbox.notified import deliver_all, entries, forget, kinds, mails

K = NotificationKind


async def switch(
    db: AsParty, viewer: Viewer, kind: NotificationKind, *, inbox: bool, mail: bool
) -> None:
    async with db.viewer(viewer) as tx:
        await actions.set_notification(tx, viewer, uuid4(), kind=kind, inbox=inbox, mail=mail)


async def suspend(db: AsParty, organisation: int, reason: str = "uji") -> None:
    officer = await factories.pemprov(db)
    async with db.viewer(officer) as tx:
        await organising.suspend_organisation(
            tx, officer, uuid4(), organisation=organisation, reason=reason
        )


async def test_who_acts_for_an_organisation_is_told_and_nobody_else(db: AsParty) -> None:
    owner = await factories.donor(db)
    operator = await factories.colleague(db, owner, Role.OPERATOR)
    looker = await factories.colleague(db, owner, Role.VIEWER)
    await suspend(db, owner.organisation_id)
    await deliver_all(db)
    expected = [K.ORGANISATION_SUSPENDED]
    assert await kinds(db, owner) == await kinds(db, operator) == expected
    assert await kinds(db, looker) == await mails(db, looker) == []


async def test_former_members_and_officers_of_other_kelurahan_are_not_told(world: World) -> None:
    today = await world.one("SELECT app.today()")
    former = await factories.member(
        world.db, world.donor.organisation_id, ends_on=today - timedelta(days=1)
    )
    elsewhere = await factories.pemprov(world.db, Role.KELURAHAN)
    await world.on_the_way()
    await deliver_all(world.db)
    assert K.DISPATCHED in await kinds(world.db, world.officer)
    assert await kinds(world.db, elsewhere) == []
    assert (
        await world.rows(
            "SELECT kind FROM app.inbox_entry WHERE person_id = :person", person=former.person_id
        )
        == []
    )


async def test_an_event_that_comes_again_is_told_once(world: World) -> None:
    await world.on_the_way()
    await deliver_all(world.db)
    before = [len(await kinds(world.db, world.donor)), len(await mails(world.db, world.donor))]
    assert all(before)
    await world.db.session.execute(text("UPDATE app.outbox SET handled_at = NULL"))
    await deliver_all(world.db)
    after = [len(await kinds(world.db, world.donor)), len(await mails(world.db, world.donor))]
    assert after == before


@pytest.mark.parametrize("inbox", [True, False])
@pytest.mark.parametrize("mail", [True, False])
async def test_what_is_switched_off_is_not_sent(world: World, inbox: bool, mail: bool) -> None:
    colleague = await factories.colleague(world.db, world.donor)
    await switch(world.db, world.donor, K.DISPATCHED, inbox=inbox, mail=mail)
    await forget(world.db)
    await world.on_the_way()
    await deliver_all(world.db)
    assert (K.DISPATCHED in await kinds(world.db, world.donor)) is inbox
    sent = [each.template for each in await mails(world.db, world.donor)]
    assert (K.DISPATCHED in sent) is mail
    # A choice is the person's own, and of this kind alone.
    assert K.GOODS_RECEIVED in await kinds(world.db, world.donor)
    assert K.DISPATCHED in await kinds(world.db, colleague)


async def test_mail_that_is_off_at_first_can_be_switched_on(world: World) -> None:
    await switch(world.db, world.donor, K.PROVEN, inbox=True, mail=True)
    stop, _ = await world.on_the_way()
    await world.report(stop, world.count(70))
    await world.attest(stop, 70)
    await deliver_all(world.db)
    assert K.PROVEN in [each.template for each in await mails(world.db, world.donor)]


@pytest.mark.parametrize("kind", FIXED)
async def test_what_an_organisation_must_hear_cannot_be_switched_off(
    db: AsParty, kind: NotificationKind
) -> None:
    donor = await factories.donor(db)
    with pytest.raises(InvalidInput):
        await switch(db, donor, kind, inbox=False, mail=False)
    # Not by SQL either.
    async with db.viewer(donor) as session:
        await session.execute(
            text("INSERT INTO app.notification_setting VALUES (:person, :kind, false, false)"),
            {"person": donor.person_id, "kind": kind},
        )
    await suspend(db, donor.organisation_id)
    await deliver_all(db)
    if kind is K.ORGANISATION_SUSPENDED:
        assert await kinds(db, donor) == [kind]
        assert [each.template for each in await mails(db, donor)] == [kind]


async def test_who_only_looks_on_has_nothing_to_switch(db: AsParty) -> None:
    viewer = await factories.donor(db, Role.VIEWER)
    with pytest.raises(NotAllowed):
        await switch(db, viewer, K.DISPATCHED, inbox=False, mail=False)


async def test_people_of_the_demo_have_an_inbox_and_get_no_mail(world: World) -> None:
    await world.db.session.execute(text("UPDATE pub.clock SET demo = true"))
    await world.db.session.execute(
        text("INSERT INTO app.demo_person VALUES (:id)"), {"id": world.donor.person_id}
    )
    await world.on_the_way()
    await deliver_all(world.db)
    assert K.DISPATCHED in await kinds(world.db, world.donor)
    assert await mails(world.db, world.donor) == []


async def test_nobody_is_told_what_they_or_their_office_did(world: World) -> None:
    colleague = await factories.colleague(world.db, world.executor)
    await world.on_the_way()
    await deliver_all(world.db)
    for viewer in (world.executor, colleague):
        assert not {K.GOODS_RECEIVED, K.DISPATCHED} & {*await kinds(world.db, viewer)}


async def test_an_inbox_is_of_one_person_in_one_organisation(world: World) -> None:
    colleague = await factories.colleague(world.db, world.donor)
    elsewhere = await factories.organisation(world.db)
    there = await factories.member(world.db, elsewhere, person_id=world.donor.person_id)
    await world.on_the_way()
    await deliver_all(world.db)
    own = {entry.id for entry in await entries(world.db, world.donor)}
    assert own
    assert own.isdisjoint(entry.id for entry in await entries(world.db, colleague))
    assert await entries(world.db, there) == await entries(world.db, world.it.pemprov) == []


async def mark(db: AsParty, viewer: Viewer, ids: list[int], through: int | None = None) -> int:
    async with db.viewer(viewer) as tx:
        return await actions.mark_inbox_read(tx, viewer, uuid4(), entries=ids, through=through)


async def test_entries_are_marked_as_read_one_by_one_or_up_to_one(world: World) -> None:
    stop, _ = await world.on_the_way()
    await world.report(stop, world.count(70))
    await deliver_all(world.db)
    ids = [entry.id for entry in await entries(world.db, world.donor)]
    assert len(ids) > 3
    assert await mark(world.db, world.donor, ids[1:2]) == len(ids) - 1
    assert await mark(world.db, world.donor, [], through=ids[-2]) == 1
    unread = [entry.id for entry in await entries(world.db, world.donor) if entry.read_at is None]
    assert unread == ids[-1:]


async def test_nobody_marks_the_entries_of_others(world: World) -> None:
    await world.on_the_way()
    await deliver_all(world.db)
    foreign = [entry.id for entry in await entries(world.db, world.donor)]
    await mark(world.db, world.executor, foreign, through=max(foreign))
    assert all(entry.read_at is None for entry in await entries(world.db, world.donor))


@pytest.mark.parametrize("ids", [[], [*range(1, 102)]])
async def test_marking_nothing_or_too_much_is_refused(db: AsParty, ids: list[int]) -> None:
    with pytest.raises(InvalidInput):
        await mark(db, await factories.donor(db), ids)


def test_everybody_who_can_be_told_can_choose() -> None:
    assert {kind for who in PARTS for kind in kinds_for(who)} == {*NotificationKind} - FIXED
    assert not {K.AGREEMENT_ENDING, K.PLEDGE_SUBMITTED} & {*kinds_for("DONOR")}
    assert kinds_for("VERIFIER") == [K.VERIFICATION_ASSIGNED]


async def test_the_facts_of_an_entry_hold_no_text_that_people_wrote(db: AsParty) -> None:
    donor = await factories.donor(db)
    await suspend(db, donor.organisation_id, reason="Sari Contoh, 0812")
    await deliver_all(db)
    (entry,) = await entries(db, donor)
    assert "Sari" not in str(tuple(entry))
    values: dict[str, Any] = entry._asdict()
    assert values["subject_id"] == donor.organisation_id
