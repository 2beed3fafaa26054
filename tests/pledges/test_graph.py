"""An organisation's pledges as its office lists them."""

from __future__ import annotations

from typing import Any

from ksbb.kernel.viewer import Viewer
from ksbb.pledges import actions
from tests import make, scene
from tests.database import Database
from tests.graph import Graph, global_id, number, opened
from tests.pledges.test_pledging import act, pledge

_LISTED = """
    query ($states: [PledgeState!], $toDirect: Boolean!, $order: PledgeOrder!,
           $first: Int!, $after: String) {
      viewer {
        organisation {
          pledges(side: EXECUTOR, states: $states, toDirect: $toDirect, order: $order,
                  first: $first, after: $after) {
            edges { node { id } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
"""


async def _page(graph: Graph, viewer: Viewer, **wanted: object) -> dict[str, Any]:
    asked = {"states": None, "toDirect": False, "order": "NEWEST", "first": 20, "after": None}
    data = await graph.ask(viewer, _LISTED, **(asked | wanted))
    return data["viewer"]["organisation"]["pledges"]


def _numbers(page: dict[str, Any]) -> list[int]:
    return [number(edge["node"]["id"]) for edge in page["edges"]]


async def test_the_one_who_waits_longest_is_answered_first(fresh_database: Database) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            aggregator = await make.aggregator(db)
            await make.agreement(db, aggregator)
            donor = await make.donor(db)
            made: list[int] = []
            for hour in (9, 10, 11):
                await make.clock(db, f"2020-04-24 {hour:02}:00")
                made.append(await pledge(db, it, donor, [], quantity=10, aggregator=aggregator))
            # It stays where it was, but waits anew: for its packages to be directed.
            await make.clock(db, "2020-04-24 12:00")
            await act(db, aggregator, actions.accept, made[0])
        first, second, third = made
        assert _numbers(await _page(graph, aggregator)) == [third, second, first]
        assert _numbers(await _page(graph, aggregator, order="LONGEST_WAITING")) == [
            second,
            third,
            first,
        ]
        waiting = await _page(
            graph, aggregator, order="LONGEST_WAITING", states=["SUBMITTED"], first=1
        )
        assert _numbers(waiting) == [second]
        assert waiting["pageInfo"]["hasNextPage"]
        rest = await _page(
            graph,
            aggregator,
            order="LONGEST_WAITING",
            states=["SUBMITTED"],
            first=1,
            after=waiting["pageInfo"]["endCursor"],
        )
        assert _numbers(rest) == [third]


async def test_what_lacks_a_destination_is_listed_until_all_of_it_has_one(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            aggregator = await make.aggregator(db)
            await make.agreement(db, aggregator)
            donor = await make.donor(db)
            open_still = await pledge(db, it, donor, [4], quantity=10, aggregator=aggregator)
            complete = await pledge(db, it, donor, [10], aggregator=aggregator)
            for each in (open_still, complete):
                await act(db, aggregator, actions.accept, each)
        assert _numbers(await _page(graph, aggregator)) == [complete, open_still]
        assert _numbers(await _page(graph, aggregator, toDirect=True)) == [open_still]
        answer = await graph.act(
            aggregator,
            "allocatePledge",
            "",
            pledge=global_id("Pledge", open_still),
            allocations=[
                {
                    "package": global_id("Package", it.packages["SEMBAKO"]),
                    "unit": global_id("Unit", it.units[1]),
                    "quantity": 6,
                }
            ],
        )
        assert answer["__typename"] == "PledgeAllocated"
        assert _numbers(await _page(graph, aggregator, toDirect=True)) == []
