"""How long a session lasts, and for whom it speaks."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.identity import actions, queries
from ksbb.identity.cookie import Cookie, InsecureOriginError
from ksbb.identity.rules import SignedOut, token_hash
from ksbb.kernel.viewer import Kind, Role, Viewer
from ksbb.organisations.actions import apply_as_organisation
from ksbb.reads.scalars import GlobalID
from tests import make
from tests.database import Database
from tests.identity.conftest import Browser, House


async def _age(house: House, browser: Browser, **columns: str) -> None:
    """Move a session's times into the past by intervals, as `created_at="11 hours"`."""
    moved = ", ".join(f"{name} = {name} - interval '{by}'" for name, by in columns.items())
    await house.admin.execute(
        f"UPDATE sec.session SET {moved} WHERE token_hash = $1",  # noqa: S608
        token_hash(browser.cookie()),
    )


async def _member(
    house: House, email: str, kind: Kind = Kind.DONOR, role: Role = Role.OWNER
) -> Viewer:
    """A person of a new organisation, or of the Pemprov."""
    made = await (
        house.make(make.pemprov, role)
        if kind is Kind.PEMPROV
        else house.make(make.donor if kind is Kind.DONOR else make.aggregator, role)
    )
    await house.admin.execute(
        "UPDATE app.person SET email = $1 WHERE id = $2", email, made.person_id
    )
    return made


def _as_told(viewer: Viewer) -> dict[str, object]:
    return {
        "person": viewer.person_id,
        "organisation": viewer.organisation_id,
        "kind": viewer.kind,
        "role": viewer.role,
    }


class TestForWhom:
    async def test_a_person_of_one_organisation_acts_for_it(self, house: House, email: str) -> None:
        viewer = await _member(house, email, Kind.AGGREGATOR, Role.OPERATOR)
        browser = await house.signed_in(email)
        assert await browser.who() == _as_told(viewer)
        me = await browser.me()
        assert me is not None
        assert me["organisation"] == me["memberships"][0]["organisation"]
        assert me["organisation"]["kind"] == "AGGREGATOR"
        assert me["organisation"]["state"] == "VERIFIED"
        assert me["role"] == "OPERATOR"

    async def test_a_person_of_several_chooses(self, house: House, email: str) -> None:
        one = await _member(house, email)
        other = await house.make(make.organisation, Kind.AGGREGATOR)
        await house.make(make.member, other, Kind.AGGREGATOR, Role.VIEWER, person_id=one.person_id)
        browser = await house.signed_in(email)
        me = await browser.me()
        assert me is not None
        assert me["organisation"] is None
        assert len(me["memberships"]) == 2
        chosen = next(m for m in me["memberships"] if m["role"] == "VIEWER")["organisation"]["id"]
        answer = await browser.ask("/auth/organisation", id=chosen)
        assert answer.json()["viewer"]["organisation"]["id"] == chosen
        assert await browser.who() == _as_told(
            Viewer(one.person_id, other, Kind.AGGREGATOR, Role.VIEWER)
        )

    async def test_the_cookie_changes_with_the_organisation(self, house: House, email: str) -> None:
        viewer = await _member(house, email)
        browser = await house.signed_in(email)
        before = browser.cookie()
        await browser.ask("/auth/organisation", id=None)
        assert browser.cookie() != before
        who = await browser.who()
        assert who is not None
        assert who["organisation"] == 0
        own = str(GlobalID("TenantOrganisation", viewer.organisation_id))
        await browser.ask("/auth/organisation", id=own)
        assert await browser.who() == _as_told(viewer)
        thief = await house.browser()
        thief.cookies.set("ksbb", before)
        assert await thief.who() is None

    async def test_nobody_acts_for_an_organisation_of_others(
        self, house: House, email: str
    ) -> None:
        viewer = await _member(house, email)
        foreign = await house.make(make.organisation)
        browser = await house.signed_in(email)
        answer = await browser.ask(
            "/auth/organisation", id=str(GlobalID("TenantOrganisation", foreign))
        )
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "NOT_YOURS"
        assert await browser.who() == _as_told(viewer)

    @pytest.mark.parametrize("id", ["7", "x", str(GlobalID("Person", 1)), "VW5pdDotMQ=="])
    async def test_an_organisation_is_chosen_by_its_id(
        self, house: House, email: str, id: str
    ) -> None:
        browser = await house.signed_in(email)
        answer = await browser.ask("/auth/organisation", id=id)
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "FIELD_MISSING"

    async def test_a_membership_that_ends_is_felt_at_once(self, house: House, email: str) -> None:
        viewer = await _member(house, email)
        browser = await house.signed_in(email)
        await house.admin.execute(
            "UPDATE app.membership SET ends_on = app.today() WHERE person_id = $1",
            viewer.person_id,
        )
        assert await browser.who() == _as_told(viewer)
        await house.admin.execute(
            "UPDATE app.membership SET ends_on = app.today() - 1 WHERE person_id = $1",
            viewer.person_id,
        )
        assert await browser.who() == _as_told(Viewer(viewer.person_id)) | {
            "kind": None,
            "role": None,
        }
        me = await browser.me()
        assert me is not None
        assert (me["organisation"], me["memberships"]) == (None, [])

    async def test_a_changed_role_is_felt_at_once(self, house: House, email: str) -> None:
        viewer = await _member(house, email)
        browser = await house.signed_in(email)
        await house.admin.execute(
            "UPDATE app.membership SET role = 'VIEWER' WHERE person_id = $1", viewer.person_id
        )
        who = await browser.who()
        assert who is not None
        assert who["role"] == "VIEWER"

    async def test_a_suspended_organisation_looks_on_and_acts_no_more(
        self, house: House, email: str
    ) -> None:
        viewer = await _member(house, email)
        browser = await house.signed_in(email)
        approver = await house.make(make.pemprov)
        async with house.acting.viewer(approver) as tx:
            await tx.execute(
                text(
                    "UPDATE app.organisation SET state = 'suspended', reason = 'uji' WHERE id = :id"
                ),
                {"id": viewer.organisation_id},
            )
        await house.acting.session.commit()
        assert await browser.who() == _as_told(viewer) | {"role": "VIEWER"}
        me = await browser.me()
        assert me is not None
        assert me["role"] == "VIEWER"
        assert me["organisation"]["state"] == "SUSPENDED"

    async def test_who_belongs_nowhere_may_apply(self, house: House, email: str) -> None:
        browser = await house.signed_in(email)
        who = await browser.who()
        assert who is not None
        viewer = Viewer(who["person"])
        async with house.pools.transaction(viewer) as tx:
            made = await apply_as_organisation(
                tx, viewer, uuid4(), kind=Kind.DONOR, name="PT Baru (contoh)", about="",
                contact_email=email, contact_phone="+62 21 5551234",
            )  # fmt: skip
        await browser.ask("/auth/organisation", id=str(GlobalID("TenantOrganisation", made)))
        assert await browser.who() == _as_told(
            Viewer(viewer.person_id, made, Kind.DONOR, Role.OWNER)
        )


