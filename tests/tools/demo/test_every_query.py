"""Every field of the schema works over HTTP on the demo, for everybody who may select it."""

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
from ksbb.core.settings import Settings
from ksbb.web.graphql.registered import identify
from tests.database import Database
from tests.real_schema import global_id
from tests.tools.demo import every_field
from tools.demo import people

# The documents are compiled once, in one process.
pytestmark = pytest.mark.xdist_group("every query")

# By type: rows that some viewers may see.
TABLES = {
    "Agreement": "app.agreement",
    "Allocation": "app.allocation",
    "Area": "pub.area",
    "AuditEntry": "app.audit",
    "Commitment": "(SELECT allocation_id AS id FROM pub.commitment) AS c",
    "Complaint": "app.complaint",
    "Contribution": "app.contribution",
    "Delivery": "(SELECT load_id AS id FROM pub.delivery) AS d",
    "Discrepancy": "app.discrepancy",
    "Funding": "app.funding",
    "GoodsReceipt": "app.goods_receipt",
    "Handover": "app.handover",
    "Load": "app.load",
    "Lot": "app.lot",
    "Proof": "app.proof",
    "Shipment": "app.shipment",
    "Slip": "app.slip",
    "Stop": "app.stop",
    "Gift": "(SELECT contribution_id AS id FROM pub.gift) AS g",
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
    "Step": "app.step",
    "TenantOrganisation": "app.organisation",
    "Unit": "pub.unit",
}
PEMPROVS_OWN = {
    *("tenants", "pledgeQueue", "agreementQueue", "permitQueue", "unpublishedNeeds"),
    *("audit", "auditActions"),
    *("complaint", "complaints", "proposal", "proposals"),
    *("disputes", "overdueDiscrepancies", "verifications", "withdrawalRequests"),
    *("contestedClosings", "pledgesToReassign", "shipmentsToConsent"),
}
EMPTY = {
    # In the demo no permit waits, every dispute is decided, and nothing is overdue.
    *("permitQueue", "disputes", "overdueDiscrepancies", "withdrawalRequests"),
    *("contestedClosings", "pledgesToReassign", "shipmentsToConsent"),
    # Nobody here is a courier.
    "courierStops",
    # The worker lists and draws; it does not run while the demo is played.
    *("sample", "samples", "verifications"),
}
PARTIES = ("jne", "baznas", "pemprov")
AUDIENCE = {None: "public", "jne": "tenant", "baznas": "tenant", "pemprov": "gov"}


@dataclass(frozen=True)
class Site:
    """The application on the demo, and the ids of people and things in it."""

    config: Settings
    app: Starlette
    people: dict[str, int]
    things: dict[str, list[int]]

    @asynccontextmanager
    async def visitor(self, slug: str | None) -> AsyncIterator[Callable[..., Any]]:
        """Sends documents by id, as the operator of an organisation or anonymously."""
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url=self.config.origin,
            headers={"origin": self.config.origin, "x-ksbb-csrf": "1"},
        ) as client:
            if slug is not None:
                person = self.people[people.organisation(slug).operator.name]
                entered = await client.post(
                    "/auth/as", json={"person": global_id("Person", person)}
                )
                assert entered.is_success, entered.text

            async def ask(question: every_field.Question, **more: object) -> dict[str, Any]:
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
    """Values for the arguments of fields: things that exist."""
    async with database.connection("admin") as db:
        [phase] = await db.fetch("SELECT id FROM pub.phase WHERE number = 2")
        [first] = await db.fetch("SELECT id FROM pub.phase WHERE number = 1")
        [sembako] = await db.fetch("SELECT id FROM pub.package WHERE code = 'SEMBAKO'")
        [south] = await db.fetch("SELECT id FROM pub.area WHERE code = '31.74'")
        [province] = await db.fetch("SELECT id FROM pub.area WHERE code = '31'")
        [pmi] = await db.fetch("SELECT id FROM pub.organisation WHERE name = 'PMI DKI'")
        code = await db.fetchval("SELECT public_code FROM app.pledge ORDER BY id LIMIT 1")
        shown = {
            each: await db.fetchval(f"SELECT code FROM app.{each} ORDER BY id LIMIT 1")  # noqa: S608
            for each in ("complaint", "proposal")
        }
    second, giver = global_id("Phase", phase["id"]), global_id("Organisation", pmi["id"])
    return {
        "area.code": "31.74.05.1001",
        "areas.level": "KELURAHAN",
        "areas.search": "kebayoran",
        "asOf": "2020-05-02",
        "deliveries.phase": global_id("Phase", first["id"]),
        "Area.deliveries.phase": global_id("Phase", first["id"]),
        "complaint.id": global_id("Complaint", 1),
        "complaintStatus.code": shown["complaint"],
        "complaints.search": shown["complaint"],
        "audit.action": "submit_pledge",
        "audit.organisation": global_id("TenantOrganisation", pmi["id"]),
        "audit.thing": "pledge",
        "Area.coverage.kind": "RW",
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
        "package": global_id("Package", sembako["id"]),
        "package.code": "SEMBAKO",
        "phase": second,
        "pledgeByCode.code": code,
        "proposal.id": global_id("Proposal", 1),
        "proposalStatus.code": shown["proposal"],
        "proposals.search": shown["proposal"],
        "radiusMetres": 3_000,
        "sample.day": "2020-05-02",
        "search": "contoh",
        "since": "2020-04-24",
        "unit.code": "31.74.05.1001.001",
        "unitsByCode.codes": ["31.74.05.1001.001"],
        "units.search": "kebayoran",
        "Area.units.search": "kebayoran",
        "unplacedUnits.area": global_id("Area", province["id"]),
        "unplacedUnits.kinds": ["PANTI_SOSIAL", "PANTI_JOMPO", "PANTI_ASUHAN", "PESANTREN"],
        "until": "2020-05-02",
        "within": global_id("Area", south["id"]),
    }


