"""Uploads and downloads over HTTP, and what `verify` and the worker make of them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from ksbb.core.audit.file_checks import STORED_FILES, verify_files
from ksbb.core.files import Files
from ksbb.core.settings import Settings
from ksbb.core.viewer import NOBODY, Role, Viewer
from ksbb.domain.evidence.erasure import erase
from ksbb.web.files import UploadedFiles
from tests import factories
from tests.deliveries.world import World, deliver_to
from tests.evidence.uploads import hostile, jpeg, pdf
from tests.real_schema import Api, global_id

ORIGIN = "http://ksbb.test"
KINDS = ("STACK_PHOTO", "SIGNATURE", "PAPER")
OURS = {"origin": ORIGIN, "x-ksbb-csrf": "1"}
SEEN = """query ($id: ID!) { node(id: $id) { ... on Handover {
    evidence { id kind state url sha256 mediaType } } } }"""


@dataclass
class Installation:
    """The routes of files on a real database; `viewer` sends the requests."""

    api: Api
    files: Files
    world: World
    handover: int
    client: httpx.AsyncClient
    senders: list[Viewer] = field(default_factory=list)

    async def send(self, viewer: Viewer, content: bytes, **parameters: Any) -> httpx.Response:
        self.senders[:] = [viewer]
        headers = parameters.pop("headers", OURS)
        given = {
            "handover": global_id("Handover", self.handover),
            "kind": "STACK_PHOTO",
            "key": str(uuid4()),
            **parameters,
        }
        return await self.client.post("/files", params=given, content=content, headers=headers)

    async def seen(self, viewer: Viewer) -> list[dict[str, Any]]:
        """The evidence of the handover that a viewer sees."""
        data = await self.api.query(viewer, SEEN, id=global_id("Handover", self.handover))
        return [] if data["node"] is None else data["node"]["evidence"]

    async def kinds(self, viewer: Viewer) -> set[str]:
        return {each["kind"] for each in await self.seen(viewer)}

    async def broken(self) -> list[str]:
        dsn = self.api.database.dsn("worker")
        return [breach.invariant for breach in await verify_files(dsn, self.files)]


@pytest.fixture
async def it(api: Api, tmp_path: Path) -> AsyncIterator[Installation]:
    files = Files.of(Settings(files_url=(tmp_path / "files").as_uri()))
    async with api.transaction() as db:
        world = await deliver_to(db)
        first, _ = await world.on_the_way()
        handover = await world.report(first, world.count(70))
    senders: list[Viewer] = []

    async def viewer_of(_request: Request) -> Viewer | None:
        return senders[0] if senders[0].signed_in else None

    app = Starlette(routes=UploadedFiles(viewer_of, ORIGIN).routes())
    app.state.pools, app.state.files = api.pools, files
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=ORIGIN, trust_env=False
    ) as client:
        yield Installation(api, files, world, handover, client, senders)


async def test_a_photo_is_stored_and_its_link_gives_the_bytes(it: Installation) -> None:
    sent = await it.send(it.world.executor, jpeg())
    assert sent.status_code == 201, sent.text
    [seen] = await it.seen(it.world.executor)
    assert (seen["id"], seen["state"]) == (sent.json()["evidence"], "STORED")
    got = await it.client.get(seen["url"])
    assert got.status_code == 200
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["content-disposition"].startswith("inline")
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["cache-control"].startswith("private, max-age=")
    assert await it.broken() == []


async def test_a_changed_link_gives_nothing(it: Installation) -> None:
    await it.send(it.world.executor, jpeg())
    [seen] = await it.seen(it.world.executor)
    for changed in (seen["url"].replace(".jpg", ".pdf"), seen["url"][:-1], "/files/x.jpg"):
        assert (await it.client.get(changed)).status_code == 403


async def test_a_paper_is_an_attachment_as_it_came(it: Installation) -> None:
    paper = pdf()
    assert (await it.send(it.world.executor, paper, kind="PAPER")).status_code == 201
    [seen] = await it.seen(it.world.executor)
    got = await it.client.get(seen["url"])
    assert got.content == paper
    assert got.headers["content-disposition"].startswith("attachment")


async def test_the_same_upload_twice_is_stored_once(it: Installation) -> None:
    photo, key = jpeg(), str(uuid4())
    answers = [await it.send(it.world.executor, photo, key=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(await it.seen(it.world.executor)) == 1
    other = await it.send(it.world.executor, jpeg(200, 100), key=key)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "KEY_REUSED")


async def test_each_party_sees_what_is_meant_for_it(it: Installation) -> None:
    for kind in KINDS:
        assert (await it.send(it.world.executor, jpeg(), kind=kind)).status_code == 201
    world = it.world
    for viewer in (world.executor, world.officer, world.it.pemprov):
        assert await it.kinds(viewer) == {*KINDS}
    assert await it.kinds(world.donor) == {"STACK_PHOTO"}
    async with it.api.transaction() as db:
        other = await factories.donor(db)
    assert await it.kinds(other) == set()
    assert await it.kinds(NOBODY) == set()


async def test_who_may_not_attach_is_refused_and_nothing_is_stored(it: Installation) -> None:
    world = it.world
    for viewer, status in (
        (NOBODY, 401),
        (world.donor, 404),
        (world.officer, 404),
        (world.it.pemprov, 404),
        (replace(world.executor, role=Role.VIEWER), 403),
    ):
        assert (await it.send(viewer, jpeg())).status_code == status
    assert await it.seen(world.executor) == []


@pytest.mark.parametrize(
    "headers", [{}, {"origin": ORIGIN}, {"origin": "https://evil.example", "x-ksbb-csrf": "1"}]
)
async def test_another_sites_page_uploads_nothing(
    it: Installation, headers: dict[str, str]
) -> None:
    sent = await it.send(it.world.executor, jpeg(), headers=headers)
    assert (sent.status_code, sent.json()["error"]["code"]) == (403, "NOT_OUR_PAGE")


async def test_hostile_files_and_wrong_parameters_are_refused_in_both_languages(
    it: Installation,
) -> None:
    bomb, _ = hostile()["a bomb"]
    for content, parameters, status, code in (
        (bomb, {}, 422, "IMAGE_TOO_LARGE"),
        (b"x" * 40_000_000, {}, 413, "FILE_TOO_LARGE"),
        (pdf(), {}, 422, "IMAGE_EXPECTED"),
        (jpeg(), {"kind": "DOCUMENT"}, 422, "KIND_NOT_FITTING"),
        (jpeg(), {"kind": "x"}, 400, "INVALID_INPUT"),
        (jpeg(), {"key": "x"}, 400, "INVALID_INPUT"),
        (jpeg(), {"handover": "x"}, 400, "INVALID_INPUT"),
        (jpeg(), {"handover": global_id("Stop", 1)}, 404, "NOT_FOUND"),
    ):
        messages: set[str] = set()
        for language in ("id", "en"):
            headers = {**OURS, "accept-language": language}
            sent = await it.send(it.world.executor, content, headers=headers, **parameters)
            assert (sent.status_code, sent.json()["error"]["code"]) == (status, code)
            messages.add(sent.json()["error"]["message"])
        assert len(messages) == 2


async def test_erased_evidence_keeps_its_hash_and_loses_its_bytes(it: Installation) -> None:
    await it.send(it.world.executor, jpeg())
    [before] = await it.seen(it.world.executor)
    answer = await it.api.mutate(
        it.world.it.pemprov, "eraseEvidence", "", evidence=before["id"], reason="wajah terlihat"
    )
    assert answer["__typename"] == "EvidenceErased"
    [after] = await it.seen(it.world.executor)
    assert (after["state"], after["url"]) == ("ERASED", None)
    assert after["sha256"] == before["sha256"]
    await worked(it)
    assert (await it.client.get(before["url"])).status_code == 410
    assert await it.broken() == []


async def worked(it: Installation) -> None:
    """The worker's job runs."""
    import asyncpg

    async with asyncpg.create_pool(it.api.database.dsn("worker"), min_size=1, max_size=1) as pool:
        assert await erase(pool, it.files) is False


async def test_bytes_go_twelve_months_after_the_programme(it: Installation) -> None:
    await it.send(it.world.executor, jpeg())
    await worked(it)
    assert [each["state"] for each in await it.seen(it.world.executor)] == ["STORED"]
    async with it.api.transaction() as db:
        await factories.clock(db, "2021-12-31 08:00")
    await worked(it)
    [seen] = await it.seen(it.world.executor)
    assert seen["state"] == "ERASED"
    assert await it.broken() == []


@pytest.mark.parametrize("planted", ["changed", "lost", "still there"])
async def test_a_planted_fault_in_the_files_is_found(
    it: Installation, tmp_path: Path, planted: str
) -> None:
    await it.send(it.world.executor, jpeg())
    [file] = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    if planted == "changed":
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    elif planted == "lost":
        file.unlink()
    else:
        with psycopg.connect(it.api.database.admin) as admin:
            admin.execute("SET session_replication_role = replica")
            admin.execute("UPDATE app.evidence SET state = 'erased', deleted_at = now()")
    assert await it.broken() == [STORED_FILES]
