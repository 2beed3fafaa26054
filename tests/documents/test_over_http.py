"""Signed copies come back over HTTP, anybody checks a document, and trips have papers."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pikepdf
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from ksbb.core.viewer import NOBODY, Role, Viewer
from ksbb.domain.evidence.erasure import erase
from ksbb.web.documents.checking import DocumentPages
from ksbb.web.documents.papers import TripPapers
from ksbb.web.files import UploadedFiles
from tests import factories
from tests.documents.conftest import ORIGIN, Office
from tests.documents.signers import Authority
from tests.evidence.uploads import jpeg

OURS = {"origin": ORIGIN, "x-ksbb-csrf": "1"}
AUTHORITY = Authority("Akar tepercaya (contoh)")
ONE, TWO = AUTHORITY.signer("Penanda tangan satu"), AUTHORITY.signer("Penanda tangan dua")


@dataclass
class Site:
    """A browser on an office with one issued document."""

    office: Office
    browser: httpx.AsyncClient
    senders: list[Viewer]
    handover: int
    stop: int

    async def whole(self) -> dict[str, Any]:
        """The current whole version, as the executor sees it."""
        seen = await self.office.versions(self.office.world.executor, self.handover)
        return next(version for version in seen if version["giver"] is None)

    async def issued(self) -> bytes:
        return (await self.browser.get((await self.whole())["files"][0]["url"])).content

    async def send(self, viewer: Viewer, content: bytes, **given: str) -> httpx.Response:
        self.senders[:] = [viewer]
        parameters = {"bastVersion": (await self.whole())["id"], "key": str(uuid4()), **given}
        return await self.browser.post("/files", params=parameters, content=content, headers=OURS)


@pytest.fixture
async def site(office: Office, tmp_path: Path) -> AsyncIterator[Site]:
    stop, handover = await office.deliver()
    await office.issue()
    senders: list[Viewer] = [NOBODY]

    async def viewer_of(_request: Request) -> Viewer | None:
        return senders[0] if senders[0].signed_in else None

    trust = str(AUTHORITY.trusted_in(tmp_path / "trust"))
    app = Starlette(
        routes=[
            *UploadedFiles(viewer_of, ORIGIN, trust).routes(),
            *DocumentPages(slow_seconds=0).routes(),
            *TripPapers(ORIGIN, viewer_of).routes(),
        ]
    )
    app.state.pools, app.state.files = office.api.pools, office.files
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, trust_env=False) as browser:
        yield Site(office, browser, senders, handover, stop)


async def test_both_parties_countersign_and_their_copies_are_erased_in_the_end(site: Site) -> None:
    world, issued = site.office.world, await site.issued()
    first = ONE.sign(issued, "Pihak1")
    sent = await site.send(world.executor, first)
    assert sent.status_code == 201, sent.text
    assert (await site.whole())["state"] == "DRAFT"
    # The second party is represented by the officer.
    sent = await site.send(world.officer, TWO.sign(first, "Pihak2"))
    assert sent.status_code == 201, sent.text
    whole = await site.whole()
    assert whole["state"] == "COUNTERSIGNED"
    _, half, full = whole["files"]
    assert [each["field"] for each in half["signatures"]] == ["Pihak1"]
    assert [(s["signer"], s["trusted"]) for s in full["signatures"]] == [
        ("Penanda tangan satu", True),
        ("Penanda tangan dua", True),
    ]
    assert await site.office.broken() == []
    page = (await site.browser.get(f"/bast/{whole['code']}")).text
    assert "Kedua pihak menandatanganinya" in page
    assert page.count(full["sha256"]) == 1
    assert "Penanda tangan" not in page
    # Twelve months after the programme the copies go, for they name who signed.
    office = site.office
    async with office.api.transaction() as db:
        await factories.clock(db, "2021-12-31 08:00")
    dsn = office.api.database.dsn("worker")
    async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:
        await erase(pool, office.files)
    issued_file, *copies = (await site.whole())["files"]
    assert issued_file["url"]
    assert [(each["url"], each["signatures"]) for each in copies] == [(None, [])] * 2
    assert await office.broken() == []


async def test_a_copy_that_is_not_ours_an_image_and_who_may_not_are_refused(site: Site) -> None:
    world, issued = site.office.world, await site.issued()
    signed = ONE.sign(issued, "Pihak1")
    for viewer, content, status, code in (
        (NOBODY, signed, 401, "NOT_SIGNED_IN"),
        (world.donor, signed, 404, "NOT_FOUND"),
        (replace(world.executor, role=Role.VIEWER), signed, 403, "NOT_ALLOWED"),
        (world.executor, jpeg(), 422, "PDF_EXPECTED"),
        (world.executor, issued, 422, "SIGNATURE_MISSING"),
        (world.executor, signed + b"%", 422, "DOCUMENT_CHANGED"),
    ):
        sent = await site.send(viewer, content)
        assert (sent.status_code, sent.json()["error"]["code"]) == (status, code), sent.text
    assert len((await site.whole())["files"]) == 1


async def test_a_superseded_version_takes_no_signatures_and_points_to_the_current_one(
    site: Site,
) -> None:
    office, old = site.office, await site.whole()
    signed = ONE.sign(await site.issued(), "Pihak1")
    async with office.api.transaction() as db:
        await replace(office.world, db=db).attest(site.stop, 70)
    await office.issue()
    sent = await site.send(office.world.executor, signed, bastVersion=old["id"])
    assert sent.json()["error"]["code"] == "VERSION_SUPERSEDED"
    new = await site.whole()
    page = (await site.browser.get(f"/bast/{old['code']}")).text
    assert "Asli, tetapi sudah diganti" in page
    assert f'href="/bast/{new["code"]}"' in page
    assert "Asli dan berlaku" in (await site.browser.get(f"/bast/{new['code'].lower()}")).text


async def test_anybody_checks_documents_and_who_drives_a_trip_gets_its_papers(
    site: Site,
) -> None:
    await checks_in_both_languages(site)
    await an_extract_says_whose_share_it_is(site)
    await unknown_codes_are_not_found_and_counted(site)
    await a_trip_has_papers_for_who_drives_it(site)


async def checks_in_both_languages(site: Site) -> None:
    whole = await site.whole()
    for path, expected in ((f"/bast/{whole['code']}", "Asli dan berlaku"),
                       (f"/en/bast/{whole['code']}", "Genuine and current")):  # fmt: skip
        page = await site.browser.get(path)
        assert page.status_code == 200
        assert expected in page.text
        assert whole["files"][0]["sha256"] in page.text
        assert whole["dataSha256"] in page.text
        script = re.search(r'src="([^"]+)"', page.text)
        assert script
        assert len((await site.browser.get(script[1])).content) < 2048


async def an_extract_says_whose_share_it_is(site: Site) -> None:
    world = site.office.world
    [extract] = await site.office.versions(world.donor, site.handover)
    page = (await site.browser.get(f"/bast/{extract['code']}")).text
    assert f"{extract['giver']['name']} (bagiannya saja)" in page
    assert (await site.whole())["files"][0]["sha256"] not in page


async def unknown_codes_are_not_found_and_counted(site: Site) -> None:
    for path, expected in (("/bast/ABCDEFGH2345", "Dokumen tidak ditemukan"),
                       ("/en/bast/ABCDEFGH2345", "No such document")):  # fmt: skip
        page = await site.browser.get(path)
        assert (page.status_code, expected in page.text) == (404, True)
    async with site.office.api.transaction() as db:
        counted = await replace(site.office.world, db=db).one(
            "SELECT count FROM sec.attempt WHERE kind = 'BAST_SOURCE'"
        )
    assert counted == 2


async def a_trip_has_papers_for_who_drives_it(site: Site) -> None:
    world = site.office.world
    async with site.office.api.transaction() as db:
        shipment = await replace(world, db=db).one("SELECT max(id) FROM app.shipment")
    cases = ((NOBODY, 401), (world.donor, 404), (world.officer, 404), (world.executor, 200))
    got = httpx.Response(0)
    for viewer, status in cases:
        site.senders[:] = [viewer]
        got = await site.browser.get(f"/kertas/{shipment}.pdf")
        assert got.status_code == status
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"] == 'attachment; filename="KR-2020-000001.pdf"'
    # The list, then a paper for each of its two stops.
    with pikepdf.open(BytesIO(got.content)) as papers:
        assert len(papers.pages) == 3
