"""The server-rendered public pages: complete without scripts, correct, and escaped."""

import asyncio
import base64
import hashlib
import json
import re
from collections.abc import Iterator

import httpx
import pytest
import structlog.testing

from ksbb.app import create_app
from ksbb.core.settings import REPOSITORY
from ksbb.web.site.engine import Engine, PageError
from tests.database import Database
from tests.web.graphql.conftest import serving
from tests.web.graphql.database_forwarder import DatabaseForwarder

BUILT = REPOSITORY / "frontend" / "build"
ADDRESSES = (
    "",
    "/unit",
    "/unit?cari=kebayoran+lama",
    "/unit?dekat=-6.2262,106.7812",
    "/unit?dekat=-6.2262,106.7812&urut=butuh",
    "/unit?jenis=PANTI_JOMPO",
    "/transparansi",
    "/transparansi/rekap?pada=2020-05-02",
    "/transparansi/rincian?paket=SEMBAKO",
    "/organisasi",
    "/masuk",
    "/daftar",
    "/beri?jumlah=300",
    "/beri/kirim?jumlah=300&unit=31.74.05.1001.001",
    "/lacak",
    "/cek",
    "/cek?kelurahan=31.74.05.1001&rw=1",
    "/cek?dekat=-6.2262,106.7812",
    "/cara-kerja",
    "/transparansi/sampel",
    "/transparansi/segel",
)


@pytest.fixture(scope="module")
def browser(seeded: Database) -> Iterator[httpx.Client]:
    with (
        serving(create_app(seeded.settings(public_url="https://ksbb.example"))) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as found,
    ):
        yield found


def data_of(page: httpx.Response) -> dict[str, object]:
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', page.text, re.DOTALL
    )
    assert found
    return json.loads(found[1])


def shown(page: httpx.Response) -> str:
    """The visible text, without tags and data."""
    body = page.text.partition('<div id="root">')[2].partition("<script")[0]
    return re.sub(r"<[^>]*>", " ", body)


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_its_data(browser: httpx.Client, lang: str, address: str) -> None:
    page = browser.get(f"{lang}{address}" or "/")
    assert page.status_code == 200
    assert page.headers["content-language"] == ("en" if lang else "id")
    assert "<h1" in page.text
    assert not re.search(r'class="States-(loading|error)', page.text)
    answers = data_of(page)["answers"]
    assert isinstance(answers, dict)
    assert answers
    assert all("errors" not in answer for answer in answers.values())


def test_the_home_page_has_the_figures_of_graphql(browser: httpx.Client) -> None:
    page = browser.get("/")
    answers = data_of(page)["answers"]
    assert isinstance(answers, dict)
    provinces = [each["data"].get("province", {}) for each in answers.values()]
    [ladder] = [province["ladder"] for province in provinces if "ladder" in province]
    [sembako] = [row for row in ladder if row["package"]["code"] == "SEMBAKO"]
    for rung in ("target", "committed"):
        assert f"{sembako[rung]:,}".replace(",", ".") in shown(page)
    # A request to GraphQL gets the same.
    for address, answer in answers.items():
        again = browser.get(address, headers={"accept": "application/graphql-response+json"})
        plain = {key: value for key, value in again.json()["data"].items() if key != "clock"}
        assert {k: len(json.dumps(v)) for k, v in plain.items()} == {
            k: len(json.dumps(v)) for k, v in answer["data"].items() if k != "clock"
        }


def test_the_policy_allows_inline_code_of_the_page_and_no_other(
    browser: httpx.Client,
) -> None:
    page = browser.get("/")
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    inline = re.findall(r"<(script|style)>(.*?)</\1>", page.text, re.DOTALL)
    assert {kind for kind, _ in inline} == {"script", "style"}
    for kind, text in inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert re.search(rf"{kind}-src 'self' 'sha256-{re.escape(digest)}'", policy)


def test_the_chunks_of_a_page_are_preloaded_and_exist(browser: httpx.Client) -> None:
    page = browser.get("/unit?dekat=-6.2262,106.7812")
    chunks = re.findall(r'<link rel="modulepreload" crossorigin href="([^"]+)"', page.text)
    assert any("NearUnits" in chunk for chunk in chunks)
    for chunk in chunks:
        assert browser.get(chunk).status_code == 200


@pytest.mark.parametrize(
    "text", ["</script><b>x", "<!--<script>", "\u2028'\"`${x}", "a" * 3000, "100%", "+&="]
)
def test_search_text_is_escaped(browser: httpx.Client, text: str) -> None:
    page = browser.get("/unit", params={"cari": text})
    assert page.status_code == 200
    assert isinstance(data_of(page), dict)
    assert "<b>x" not in page.text
    assert "<!--<script" not in page.text


