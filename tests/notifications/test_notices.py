"""Who gets mail about what."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import text

from ksbb.kernel.viewer import Kind, Role
from ksbb.notifications.notices import NOTICES, notify
from ksbb.outbox.deliver import Delivery
from tests import make
from tests.acting import Acting


async def _tell(
    db: Acting, event: str, /, *, by: int = 0, to: int | None = None, **facts: Any
) -> None:
    delivery = Delivery(1, uuid4(), event, by, to, "organisation", to or by, facts, 0)
    await _deliver(db, delivery)


async def _deliver(db: Acting, delivery: Delivery) -> None:
    async with db.login("ksbb_worker") as session:
        raw = await (await session.connection()).get_raw_connection()
        await notify(raw.driver_connection, delivery)  # pyright: ignore[reportArgumentType]


async def _told(db: Acting) -> dict[str, dict[str, Any]]:
    rows = await db.session.execute(text("SELECT recipient, template, facts FROM app.mail"))
    return {row.recipient: {"template": row.template, **row.facts} for row in rows}


async def test_owners_and_operators_hear_of_it_and_nobody_else(db: Acting) -> None:
    organisation = await make.organisation(db, name="PT Sinar (contoh)")
    for role in (Role.OWNER, Role.OPERATOR, Role.VIEWER):
        person = await make.person(db, email=f"{role.lower()}@sinar.id")
        await make.member(db, organisation, Kind.DONOR, role, person_id=person)
    outsider = await make.person(db, email="owner@lain.id")
    await make.member(db, await make.organisation(db), person_id=outsider)
    await _tell(db, "OrganisationVerified", to=organisation, was="applied")
    told = await _told(db)
    assert sorted(told) == ["operator@sinar.id", "owner@sinar.id"]
    assert told["owner@sinar.id"]["template"] == "ORGANISATION_VERIFIED"
    assert told["owner@sinar.id"]["organisation"] == "PT Sinar (contoh)"


async def test_who_has_left_hears_nothing(db: Acting) -> None:
    organisation = await make.organisation(db)
    today = await db.session.scalar(text("SELECT app.today()"))
    person = await make.person(db, email="dulu@sinar.id")
    await make.member(db, organisation, person_id=person, ends_on=today - timedelta(days=1))
    await _tell(db, "OrganisationVerified", to=organisation)
    assert await _told(db) == {}


async def test_the_pemprov_hears_who_applies(db: Acting) -> None:
    officer = await make.pemprov(db)
    await db.session.execute(
        text("UPDATE app.person SET email = 'pokja@pemprov.id' WHERE id = :id"),
        {"id": officer.person_id},
    )
    applicant = await make.organisation(db, state="applied")
    await _tell(db, "OrganisationApplied", to=applicant, kind="DONOR", name="PT Baru (contoh)")
    told = await _told(db)
    assert told["pokja@pemprov.id"]["template"] == "ORGANISATION_APPLIED"
    assert told["pokja@pemprov.id"]["name"] == "PT Baru (contoh)"


async def test_the_actor_is_named(db: Acting) -> None:
    giver = await make.organisation(db, name="PT Pemberi (contoh)")
    person = await make.person(db, email="agregator@contoh.id")
    aggregator = await make.organisation(db, Kind.AGGREGATOR)
    await make.member(db, aggregator, Kind.AGGREGATOR, person_id=person)
    await _tell(db, "ContributionIntended", by=giver, to=aggregator, amount=20_000_000)
    told = await _told(db)
    assert told["agregator@contoh.id"]["by"] == "PT Pemberi (contoh)"
    assert told["agregator@contoh.id"]["amount"] == 20_000_000


async def test_the_same_event_twice_makes_one_mail(db: Acting) -> None:
    donor = await make.donor(db)
    delivery = Delivery(
        1, uuid4(), "OrganisationVerified", 0, donor.organisation_id, "organisation", 1, {}, 0
    )
    await _deliver(db, delivery)
    await _deliver(db, delivery)
    assert len(await _told(db)) == 1


async def test_the_demos_made_up_people_get_no_mail(db: Acting) -> None:
    await db.session.execute(text("UPDATE pub.clock SET demo = true"))
    donor = await make.donor(db)
    await db.session.execute(
        text("INSERT INTO app.demo_person VALUES (:id)"), {"id": donor.person_id}
    )
    await _tell(db, "OrganisationVerified", to=donor.organisation_id)
    assert await _told(db) == {}


async def test_what_concerns_no_other_party_is_nobodys_mail(db: Acting) -> None:
    donor = await make.donor(db)
    await _tell(db, "PledgeSubmitted", by=donor.organisation_id, packages=10, channel="DIRECT")
    await _tell(db, "TargetRaised", by=donor.organisation_id, to=donor.organisation_id)
    assert await _told(db) == {}


async def test_the_facts_fit_the_letters(db: Acting) -> None:
    """What an event carries by its class and what the handler adds is all a letter needs."""
    from ksbb.contributions import events as contributions
    from ksbb.notifications.letters import letter
    from ksbb.organisations import events as organisations
    from ksbb.pledges import events as pledges

    donor, officer = await make.donor(db), await make.pemprov(db)
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
        await _tell(db, name, by=officer.organisation_id, to=donor.organisation_id, **facts)
        told = await _told(db)
        assert told, name
        for mail in told.values():
            template = mail.pop("template")
            assert letter(template, orjson.loads(orjson.dumps(mail)), "https://ksbb.example").text
