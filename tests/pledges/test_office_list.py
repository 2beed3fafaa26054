"""An organisation's pledges as the office lists them."""

from __future__ import annotations

from typing import Any

from ksbb.core.viewer import Viewer
from ksbb.domain.pledges import actions
from tests import factories, small_programme
from tests.database import Database
from tests.pledges.test_pledging import act, pledge
from tests.real_schema import Api, global_id, number, opened

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


async def _page(api: Api, viewer: Viewer, **wanted: object) -> dict[str, Any]:
    requested = {"states": None, "toDirect": False, "order": "NEWEST", "first": 20, "after": None}
    data = await api.query(viewer, _LISTED, **(requested | wanted))
    return data["viewer"]["organisation"]["pledges"]


def _numbers(page: dict[str, Any]) -> list[int]:
    return [number(edge["node"]["id"]) for edge in page["edges"]]


async def test_the_pledge_that_waits_longest_comes_first(fresh_database: Database) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            aggregator = await factories.aggregator(db)
            await factories.agreement(db, aggregator)
            donor = await factories.donor(db)
            made: list[int] = []
            for hour in (9, 10, 11):
                await factories.clock(db, f"2020-04-24 {hour:02}:00")
                made.append(await pledge(db, it, donor, [], quantity=10, aggregator=aggregator))
            # Its place in the list stays, but its wait starts again: its packages need units.
            await factories.clock(db, "2020-04-24 12:00")
            await act(db, aggregator, actions.accept, made[0])
        first, second, third = made
        assert _numbers(await _page(api, aggregator)) == [third, second, first]
        assert _numbers(await _page(api, aggregator, order="LONGEST_WAITING")) == [
            second,
            third,
            first,
        ]
        waiting = await _page(
            api, aggregator, order="LONGEST_WAITING", states=["SUBMITTED"], first=1
        )
        assert _numbers(waiting) == [second]
        assert waiting["pageInfo"]["hasNextPage"]
        rest = await _page(
            api,
            aggregator,
            order="LONGEST_WAITING",
            states=["SUBMITTED"],
            first=1,
            after=waiting["pageInfo"]["endCursor"],
        )
        assert _numbers(rest) == [third]


async def test_a_pledge_is_listed_until_all_its_packages_are_allocated(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            aggregator = await factories.aggregator(db)
            await factories.agreement(db, aggregator)
            donor = await factories.donor(db)
            open_still = await pledge(db, it, donor, [4], quantity=10, aggregator=aggregator)
            complete = await pledge(db, it, donor, [10], aggregator=aggregator)
            for each in (open_still, complete):
                await act(db, aggregator, actions.accept, each)
        assert _numbers(await _page(api, aggregator)) == [complete, open_still]
        assert _numbers(await _page(api, aggregator, toDirect=True)) == [open_still]
        answer = await api.mutate(
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
        assert _numbers(await _page(api, aggregator, toDirect=True)) == []
