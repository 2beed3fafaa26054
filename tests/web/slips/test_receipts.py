"""A slip is printed, and its unit confirms a delivery on `/terima` with plain forms."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape

import httpx
import pytest
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request

from ksbb.core.database import open_pools, sqlalchemy_url
from ksbb.core.viewer import Viewer
from ksbb.web.slips.printing import SlipPages
from ksbb.web.slips.receipts import Receipts
from ksbb.web.slips.styles import RECEIPT
from tests.as_party import AsParty
from tests.database import Database
from tests.deliveries.slip import printed
from tests.deliveries.world import World, deliver_to

ORIGIN = "https://ksbb.example"
MOST_BYTES = 15 * 1024


@dataclass
class Stand:
    """A world whose first unit has a slip and a delivery on the way."""

    world: World
    browser: httpx.AsyncClient
    slip: int
    stop: int
    unit_code: str
    printer: list[Viewer | None]

    async def codes(self) -> tuple[str, list[str]]:
        """Print the slip; returns the page and its codes."""
        page = await self.browser.post(f"/slip/{self.slip}")
        assert page.status_code == 200, page.text
        return page.text, re.findall(r"<li>([2-9A-Z]{5} [2-9A-Z]{5})</li>", page.text)

    async def post(self, **fields: str) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in fields.items()}
        return await self.browser.post("/terima", data=sent)


@pytest.fixture
async def stand(fresh_database: Database) -> AsyncIterator[Stand]:
    engine = create_async_engine(sqlalchemy_url(fresh_database.admin), poolclass=NullPool)
    config = fresh_database.settings(public_url=ORIGIN)
    pools = await open_pools(config)
    printer: list[Viewer | None] = [None]

    async def viewer_of(_request: Request) -> Viewer | None:
        return printer[0]

    routes = [
        *Receipts(config, slow_seconds=0).routes(),
        *SlipPages(config, viewer_of).routes(),
    ]
    app = Starlette(routes=routes)
    app.state.pools = pools
    try:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            world = await deliver_to(AsParty(session, fresh_database.secret))
            stop, _ = await world.on_the_way()
            slip = await printed(world)
            code = await world.one("SELECT code FROM pub.unit WHERE id = :id", id=world.it.units[0])
            printer[0] = world.officer
            await session.commit()
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(
                base_url=ORIGIN, transport=transport, headers={"origin": ORIGIN}
            ) as browser:
                yield Stand(world, browser, slip, stop, code, printer)
    finally:
        await pools.close()
        await engine.dispose()


def heading(page: httpx.Response) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page.text)
    assert found, page.text
    return unescape(found[1])


def hidden(page: httpx.Response) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in found}


async def proofs(stand: Stand) -> list[tuple[object, ...]]:
    async with AsyncSession(stand.world.db.session.bind) as session:
        rows = await session.execute(
            text(
                "SELECT good, damaged, superseded_by IS NULL, message FROM app.proof"
                " JOIN app.proof_count ON proof_id = proof.id ORDER BY proof.id"
            )
        )
        return [tuple(row) for row in rows]


async def test_a_unit_confirms_a_delivery_one_question_at_a_time(stand: Stand) -> None:
    slip_page, [code, *_] = await stand.codes()
    assert "<svg" in slip_page
    package = stand.world.package
    pages = [await stand.browser.get("/terima")]
    assert heading(pages[-1]) == "Kode unit apa di slip?"
    answers: list[tuple[str, str, str]] = [
        ("unit", stand.unit_code.replace(".", " "), "Kode apa di slip?"),
        ("kode", code.lower(), "Kiriman mana yang datang?"),
        ("kiriman", str(stand.stop), "Berapa yang baik? Paket sembako"),
        (f"baik-{package}", "68", "Berapa yang rusak? Paket sembako"),
        (f"rusak-{package}", "2", "Adakah pesan?"),
        ("pesan", "Dua karung basah. <b>", "Sudah benar?"),
    ]
    for name, answer, following in answers:
        sent = {**hidden(pages[-1]), name: answer}
        pages.append(await stand.browser.post("/terima", data=sent))
        assert heading(pages[-1]) == following
        # Nobody tells how many were sent.
        assert "70" not in re.sub(r"[0-9a-f-]{36}", "", pages[-1].text)
    assert await proofs(stand) == []
    sent = {**hidden(pages[-1]), "kirim": "ya"}
    for _ in range(2):
        pages.append(await stand.browser.post("/terima", data=sent))
        assert "Catatan kurir belum masuk" in pages[-1].text
    assert await proofs(stand) == [(68, 2, True, "Dua karung basah. <b>")]
    for page in pages:
        assert len(page.content) + len(RECEIPT.content) <= MOST_BYTES
        assert "<script" not in page.text
        assert page.headers["cache-control"] == "no-store"
    # The same code corrects the numbers.
    change = {**hidden(pages[-1]), "ubah": f"baik-{package}"}
    question = await stand.browser.post("/terima", data=change)
    assert heading(question) == "Berapa yang baik? Paket sembako"
    review = await stand.browser.post("/terima", data={**hidden(question), f"baik-{package}": "67"})
    await stand.browser.post("/terima", data={**hidden(review), "kirim": "ya"})
    assert [row[:3] for row in await proofs(stand)] == [(68, 2, False), (67, 2, True)]


async def test_a_wrong_code_is_explained_and_costs_nothing(stand: Stand) -> None:
    _, [code, *_] = await stand.codes()
    wrong = await stand.post(unit=stand.unit_code, kode=f"{code[:7]}0{code[8:]}")
    assert wrong.status_code == 422
    assert "Periksa huruf ke-7" in wrong.text
    right = await stand.post(unit=stand.unit_code, kode=code)
    assert heading(right) == "Kiriman mana yang datang?"


async def test_the_qr_of_a_slip_leads_to_its_unit(stand: Stand) -> None:
    await stand.codes()
    unknown = await stand.browser.get(f"/terima/{'x' * 43}")
    assert heading(unknown) == "Kode unit apa di slip?"
    english = await stand.browser.get("/en/terima")
    assert heading(english) == "Which unit code is on the slip?"


async def test_the_codes_of_a_slip_are_shown_once_and_to_printers_only(stand: Stand) -> None:
    assert "<li>" not in (await stand.browser.get(f"/slip/{stand.slip}")).text
    for viewer, status in ((None, 401), (stand.world.executor, 403), (stand.world.donor, 403)):
        stand.printer[0] = viewer
        assert (await stand.browser.post(f"/slip/{stand.slip}")).status_code == status
    stand.printer[0] = stand.world.officer
    elsewhere = {"origin": "https://other.example"}
    refused = await stand.browser.post(f"/slip/{stand.slip}", headers=elsewhere)
    assert refused.status_code == 403
    _, codes = await stand.codes()
    assert len(codes) == 5
    assert (await stand.browser.post(f"/slip/{stand.slip}")).status_code == 409
    assert (await stand.browser.post("/slip/x")).status_code == 404


async def test_another_site_confirms_nothing(stand: Stand) -> None:
    sent = await stand.browser.post(
        "/terima", data={"unit": stand.unit_code}, headers={"origin": "https://other.example"}
    )
    assert sent.status_code == 403
