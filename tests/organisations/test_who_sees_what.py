"""The viewer and their organisations in GraphQL: who sees what."""

from uuid import uuid4

from ksbb.core.viewer import NOBODY, Kind, Role, Viewer
from tests import factories
from tests.real_schema import Api, global_id, number

APPLICATION = {
    "kind": "DONOR",
    "name": "PT Sinar Nusantara (contoh)",
    "contactEmail": "kontak@sinar.contoh.id",
    "contactPhone": "021 5551234",
}


NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


def _application(**changed: object) -> dict[str, object]:
    return {**APPLICATION, "key": str(uuid4()), **changed}


class TestWhoAsks:
    DOCUMENT = """{ viewer { person { email } role organisation { name state }
                             memberships { organisationName organisation { name } role } } }"""

    async def test_nobody(self, api: Api) -> None:
        assert await api.query(NOBODY, self.DOCUMENT) == {"viewer": None}

    async def test_somebody_without_an_organisation(self, api: Api) -> None:
        async with api.transaction() as db:
            viewer = await factories.nobody_yet(db, email="sari@contoh.id")
        assert (await api.query(viewer, self.DOCUMENT))["viewer"] == {
            "person": {"email": "sari@contoh.id"},
            "role": None,
            "organisation": None,
            "memberships": [],
        }

    async def test_somebody_of_two_organisations_acts_for_one(self, api: Api) -> None:
        async with api.transaction() as db:
            first = await factories.organisation(db, name="Satu (contoh)")
            second = await factories.organisation(db, name="Dua (contoh)", state="applied")
            viewer = await factories.member(db, first)
            await factories.member(db, second, role=Role.VIEWER, person_id=viewer.person_id)
        found = (await api.query(viewer, self.DOCUMENT))["viewer"]
        assert found["organisation"] == {"name": "Satu (contoh)", "state": "VERIFIED"}
        assert found["role"] == "OWNER"
        assert found["memberships"] == [
            {
                "organisationName": "Satu (contoh)",
                "organisation": {"name": "Satu (contoh)"},
                "role": "OWNER",
            },
            {"organisationName": "Dua (contoh)", "organisation": None, "role": "VIEWER"},
        ]

    async def test_an_ended_membership_gives_no_access(self, api: Api) -> None:
        async with api.transaction() as db:
            await factories.clock(db, "2020-05-03 12:00")
            organisation = await factories.organisation(db)
            viewer = await factories.nobody_yet(db)
            ended = await factories.member(
                db, organisation, person_id=viewer.person_id, ends_on=factories.day("2020-05-02")
            )
        assert ended.person_id == viewer.person_id
        assert (await api.query(viewer, self.DOCUMENT))["viewer"]["memberships"] == []
        seen = await api.query(viewer, NODE, id=global_id("TenantOrganisation", organisation))
        assert seen == {"node": None}


class TestWhoSeesWhat:
    async def _things(self, api: Api) -> tuple[Viewer, dict[str, str]]:
        """A donor's owner, and the ids of objects that only its people may see."""
        async with api.transaction() as db:
            owner = await factories.donor(db)
            colleague = await factories.colleague(db, owner, Role.VIEWER)
        invited = await api.mutate(
            owner,
            "inviteMember",
            "... on MemberInvited { invitation { id } }",
            email="tamu@contoh.id",
            role="VIEWER",
        )
        members = await api.query(
            owner, "{ viewer { organisation { id members { id person { id } } } } }"
        )
        organisation = members["viewer"]["organisation"]
        other = next(
            m for m in organisation["members"] if number(m["person"]["id"]) == colleague.person_id
        )
        return owner, {
            "TenantOrganisation": organisation["id"],
            "Membership": other["id"],
            "Person": other["person"]["id"],
            "Invitation": invited["invitation"]["id"],
        }

    async def _seen(self, api: Api, viewer: Viewer, things: dict[str, str]) -> set[str]:
        found = [(await api.query(viewer, NODE, id=id))["node"] for id in things.values()]
        return {node["__typename"] for node in found if node is not None}

    async def test_its_own_people_see_all(self, api: Api) -> None:
        owner, things = await self._things(api)
        assert await self._seen(api, owner, things) == set(things)
        reader = Viewer(owner.person_id, owner.organisation_id, owner.kind, Role.VIEWER)
        assert await self._seen(api, reader, things) == set(things)

    async def test_nobody_and_outsiders_see_nothing(self, api: Api) -> None:
        _, things = await self._things(api)
        async with api.transaction() as db:
            outsiders = [
                await factories.donor(db),
                await factories.aggregator(db),
                await factories.nobody_yet(db),
            ]
        for viewer in (NOBODY, *outsiders):
            assert await self._seen(api, viewer, things) == set()

    async def test_the_pemprov_sees_the_organisation_and_not_its_people(self, api: Api) -> None:
        _, things = await self._things(api)
        async with api.transaction() as db:
            viewer = await factories.pemprov(db)
        assert await self._seen(api, viewer, things) == {"TenantOrganisation"}
        data = await api.query(
            viewer,
            """query ($id: ID!) { node(id: $id) { ... on TenantOrganisation {
                contactEmail members { id } invitations { id } timeline { becomes person { id } }
            } } }""",
            id=things["TenantOrganisation"],
        )
        assert data["node"] == {
            "contactEmail": "",
            "members": [],
            "invitations": [],
            "timeline": [{"becomes": "VERIFIED", "person": None}],
        }

    async def test_an_applicant_sees_the_step_and_their_name_in_it(self, api: Api) -> None:
        async with api.transaction() as db:
            applicant = await factories.nobody_yet(db)
            approver = await factories.pemprov(db)
        applied = await api.mutate(
            applicant,
            "applyAsOrganisation",
            "... on OrganisationApplied { organisation { id } }",
            **_application(),
        )
        id = applied["organisation"]["id"]
        await api.mutate(
            approver,
            "rejectOrganisation",
            "",
            organisation=id,
            reason="Data tidak lengkap",
        )
        owner = Viewer(applicant.person_id, number(id), Kind.DONOR, Role.VIEWER)
        data = await api.query(
            owner,
            """{ viewer { organisation { reason timeline {
                was becomes party organisation { kind } person { id } reason } } } }""",
        )
        assert data["viewer"]["organisation"] == {
            "reason": "Data tidak lengkap",
            "timeline": [
                {
                    "was": None,
                    "becomes": "APPLIED",
                    "party": "ANYBODY",
                    "organisation": None,
                    "person": {"id": global_id("Person", applicant.person_id)},
                    "reason": None,
                },
                {
                    "was": "APPLIED",
                    "becomes": "REJECTED",
                    "party": "PEMPROV",
                    "organisation": {"kind": "PEMPROV"},
                    "person": None,
                    "reason": "Data tidak lengkap",
                },
            ],
        }