@pytest.fixture(scope="module")
async def questions(seeded: Database) -> list[every_field.Question]:
    known = await arguments(seeded)
    return [
        *every_field.of_queries(known),
        *every_field.of_areas(known),
        *every_field.of_nodes(),
        every_field.WHETHER,
    ]


@pytest.fixture(scope="module")
async def site(
    seeded: Database,
    questions: list[every_field.Question],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Site]:
    folder: Path = tmp_path_factory.mktemp("persisted")
    documents = {identify(each.document): each.document for each in questions}
    (folder / "every.json").write_text(json.dumps(documents))
    config = seeded.settings(demo=True, registered=folder, web=folder / "none")
    async with seeded.connection("admin") as db:
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
    """Whether there is any data in a response."""
    if isinstance(value, dict) and "nodes" in value:
        return bool(value["nodes"])
    return value not in (None, [])


@pytest.mark.parametrize("who", [None, *PARTIES])
async def test_every_query_returns_data(
    site: Site, questions: list[every_field.Question], who: str | None
) -> None:
    errors: list[str] = []
    async with site.visitor(who) as ask:
        for question in questions:
            if question.on is not None or question is every_field.WHETHER:
                continue
            field = question.name.partition("(")[0]
            answer = await ask(question)
            codes = [each["extensions"]["code"] for each in answer.get("errors", [])]
            if who != "pemprov" and field in PEMPROVS_OWN:
                expected = codes == ["FORBIDDEN"]
            elif who is None and field == "viewer":
                expected = answer == {"data": {"viewer": None}}
            else:
                expected = not codes and filled(answer["data"][field]) == (field not in EMPTY)
            if not expected:
                errors.append(f"{question.name}: {json.dumps(answer)[:300]}")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("who", [None, *PARTIES])
async def test_no_field_fails_for_viewers_who_may_see_it(
    site: Site, questions: list[every_field.Question], who: str | None
) -> None:
    errors: list[str] = []
    seen: dict[str, list[str]] = {}
    async with site.visitor(who) as ask:
        for kind, numbers in site.things.items():
            # A sample of the many, spread over all of them.
            for number in numbers[:: 1 + len(numbers) // 60]:
                id = global_id(kind, number)
                if (await ask(every_field.WHETHER, id=id))["data"]["node"] is not None:
                    seen.setdefault(kind, []).append(id)
        for question in questions:
            for id in seen.get(question.on or "", [])[:5]:
                answer = await ask(question, id=id)
                if question.audience is not None and AUDIENCE[who] not in question.audience:
                    codes = [each["extensions"]["code"] for each in answer["errors"]]
                    assert codes == ["FORBIDDEN"], question.name
                    continue
                if "errors" in answer or answer["data"]["node"] is None:
                    errors.append(f"{question.name} {id}: {json.dumps(answer)[:300]}")
    assert not errors, "\n".join(errors)
    public = {
        *(
            "Area",
            "Commitment",
            "Delivery",
            "Gift",
            "Need",
            "Organisation",
            "Package",
            "PackageVersion",
            "Phase",
        ),
        *("Programme", "Snapshot", "Unit"),
    }
    expected = {
        None: public,
        "jne": {"Contribution", "Funding", "Membership", "Person", "TenantOrganisation"} | public,
        "baznas": set(TABLES)
        - {"AuditEntry", "Complaint", "Discrepancy", "Invitation", "Proposal", "Slip"},
        "pemprov": set(TABLES),
    }
    assert set(seen) >= expected[who]
