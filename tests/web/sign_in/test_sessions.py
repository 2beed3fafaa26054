"""How long sessions last."""

import pytest

from graphql_sql.scalars import ID
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.identity import actions, queries
from ksbb.domain.identity.rules import SignedOut, token_hash
from tests.web.sign_in.conftest import Browser, Installation


async def _age(installation: Installation, browser: Browser, **columns: str) -> None:
    """Move columns of a session into the past, such as `created_at="11 hours"`."""
    moved = ", ".join(f"{name} = {name} - interval '{by}'" for name, by in columns.items())
    await installation.admin.execute(
        f"UPDATE sec.session SET {moved} WHERE token_hash = $1",  # noqa: S608
        token_hash(browser.cookie()),
    )


class TestDuration:
    async def test_half_an_hour_without_requests_ends_a_session(
        self, installation: Installation, email: str
    ) -> None:
        browser = await installation.signed_in(email)
        await _age(installation, browser, last_seen="29 minutes")
        assert await browser.me() is not None
        await _age(installation, browser, last_seen="31 minutes")
        assert await browser.me() is None

    async def test_each_request_prolongs_a_session(
        self, installation: Installation, email: str
    ) -> None:
        browser = await installation.signed_in(email)
        for _ in range(3):
            await _age(installation, browser, last_seen="20 minutes")
            assert await browser.viewer() is not None

    async def test_the_last_request_is_written_once_a_minute(
        self, installation: Installation, email: str
    ) -> None:
        browser = await installation.signed_in(email)

        async def version() -> object:
            return await installation.admin.fetchval(
                "SELECT xmin FROM sec.session WHERE token_hash = $1", token_hash(browser.cookie())
            )

        before = await version()
        await _age(installation, browser, last_seen="50 seconds")
        aged = await version()
        await browser.viewer()
        assert await version() == aged != before
        await _age(installation, browser, last_seen="20 seconds")
        aged = await version()
        await browser.viewer()
        written = await version()
        assert written != aged
        await browser.viewer()
        assert await version() == written

    async def test_a_session_ends_after_twelve_hours(
        self, installation: Installation, email: str
    ) -> None:
        await installation.member(email)
        browser = await installation.signed_in(email)
        await _age(installation, browser, created_at="719 minutes")
        assert await browser.me() is not None
        await _age(installation, browser, created_at="2 minutes")
        assert await browser.me() is None

    async def test_a_session_of_the_pemprov_ends_after_eight_hours(
        self, installation: Installation, email: str
    ) -> None:
        await installation.member(email, Kind.PEMPROV)
        browser = await installation.signed_in(email)
        await _age(installation, browser, created_at="479 minutes")
        assert await browser.me() is not None
        await _age(installation, browser, created_at="2 minutes")
        assert await browser.me() is None

    async def test_switching_to_the_pemprov_does_not_prolong_the_session(
        self, installation: Installation, email: str
    ) -> None:
        viewer = await installation.member(email, Kind.PEMPROV)
        browser = await installation.signed_in(email)
        await browser.post_json("/auth/organisation", id=None)
        await _age(installation, browser, created_at="9 hours")
        assert await browser.me() is not None
        answer = await browser.post_json(
            "/auth/organisation", id=str(ID("TenantOrganisation", viewer.organisation_id))
        )
        assert answer.status_code == 403
        who = await browser.viewer()
        assert who is None or who["organisation"] == 0

    async def test_signing_out_ends_the_session(
        self, installation: Installation, email: str
    ) -> None:
        browser = await installation.signed_in(email)
        before = browser.cookie()
        assert (await browser.post_json("/auth/out")).status_code == 200
        assert browser.cookie() == ""
        browser.cookies.set("ksbb", before)
        assert await browser.me() is None

    async def test_a_plain_form_signs_out_too(self, installation: Installation, email: str) -> None:
        browser = await installation.signed_in(email)
        answer = await browser.submit("/auth/out")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert await browser.me() is None

    async def test_a_person_sees_and_ends_their_own_sessions(
        self, installation: Installation, email: str
    ) -> None:
        first = await installation.signed_in(email)
        second = await installation.signed_in(email)
        stranger = await installation.signed_in("lain." + email)
        who, other = await first.viewer(), await stranger.viewer()
        assert who is not None
        assert other is not None
        viewer, outsider = Viewer(who["person"]), Viewer(other["person"])
        async with installation.database.transaction("tenant", viewer) as connection:
            listed = await queries.sessions(connection)
        assert len(listed) == 2
        assert listed[0].id > listed[1].id
        assert listed[0].user_agent.startswith("python-httpx")
        with pytest.raises(SignedOut):
            async with installation.pools.transaction(outsider) as tx:
                await actions.revoke_session(tx, outsider, session=listed[1].id)
        async with installation.pools.transaction(viewer) as tx:
            await actions.revoke_session(tx, viewer, session=listed[1].id)
        assert await first.me() is None
        assert await second.me() is not None
        async with installation.database.transaction("tenant", viewer) as connection:
            assert [each.id for each in await queries.sessions(connection)] == [listed[0].id]

    async def test_old_sessions_and_links_are_deleted(
        self, installation: Installation, email: str
    ) -> None:
        browser = await installation.signed_in(email)
        await _age(installation, browser, last_seen="31 days")
        await installation.admin.execute(
            "UPDATE sec.mail_link SET expires_at = expires_at - interval '2 days'"
            " WHERE email = $1", email
        )  # fmt: skip
        async with installation.database.connection("worker") as worker:
            await worker.execute("SELECT sec.delete_expired()")
        left = await installation.admin.fetchval(
            "SELECT count(*) FROM sec.session s JOIN app.person p ON p.id = s.person_id"
            " WHERE p.email = $1", email
        )  # fmt: skip
        assert left == 0
        links = await installation.admin.fetchval(
            "SELECT count(*) FROM sec.mail_link WHERE email = $1", email
        )
        assert links == 0
