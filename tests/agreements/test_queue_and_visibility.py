"""Agreements and permits in GraphQL: the Pemprov's queue, and who sees what."""

import asyncio
from collections import Counter

from ksbb.core.viewer import NOBODY, Kind, Role, Viewer
from tests import factories
from tests.real_schema import Api, global_id

QUEUES = """{
    agreementQueue { nodes { number aggregator { name } } } permitQueue { nodes { number } }
}"""
NODE = "query ($id: ID!) { node(id: $id) { __typename } }"


async def test_an_agreement_is_submitted_queued_and_activated(
    api: Api,
) -> None:
    async with api.transaction() as db:
        await factories.clock(db, "2020-05-03 12:00")
        lumbung = await factories.organisation(db, Kind.AGGREGATOR, name="Lumbung (contoh)")
        aggregator = await factories.member(db, lumbung, Kind.AGGREGATOR, Role.OPERATOR)
        approver = await factories.pemprov(db)
    submitted = await api.mutate(
        aggregator,
        "submitAgreement",
        "... on AgreementSubmitted { agreement { id state inForce aggregator { name } } }",
        number="PKS-06 (contoh)",
        startsOn="2020-04-27",
        endsOn="2020-12-31",
    )
    id = submitted["agreement"].pop("id")
    assert submitted["agreement"] == {
        "state": "SUBMITTED",
        "inForce": False,
        "aggregator": {"name": "Lumbung (contoh)"},
    }
    assert await api.query(approver, QUEUES) == {
        "agreementQueue": {
            "nodes": [{"number": "PKS-06 (contoh)", "aggregator": {"name": "Lumbung (contoh)"}}]
        },
        "permitQueue": {"nodes": []},
    }
    activated = await api.mutate(
        approver,
        "activateAgreement",
        """... on AgreementActivated { agreement { state inForce
            aggregator { agreementInForce permitInForce }
            timeline { was becomes party effective } } }""",
        agreement=id,
    )
    assert activated["agreement"] == {
        "state": "ACTIVE",
        "inForce": True,
        "aggregator": {"agreementInForce": True, "permitInForce": False},
        "timeline": [
            {
                "was": None,
                "becomes": "SUBMITTED",
                "party": "EXECUTOR",
                "effective": "2020-05-03",
            },
            {
                "was": "SUBMITTED",
                "becomes": "ACTIVE",
                "party": "PEMPROV",
                "effective": "2020-05-03",
            },
        ],
    }
    assert (await api.query(approver, QUEUES))["agreementQueue"] == {"nodes": []}


async def test_a_permit_is_submitted_queued_and_activated(api: Api) -> None:
    async with api.transaction() as db:
        await factories.clock(db, "2020-05-03 12:00")
        aggregator, approver = await factories.aggregator(db), await factories.pemprov(db)
    submitted = await api.mutate(
        aggregator,
        "submitPermit",
        "... on PermitSubmitted { permit { id issuer costCap state } }",
        number="PUB-06 (contoh)",
        issuer="Penerbit (contoh)",
        startsOn="2020-01-01",
        endsOn="2020-12-31",
    )
    id = submitted["permit"].pop("id")
    assert submitted["permit"] == {
        "issuer": "Penerbit (contoh)",
        "costCap": 100,
        "state": "SUBMITTED",
    }
    for mutation, done, more, state in (
        ("activatePermit", "PermitActivated", {}, "ACTIVE"),
        ("suspendPermit", "PermitSuspended", {"reason": "Diperiksa"}, "SUSPENDED"),
        ("terminatePermit", "PermitTerminated", {"reason": "Dicabut"}, "TERMINATED"),
    ):
        answer = await api.mutate(
            approver,
            mutation,
            f"... on {done} {{ permit {{ state reason inForce }} }}",
            permit=id,
            **more,
        )
        assert answer["permit"] == {
            "state": state,
            "reason": more.get("reason"),
            "inForce": state == "ACTIVE",
        }


async def test_only_the_pemprov_has_the_queues(api: Api) -> None:
    async with api.transaction() as db:
        others = [NOBODY, await factories.donor(db), await factories.aggregator(db)]
    for viewer in others:
        data, errors = await api.execute(viewer, QUEUES)
        assert data == {"agreementQueue": None, "permitQueue": None}
        assert errors == ["FORBIDDEN", "FORBIDDEN"]


async def test_only_its_aggregator_and_the_pemprov_see_an_agreement(api: Api) -> None:
    async with api.transaction() as db:
        aggregator, approver = await factories.aggregator(db), await factories.pemprov(db)
        ids = [
            global_id("Agreement", await factories.agreement(db, aggregator)),
            global_id("Permit", await factories.permit(db, aggregator)),
        ]
        outsiders = [NOBODY, await factories.donor(db), await factories.aggregator(db)]
    reader = Viewer(aggregator.person_id, aggregator.organisation_id, aggregator.kind, Role.VIEWER)

    async def seen(viewer: Viewer) -> list[object]:
        return [(await api.query(viewer, NODE, id=id))["node"] for id in ids]

    both = [{"__typename": "Agreement"}, {"__typename": "Permit"}]
    for viewer in (aggregator, reader, approver):
        assert await seen(viewer) == both
    for viewer in outsiders:
        assert await seen(viewer) == [None, None]


async def test_everybody_sees_whether_an_organisations_papers_are_in_force(
    api: Api,
) -> None:
    async with api.transaction() as db:
        await factories.clock(db, "2020-05-03 12:00")
        aggregator = await factories.aggregator(db)
        await factories.agreement(db, aggregator)
        await factories.permit(db, aggregator, ends_on="2020-05-02")
    data = await api.query(
        NOBODY,
        "query ($id: ID!) { organisation(id: $id) { agreementInForce permitInForce } }",
        id=global_id("Organisation", aggregator.organisation_id),
    )
    assert data["organisation"] == {"agreementInForce": True, "permitInForce": False}


async def test_an_organisation_lists_its_papers_the_latest_first(api: Api) -> None:
    async with api.transaction() as db:
        await factories.clock(db, "2020-05-03 12:00")
        aggregator = await factories.aggregator(db)
        await factories.agreement(db, aggregator, number="PKS-1", state="terminated")
        await factories.agreement(db, aggregator, number="PKS-2")
    data = await api.query(
        aggregator,
        "{ viewer { organisation { agreements { number state reason } permits { number } } } }",
    )
    assert data["viewer"]["organisation"] == {
        "agreements": [
            {"number": "PKS-2", "state": "ACTIVE", "reason": "uji"},
            {"number": "PKS-1", "state": "TERMINATED", "reason": "uji"},
        ],
        "permits": [],
    }


async def test_of_two_that_overlap_and_are_activated_at_once_one_is_refused(
    api: Api,
) -> None:
    async with api.transaction() as db:
        await factories.clock(db, "2020-05-03 12:00")
        aggregator = await factories.aggregator(db)
        ids = [await factories.agreement(db, aggregator, state="submitted") for _ in range(2)]
        people = [await factories.pemprov(db), await factories.pemprov(db)]
    done = await asyncio.gather(
        *(
            api.mutate(viewer, "activateAgreement", "", agreement=global_id("Agreement", agreement))
            for viewer, agreement in zip(people, ids, strict=True)
        )
    )
    assert Counter(one["__typename"] for one in done) == {
        "AgreementActivated": 1,
        "PeriodOverlaps": 1,
    }