@pytest.mark.parametrize(
    "address", ["/%ff%fe", "/unit?%zz=%", "/unit?cari=%ff", "/unit?cari=%00", "/en//x?=&&"]
)
def test_a_broken_address_breaks_nothing(browser: httpx.Client, address: str) -> None:
    assert browser.get(address).status_code in (200, 404)


@pytest.mark.parametrize(
    "address", ["/tidak-ada", "/en/nothing", "/unit/31.74.05.1001.999", "/organisasi/T3JnOjE="]
)
def test_a_missing_page_is_a_404(browser: httpx.Client, address: str) -> None:
    page = browser.get(address)
    assert page.status_code == 404
    assert '<meta name="robots" content="noindex" />' in page.text
    assert "<h1" in page.text


def test_tracking_pages_are_hidden_from_search_engines_and_the_log(
    browser: httpx.Client,
) -> None:
    with structlog.testing.capture_logs() as logged:
        page = browser.get("/lacak/QQQQQQQQQQQQ")
        search = browser.get("/lacak")
    assert '<meta name="robots" content="noindex" />' in page.text
    assert "noindex" not in search.text
    assert [each["path"] for each in logged] == ["/lacak/-", "/lacak"]


def test_an_unchanged_page_is_a_304(browser: httpx.Client) -> None:
    first = browser.get("/unit")
    again = browser.get("/unit", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    plain = browser.get("/unit", headers={"accept-encoding": "identity"})
    assert plain.text == first.text
    assert plain.headers["etag"] != first.headers["etag"]


def test_links_between_the_languages_are_correct(browser: httpx.Client) -> None:
    for address in ("/", "/unit?jenis=RW"):
        page = browser.get(address)
        links = dict(
            re.findall(r'hreflang="(id|en)" href="https://ksbb\.example([^"]*)"', page.text)
        )
        assert links["id"] == address
        english = browser.get(links["en"])
        assert english.headers["content-language"] == "en"
        assert f'hreflang="id" href="https://ksbb.example{address}"' in english.text


async def test_a_changed_figure_is_on_the_next_page(fresh_seeded: Database) -> None:
    with serving(create_app(fresh_seeded.settings())) as address:
        browser = httpx.AsyncClient(base_url=address, trust_env=False, timeout=60)
        before = (await browser.get("/unit")).text
        code = re.search(r'href="/unit/([^"]+)"', before)
        assert code
        async with fresh_seeded.connection("admin") as admin:
            await admin.execute("UPDATE pub.unit SET name = 'RW 777' WHERE code = $1", code[1])
        after = (await browser.get("/unit")).text
        await browser.aclose()
        assert "RW 777" in after
        assert "RW 777" not in before


def test_without_the_database_the_shell_is_sent_with_a_503(
    fresh_seeded: Database,
) -> None:
    forwarder = DatabaseForwarder(fresh_seeded.admin)
    with (
        serving(create_app(fresh_seeded.settings(database_url=forwarder.dsn))) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as browser,
    ):
        assert browser.get("/unit").status_code == 200
        forwarder.cut()
        page = browser.get("/unit")
        assert page.status_code == 503
        assert page.headers["retry-after"] == "2"
        assert page.headers["cache-control"] == "no-store"
        assert '<div id="root"></div>' in page.text
        forwarder.open()
        assert "<h1" in browser.get("/unit").text
    forwarder.cut()


async def test_failing_code_raises_and_the_next_page_gets_a_new_context() -> None:
    engine = Engine(
        "let times = 0; globalThis.ready = () => {};"
        "globalThis.page = (request) => { times += 1; if (JSON.parse(request).path === '/fails')"
        " throw new Error('broken'); return JSON.stringify({html: `${times}`, queries: [],"
        " files: [], parts: [], title: '', description: '', missing: false}); };"
    )
    try:
        assert (await engine.render("/", "", {})).html == "1"
        assert (await engine.render("/", "", {})).html == "2"
        with pytest.raises(PageError, match="broken"):
            await engine.render("/fails", "", {})
        assert (await engine.render("/", "", {})).html == "1"
    finally:
        engine.close()


@pytest.mark.parametrize(("code", "lang"), [("server.js", ""), ("server-en.js", "/en")])
async def test_rendering_many_pages_leaks_no_memory(code: str, lang: str) -> None:
    engine = Engine((BUILT / code).read_text())
    try:
        for number in range(300):
            await engine.render(f"{lang}/unit", f"?cari={number}", {})
        context = engine._context
        used = await engine_memory(engine)
        for number in range(300):
            await engine.render(f"{lang}/unit", f"?cari={number}x", {})
        assert engine._context is context
        assert await engine_memory(engine) < used + 500_000
    finally:
        engine.close()


async def engine_memory(engine: Engine) -> int:
    def measured() -> int:
        engine._context.gc()
        return engine._context.memory()["malloc_size"]

    return await asyncio.get_running_loop().run_in_executor(engine._thread, measured)
