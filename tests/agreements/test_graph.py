"""Agreements and permits as GraphQL answers: the Pemprov's queue, and who sees what."""

import asyncio
from collections import Counter

from ksbb.kernel.viewer import NOBODY, Kind, Role, Viewer
from tests import make
from tests.graph import Graph, global_id

QUEUES = "{ agreementQueue { number aggregator { name } } permitQueue { number } }"
NODE = "query ($id: GlobalID!) { node(id: $id) { __typename } }"


async def test_an_agreement_goes_from_the_aggregator_over_the_queue_into_force(
    graph: Graph,
) -> None:
    async with graph.making() as db:
        await make.clock(db, "2020-05-03 12:00")
        lumbung = await make.organisation(db, Kind.AGGREGATOR, name="Lumbung (contoh)")
        aggregator = await make.member(db, lumbung, Kind.AGGREGATOR, Role.OPERATOR)
        approver = await make.pemprov(db)
    submitted = await graph.act(
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
    assert await graph.ask(approver, QUEUES) == {
        "agreementQueue": [
            {"number": "PKS-06 (contoh)", "aggregator": {"name": "Lumbung (contoh)"}}
        ],
        "permitQueue": [],
    }
    activated = await graph.act(
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
    assert (await graph.ask(approver, QUEUES))["agreementQueue"] == []


async def test_a_permit_goes_the_same_way(graph: Graph) -> None:
    async with graph.making() as db:
        await make.clock(db, "2020-05-03 12:00")
        aggregator, approver = await make.aggregator(db), await make.pemprov(db)
    submitted = await graph.act(
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
    for verb, done, more, state in (
        ("activatePermit", "PermitActivated", {}, "ACTIVE"),
        ("suspendPermit", "PermitSuspended", {"reason": "Diperiksa"}, "SUSPENDED"),
        ("terminatePermit", "PermitTerminated", {"reason": "Dicabut"}, "TERMINATED"),
    ):
        answer = await graph.act(
            approver,
            verb,
            f"... on {done} {{ permit {{ state reason inForce }} }}",
            permit=id,
            **more,
        )
        assert answer["permit"] == {
            "state": state,
            "reason": more.get("reason"),
            "inForce": state == "ACTIVE",
        }


async def test_only_the_pemprov_has_the_queues(graph: Graph) -> None:
    async with graph.making() as db:
        others = [NOBODY, await make.donor(db), await make.aggregator(db)]
    for viewer in others:
        data, errors = await graph.answer(viewer, QUEUES)
        assert data == {"agreementQueue": None, "permitQueue": None}
        assert errors == ["FORBIDDEN", "FORBIDDEN"]


async def test_only_its_aggregator_and_the_pemprov_see_an_agreement(graph: Graph) -> None:
    async with graph.making() as db:
        aggregator, approver = await make.aggregator(db), await make.pemprov(db)
        ids = [
            global_id("Agreement", await make.agreement(db, aggregator)),
            global_id("Permit", await make.permit(db, aggregator)),
        ]
        outsiders = [NOBODY, await make.donor(db), await make.aggregator(db)]
    reader = Viewer(aggregator.person_id, aggregator.organisation_id, aggregator.kind, Role.VIEWER)

    async def seen(viewer: Viewer) -> list[object]:
        return [(await graph.ask(viewer, NODE, id=id))["node"] for id in ids]

    both = [{"__typename": "Agreement"}, {"__typename": "Permit"}]
    for viewer in (aggregator, reader, approver):
        assert await seen(viewer) == both
    for viewer in outsiders:
        assert await seen(viewer) == [None, None]


async def test_everybody_sees_of_an_organisation_whether_they_are_in_force(
    graph: Graph,
) -> None:
    async with graph.making() as db:
        await make.clock(db, "2020-05-03 12:00")
        aggregator = await make.aggregator(db)
        await make.agreement(db, aggregator)
        await make.permit(db, aggregator, ends_on="2020-05-02")
    data = await graph.ask(
        NOBODY,
        "query ($id: GlobalID!) { organisation(id: $id) { agreementInForce permitInForce } }",
        id=global_id("Organisation", aggregator.organisation_id),
    )
    assert data["organisation"] == {"agreementInForce": True, "permitInForce": False}


async def test_an_organisation_lists_its_papers_the_latest_first(graph: Graph) -> None:
    async with graph.making() as db:
        await make.clock(db, "2020-05-03 12:00")
        aggregator = await make.aggregator(db)
        await make.agreement(db, aggregator, number="PKS-1", state="terminated")
        await make.agreement(db, aggregator, number="PKS-2")
    data = await graph.ask(
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
    graph: Graph,
) -> None:
    async with graph.making() as db:
        await make.clock(db, "2020-05-03 12:00")
        aggregator = await make.aggregator(db)
        ids = [await make.agreement(db, aggregator, state="submitted") for _ in range(2)]
        people = [await make.pemprov(db), await make.pemprov(db)]
    done = await asyncio.gather(
        *(
            graph.act(viewer, "activateAgreement", "", agreement=global_id("Agreement", agreement))
            for viewer, agreement in zip(people, ids, strict=True)
        )
    )
    assert Counter(one["__typename"] for one in done) == {
        "AgreementActivated": 1,
        "PeriodOverlaps": 1,
    }
