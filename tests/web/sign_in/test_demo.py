"""Signing in as a person of the demo: possible in a demo only."""

import pytest
from asyncpg.exceptions import InsufficientPrivilegeError

from graphql_sql.scalars import ID
from ksbb.core.viewer import Kind, Role
from tests import factories
from tests.web.sign_in.conftest import Installation


async def _demo_person(installation: Installation, email: str, name: str = "Wulan Contoh") -> int:
    async with installation.database.connection("worker") as worker:
        made = await worker.fetchval("SELECT app.demo_person_add($1, $2)", email, name)
    assert isinstance(made, int)
    return made


async def test_a_visitor_signs_in_as_a_person_of_the_demo(demo: Installation, email: str) -> None:
    person = await _demo_person(demo, email)
    organisation = await demo.make(
        factories.organisation, Kind.AGGREGATOR, name="Agregator (contoh)"
    )
    await demo.make(
        factories.member, organisation, Kind.AGGREGATOR, Role.OPERATOR, person_id=person
    )
    browser = await demo.browser()
    people = (await browser.get("/auth/people")).json()["people"]
    found = next(each for each in people if each["email"] == email)
    assert found == {
        "id": str(ID("Person", person)),
        "name": "Wulan Contoh",
        "email": email,
        "role": "OPERATOR",
        "organisation": {
            "id": str(ID("TenantOrganisation", organisation)),
            "name": "Agregator (contoh)",
            "kind": "AGGREGATOR",
            "state": "VERIFIED",
            "isExample": False,
        },
    }
    answer = await browser.post_json("/auth/as", person=found["id"])
    assert answer.json()["viewer"]["person"]["email"] == email
    assert answer.json()["demo"] is True
    assert await browser.viewer() == {
        "person": person,
        "organisation": organisation,
        "kind": "AGGREGATOR",
        "role": "OPERATOR",
    }


async def test_it_works_without_javascript(demo: Installation, email: str) -> None:
    person = await _demo_person(demo, email, name="Bagas <b>Contoh</b>")
    browser = await demo.browser()
    page = await browser.get("/auth/link")
    assert "Bagas &lt;b&gt;Contoh&lt;/b&gt;" in page.text
    answer = await browser.submit("/auth/as", person=str(ID("Person", person)))
    assert (answer.status_code, answer.headers["location"]) == (303, "/kantor")
    me = await browser.me()
    assert me is not None
    assert me["person"]["email"] == email


async def test_signing_in_as_another_person_ends_the_session(
    demo: Installation, email: str
) -> None:
    one, other = await _demo_person(demo, email), await _demo_person(demo, "lain." + email)
    browser = await demo.browser()
    await browser.post_json("/auth/as", person=str(ID("Person", one)))
    before = browser.cookie()
    await browser.post_json("/auth/as", person=str(ID("Person", other)))
    browser.cookies.clear()
    browser.cookies.set("ksbb", before)
    assert await browser.me() is None


async def test_nobody_can_sign_in_as_a_real_person(demo: Installation, email: str) -> None:
    person = await demo.make(factories.person, email=email)
    browser = await demo.browser()
    people = (await browser.get("/auth/people")).json()["people"]
    assert email not in [each["email"] for each in people]
    answer = await browser.post_json("/auth/as", person=str(ID("Person", person)))
    assert answer.status_code == 404
    assert await browser.me() is None


async def test_it_is_not_possible_outside_of_a_demo(installation: Installation, email: str) -> None:
    person = await installation.make(factories.person, email=email)
    async with installation.admin.transaction():
        await installation.admin.execute("UPDATE pub.clock SET demo = true")
        await installation.admin.execute("INSERT INTO app.demo_person VALUES ($1)", person)
    try:
        browser = await installation.browser()
        assert (await browser.get("/auth/people")).status_code == 404
        given = str(ID("Person", person))
        assert (await browser.post_json("/auth/as", person=given)).status_code == 404
        assert (await browser.submit("/auth/as", person=given)).status_code == 404
        assert "auth/as" not in (await browser.get("/auth/link")).text
        assert await browser.me() is None
    finally:
        await installation.admin.execute("DELETE FROM app.demo_person")
        await installation.admin.execute("UPDATE pub.clock SET demo = false")


async def test_the_database_refuses_it_with_a_real_clock(demo: Installation, email: str) -> None:
    person = await _demo_person(demo, email)
    await demo.admin.execute("UPDATE pub.clock SET demo = false, shift = '0'")
    try:
        browser = await demo.browser()
        assert (await browser.get("/auth/people")).json() == {"people": []}
        answer = await browser.post_json("/auth/as", person=str(ID("Person", person)))
        assert answer.status_code == 404
        with pytest.raises(InsufficientPrivilegeError):
            await _demo_person(demo, "baru." + email)
    finally:
        await demo.admin.execute("UPDATE pub.clock SET demo = true")
