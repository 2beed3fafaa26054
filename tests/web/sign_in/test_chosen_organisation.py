"""The organisation for which a session acts."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text

from graphql_sql.scalars import ID
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.organisations.actions import apply_as_organisation
from tests import factories
from tests.web.sign_in.conftest import Installation


def _as_json(viewer: Viewer) -> dict[str, object]:
    return {
        "person": viewer.person_id,
        "organisation": viewer.organisation_id,
        "kind": viewer.kind,
        "role": viewer.role,
    }


class TestOrganisation:
    async def test_a_person_of_one_organisation_acts_for_it(
        self, installation: Installation, email: str
    ) -> None:
        viewer = await installation.member(email, Kind.AGGREGATOR, Role.OPERATOR)
        browser = await installation.signed_in(email)
        assert await browser.viewer() == _as_json(viewer)
        me = await browser.me()
        assert me is not None
        assert me["organisation"] == me["memberships"][0]["organisation"]
        assert me["organisation"]["kind"] == "AGGREGATOR"
        assert me["organisation"]["state"] == "VERIFIED"
        assert me["role"] == "OPERATOR"

    async def test_a_person_of_several_organisations_chooses_one(
        self, installation: Installation, email: str
    ) -> None:
        one = await installation.member(email)
        other = await installation.make(factories.organisation, Kind.AGGREGATOR)
        await installation.make(
            factories.member, other, Kind.AGGREGATOR, Role.VIEWER, person_id=one.person_id
        )
        browser = await installation.signed_in(email)
        me = await browser.me()
        assert me is not None
        assert me["organisation"] is None
        assert len(me["memberships"]) == 2
        chosen = next(m for m in me["memberships"] if m["role"] == "VIEWER")["organisation"]["id"]
        answer = await browser.post_json("/auth/organisation", id=chosen)
        assert answer.json()["viewer"]["organisation"]["id"] == chosen
        assert await browser.viewer() == _as_json(
            Viewer(one.person_id, other, Kind.AGGREGATOR, Role.VIEWER)
        )

    async def test_the_cookie_changes_with_the_organisation(
        self, installation: Installation, email: str
    ) -> None:
        viewer = await installation.member(email)
        browser = await installation.signed_in(email)
        before = browser.cookie()
        await browser.post_json("/auth/organisation", id=None)
        assert browser.cookie() != before
        who = await browser.viewer()
        assert who is not None
        assert who["organisation"] == 0
        own = str(ID("TenantOrganisation", viewer.organisation_id))
        await browser.post_json("/auth/organisation", id=own)
        assert await browser.viewer() == _as_json(viewer)
        thief = await installation.browser()
        thief.cookies.set("ksbb", before)
        assert await thief.viewer() is None

    async def test_nobody_acts_for_an_organisation_of_others(
        self, installation: Installation, email: str
    ) -> None:
        viewer = await installation.member(email)
        foreign = await installation.make(factories.organisation)
        browser = await installation.signed_in(email)
        answer = await browser.post_json(
            "/auth/organisation", id=str(ID("TenantOrganisation", foreign))
        )
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "NOT_YOURS"
        assert await browser.viewer() == _as_json(viewer)

    @pytest.mark.parametrize("id", ["7", "x", str(ID("Person", 1)), "VW5pdDotMQ=="])
    async def test_an_organisation_is_chosen_by_its_id(
        self, installation: Installation, email: str, id: str
    ) -> None:
        browser = await installation.signed_in(email)
        answer = await browser.post_json("/auth/organisation", id=id)
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "FIELD_MISSING"

    async def test_the_end_of_a_membership_takes_effect_at_once(
        self, installation: Installation, email: str
    ) -> None:
        viewer = await installation.member(email)
        browser = await installation.signed_in(email)
        await installation.admin.execute(
            "UPDATE app.membership SET ends_on = app.today() WHERE person_id = $1",
            viewer.person_id,
        )
        assert await browser.viewer() == _as_json(viewer)
        await installation.admin.execute(
            "UPDATE app.membership SET ends_on = app.today() - 1 WHERE person_id = $1",
            viewer.person_id,
        )
        assert await browser.viewer() == _as_json(Viewer(viewer.person_id)) | {
            "kind": None,
            "role": None,
        }
        me = await browser.me()
        assert me is not None
        assert (me["organisation"], me["memberships"]) == (None, [])

    async def test_a_changed_role_takes_effect_at_once(
        self, installation: Installation, email: str
    ) -> None:
        viewer = await installation.member(email)
        browser = await installation.signed_in(email)
        await installation.admin.execute(
            "UPDATE app.membership SET role = 'VIEWER' WHERE person_id = $1", viewer.person_id
        )
        who = await browser.viewer()
        assert who is not None
        assert who["role"] == "VIEWER"

    async def test_members_of_a_suspended_organisation_can_only_view(
        self, installation: Installation, email: str
    ) -> None:
        viewer = await installation.member(email)
        browser = await installation.signed_in(email)
        approver = await installation.make(factories.pemprov)
        async with installation.parties.viewer(approver) as tx:
            await tx.execute(
                text(
                    "UPDATE app.organisation SET state = 'suspended', reason = 'uji' WHERE id = :id"
                ),
                {"id": viewer.organisation_id},
            )
        await installation.parties.session.commit()
        assert await browser.viewer() == _as_json(viewer) | {"role": "VIEWER"}
        me = await browser.me()
        assert me is not None
        assert me["role"] == "VIEWER"
        assert me["organisation"]["state"] == "SUSPENDED"

    async def test_a_person_without_an_organisation_may_apply(
        self, installation: Installation, email: str
    ) -> None:
        browser = await installation.signed_in(email)
        who = await browser.viewer()
        assert who is not None
        viewer = Viewer(who["person"])
        async with installation.pools.transaction(viewer) as tx:
            made = await apply_as_organisation(
                tx, viewer, uuid4(), kind=Kind.DONOR, name="PT Baru (contoh)", about="",
                contact_email=email, contact_phone="+62 21 5551234",
            )  # fmt: skip
        await browser.post_json("/auth/organisation", id=str(ID("TenantOrganisation", made)))
        assert await browser.viewer() == _as_json(
            Viewer(viewer.person_id, made, Kind.DONOR, Role.OWNER)
        )


async def test_an_auditors_membership_lasts_through_its_last_day(
    installation: Installation, email: str
) -> None:
    organisation = await installation.make(factories.organisation)
    person = await installation.make(factories.person, email=email)
    today = await installation.admin.fetchval("SELECT app.today()")
    assert isinstance(today, date)
    await installation.make(
        factories.member, organisation, Kind.DONOR, Role.VIEWER, person_id=person, ends_on=today
    )
    browser = await installation.signed_in(email)
    me = await browser.me()
    assert me is not None
    assert me["memberships"][0]["endsOn"] == today.isoformat()
