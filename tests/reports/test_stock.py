"""What an aggregator accepted to direct, and what of it had a destination, on each day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from ksbb.kernel.viewer import Kind, Role, Viewer
from ksbb.pledges import actions
from tests import make, scene
from tests.database import Database
from tests.graph import Graph, global_id, opened
from tests.pledges.test_pledging import act, pledge
from tests.pledges.test_taking_back import line

_PEMPROV = Viewer(1, 1, Kind.PEMPROV, Role.VIEWER)

_STOCK = """
    query ($id: GlobalID!, $since: Date, $until: Date) {
      node(id: $id) {
        ... on TenantOrganisation {
          stockByDay(since: $since, until: $until) { package { code } day accepted allocated }
        }
      }
    }
"""
_WITHOUT = """
    query {
      tenants(first: 100) {
        nodes {
          id name
          stockByDay { package { code } day accepted allocated }
          pledges(side: EXECUTOR, states: [ACCEPTED, COMMITTED], first: 1000) {
            nodes { channel lines { package { code } quantity unallocated } }
          }
        }
      }
    }
"""


async def _stock(graph: Graph, viewer: Viewer, of: Viewer, **days: str) -> list[Any] | None:
    asked = global_id("TenantOrganisation", int(of.organisation_id or 0))
    node = (await graph.ask(viewer, _STOCK, id=asked, **days))["node"]
    if node is None:
        return None
    return [(row["day"][5:], row["accepted"], row["allocated"]) for row in node["stockByDay"]]


async def test_each_day_stands_as_it_stood_whatever_came_later(fresh_database: Database) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            giver, other = await make.donor(db), await make.donor(db)
            pmi, rival = await scene.aggregator(db), await scene.aggregator(db)
            # Wished for before it is accepted: no stock yet, and no destination of any stock.
            wished = await pledge(db, it, giver, [4], quantity=20, aggregator=pmi)
            refused = await pledge(db, it, other, [], quantity=30, aggregator=pmi)
            await make.clock(db, "2020-04-25 09:00")
            await act(db, pmi, actions.accept, wished)
            await act(db, pmi, actions.reject, refused, reason="Gudang penuh")
            await make.clock(db, "2020-04-26 09:00")
            await act(db, pmi, actions.allocate, wished, lines=[line(it, 0, 5, 7)])
            second = await pledge(db, it, other, [], quantity=50, aggregator=pmi)
            await act(db, pmi, actions.accept, second)
            # Its own pledge names its units at once and was never to be directed.
            await pledge(db, it, pmi, [9])
            await make.clock(db, "2020-04-27 09:00")
            held = await db.session.scalar(
                text("SELECT max(id) FROM app.allocation WHERE pledge_id = :id"),
                {"id": wished},
            )
            await act(db, pmi, actions.release, wished, allocation_ids=[held])
            await make.clock(db, "2020-04-28 09:00")
            await act(db, other, actions.withdraw, second, reason="Batal")
            await make.clock(db, "2020-04-29 09:00")
            await act(db, it.pemprov, actions.commit, wished)
            await act(db, giver, actions.withdraw, wished, reason="Batal")
        whole = [
            ("04-24", 0, 0),
            ("04-25", 20, 4),
            ("04-26", 70, 16),
            ("04-27", 70, 9),
            ("04-28", 20, 9),
            ("04-29", 0, 0),
        ]
        assert await _stock(graph, pmi, pmi) == whole
        assert await _stock(graph, it.pemprov, pmi) == whole
        assert await _stock(graph, pmi, pmi, until="2020-04-26") == whole[:3]
        assert await _stock(graph, pmi, pmi, since="2020-04-28", until="2021-01-01") == whole[4:]
        # Whoever gave it is a party of the pledge, not of what the aggregator has in all.
        for somebody in (giver, other, rival, Viewer()):
            assert await _stock(graph, somebody, pmi) is None
        assert await _stock(graph, rival, rival) == []


async def test_today_it_is_what_the_lines_say(played: Database) -> None:
    async with opened(played) as graph:
        found = (await graph.ask(_PEMPROV, _WITHOUT))["tenants"]["nodes"]
        some = 0
        for each in found:
            lines = [
                row
                for pledge in each["pledges"]["nodes"]
                if pledge["channel"] != "DIRECT"
                for row in pledge["lines"]
            ]
            expected = {
                code: (
                    sum(row["quantity"] for row in lines if row["package"]["code"] == code),
                    sum(row["unallocated"] for row in lines if row["package"]["code"] == code),
                )
                for code in {row["package"]["code"] for row in lines}
            }
            last = {row["package"]["code"]: row for row in each["stockByDay"]}
            said = {
                code: (row["accepted"], row["accepted"] - row["allocated"])
                for code, row in last.items()
                if row["accepted"]
            }
            assert said == expected, each["name"]
            some += len(expected)
        assert some > 0
