"""One-time sign-in links by mail."""

import httpx
import pytest
from asyncpg.exceptions import InsufficientPrivilegeError

from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.identity.rules import token_hash
from tests import factories
from tests.conftest import Connect
from tests.web.sign_in.conftest import Installation


async def test_a_link_signs_in_a_new_person(installation: Installation, email: str) -> None:
    browser = await installation.signed_in(email)
    me = await browser.me()
    assert me is not None
    assert me["person"]["email"] == email
    assert (me["organisation"], me["role"], me["memberships"]) == (None, None, [])
    who = await browser.viewer()
    assert who is not None
    assert who["person"] > 0
    assert who["organisation"] == 0


async def test_a_link_signs_in_the_person_with_its_address(
    installation: Installation, email: str
) -> None:
    person = await installation.make(factories.person, email=email)
    browser = await installation.signed_in(email)
    who = await browser.viewer()
    assert who is not None
    assert who["person"] == person


async def test_an_address_in_capitals_is_the_same_address(
    installation: Installation, email: str
) -> None:
    browser = await installation.browser()
    await browser.post_json("/auth/link", email=f" {email.upper()} ")
    assert [mail["template"] for mail in await installation.mails(email)] == ["SIGN_IN"]


async def test_a_link_can_be_used_once(installation: Installation, email: str) -> None:
    link = await installation.link(email)
    first, second = await installation.browser(), await installation.browser()
    assert (await first.post_json("/auth/in", **link)).status_code == 200
    answer = await second.post_json("/auth/in", **link)
    assert answer.status_code == 410
    assert answer.json()["error"]["code"] == "LINK_NOT_USABLE"
    assert await second.me() is None


async def test_a_program_that_opens_a_link_does_not_use_it(
    installation: Installation, email: str
) -> None:
    link = await installation.link(email)
    scanner, browser = await installation.browser(), await installation.browser()
    for _ in range(3):
        page = await scanner.get("/auth/in", params=link)
        assert page.status_code == 200
        assert email in page.text
    await scanner.head("/auth/in", params=link)
    assert await scanner.me() is None
    answer = await browser.submit("/auth/in", **link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kantor")
    assert await browser.me() is not None


async def test_an_expired_link_signs_nobody_in(installation: Installation, email: str) -> None:
    link = await installation.link(email)
    await installation.admin.execute(
        "UPDATE sec.mail_link SET expires_at = clock_timestamp() WHERE email = $1", email
    )
    browser = await installation.browser()
    page = await browser.get("/auth/in", params=link)
    assert page.status_code == 410
    assert "lewat 15 menit" in page.text
    assert (await browser.submit("/auth/in", **link)).status_code == 410
    assert await browser.me() is None


async def test_a_link_is_valid_for_fifteen_minutes(installation: Installation, email: str) -> None:
    await installation.link(email)
    life = await installation.admin.fetchval(
        "SELECT extract(epoch FROM expires_at - created_at)::float FROM sec.mail_link"
        " WHERE email = $1",
        email,
    )
    assert isinstance(life, float)
    assert round(life) == 900


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "a" * 5000, "'; DROP TABLE sec.session --"])
async def test_a_made_up_link_signs_nobody_in(installation: Installation, token: str) -> None:
    browser = await installation.browser()
    assert (await browser.get("/auth/in", params={"token": token})).status_code == 410
    answer = await browser.post_json("/auth/in", token=token)
    assert answer.status_code in (400, 410)
    assert browser.cookie() == ""


async def test_another_persons_link_ends_the_current_session(
    installation: Installation, email: str
) -> None:
    browser = await installation.signed_in("lain." + email)
    before = browser.cookie()
    await installation.signed_in(email, browser)
    me = await browser.me()
    assert me is not None
    assert me["person"]["email"] == email
    assert browser.cookie() != before
    browser.cookies.clear()
    browser.cookies.set("ksbb", before)
    assert await browser.me() is None


