"""Organisations as GraphQL answers: who sees what, and what each mutation says."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from ksbb.kernel.viewer import NOBODY, Kind, Role, Viewer
from tests import make
from tests.graph import Graph, global_id, number

APPLICATION = {
    "kind": "DONOR",
    "name": "PT Sinar Nusantara (contoh)",
    "contactEmail": "kontak@sinar.contoh.id",
    "contactPhone": "021 5551234",
}
NODE = "query ($id: GlobalID!) { node(id: $id) { __typename id } }"


def _application(**changed: object) -> dict[str, object]:
    return {**APPLICATION, "key": str(uuid4()), **changed}


class TestWhoAsks:
    DOCUMENT = """{ viewer { person { email } role organisation { name state }
                             memberships { organisationName organisation { name } role } } }"""

    async def test_nobody(self, graph: Graph) -> None:
        assert await graph.ask(NOBODY, self.DOCUMENT) == {"viewer": None}

    async def test_somebody_without_an_organisation(self, graph: Graph) -> None:
        async with graph.making() as db:
            viewer = await make.nobody_yet(db, email="sari@contoh.id")
        assert (await graph.ask(viewer, self.DOCUMENT))["viewer"] == {
            "person": {"email": "sari@contoh.id"},
            "role": None,
            "organisation": None,
            "memberships": [],
        }

    async def test_somebody_of_two_organisations_acts_for_one(self, graph: Graph) -> None:
        async with graph.making() as db:
            first = await make.organisation(db, name="Satu (contoh)")
            second = await make.organisation(db, name="Dua (contoh)", state="applied")
            viewer = await make.member(db, first)
            await make.member(db, second, role=Role.VIEWER, person_id=viewer.person_id)
        found = (await graph.ask(viewer, self.DOCUMENT))["viewer"]
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

    async def test_a_membership_that_ended_is_none(self, graph: Graph) -> None:
        async with graph.making() as db:
            await make.clock(db, "2020-05-03 12:00")
            organisation = await make.organisation(db)
            viewer = await make.nobody_yet(db)
            ended = await make.member(
                db, organisation, person_id=viewer.person_id, ends_on=make.day("2020-05-02")
            )
        assert ended.person_id == viewer.person_id
        assert (await graph.ask(viewer, self.DOCUMENT))["viewer"]["memberships"] == []
        seen = await graph.ask(viewer, NODE, id=global_id("TenantOrganisation", organisation))
        assert seen == {"node": None}


class TestWhoSeesWhat:
    async def _things(self, graph: Graph) -> tuple[Viewer, dict[str, str]]:
        """A donor's owner, and the ids of what only its people may see."""
        async with graph.making() as db:
            owner = await make.donor(db)
            colleague = await make.colleague(db, owner, Role.VIEWER)
        invited = await graph.act(
            owner,
            "inviteMember",
            "... on MemberInvited { invitation { id } }",
            email="tamu@contoh.id",
            role="VIEWER",
        )
        members = await graph.ask(
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

    async def _seen(self, graph: Graph, viewer: Viewer, things: dict[str, str]) -> set[str]:
        found = [(await graph.ask(viewer, NODE, id=id))["node"] for id in things.values()]
        return {node["__typename"] for node in found if node is not None}

    async def test_its_own_people_see_all(self, graph: Graph) -> None:
        owner, things = await self._things(graph)
        assert await self._seen(graph, owner, things) == set(things)
        reader = Viewer(owner.person_id, owner.organisation_id, owner.kind, Role.VIEWER)
        assert await self._seen(graph, reader, things) == set(things)

    async def test_nobody_and_outsiders_see_nothing(self, graph: Graph) -> None:
        _, things = await self._things(graph)
        async with graph.making() as db:
            outsiders = [
                await make.donor(db),
                await make.aggregator(db),
                await make.nobody_yet(db),
            ]
        for viewer in (NOBODY, *outsiders):
            assert await self._seen(graph, viewer, things) == set()

    async def test_the_pemprov_sees_the_organisation_and_not_its_people(self, graph: Graph) -> None:
        _, things = await self._things(graph)
        async with graph.making() as db:
            viewer = await make.pemprov(db)
        assert await self._seen(graph, viewer, things) == {"TenantOrganisation"}
        data = await graph.ask(
            viewer,
            """query ($id: GlobalID!) { node(id: $id) { ... on TenantOrganisation {
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

    async def test_who_applies_reads_the_step_and_sees_oneself_in_it(self, graph: Graph) -> None:
        async with graph.making() as db:
            applicant = await make.nobody_yet(db)
            approver = await make.pemprov(db)
        applied = await graph.act(
            applicant,
            "applyAsOrganisation",
            "... on OrganisationApplied { organisation { id } }",
            **_application(),
        )
        id = applied["organisation"]["id"]
        await graph.act(
            approver,
            "rejectOrganisation",
            "",
            organisation=id,
            reason="Data tidak lengkap",
        )
        owner = Viewer(applicant.person_id, number(id), Kind.DONOR, Role.VIEWER)
        data = await graph.ask(
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


class TestLists:
    async def test_the_public_finds_verified_organisations_by_name_and_kind(
        self, graph: Graph
    ) -> None:
        async with graph.making() as db:
            await make.organisation(db, name="Roti Pagi (contoh)")
            await make.organisation(db, name="Roti Sore (contoh)")
            await make.organisation(db, Kind.AGGREGATOR, name="Lumbung Roti (contoh)")
            await make.organisation(db, name="Roti Basi (contoh)", state="suspended")
            await make.organisation(db, name="Roti Baru (contoh)", state="applied")
        document = """query ($kind: OrganisationKind, $search: String, $after: String) {
            organisations(kind: $kind, search: $search, first: 2, after: $after) {
                nodes { name } pageInfo { hasNextPage endCursor } } }"""
        first = (await graph.ask(NOBODY, document, search="ROTI"))["organisations"]
        assert [n["name"] for n in first["nodes"]] == [
            "Lumbung Roti (contoh)",
            "Roti Pagi (contoh)",
        ]
        assert first["pageInfo"]["hasNextPage"]
        rest = await graph.ask(
            NOBODY, document, search="ROTI", after=first["pageInfo"]["endCursor"]
        )
        assert [n["name"] for n in rest["organisations"]["nodes"]] == ["Roti Sore (contoh)"]
        only = await graph.ask(NOBODY, document, kind="AGGREGATOR")
        assert [n["name"] for n in only["organisations"]["nodes"]] == ["Lumbung Roti (contoh)"]

    async def test_a_suspended_one_has_a_profile_that_says_so(self, graph: Graph) -> None:
        async with graph.making() as db:
            organisation = await make.organisation(db, state="suspended")
        data = await graph.ask(
            NOBODY,
            "query ($id: GlobalID!) { organisation(id: $id) { verified } }",
            id=global_id("Organisation", organisation),
        )
        assert data["organisation"] == {"verified": False}

    async def test_only_the_pemprov_lists_tenants(self, graph: Graph) -> None:
        async with graph.making() as db:
            viewer = await make.pemprov(db)
            donor = await make.donor(db)
            applied = await make.organisation(db, Kind.AGGREGATOR, state="applied")
            await make.organisation(db, state="rejected")
        document = """query ($states: [OrganisationState!], $kind: OrganisationKind) {
            tenants(states: $states, kind: $kind) { nodes { id state } } }"""
        found = await graph.ask(viewer, document, states=["APPLIED", "REJECTED"])
        assert [n["state"] for n in found["tenants"]["nodes"]] == ["REJECTED", "APPLIED"]
        found = await graph.ask(viewer, document, kind="AGGREGATOR")
        assert [number(n["id"]) for n in found["tenants"]["nodes"]] == [applied]
        for other in (NOBODY, donor):
            assert await graph.answer(other, document) == ({"tenants": None}, ["FORBIDDEN"])


class TestApplying:
    async def test_the_payload_is_the_application_as_it_stands(self, graph: Graph) -> None:
        async with graph.making() as db:
            viewer = await make.nobody_yet(db)
        selection = """... on OrganisationApplied { organisation {
            state name profile { id } members { role person { id } } } }"""
        application = _application()
        made = [
            await graph.act(viewer, "applyAsOrganisation", selection, **application) for _ in "12"
        ]
        assert made[0]["organisation"] == {
            "state": "APPLIED",
            "name": APPLICATION["name"],
            "profile": None,
            "members": [{"role": "OWNER", "person": {"id": global_id("Person", viewer.person_id)}}],
        }
        assert made[1] == made[0]

    async def test_the_same_request_twice_at_once_makes_one(self, graph: Graph) -> None:
        async with graph.making() as db:
            viewer = await make.nobody_yet(db)
        application = _application()
        made = await asyncio.gather(
            *(
                graph.act(
                    viewer,
                    "applyAsOrganisation",
                    "... on OrganisationApplied { organisation { id } }",
                    **application,
                )
                for _ in range(4)
            )
        )
        assert len({m["organisation"]["id"] for m in made}) == 1

    @pytest.mark.parametrize(
        ("locale", "said"),
        [
            ("id", "Nama organisasi terdiri dari 2 sampai 200 huruf."),
            ("en", "An organisation's name has 2 to 200 characters."),
        ],
    )
    async def test_a_refusal_speaks_the_readers_language(
        self, graph: Graph, locale: str, said: str
    ) -> None:
        async with graph.making() as db:
            viewer = Viewer(person_id=await make.person(db), locale=locale)
        refused = await graph.act(
            viewer, "applyAsOrganisation", "... on InvalidInput { field }", **_application(name="X")
        )
        assert refused == {"__typename": "InvalidInput", "message": said, "field": "name"}


class TestVerifying:
    async def test_the_payload_shows_the_new_profile(self, graph: Graph) -> None:
        async with graph.making() as db:
            await make.clock(db, "2020-05-03 12:00")
            organisation, viewer = await make.organisation(db, state="applied"), None
            viewer = await make.pemprov(db)
        made = await graph.act(
            viewer,
            "verifyOrganisation",
            "... on OrganisationVerified { organisation { state profile { verifiedOn } } }",
            organisation=global_id("TenantOrganisation", organisation),
        )
        assert made["organisation"] == {
            "state": "VERIFIED",
            "profile": {"verifiedOn": "2020-05-03"},
        }

    async def test_two_at_once_verify_it_once(self, graph: Graph) -> None:
        async with graph.making() as db:
            organisation = await make.organisation(db, state="applied")
            people = [await make.pemprov(db), await make.pemprov(db)]
        id = global_id("TenantOrganisation", organisation)
        done = await asyncio.gather(
            *(
                graph.act(
                    viewer,
                    "verifyOrganisation",
                    "... on StateRefused { thing state }",
                    organisation=id,
                )
                for viewer in people
            )
        )
        refused = [one for one in done if one["__typename"] == "StateRefused"]
        assert sorted(one["__typename"] for one in done) == ["OrganisationVerified", "StateRefused"]
        assert (refused[0]["thing"], refused[0]["state"]) == ("Organisation", "VERIFIED")

    async def test_the_id_of_something_else_is_not_found(self, graph: Graph) -> None:
        async with graph.making() as db:
            viewer = await make.pemprov(db)
            organisation = await make.organisation(db, state="applied")
        refused = await graph.act(
            viewer,
            "verifyOrganisation",
            "... on NotFound { what }",
            organisation=global_id("Organisation", organisation),
        )
        assert refused == {
            "__typename": "NotFound",
            "message": "Organisasi itu tidak ditemukan.",
            "what": "TenantOrganisation",
        }


VERBS: list[tuple[str, dict[str, Any]]] = [
    ("applyAsOrganisation", APPLICATION),
    ("verifyOrganisation", {"organisation": global_id("TenantOrganisation", 1)}),
    ("rejectOrganisation", {"organisation": global_id("TenantOrganisation", 1), "reason": "-"}),
    ("suspendOrganisation", {"organisation": global_id("TenantOrganisation", 1), "reason": "-"}),
    ("inviteMember", {"email": "tamu@contoh.id", "role": "VIEWER"}),
    ("acceptInvitation", {"token": "x"}),
    ("introduceOneself", {"name": "Sari"}),
    ("endMembership", {"membership": global_id("Membership", 1)}),
    ("submitAgreement", {"number": "1", "startsOn": "2020-04-22", "endsOn": "2999-12-31"}),
    ("activateAgreement", {"agreement": global_id("Agreement", 1)}),
    ("suspendAgreement", {"agreement": global_id("Agreement", 1), "reason": "-"}),
    ("terminateAgreement", {"agreement": global_id("Agreement", 1), "reason": "-"}),
    (
        "submitPermit",
        {"number": "1", "issuer": "-", "startsOn": "2020-04-22", "endsOn": "2999-12-31"},
    ),
    ("activatePermit", {"permit": global_id("Permit", 1)}),
    ("suspendPermit", {"permit": global_id("Permit", 1), "reason": "-"}),
    ("terminatePermit", {"permit": global_id("Permit", 1), "reason": "-"}),
]
PERSONAL = {"applyAsOrganisation", "acceptInvitation", "introduceOneself"}


class TestEveryVerb:
    async def test_wants_somebody_signed_in(self, graph: Graph) -> None:
        for name, values in VERBS:
            refused = await graph.act(NOBODY, name, "", **values)
            assert refused == {
                "__typename": "NotSignedIn",
                "message": "Silakan masuk dahulu.",
            }, name

    async def test_is_not_for_who_only_reads(self, graph: Graph) -> None:
        async with graph.making() as db:
            readers = [
                await make.donor(db, Role.VIEWER),
                await make.aggregator(db, Role.VIEWER),
                await make.pemprov(db, Role.VIEWER),
            ]
        for name, values in VERBS:
            for viewer in readers if name not in PERSONAL else ():
                refused = await graph.act(viewer, name, "", **values)
                assert refused["__typename"] == "NotAllowed", (name, viewer.kind)

    async def test_of_the_pemprov_is_not_for_tenants(self, graph: Graph) -> None:
        async with graph.making() as db:
            tenants = [await make.donor(db), await make.aggregator(db)]
        for name, values in VERBS:
            if name.startswith(("verify", "reject", "suspend", "activate", "terminate")):
                for viewer in tenants:
                    refused = await graph.act(
                        viewer,
                        name,
                        "... on NotAllowed { kinds }",
                        **values,
                    )
                    assert refused["kinds"] == ["PEMPROV"], name
