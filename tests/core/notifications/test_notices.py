"""Which events cause mail, and to whom."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import text

from ksbb.core.notifications.notices import NOTICES, notify
from ksbb.core.outbox.deliver import Delivery
from ksbb.core.viewer import Kind, Role
from tests import factories
from tests.as_party import AsParty


async def _notify(
    db: AsParty, event: str, /, *, by: int = 0, to: int | None = None, **facts: Any
) -> None:
    delivery = Delivery(1, uuid4(), event, by, to, "organisation", to or by, facts, 0)
    await _deliver(db, delivery)


async def _deliver(db: AsParty, delivery: Delivery) -> None:
    async with db.login("ksbb_worker") as session:
        raw = await (await session.connection()).get_raw_connection()
        await notify(raw.driver_connection, delivery)  # pyright: ignore[reportArgumentType]


async def _queued(db: AsParty) -> dict[str, dict[str, Any]]:
    rows = await db.session.execute(text("SELECT recipient, template, facts FROM app.mail"))
    return {row.recipient: {"template": row.template, **row.facts} for row in rows}


async def test_owners_and_operators_get_mail_and_nobody_else(db: AsParty) -> None:
    organisation = await factories.organisation(db, name="PT Sinar (contoh)")
    for role in (Role.OWNER, Role.OPERATOR, Role.VIEWER):
        person = await factories.person(db, email=f"{role.lower()}@sinar.id")
        await factories.member(db, organisation, Kind.DONOR, role, person_id=person)
    outsider = await factories.person(db, email="owner@lain.id")
    await factories.member(db, await factories.organisation(db), person_id=outsider)
    await _notify(db, "OrganisationVerified", to=organisation, was="applied")
    mails = await _queued(db)
    assert sorted(mails) == ["operator@sinar.id", "owner@sinar.id"]
    assert mails["owner@sinar.id"]["template"] == "ORGANISATION_VERIFIED"
    assert mails["owner@sinar.id"]["organisation"] == "PT Sinar (contoh)"


async def test_former_members_get_no_mail(db: AsParty) -> None:
    organisation = await factories.organisation(db)
    today = await db.session.scalar(text("SELECT app.today()"))
    person = await factories.person(db, email="dulu@sinar.id")
    await factories.member(db, organisation, person_id=person, ends_on=today - timedelta(days=1))
    await _notify(db, "OrganisationVerified", to=organisation)
    assert await _queued(db) == {}


async def test_the_pemprov_gets_mail_about_an_application(db: AsParty) -> None:
    officer = await factories.pemprov(db)
    await db.session.execute(
        text("UPDATE app.person SET email = 'pokja@pemprov.id' WHERE id = :id"),
        {"id": officer.person_id},
    )
    applicant = await factories.organisation(db, state="applied")
    await _notify(db, "OrganisationApplied", to=applicant, kind="DONOR", name="PT Baru (contoh)")
    mails = await _queued(db)
    assert mails["pokja@pemprov.id"]["template"] == "ORGANISATION_APPLIED"
    assert mails["pokja@pemprov.id"]["name"] == "PT Baru (contoh)"


async def test_the_mail_names_the_acting_organisation(db: AsParty) -> None:
    giver = await factories.organisation(db, name="PT Pemberi (contoh)")
    person = await factories.person(db, email="agregator@contoh.id")
    aggregator = await factories.organisation(db, Kind.AGGREGATOR)
    await factories.member(db, aggregator, Kind.AGGREGATOR, person_id=person)
    await _notify(db, "ContributionIntended", by=giver, to=aggregator, amount=20_000_000)
    mails = await _queued(db)
    assert mails["agregator@contoh.id"]["by"] == "PT Pemberi (contoh)"
    assert mails["agregator@contoh.id"]["amount"] == 20_000_000


async def test_the_same_event_twice_makes_one_mail(db: AsParty) -> None:
    donor = await factories.donor(db)
    delivery = Delivery(
        1, uuid4(), "OrganisationVerified", 0, donor.organisation_id, "organisation", 1, {}, 0
    )
    await _deliver(db, delivery)
    await _deliver(db, delivery)
    assert len(await _queued(db)) == 1


async def test_people_of_the_demo_get_no_mail(db: AsParty) -> None:
    await db.session.execute(text("UPDATE pub.clock SET demo = true"))
    donor = await factories.donor(db)
    await db.session.execute(
        text("INSERT INTO app.demo_person VALUES (:id)"), {"id": donor.person_id}
    )
    await _notify(db, "OrganisationVerified", to=donor.organisation_id)
    assert await _queued(db) == {}


async def test_an_event_without_another_party_causes_no_mail(db: AsParty) -> None:
    donor = await factories.donor(db)
    await _notify(db, "PledgeSubmitted", by=donor.organisation_id, packages=10, channel="DIRECT")
    await _notify(db, "TargetRaised", by=donor.organisation_id, to=donor.organisation_id)
    assert await _queued(db) == {}


async def test_the_facts_of_events_fit_the_templates(db: AsParty) -> None:
    """The fields of an event and what the handler adds are all that its template needs."""
    from ksbb.core.notifications.mail_texts import mail_text
    from ksbb.domain.contributions import events as contributions
    from ksbb.domain.organisations import events as organisations
    from ksbb.domain.pledges import events as pledges

    donor, officer = await factories.donor(db), await factories.pemprov(db)
    for name in NOTICES:
        found = next(
            getattr(module, name)
            for module in (organisations, pledges, contributions)
            if hasattr(module, name)
        )
        examples: dict[str, Any] = {"int": 7, "str": "DONOR", "str | None": "DONOR"}
        facts = {
            field: examples[annotation]
            for field, annotation in found.__annotations__.items()
            if annotation in examples
        }
        await db.session.execute(text("DELETE FROM app.mail"))
        await _notify(db, name, by=officer.organisation_id, to=donor.organisation_id, **facts)
        mails = await _queued(db)
        assert mails, name
        for mail in mails.values():
            template = mail.pop("template")
            assert mail_text(
                template, orjson.loads(orjson.dumps(mail)), "https://ksbb.example"
            ).text
