"""Agreements and permits that end, and organisations that the Pemprov decides on."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.notifications.mail_texts import mail_text
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.inbox.kinds import NotificationKind
from ksbb.domain.organisations import actions as organising
from tests import factories
from tests.as_party import AsParty
from tests.inbox.notified import deliver_all, entries, forget, kinds, mails

K = NotificationKind
ORIGIN = "https://ksbb.example"


@pytest.mark.parametrize("paper", ["agreement", "permit"])
async def test_an_aggregator_hears_30_7_and_1_days_before_a_paper_ends(
    db: AsParty, paper: str
) -> None:
    officer = await factories.pemprov(db)
    aggregator = await factories.aggregator(db)
    await factories.clock(db, "2020-05-01 08:00")
    await getattr(factories, paper)(db, aggregator, ends_on="2020-05-31")
    await forget(db)
    kind = NotificationKind(f"{paper.upper()}_ENDING")
    expected: list[int] = []
    for day, days in (("01", 30), ("02", 0), ("24", 7), ("25", 0), ("30", 1), ("31", 0)):
        await factories.clock(db, f"2020-05-{day} 08:00")
        async with db.login("ksbb_worker") as session:
            await session.execute(text("SELECT app.warn_of_endings()"))
        await deliver_all(db)
        expected += [days] if days else []
        for viewer in (aggregator, officer):
            heard = await entries(db, viewer)
            assert [entry.days for entry in heard] == expected
            assert {entry.kind for entry in heard} == {kind}
    (subject, *_) = [
        mail_text(each.template, each.facts, ORIGIN).subject for each in await mails(db, aggregator)
    ]
    assert "30 hari lagi" in subject


async def test_a_paper_that_is_not_in_force_warns_of_nothing(db: AsParty) -> None:
    aggregator = await factories.aggregator(db)
    await factories.clock(db, "2020-05-01 08:00")
    await factories.agreement(db, aggregator, state="suspended", ends_on="2020-05-05")
    await factories.permit(db, aggregator, state="submitted", ends_on="2020-05-05")
    async with db.login("ksbb_worker") as session:
        assert await session.scalar(text("SELECT app.warn_of_endings()")) == 0


async def _applied(db: AsParty) -> Viewer:
    """The owner of a donor that waits to be verified."""
    applicant = await factories.nobody_yet(db)
    async with db.viewer(applicant) as tx:
        made = await organising.apply_as_organisation(
            tx,
            applicant,
            uuid4(),
            kind=Kind.DONOR,
            name="PT Baru (contoh)",
            about="",
            contact_email="kontak@contoh.id",
            contact_phone="+62 21 1234567",
        )
    return Viewer(applicant.person_id, made, Kind.DONOR, Role.OWNER)


async def test_the_pemprov_hears_who_applied(db: AsParty) -> None:
    officer = await factories.pemprov(db)
    applicant = await _applied(db)
    await deliver_all(db)
    (entry,) = await entries(db, officer)
    assert (entry.kind, entry.subject_id) == (K.ORGANISATION_APPLIED, applicant.organisation_id)
    (sent,) = await mails(db, officer)
    written = mail_text(sent.template, sent.facts, ORIGIN).text
    assert "PT Baru (contoh) mendaftar sebagai donatur" in written
    assert f"{ORIGIN}/kantor/organisasi/{applicant.organisation_id}\n" in written
    assert await kinds(db, applicant) == []


_VERIFY = (organising.verify_organisation, {}, K.ORGANISATION_VERIFIED)
_REJECT = (organising.reject_organisation, {"reason": "uji"}, K.ORGANISATION_REJECTED)
_SUSPEND = (organising.suspend_organisation, {"reason": "uji"}, K.ORGANISATION_SUSPENDED)


@pytest.mark.parametrize("acts", [(_REJECT,), (_VERIFY, _SUSPEND)])
async def test_organisations_hear_what_the_pemprov_decides_on_them(
    db: AsParty, acts: tuple[tuple[Any, dict[str, str], NotificationKind], ...]
) -> None:
    officer, owner = await factories.pemprov(db), await _applied(db)
    for act, more, _ in acts:
        async with db.viewer(officer) as tx:
            await act(tx, officer, uuid4(), organisation=owner.organisation_id, **more)
    await deliver_all(db)
    expected = [kind for _, _, kind in acts]
    assert await kinds(db, owner) == expected
    assert [each.template for each in await mails(db, owner)] == expected
