"""Every field of the graph answers over HTTP on the played demo, for everybody who may ask."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from ksbb.app import create_app
from ksbb.endpoint.persisted import identify
from ksbb.kernel.settings import Settings
from ksbb.story import cast
from tests.database import Database
from tests.graph import global_id
from tests.story import asking

# The documents are compiled once, by one process.
pytestmark = pytest.mark.xdist_group("every query")

# By type: the rows that somebody may see.
TABLES = {
    "Agreement": "app.agreement",
    "Allocation": "app.allocation",
    "Area": "pub.area",
    "Complaint": "app.complaint",
    "Contribution": "app.contribution",
    "Funding": "app.funding",
    "Invitation": "app.invitation",
    "Membership": "app.membership",
    "Need": "pub.need",
    "Organisation": "pub.organisation",
    "Package": "pub.package",
    "PackageVersion": "pub.package_version",
    "Permit": "app.permit",
    "Person": "app.person",
    "Phase": "pub.phase",
    "Pledge": "app.pledge",
    "PledgeLine": "app.pledge_line",
    "Programme": "pub.programme",
    "Proposal": "app.proposal",
    "Snapshot": "pub.snapshot",
    "TenantOrganisation": "app.organisation",
    "Unit": "pub.unit",
}
PEMPROVS_OWN = {
    *("tenants", "agreementQueue", "permitQueue", "unpublishedNeeds"),
    *("audit", "auditActs"),
    *("complaint", "complaints", "proposal", "proposals"),
}
# Nobody's permit waits in the story.
EMPTY = {"permitQueue"}
PARTIES = ("jne", "baznas", "pemprov")
AUDIENCE = {None: "public", "jne": "tenant", "baznas": "tenant", "pemprov": "gov"}


@dataclass(frozen=True)
class Site:
    """The demo behind its doors, and the numbers of people and things in it."""

    config: Settings
    app: Starlette
    people: dict[str, int]
    things: dict[str, list[int]]

    @asynccontextmanager
    async def visitor(self, slug: str | None) -> AsyncIterator[Callable[..., Any]]:
        """Asks by a document's id, as the operator of an organisation or as nobody."""
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url=self.config.origin,
            headers={"origin": self.config.origin, "x-ksbb-csrf": "1"},
        ) as client:
            if slug is not None:
                person = self.people[cast.organisation(slug).operator.name]
                entered = await client.post(
                    "/auth/as", json={"person": global_id("Person", person)}
                )
                assert entered.is_success, entered.text

            async def ask(question: asking.Question, **more: object) -> dict[str, Any]:
                answered = await client.post(
                    "/graphql",
                    json={
                        "documentId": identify(question.document),
                        "variables": {**question.variables, **more},
                    },
                )
                assert answered.status_code == 200, answered.text
                return answered.json()

            yield ask


async def arguments(database: Database) -> dict[str, Any]:
    """What the fields are asked with: things that are there."""
    async with database.connection("admin") as db:
        [phase] = await db.fetch("SELECT id FROM pub.phase WHERE number = 2")
        [pmi] = await db.fetch("SELECT id FROM pub.organisation WHERE name = 'PMI DKI'")
        code = await db.fetchval("SELECT public_code FROM app.pledge ORDER BY id LIMIT 1")
        told = {
            each: await db.fetchval(f"SELECT code FROM app.{each} ORDER BY id LIMIT 1")  # noqa: S608
            for each in ("complaint", "proposal")
        }
    second, giver = global_id("Phase", phase["id"]), global_id("Organisation", pmi["id"])
    return {
        "area": "31.74",
        "area.code": "31.74.05.1001",
        "areas.level": "KELURAHAN",
        "areas.search": "kebayoran",
        "asOf": "2020-05-02",
        "complaint.id": global_id("Complaint", 1),
        "complaintStatus.code": told["complaint"],
        "complaints.search": told["complaint"],
        "audit.act": "pledge",
        "audit.organisation": global_id("TenantOrganisation", pmi["id"]),
        "audit.thing": "pledge",
        "coverage.kind": "RW",
        "first": 10,
        "kind": "DONOR",
        "kinds": ["RW"],
        "latitude": -6.24,
        "level": "KELURAHAN",
        "longitude": 106.78,
        "node.id": giver,
        "open": True,
        "organisation": giver,
        "organisation.id": giver,
        "package": "SEMBAKO",
        "phase": second,
        "pledgeByCode.code": code,
        "proposal.id": global_id("Proposal", 1),
        "proposalStatus.code": told["proposal"],
        "proposals.search": told["proposal"],
        "radiusMetres": 3_000,
        "search": "contoh",
        "since": "2020-04-24",
        "unit.code": "31.74.05.1001.001",
        "units.search": "kebayoran",
        "unplacedUnits.area": "31",
        "unplacedUnits.kinds": ["PANTI_SOSIAL", "PANTI_JOMPO", "PANTI_ASUHAN", "PESANTREN"],
        "until": "2020-05-02",
        "within": "31.74",
    }


