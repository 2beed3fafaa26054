"""What another site's page can't do with a person's cookies."""

import pytest

from ksbb.identity.rules import NotOurPage, check_own_page, origin_of, source
from tests.identity.conftest import LOCAL, House

POSTS = ["/auth/link", "/auth/in", "/auth/invitation", "/auth/organisation", "/auth/out"]
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("path", [*POSTS, "/auth/as"])
async def test_json_without_our_header_is_refused(house: House, email: str, path: str) -> None:
    browser = await house.signed_in(email)
    answer = await browser.post(path, json={"email": email})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "NOT_OUR_PAGE"
    assert await browser.me() is not None


@pytest.mark.parametrize("path", [*POSTS, "/auth/as"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:8001"])
async def test_another_sites_page_is_refused(
    house: House, email: str, path: str, origin: str
) -> None:
    browser = await house.signed_in(email)
    browser.headers["origin"] = origin
    as_json = await browser.ask(path, email=email)
    assert as_json.status_code == 403
    as_form = await browser.submit(path, email=email)
    assert as_form.status_code == 403
    assert "tidak dikirim dari halaman KSBB" in as_form.text
    assert await browser.me() is not None


async def test_a_request_that_hides_where_it_came_from_is_refused(house: House, email: str) -> None:
    browser = await house.signed_in(email)
    del browser.headers["origin"]
    assert (await browser.submit("/auth/out")).status_code == 403
    browser.headers["referer"] = "https://evil.example/http://localhost:8000/"
    assert (await browser.submit("/auth/out")).status_code == 403
    browser.headers["referer"] = f"{LOCAL}/kantor"
    assert (await browser.submit("/auth/out")).status_code == 303


async def test_the_answer_is_in_the_readers_language(house: House) -> None:
    browser = await house.browser(origin="https://evil.example")
    said = []
    for language in ("en-GB,en;q=0.9", "id", ""):
        browser.headers["accept-language"] = language
        answer = await browser.ask("/auth/out")
        said.append(answer.json()["error"]["message"][:20])
    assert said == ["This request was not", "Permintaan ini tidak", "Permintaan ini tidak"]


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"null", "application/json"),
        (b'{"email": 7}', "application/json"),
        (b'{"email": ["a@b.id"]}', "application/json"),
        (b'{"email": "a\\u0000@b.id"}', "application/json"),
        (b'{"email": "\xff"}', "application/json"),
        (b'{"email": "' + b"a" * 5000 + b'"}', "application/json"),
        (b"[" * 4000, "application/json"),
        (b"email=%ff", "application/x-www-form-urlencoded"),
        (b"email", "application/x-www-form-urlencoded"),
        (b"email=a%00@b.id", "application/x-www-form-urlencoded"),
        (b"email=" + b"a" * 5000, "application/x-www-form-urlencoded"),
        (b'{"email": "a@b.id"}', "text/plain"),
        (b"x", "multipart/form-data; boundary=x"),
    ],
)
async def test_what_cant_be_read_is_refused_kindly(house: House, body: bytes, media: str) -> None:
    browser = await house.browser()
    headers = {"content-type": media, "x-ksbb-csrf": "1"}
    answer = await browser.post("/auth/link", content=body, headers=headers)
    assert answer.status_code == 400
    assert "Isi permintaan tidak terbaca" in answer.text


async def test_unknown_addresses_below_auth_are_no_pages_of_the_spa(house: House) -> None:
    browser = await house.browser()
    assert (await browser.get("/auth/nothing")).status_code == 404
    assert (await browser.get("/auth/")).status_code == 404
    assert (await browser.get("/auth/out")).status_code == 404


@pytest.mark.parametrize(
    ("origin", "referer", "host", "ours"),
    [
        ("https://ksbb.example", "", "10.0.0.1", "https://ksbb.example"),
        ("https://KSBB.example:443", "", "", "https://ksbb.example/"),
        ("http://127.0.0.1:8000", "", "127.0.0.1:8000", "http://localhost:8000"),
        ("", "https://ksbb.example/auth/in?token=x", "", "https://ksbb.example"),
    ],
)
def test_our_own_pages_pass(origin: str, referer: str, host: str, ours: str) -> None:
    check_own_page(origin=origin, referer=referer, host=host, ours=ours)


@pytest.mark.parametrize(
    ("origin", "referer", "host", "ours"),
    [
        ("", "", "ksbb.example", "https://ksbb.example"),
        ("null", "https://ksbb.example/", "ksbb.example", "https://ksbb.example"),
        # Plain http to our name may be anybody between us.
        ("http://ksbb.example", "", "ksbb.example", "https://ksbb.example"),
        ("https://ksbb.example.evil", "", "ksbb.example", "https://ksbb.example"),
        ("https://ksbb.example:8443", "", "ksbb.example", "https://ksbb.example"),
        ("https://evil.example", "https://ksbb.example/", "ksbb.example", "https://ksbb.example"),
        ("https://[::1", "", "[::1", "https://ksbb.example"),
        ("file://", "", "", "https://ksbb.example"),
    ],
)
def test_all_other_pages_are_refused(origin: str, referer: str, host: str, ours: str) -> None:
    with pytest.raises(NotOurPage):
        check_own_page(origin=origin, referer=referer, host=host, ours=ours)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Ksbb.Example/a?b#c", "https://ksbb.example"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("http://a:80", "http://a"),
        ("ftp://a", ""),
        ("http://a:99999", ""),
        ("", ""),
    ],
)
def test_the_origin_of_an_address(url: str, origin: str) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", ""),
        (None, ""),
    ],
)
def test_attempts_are_counted_by_network(host: str | None, counted: str) -> None:
    assert source(host) == counted
