"""Mutations of organisations: their results, and for whom each is."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from ksbb.core.viewer import NOBODY, Role, Viewer
from tests import factories
from tests.real_schema import Api, global_id

APPLICATION = {
    "kind": "DONOR",
    "name": "PT Sinar Nusantara (contoh)",
    "contactEmail": "kontak@sinar.contoh.id",
    "contactPhone": "021 5551234",
}


def _application(**changed: object) -> dict[str, object]:
    return {**APPLICATION, "key": str(uuid4()), **changed}


class TestApplying:
    async def test_the_payload_has_the_application(self, api: Api) -> None:
        async with api.transaction() as db:
            viewer = await factories.nobody_yet(db)
        selection = """... on OrganisationApplied { organisation {
            state name profile { id } members { role person { id } } } }"""
        application = _application()
        made = [
            await api.mutate(viewer, "applyAsOrganisation", selection, **application) for _ in "12"
        ]
        assert made[0]["organisation"] == {
            "state": "APPLIED",
            "name": APPLICATION["name"],
            "profile": None,
            "members": [{"role": "OWNER", "person": {"id": global_id("Person", viewer.person_id)}}],
        }
        assert made[1] == made[0]

    async def test_the_same_request_twice_at_once_makes_one(self, api: Api) -> None:
        async with api.transaction() as db:
            viewer = await factories.nobody_yet(db)
        application = _application()
        made = await asyncio.gather(
            *(
                api.mutate(
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
        ("locale", "message"),
        [
            ("id", "Nama organisasi terdiri dari 2 sampai 200 huruf."),
            ("en", "An organisation's name has 2 to 200 characters."),
        ],
    )
    async def test_a_refusal_is_in_the_readers_language(
        self, api: Api, locale: str, message: str
    ) -> None:
        async with api.transaction() as db:
            viewer = Viewer(actor_id=await factories.person(db), locale=locale)
        refused = await api.mutate(
            viewer, "applyAsOrganisation", "... on InvalidInput { field }", **_application(name="X")
        )
        assert refused == {"__typename": "InvalidInput", "message": message, "field": "name"}


class TestVerifying:
    async def test_the_payload_shows_the_new_profile(self, api: Api) -> None:
        async with api.transaction() as db:
            await factories.clock(db, "2020-05-03 12:00")
            organisation, viewer = await factories.organisation(db, state="applied"), None
            viewer = await factories.pemprov(db)
        made = await api.mutate(
            viewer,
            "verifyOrganisation",
            "... on OrganisationVerified { organisation { state profile { verifiedOn } } }",
            organisation=global_id("TenantOrganisation", organisation),
        )
        assert made["organisation"] == {
            "state": "VERIFIED",
            "profile": {"verifiedOn": "2020-05-03"},
        }

    async def test_two_concurrent_requests_verify_it_once(self, api: Api) -> None:
        async with api.transaction() as db:
            organisation = await factories.organisation(db, state="applied")
            people = [await factories.pemprov(db), await factories.pemprov(db)]
        id = global_id("TenantOrganisation", organisation)
        done = await asyncio.gather(
            *(
                api.mutate(
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

    async def test_the_id_of_something_else_is_not_found(self, api: Api) -> None:
        async with api.transaction() as db:
            viewer = await factories.pemprov(db)
            organisation = await factories.organisation(db, state="applied")
        refused = await api.mutate(
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


MUTATIONS: list[tuple[str, dict[str, Any]]] = [
    ("applyAsOrganisation", APPLICATION),
    ("verifyOrganisation", {"organisation": global_id("TenantOrganisation", 1)}),
    ("rejectOrganisation", {"organisation": global_id("TenantOrganisation", 1), "reason": "-"}),
    ("suspendOrganisation", {"organisation": global_id("TenantOrganisation", 1), "reason": "-"}),
    ("inviteMember", {"email": "tamu@contoh.id", "role": "VIEWER"}),
    ("acceptInvitation", {"token": "x"}),
    ("setNameAndLanguage", {"name": "Sari"}),
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


PERSONAL = {"applyAsOrganisation", "acceptInvitation", "setNameAndLanguage"}


class TestEveryMutation:
    async def test_needs_a_signed_in_viewer(self, api: Api) -> None:
        for name, values in MUTATIONS:
            refused = await api.mutate(NOBODY, name, "", **values)
            assert refused == {
                "__typename": "NotSignedIn",
                "message": "Silakan masuk dahulu.",
            }, name

    async def test_is_not_for_the_role_viewer(self, api: Api) -> None:
        async with api.transaction() as db:
            readers = [
                await factories.donor(db, Role.VIEWER),
                await factories.aggregator(db, Role.VIEWER),
                await factories.pemprov(db, Role.VIEWER),
            ]
        for name, values in MUTATIONS:
            for viewer in readers if name not in PERSONAL else ():
                refused = await api.mutate(viewer, name, "", **values)
                assert refused["__typename"] == "NotAllowed", (name, viewer.kind)

    async def test_for_the_pemprov_is_not_for_tenants(self, api: Api) -> None:
        async with api.transaction() as db:
            tenants = [await factories.donor(db), await factories.aggregator(db)]
        for name, values in MUTATIONS:
            if name.startswith(("verify", "reject", "suspend", "activate", "terminate")):
                for viewer in tenants:
                    refused = await api.mutate(
                        viewer,
                        name,
                        "... on NotAllowed { kinds }",
                        **values,
                    )
                    assert refused["kinds"] == ["PEMPROV"], name
