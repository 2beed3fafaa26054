"""Requests that pages of other sites send with a person's cookies are refused."""

import pytest

from ksbb.domain.identity.rules import source
from ksbb.web.security import NotOurPage, check_own_page, origin_of
from tests.web.sign_in.conftest import LOCALHOST, Installation

POSTS = ["/auth/link", "/auth/in", "/auth/invitation", "/auth/organisation", "/auth/out"]
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("path", [*POSTS, "/auth/as"])
async def test_json_without_our_header_is_refused(
    installation: Installation, email: str, path: str
) -> None:
    browser = await installation.signed_in(email)
    answer = await browser.post(path, json={"email": email})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "NOT_OUR_PAGE"
    assert await browser.me() is not None


@pytest.mark.parametrize("path", [*POSTS, "/auth/as"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:8001"])
async def test_another_sites_page_is_refused(
    installation: Installation, email: str, path: str, origin: str
) -> None:
    browser = await installation.signed_in(email)
    browser.headers["origin"] = origin
    as_json = await browser.post_json(path, email=email)
    assert as_json.status_code == 403
    as_form = await browser.submit(path, email=email)
    assert as_form.status_code == 403
    assert "tidak dikirim dari halaman KSBB" in as_form.text
    assert await browser.me() is not None


async def test_a_request_without_origin_and_referer_is_refused(
    installation: Installation, email: str
) -> None:
    browser = await installation.signed_in(email)
    del browser.headers["origin"]
    assert (await browser.submit("/auth/out")).status_code == 403
    browser.headers["referer"] = "https://evil.example/http://localhost:8000/"
    assert (await browser.submit("/auth/out")).status_code == 403
    browser.headers["referer"] = f"{LOCALHOST}/kantor"
    assert (await browser.submit("/auth/out")).status_code == 303


async def test_the_refusal_is_in_the_callers_language(installation: Installation) -> None:
    browser = await installation.browser(origin="https://evil.example")
    messages = []
    for language in ("en-GB,en;q=0.9", "id", ""):
        browser.headers["accept-language"] = language
        answer = await browser.post_json("/auth/out")
        messages.append(answer.json()["error"]["message"][:20])
    assert messages == ["This request was not", "Permintaan ini tidak", "Permintaan ini tidak"]


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
async def test_an_unreadable_body_is_refused_with_a_message(
    installation: Installation, body: bytes, media: str
) -> None:
    browser = await installation.browser()
    headers = {"content-type": media, "x-ksbb-csrf": "1"}
    answer = await browser.post("/auth/link", content=body, headers=headers)
    assert answer.status_code == 400
    assert "Isi permintaan tidak terbaca" in answer.text


async def test_unknown_addresses_below_auth_are_a_404(
    installation: Installation,
) -> None:
    browser = await installation.browser()
    assert (await browser.get("/auth/nothing")).status_code == 404
    assert (await browser.get("/auth/")).status_code == 404
    assert (await browser.get("/auth/out")).status_code == 404


@pytest.mark.parametrize(
    ("origin", "referer", "host", "own_url"),
    [
        ("https://ksbb.example", "", "10.0.0.1", "https://ksbb.example"),
        ("https://KSBB.example:443", "", "", "https://ksbb.example/"),
        ("http://127.0.0.1:8000", "", "127.0.0.1:8000", "http://localhost:8000"),
        ("", "https://ksbb.example/auth/in?token=x", "", "https://ksbb.example"),
    ],
)
def test_our_own_pages_pass(origin: str, referer: str, host: str, own_url: str) -> None:
    check_own_page({"origin": origin, "referer": referer, "host": host}, own_url)


@pytest.mark.parametrize(
    ("origin", "referer", "host", "own_url"),
    [
        ("", "", "ksbb.example", "https://ksbb.example"),
        ("null", "https://ksbb.example/", "ksbb.example", "https://ksbb.example"),
        # A page loaded over plain HTTP may have been changed on the way.
        ("http://ksbb.example", "", "ksbb.example", "https://ksbb.example"),
        ("https://ksbb.example.evil", "", "ksbb.example", "https://ksbb.example"),
        ("https://ksbb.example:8443", "", "ksbb.example", "https://ksbb.example"),
        ("https://evil.example", "https://ksbb.example/", "ksbb.example", "https://ksbb.example"),
        ("https://[::1", "", "[::1", "https://ksbb.example"),
        ("file://", "", "", "https://ksbb.example"),
    ],
)
def test_pages_of_other_origins_are_refused(
    origin: str, referer: str, host: str, own_url: str
) -> None:
    with pytest.raises(NotOurPage):
        check_own_page({"origin": origin, "referer": referer, "host": host}, own_url)


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
