"""The worker issues a BAST for each proven handover, with numbers that have no gaps."""

import hashlib
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text

from ksbb.core.audit.file_checks import STORED_FILES
from ksbb.core.viewer import NOBODY
from ksbb.domain.documents import issuing
from tests import factories
from tests.documents.conftest import Office


async def test_a_proven_handover_gets_a_numbered_document_and_its_file_is_stored(
    office: Office,
) -> None:
    world = office.world
    _, handover = await office.deliver(63, damaged=5, missing=2)
    assert await office.broken() == []
    assert await office.bast(world.executor, handover) is None
    await office.issue()
    bast = await office.bast(world.executor, handover)
    assert bast is not None
    assert bast["number"] == f"BAST/{world.executor.organisation_id:04}/2020/000001"
    whole = next(v for v in await office.versions(world.executor, handover) if v["giver"] is None)
    assert (whole["version"], whole["state"]) == (1, "DRAFT")
    [line] = whole["content"]["facts"]["lines"]
    assert (line["sent"], line["good"], line["damaged"], line["missing"]) == (70, 63, 5, 2)
    assert hashlib.sha256(whole["data"].encode()).hexdigest() == whole["dataSha256"]
    [issued] = whole["files"]
    name = issued["url"].split("/")[2].partition(".")[0]
    _, chunks = await office.files.read(UUID(name))
    stored = b"".join([chunk async for chunk in chunks])
    assert hashlib.sha256(stored).hexdigest() == issued["sha256"]
    assert stored.startswith(b"%PDF-1.7")
    assert await office.broken() == []
    # Looked at once more, it says the same, and nothing is issued.
    async with office.api.transaction() as db:
        await db.session.execute(
            text("INSERT INTO app.bast_due (handover_id) VALUES (:id)"), {"id": handover}
        )
    await office.issue()
    again = await office.bast(world.executor, handover)
    assert again is not None
    assert [v["code"] for v in again["versions"]] == [v["code"] for v in bast["versions"]]
    await office.files.delete(UUID(name))
    assert await office.broken() == [STORED_FILES]


async def test_another_proof_makes_a_new_version_under_the_same_number(office: Office) -> None:
    world = office.world
    stop, handover = await office.deliver()
    await office.issue()
    async with office.api.transaction() as db:
        await replace(world, db=db).attest(stop, 68, 2)
    await office.issue()
    bast = await office.bast(world.executor, handover)
    assert bast is not None
    assert bast["number"].endswith("/000001")
    versions = [v for v in await office.versions(world.executor, handover) if v["giver"] is None]
    assert [(v["version"], v["state"]) for v in versions] == [(2, "DRAFT"), (1, "SUPERSEDED")]
    facts = versions[0]["content"]["facts"]
    [line] = facts["lines"]
    assert facts["disputed"] is True
    assert (line["good"], line["undecided"]) == (68, 2)
    assert {proof["method"] for proof in facts["proofs"]} == {"KELURAHAN", "SIGNATURE"}
    assert await office.broken() == []


async def test_a_donor_sees_its_extract_and_others_see_nothing(office: Office) -> None:
    world = office.world
    _, handover = await office.deliver()
    await office.issue()
    for viewer in (world.executor, world.officer, world.it.pemprov):
        givers = [v["giver"] is None for v in await office.versions(viewer, handover)]
        assert sorted(givers) == [False, True]
    [extract] = await office.versions(world.donor, handover)
    assert extract["giver"] is not None
    assert extract["content"]["facts"]["giver"] == extract["giver"]["name"]
    async with office.api.transaction() as db:
        other = await factories.donor(db)
    for viewer in (other, NOBODY):
        assert await office.bast(viewer, handover) is None


async def test_a_document_that_fails_takes_no_number_and_holds_up_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = office.world
    async with office.api.transaction() as db:
        made = replace(world, db=db)
        first, second = await made.on_the_way()
        one = await made.report(first, made.count(70))
        two = await made.report(second, made.count(50))
        for stop in (first, second):
            await made.sign(stop)
    good = issuing.render

    def fails(template: str, data: dict[str, object], made: object) -> bytes:
        if str(data["number"]).endswith("000001") and "70" in str(data["rows"]):
            raise RuntimeError("out of ink")
        return good(template, data, made)  # type: ignore[arg-type]

    monkeypatch.setattr(issuing, "render", fails)
    await office.issue()
    assert await office.bast(world.executor, one) is None
    bast = await office.bast(world.executor, two)
    assert bast is not None
    assert bast["number"].endswith("/000001")
    assert await office.broken() == []
    async with office.api.transaction() as db:
        [row] = await db.session.execute(text("SELECT attempts, error FROM app.bast_due"))
        assert tuple(row) == (1, "RuntimeError: out of ink")
        await db.session.execute(text("UPDATE app.bast_due SET due = now()"))
    monkeypatch.undo()
    await office.issue()
    bast = await office.bast(world.executor, one)
    assert bast is not None
    assert bast["number"].endswith("/000002")