@pytest.fixture(scope="module")
async def questions(played: Database) -> list[asking.Question]:
    of_queries = asking.of_queries(await arguments(played))
    return [*of_queries, *asking.of_nodes(), asking.WHETHER]


@pytest.fixture(scope="module")
async def site(
    played: Database,
    questions: list[asking.Question],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Site]:
    folder: Path = tmp_path_factory.mktemp("persisted")
    documents = {identify(each.document): each.document for each in questions}
    (folder / "every.json").write_text(json.dumps(documents))
    config = played.settings(demo=True, persisted=folder, web=folder / "none")
    async with played.connection("admin") as db:
        people = {
            row["name"]: row["id"] for row in await db.fetch("SELECT id, name FROM app.person")
        }
        things: dict[str, list[int]] = {}
        for kind, table in TABLES.items():
            ids = f"SELECT id FROM {table} ORDER BY id"  # noqa: S608 - our own names
            things[kind] = [row["id"] for row in await db.fetch(ids)]
    app = create_app(config)
    async with app.router.lifespan_context(app):
        yield Site(config, app, people, things)


def filled(value: Any) -> bool:
    """Whether there is something in an answer."""
    if isinstance(value, dict) and "nodes" in value:
        return bool(value["nodes"])
    return value not in (None, [])


@pytest.mark.parametrize("who", [None, *PARTIES])
async def test_every_query_answers_something(
    site: Site, questions: list[asking.Question], who: str | None
) -> None:
    faults: list[str] = []
    async with site.visitor(who) as ask:
        for question in questions:
            if question.on is not None or question is asking.WHETHER:
                continue
            field = question.name.partition("(")[0]
            answer = await ask(question)
            codes = [each["extensions"]["code"] for each in answer.get("errors", [])]
            if who != "pemprov" and field in PEMPROVS_OWN | {"pledgeQueue"}:
                expected = codes == ["FORBIDDEN"]
            elif who is None and field == "viewer":
                expected = answer == {"data": {"viewer": None}}
            else:
                expected = not codes and filled(answer["data"][field]) == (field not in EMPTY)
            if not expected:
                faults.append(f"{question.name}: {json.dumps(answer)[:300]}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("who", [None, *PARTIES])
async def test_no_field_of_anything_fails_for_who_may_see_it(
    site: Site, questions: list[asking.Question], who: str | None
) -> None:
    faults: list[str] = []
    seen: dict[str, list[str]] = {}
    async with site.visitor(who) as ask:
        for kind, numbers in site.things.items():
            # Some of many, spread over all that there are.
            for number in numbers[:: 1 + len(numbers) // 60]:
                id = global_id(kind, number)
                if (await ask(asking.WHETHER, id=id))["data"]["node"] is not None:
                    seen.setdefault(kind, []).append(id)
        for question in questions:
            for id in seen.get(question.on or "", [])[:5]:
                answer = await ask(question, id=id)
                if question.audience is not None and AUDIENCE[who] not in question.audience:
                    codes = [each["extensions"]["code"] for each in answer["errors"]]
                    assert codes == ["FORBIDDEN"], question.name
                    continue
                if "errors" in answer or answer["data"]["node"] is None:
                    faults.append(f"{question.name} {id}: {json.dumps(answer)[:300]}")
    assert not faults, "\n".join(faults)
    public = {
        *("Area", "Need", "Organisation", "Package", "PackageVersion", "Phase"),
        *("Programme", "Snapshot", "Unit"),
    }
    expected = {
        None: public,
        "jne": {"Contribution", "Funding", "Membership", "Person", "TenantOrganisation"} | public,
        "baznas": set(TABLES) - {"Complaint", "Invitation", "Proposal"},
        "pemprov": set(TABLES),
    }
    assert set(seen) >= expected[who]