class TestHowLong:
    async def test_half_an_hour_of_silence_ends_a_session(self, house: House, email: str) -> None:
        browser = await house.signed_in(email)
        await _age(house, browser, last_seen="29 minutes")
        assert await browser.me() is not None
        await _age(house, browser, last_seen="31 minutes")
        assert await browser.me() is None

    async def test_each_request_keeps_a_session_awake(self, house: House, email: str) -> None:
        browser = await house.signed_in(email)
        for _ in range(3):
            await _age(house, browser, last_seen="20 minutes")
            assert await browser.who() is not None

    async def test_when_it_was_seen_is_written_once_a_minute(
        self, house: House, email: str
    ) -> None:
        browser = await house.signed_in(email)

        async def version() -> object:
            return await house.admin.fetchval(
                "SELECT xmin FROM sec.session WHERE token_hash = $1", token_hash(browser.cookie())
            )

        before = await version()
        await _age(house, browser, last_seen="50 seconds")
        aged = await version()
        await browser.who()
        assert await version() == aged != before
        await _age(house, browser, last_seen="20 seconds")
        aged = await version()
        await browser.who()
        written = await version()
        assert written != aged
        await browser.who()
        assert await version() == written

    async def test_a_session_ends_after_twelve_hours(self, house: House, email: str) -> None:
        await _member(house, email)
        browser = await house.signed_in(email)
        await _age(house, browser, created_at="719 minutes")
        assert await browser.me() is not None
        await _age(house, browser, created_at="2 minutes")
        assert await browser.me() is None

    async def test_the_pemprovs_ends_after_eight(self, house: House, email: str) -> None:
        await _member(house, email, Kind.PEMPROV)
        browser = await house.signed_in(email)
        await _age(house, browser, created_at="479 minutes")
        assert await browser.me() is not None
        await _age(house, browser, created_at="2 minutes")
        assert await browser.me() is None

    async def test_turning_to_the_pemprov_does_not_lengthen_its_day(
        self, house: House, email: str
    ) -> None:
        viewer = await _member(house, email, Kind.PEMPROV)
        browser = await house.signed_in(email)
        await browser.ask("/auth/organisation", id=None)
        await _age(house, browser, created_at="9 hours")
        assert await browser.me() is not None
        answer = await browser.ask(
            "/auth/organisation", id=str(GlobalID("TenantOrganisation", viewer.organisation_id))
        )
        assert answer.status_code == 403
        who = await browser.who()
        assert who is None or who["organisation"] == 0

    async def test_signing_out_ends_it(self, house: House, email: str) -> None:
        browser = await house.signed_in(email)
        before = browser.cookie()
        assert (await browser.ask("/auth/out")).status_code == 200
        assert browser.cookie() == ""
        browser.cookies.set("ksbb", before)
        assert await browser.me() is None

    async def test_a_plain_form_signs_out_too(self, house: House, email: str) -> None:
        browser = await house.signed_in(email)
        answer = await browser.submit("/auth/out")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert await browser.me() is None

    async def test_a_person_sees_and_ends_their_own_sessions(
        self, house: House, email: str
    ) -> None:
        first = await house.signed_in(email)
        second = await house.signed_in(email)
        stranger = await house.signed_in("lain." + email)
        who, other = await first.who(), await stranger.who()
        assert who is not None
        assert other is not None
        viewer, outsider = Viewer(who["person"]), Viewer(other["person"])
        async with house.database.transaction("tenant", viewer) as connection:
            listed = await queries.sessions(connection)
        assert len(listed) == 2
        assert listed[0].id > listed[1].id
        assert listed[0].user_agent.startswith("python-httpx")
        with pytest.raises(SignedOut):
            async with house.pools.transaction(outsider) as tx:
                await actions.revoke_session(tx, outsider, session=listed[1].id)
        async with house.pools.transaction(viewer) as tx:
            await actions.revoke_session(tx, viewer, session=listed[1].id)
        assert await first.me() is None
        assert await second.me() is not None
        async with house.database.transaction("tenant", viewer) as connection:
            assert [each.id for each in await queries.sessions(connection)] == [listed[0].id]

    async def test_old_sessions_and_links_are_forgotten(self, house: House, email: str) -> None:
        browser = await house.signed_in(email)
        await _age(house, browser, last_seen="31 days")
        await house.admin.execute(
            "UPDATE sec.mail_link SET expires_at = expires_at - interval '2 days'"
            " WHERE email = $1", email
        )  # fmt: skip
        async with house.database.connection("worker") as worker:
            await worker.execute("SELECT sec.tidy()")
        left = await house.admin.fetchval(
            "SELECT count(*) FROM sec.session s JOIN app.person p ON p.id = s.person_id"
            " WHERE p.email = $1", email
        )  # fmt: skip
        assert left == 0
        links = await house.admin.fetchval(
            "SELECT count(*) FROM sec.mail_link WHERE email = $1", email
        )
        assert links == 0


