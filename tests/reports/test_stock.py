"""What an aggregator accepted, and how much of it was allocated to units, on each day."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import text

from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.pledges import actions
from ksbb.domain.pledges.withdrawals.actions import answer_withdrawal, request_withdrawal
from tests import factories, small_programme
from tests.database import Database
from tests.pledges.test_pledging import act, pledge
from tests.pledges.test_taking_back import line
from tests.real_schema import Api, global_id, opened

_PEMPROV = Viewer(1, 1, Kind.PEMPROV, Role.VIEWER)

_STOCK = """
    query ($id: ID!, $since: Date, $until: Date) {
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


async def _stock(api: Api, viewer: Viewer, of: Viewer, **days: str) -> list[Any] | None:
    requested = global_id("TenantOrganisation", int(of.organisation_id or 0))
    node = (await api.query(viewer, _STOCK, id=requested, **days))["node"]
    if node is None:
        return None
    return [(row["day"][5:], row["accepted"], row["allocated"]) for row in node["stockByDay"]]


async def test_each_day_has_its_own_figures_whatever_came_later(fresh_database: Database) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            giver, other = await factories.donor(db), await factories.donor(db)
            pmi, rival = await small_programme.aggregator(db), await small_programme.aggregator(db)
            # Allocations wished for before acceptance: neither stock nor allocated stock.
            wished = await pledge(db, it, giver, [4], quantity=20, aggregator=pmi)
            refused = await pledge(db, it, other, [], quantity=30, aggregator=pmi)
            await factories.clock(db, "2020-04-25 09:00")
            await act(db, pmi, actions.accept, wished)
            await act(db, pmi, actions.reject, refused, reason="Gudang penuh")
            await factories.clock(db, "2020-04-26 09:00")
            await act(db, pmi, actions.allocate, wished, lines=[line(it, 0, 5, 7)])
            second = await pledge(db, it, other, [], quantity=50, aggregator=pmi)
            await act(db, pmi, actions.accept, second)
            # Its own pledge names its units at once, so it was never unallocated stock.
            await pledge(db, it, pmi, [9])
            await factories.clock(db, "2020-04-27 09:00")
            held = await db.session.scalar(
                text("SELECT max(id) FROM app.allocation WHERE pledge_id = :id"),
                {"id": wished},
            )
            await act(db, pmi, actions.release, wished, allocation_ids=[held])
            await factories.clock(db, "2020-04-28 09:00")
            await act(db, other, actions.withdraw, second, reason="Batal")
            await factories.clock(db, "2020-04-29 09:00")
            await act(db, it.pemprov, actions.commit, wished)
            request = await act(db, giver, request_withdrawal, wished, reason="Batal")
            async with db.viewer(pmi) as tx:
                await answer_withdrawal(
                    tx, pmi, uuid4(), withdrawal_id=request, agrees=True, reason="Batal"
                )
        whole = [
            ("04-24", 0, 0),
            ("04-25", 20, 4),
            ("04-26", 70, 16),
            ("04-27", 70, 9),
            ("04-28", 20, 9),
            ("04-29", 0, 0),
        ]
        assert await _stock(api, pmi, pmi) == whole
        assert await _stock(api, it.pemprov, pmi) == whole
        assert await _stock(api, pmi, pmi, until="2020-04-26") == whole[:3]
        assert await _stock(api, pmi, pmi, since="2020-04-28", until="2021-01-01") == whole[4:]
        # The giver is a party of the pledge, but may not see the aggregator's whole stock.
        for somebody in (giver, other, rival, Viewer()):
            assert await _stock(api, somebody, pmi) is None
        assert await _stock(api, rival, rival) == []


async def test_todays_figures_equal_the_lines(seeded: Database) -> None:
    async with opened(seeded) as api:
        found = (await api.query(_PEMPROV, _WITHOUT))["tenants"]["nodes"]
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
            message = {
                code: (row["accepted"], row["accepted"] - row["allocated"])
                for code, row in last.items()
                if row["accepted"]
            }
            assert message == expected, each["name"]
            some += len(expected)
        assert some > 0