async def test_the_response_does_not_show_whether_an_address_is_known(
    installation: Installation, email: str
) -> None:
    await installation.make(factories.person, email=email)
    browser = await installation.browser()

    def seen(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
        headers = [h for h in answer.headers.items() if h[0] != "x-request-id"]
        return answer.status_code, answer.content, headers

    known = seen(await browser.post_json("/auth/link", email=email))
    unknown = seen(await browser.post_json("/auth/link", email="tak.dikenal." + email))
    assert known == unknown
    assert len(await installation.mails("tak.dikenal." + email)) == 1
    for _ in range(6):
        assert seen(await browser.post_json("/auth/link", email=email)) == known


async def test_five_links_an_hour_go_to_one_address(installation: Installation, email: str) -> None:
    # Otherwise another address may be counted in the same bucket.
    await installation.admin.execute("DELETE FROM sec.attempt")
    for _ in range(7):
        browser = await installation.browser()
        await browser.submit("/auth/link", email=email)
    assert len(await installation.mails(email)) == 5
    await installation.admin.execute("UPDATE sec.attempt SET since = since - interval '61 minutes'")
    browser = await installation.browser()
    await browser.submit("/auth/link", email=email)
    assert len(await installation.mails(email)) == 6


async def test_a_network_may_request_a_hundred_links_an_hour(
    installation: Installation, email: str
) -> None:
    browser = await installation.browser(source="2001:db8:0:7::1")
    await browser.post_json("/auth/link", email=email)
    await installation.admin.execute(
        "UPDATE sec.attempt SET count = 100 WHERE kind = 'LINK_SOURCE' AND count = 1"
    )
    neighbour = await installation.browser(source="2001:db8:0:7:ffff::2")
    answer = await neighbour.post_json("/auth/link", email="lain." + email)
    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "TOO_MANY_LINKS"
    assert await installation.mails("lain." + email) == []
    elsewhere = await installation.browser(source="2001:db8:0:8::1")
    assert (await elsewhere.post_json("/auth/link", email="lain." + email)).status_code == 202


async def test_attempts_use_a_bounded_number_of_rows(
    installation: Installation,
) -> None:
    async with installation.admin.transaction():
        # The worst case: every bucket has a row. Further attempts then only update rows.
        await installation.admin.execute(
            "INSERT INTO sec.attempt SELECT kind, bucket, clock_timestamp(), 1"
            " FROM unnest('{LINK_ADDRESS,LINK_SOURCE}'::text[]) kind,"
            " generate_series(0, 65535) bucket ON CONFLICT DO NOTHING"
        )
        await installation.admin.execute(
            "SELECT sec.link_request('orang' || n || '@contoh.id', 'jaringan ' || n)"
            " FROM generate_series(1, 50) n"
        )
        assert await installation.admin.fetchval("SELECT count(*) FROM sec.attempt") == 2 * 65536
        await installation.admin.execute("DELETE FROM sec.attempt")


@pytest.mark.parametrize(
    "written",
    ["", "sari", "@contoh.id", "a b@contoh.id", "a@b@contoh.id", "sari@contoh..id", "sari@-.id",
     "ѕari@contoh.id", "sari@contoh.id\nBcc: x@y.id", "a..b@contoh.id",
        ".a@contoh.id",
        "a(b)@contoh.id",
        '"a"@contoh.id',
        "<a>@contoh.id",
        "a@" + "b" * 254,
        "a" * 65 + "@contoh.id"],
)  # fmt: skip
async def test_an_invalid_address_gets_no_link(installation: Installation, written: str) -> None:
    browser = await installation.browser()
    before = await installation.admin.fetchval("SELECT count(*) FROM app.mail")
    answer = await browser.post_json("/auth/link", email=written)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "ADDRESS_INVALID"
    page = await browser.submit("/auth/link", email=written)
    assert page.status_code == 400
    assert 'name="email"' in page.text
    assert await installation.admin.fetchval("SELECT count(*) FROM app.mail") == before


async def test_the_database_has_only_hashes_of_tokens(
    installation: Installation, email: str
) -> None:
    link = await installation.link(email)
    kept = await installation.admin.fetchrow("SELECT * FROM sec.mail_link WHERE email = $1", email)
    assert kept is not None
    assert kept["hash"] == token_hash(link["token"])
    assert link["token"].encode() not in repr(kept).encode()
    browser = await installation.browser()
    await browser.post_json("/auth/in", **link)
    session = await installation.admin.fetchrow(
        "SELECT * FROM sec.session WHERE token_hash = $1", token_hash(browser.cookie())
    )
    assert session is not None
    assert browser.cookie() not in repr(session)


@pytest.mark.parametrize("login", ["public", "tenant", "gov", "worker"])
@pytest.mark.parametrize("table", ["sec.session", "sec.mail_link", "sec.attempt"])
@pytest.mark.parametrize("statement", ["SELECT * FROM", "DELETE FROM"])
async def test_no_login_reads_or_writes_the_tables_of_sign_in(
    connect: Connect, login: str, table: str, statement: str
) -> None:
    async with connect(login) as connection:
        with pytest.raises(InsufficientPrivilegeError):
            await connection.execute(f"{statement} {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT facts FROM app.mail",
        "SELECT sec.session_open(1, '\\x00', '')",
        "SELECT sec.person_for_email('sari@contoh.id')",
        "SELECT sec.count_attempt('LINK_ADDRESS', '', 1)",
        "SELECT app.demo_person_add('sari@contoh.id', 'Sari')",
        "SELECT app.mail_queue('sari@contoh.id', 'SIGN_IN', '{\"token\": \"x\"}')",
        "SELECT app.mail_queue('sari@contoh.id', 'INVITATION', '{\"token\": \"x\"}')",
    ],
)
async def test_sql_as_a_tenant_can_not_create_a_session(connect: Connect, statement: str) -> None:
    async with connect("tenant", Viewer(1, 1, Kind.DONOR, Role.OWNER)) as connection:
        with pytest.raises(InsufficientPrivilegeError):
            await connection.execute(statement)
