"""Signing in as one of the demo's people: in a demo, and nowhere else."""

import pytest
from asyncpg.exceptions import InsufficientPrivilegeError

from ksbb.kernel.viewer import Kind, Role
from ksbb.reads.scalars import GlobalID
from tests import make
from tests.identity.conftest import House


async def _demo_person(house: House, email: str, name: str = "Wulan Contoh") -> int:
    async with house.database.connection("worker") as worker:
        made = await worker.fetchval("SELECT app.demo_person_add($1, $2)", email, name)
    assert isinstance(made, int)
    return made


async def test_a_visitor_becomes_one_of_the_demos_people(demo: House, email: str) -> None:
    person = await _demo_person(demo, email)
    organisation = await demo.make(make.organisation, Kind.AGGREGATOR, name="Agregator (contoh)")
    await demo.make(make.member, organisation, Kind.AGGREGATOR, Role.OPERATOR, person_id=person)
    browser = await demo.browser()
    people = (await browser.get("/auth/people")).json()["people"]
    found = next(each for each in people if each["email"] == email)
    assert found == {
        "id": str(GlobalID("Person", person)),
        "name": "Wulan Contoh",
        "email": email,
        "role": "OPERATOR",
        "organisation": {
            "id": str(GlobalID("TenantOrganisation", organisation)),
            "name": "Agregator (contoh)",
            "kind": "AGGREGATOR",
            "state": "VERIFIED",
            "example": False,
        },
    }
    answer = await browser.ask("/auth/as", person=found["id"])
    assert answer.json()["viewer"]["person"]["email"] == email
    assert answer.json()["demo"] is True
    assert await browser.who() == {
        "person": person,
        "organisation": organisation,
        "kind": "AGGREGATOR",
        "role": "OPERATOR",
    }


async def test_it_works_without_javascript(demo: House, email: str) -> None:
    person = await _demo_person(demo, email, name="Bagas <b>Contoh</b>")
    browser = await demo.browser()
    page = await browser.get("/auth/link")
    assert "Bagas &lt;b&gt;Contoh&lt;/b&gt;" in page.text
    answer = await browser.submit("/auth/as", person=str(GlobalID("Person", person)))
    assert (answer.status_code, answer.headers["location"]) == (303, "/kantor")
    me = await browser.me()
    assert me is not None
    assert me["person"]["email"] == email


async def test_becoming_another_ends_the_session_before(demo: House, email: str) -> None:
    one, other = await _demo_person(demo, email), await _demo_person(demo, "lain." + email)
    browser = await demo.browser()
    await browser.ask("/auth/as", person=str(GlobalID("Person", one)))
    before = browser.cookie()
    await browser.ask("/auth/as", person=str(GlobalID("Person", other)))
    browser.cookies.clear()
    browser.cookies.set("ksbb", before)
    assert await browser.me() is None


async def test_nobody_becomes_a_real_person(demo: House, email: str) -> None:
    person = await demo.make(make.person, email=email)
    browser = await demo.browser()
    people = (await browser.get("/auth/people")).json()["people"]
    assert email not in [each["email"] for each in people]
    answer = await browser.ask("/auth/as", person=str(GlobalID("Person", person)))
    assert answer.status_code == 404
    assert await browser.me() is None


async def test_there_is_no_such_door_where_it_is_no_demo(house: House, email: str) -> None:
    person = await house.make(make.person, email=email)
    async with house.admin.transaction():
        await house.admin.execute("UPDATE pub.clock SET demo = true")
        await house.admin.execute("INSERT INTO app.demo_person VALUES ($1)", person)
    try:
        browser = await house.browser()
        assert (await browser.get("/auth/people")).status_code == 404
        given = str(GlobalID("Person", person))
        assert (await browser.ask("/auth/as", person=given)).status_code == 404
        assert (await browser.submit("/auth/as", person=given)).status_code == 404
        assert "auth/as" not in (await browser.get("/auth/link")).text
        assert await browser.me() is None
    finally:
        await house.admin.execute("DELETE FROM app.demo_person")
        await house.admin.execute("UPDATE pub.clock SET demo = false")


async def test_the_database_refuses_where_the_clock_is_real(demo: House, email: str) -> None:
    person = await _demo_person(demo, email)
    await demo.admin.execute("UPDATE pub.clock SET demo = false, shift = '0'")
    try:
        browser = await demo.browser()
        assert (await browser.get("/auth/people")).json() == {"people": []}
        answer = await browser.ask("/auth/as", person=str(GlobalID("Person", person)))
        assert answer.status_code == 404
        with pytest.raises(InsufficientPrivilegeError):
            await _demo_person(demo, "baru." + email)
    finally:
        await demo.admin.execute("UPDATE pub.clock SET demo = true")
