"""The cookie of a session."""

import pytest

from ksbb.web.sign_in.cookie import Cookie, InsecureOriginError
from tests.database import Database
from tests.web.sign_in.conftest import Installation


class TestCookie:
    async def test_on_this_computer_it_needs_no_https(
        self, installation: Installation, email: str
    ) -> None:
        answer = await (await installation.browser()).post_json(
            "/auth/in", **await installation.link(email)
        )
        name, *flags = answer.headers["set-cookie"].lower().split("; ")
        assert name.startswith("ksbb=")
        assert sorted(flags) == ["httponly", "path=/", "samesite=lax"]

    def test_over_a_network_it_is_bound_to_the_host(self, database: Database) -> None:
        cookie = Cookie.of(database.settings(public_url="https://ksbb.example"))
        assert cookie == Cookie("__Host-ksbb", secure=True)

    def test_nobody_signs_in_over_a_network_without_https(self, database: Database) -> None:
        for origin in ("http://ksbb.example", "http://10.0.0.7:8000", "http://localhost.evil"):
            with pytest.raises(InsecureOriginError):
                Cookie.of(database.settings(public_url=origin))
        assert not Cookie.of(database.settings(public_url="http://[::1]:8000")).secure
        assert not Cookie.of(database.settings(public_url="http://ksbb.lan", demo=True)).secure

    async def test_the_cookie_is_ignored_in_a_request_with_a_bearer_token(
        self, installation: Installation, email: str
    ) -> None:
        browser = await installation.signed_in(email)
        answer = await browser.get("/viewer", headers={"authorization": "Bearer x"})
        assert answer.json() is None

    @pytest.mark.parametrize("value", ["", "x", "é" * 43, "a" * 43, "a" * 9000])
    async def test_an_invalid_cookie_signs_nobody_in(
        self, installation: Installation, value: str
    ) -> None:
        browser = await installation.browser()
        answer = await browser.get("/auth/me", headers=[(b"cookie", f"ksbb={value}".encode())])
        assert answer.json()["viewer"] is None

    async def test_the_signed_in_person_is_not_cached(self, installation: Installation) -> None:
        answer = await (await installation.browser()).get("/auth/me")
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["vary"] == "Cookie"
        assert answer.json() == {
            "viewer": None,
            "csrf": {"header": "X-KSBB-CSRF", "value": "1"},
            "demo": False,
            "mailbox": None,
        }
