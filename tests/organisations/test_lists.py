"""Lists of organisations in GraphQL, for the public and for the Pemprov."""

from ksbb.core.viewer import NOBODY, Kind
from tests import factories
from tests.real_schema import Api, global_id, number


class TestLists:
    async def test_the_public_finds_verified_organisations_by_name_and_kind(self, api: Api) -> None:
        async with api.transaction() as db:
            await factories.organisation(db, name="Roti Pagi (contoh)")
            await factories.organisation(db, name="Roti Sore (contoh)")
            await factories.organisation(db, Kind.AGGREGATOR, name="Lumbung Roti (contoh)")
            await factories.organisation(db, name="Roti Basi (contoh)", state="suspended")
            await factories.organisation(db, name="Roti Baru (contoh)", state="applied")
        document = """query ($kind: OrganisationKind, $search: String, $after: String) {
            organisations(kind: $kind, search: $search, first: 2, after: $after) {
                nodes { name } pageInfo { hasNextPage endCursor } } }"""
        first = (await api.query(NOBODY, document, search="ROTI"))["organisations"]
        assert [n["name"] for n in first["nodes"]] == [
            "Lumbung Roti (contoh)",
            "Roti Pagi (contoh)",
        ]
        assert first["pageInfo"]["hasNextPage"]
        rest = await api.query(
            NOBODY, document, search="ROTI", after=first["pageInfo"]["endCursor"]
        )
        assert [n["name"] for n in rest["organisations"]["nodes"]] == ["Roti Sore (contoh)"]
        only = await api.query(NOBODY, document, kind="AGGREGATOR")
        assert [n["name"] for n in only["organisations"]["nodes"]] == ["Lumbung Roti (contoh)"]

    async def test_a_suspended_one_has_a_profile_that_says_so(self, api: Api) -> None:
        async with api.transaction() as db:
            organisation = await factories.organisation(db, state="suspended")
        data = await api.query(
            NOBODY,
            "query ($id: ID!) { organisation(id: $id) { verified } }",
            id=global_id("Organisation", organisation),
        )
        assert data["organisation"] == {"verified": False}

    async def test_only_the_pemprov_lists_tenants(self, api: Api) -> None:
        async with api.transaction() as db:
            viewer = await factories.pemprov(db)
            donor = await factories.donor(db)
            applied = await factories.organisation(db, Kind.AGGREGATOR, state="applied")
            await factories.organisation(db, state="rejected")
        document = """query ($states: [OrganisationState!], $kind: OrganisationKind) {
            tenants(states: $states, kind: $kind) { nodes { id state } } }"""
        found = await api.query(viewer, document, states=["APPLIED", "REJECTED"])
        assert [n["state"] for n in found["tenants"]["nodes"]] == ["REJECTED", "APPLIED"]
        found = await api.query(viewer, document, kind="AGGREGATOR")
        assert [number(n["id"]) for n in found["tenants"]["nodes"]] == [applied]
        for other in (NOBODY, donor):
            assert await api.execute(other, document) == ({"tenants": None}, ["FORBIDDEN"])