class TestCookie:
    async def test_on_this_machine_it_needs_no_https(self, house: House, email: str) -> None:
        answer = await (await house.browser()).ask("/auth/in", **await house.link(email))
        name, *flags = answer.headers["set-cookie"].lower().split("; ")
        assert name.startswith("ksbb=")
        assert sorted(flags) == ["httponly", "path=/", "samesite=lax"]

    def test_elsewhere_it_is_bound_to_the_host(self, database: Database) -> None:
        cookie = Cookie.of(database.settings(public_url="https://ksbb.example"))
        assert cookie == Cookie("__Host-ksbb", secure=True)

    def test_nobody_signs_in_over_a_network_without_https(self, database: Database) -> None:
        for origin in ("http://ksbb.example", "http://10.0.0.7:8000", "http://localhost.evil"):
            with pytest.raises(InsecureOriginError):
                Cookie.of(database.settings(public_url=origin))
        assert not Cookie.of(database.settings(public_url="http://[::1]:8000")).secure
        assert not Cookie.of(database.settings(public_url="http://ksbb.lan", demo=True)).secure

    async def test_a_request_with_a_bearer_token_is_no_browsers(
        self, house: House, email: str
    ) -> None:
        browser = await house.signed_in(email)
        answer = await browser.get("/who", headers={"authorization": "Bearer x"})
        assert answer.json() is None

    @pytest.mark.parametrize("value", ["", "x", "é" * 43, "a" * 43, "a" * 9000])
    async def test_a_made_up_cookie_is_nobodys(self, house: House, value: str) -> None:
        browser = await house.browser()
        answer = await browser.get("/auth/me", headers=[(b"cookie", f"ksbb={value}".encode())])
        assert answer.json()["viewer"] is None

    async def test_who_is_signed_in_is_kept_by_no_cache(self, house: House) -> None:
        answer = await (await house.browser()).get("/auth/me")
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["vary"] == "Cookie"
        assert answer.json() == {
            "viewer": None,
            "csrf": {"header": "X-KSBB-CSRF", "value": "1"},
            "demo": False,
            "mailbox": None,
        }


async def test_an_auditors_membership_lasts_through_its_last_day(house: House, email: str) -> None:
    organisation = await house.make(make.organisation)
    person = await house.make(make.person, email=email)
    today = await house.admin.fetchval("SELECT app.today()")
    assert isinstance(today, date)
    await house.make(
        make.member, organisation, Kind.DONOR, Role.VIEWER, person_id=person, ends_on=today
    )
    browser = await house.signed_in(email)
    me = await browser.me()
    assert me is not None
    assert me["memberships"][0]["endsOn"] == today.isoformat()
