"""The ladder day by day and phase by phase says what the recap and the ladder say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ksbb.kernel.viewer import Viewer
from tests.database import Database
from tests.graph import Graph, opened

ANYBODY = Viewer()
RUNGS = ("pledged", "committed", "dispatched", "received", "verified")
_RUNGS = " ".join(RUNGS)

_BY_DAY = f"""
    query (
      $package: String, $area: String! = "31", $phase: GlobalID, $organisation: GlobalID,
      $side: Side, $since: Date, $until: Date
    ) {{
      ladderByDay(
        package: $package, area: $area, phase: $phase, organisation: $organisation, side: $side,
        since: $since, until: $until
      ) {{ package {{ code }} day {_RUNGS} }}
    }}
"""
_LADDER = f"""
    query (
      $area: String! = "31", $phase: GlobalID, $organisation: GlobalID, $side: Side, $day: Date
    ) {{
      ladder(
        area: $area, phase: $phase, organisation: $organisation, side: $side, asOf: $day
      ) {{ package {{ code }} target {_RUNGS} }}
    }}
"""
_BY_PHASE = f"""
    query ($area: String! = "31") {{
      ladderByPhase(area: $area) {{
        phase {{ id number }} package {{ code per }} times target {_RUNGS}
        reachNeeded reachCommitted reachReceived
      }}
    }}
"""
_RECAP = """
    query ($day: Date!) {
      recap(asOf: $day) { packages { package { code } quantity institutions received } }
    }
"""
_COVERAGE = """
    query ($area: String! = "31", $phase: GlobalID, $package: String! = "SEMBAKO") {
      coverage(package: $package, area: $area, phase: $phase) { step units target committed }
    }
"""
_NEEDS = """
    query ($phase: GlobalID!, $coverage: Int!) {
      needs(phase: $phase, package: "SEMBAKO", kinds: [RW], coverage: $coverage, first: 100) {
        nodes { target committed }
        pageInfo { hasNextPage }
      }
    }
"""
_PMI = '{ organisations(search: "PMI DKI", first: 1) { nodes { id } } }'


@pytest.fixture
async def demo(played: Database) -> AsyncIterator[Graph]:
    async with opened(played) as graph:
        yield graph


async def _days(demo: Graph, **narrowed: str) -> dict[tuple[str, str], dict[str, int]]:
    """What stands on each rung, by package and day."""
    answer = await demo.ask(ANYBODY, _BY_DAY, **narrowed)
    return {
        (row["package"]["code"], row["day"]): {rung: row[rung] for rung in RUNGS}
        for row in answer["ladderByDay"]
    }


async def _phase(demo: Graph, number: int) -> str:
    answer = await demo.ask(ANYBODY, "{ programmes { phases { id number } } }")
    [found] = [each["id"] for each in answer["programmes"][0]["phases"] if each["number"] == number]
    return found


async def test_each_day_stands_where_the_recap_of_that_day_says(demo: Graph) -> None:
    days = await _days(demo)
    for day in ("2020-04-30", "2020-05-01", "2020-05-02", "2020-05-03"):
        recap = (await demo.ask(ANYBODY, _RECAP, day=day))["recap"]["packages"]
        for row in recap:
            stood = days.get((row["package"]["code"], day), dict.fromkeys(RUNGS, 0))
            assert stood["committed"] == row["quantity"] + row["institutions"]
            assert stood["received"] == row["received"]
    assert days["SEMBAKO", "2020-05-02"]["committed"] == 40_913
    assert days["SIAP_SAJI", "2020-05-02"]["committed"] == 20_447
    assert days["LEBARAN", "2020-05-02"]["committed"] == 9_015


@pytest.mark.parametrize("folded", [False, True], ids=["waiting", "folded"])
async def test_each_day_is_the_ladder_as_of_that_day(demo: Graph, folded: bool) -> None:
    if folded:
        async with demo.database.connection("admin") as db:
            while await db.fetchval("SELECT ledger.fold()"):
                pass
    [pmi] = (await demo.ask(ANYBODY, _PMI))["organisations"]["nodes"]
    for narrowed in (
        {},
        {"area": "31.74"},
        {"phase": await _phase(demo, 2)},
        {"organisation": pmi["id"], "side": "GIVER"},
        {"organisation": pmi["id"], "side": "EXECUTOR", "area": "31.71"},
    ):
        days = await _days(demo, **narrowed)
        assert days
        for day in sorted({day for _, day in days}):
            answer = await demo.ask(ANYBODY, _LADDER, day=day, **narrowed)
            expected = {
                row["package"]["code"]: {rung: row[rung] for rung in RUNGS}
                for row in answer["ladder"]
                if (row["package"]["code"], day) in days
            }
            assert {code: row for (code, at), row in days.items() if at == day} == expected


async def test_no_day_is_left_out_and_none_is_told_before_it_has_come(demo: Graph) -> None:
    days = await _days(demo, package="SEMBAKO", until="2020-12-31")
    told = [dt.date.fromisoformat(day) for _, day in days]
    assert told == [dt.date(2020, 4, 24) + dt.timedelta(n) for n in range(10)]
    part = await _days(demo, package="SEMBAKO", since="2020-04-29", until="2020-05-01")
    assert part == {key: row for key, row in days.items() if "2020-04-29" <= key[1] <= "2020-05-01"}
    assert len(part) == 3
    assert await _days(demo, package="SEMBAKO", since="2020-06-01") == {}


async def test_phases_make_up_the_ladder(demo: Graph) -> None:
    for area in ("31", "31.74"):
        phases = (await demo.ask(ANYBODY, _BY_PHASE, area=area))["ladderByPhase"]
        for row in (await demo.ask(ANYBODY, _LADDER, area=area))["ladder"]:
            own = [each for each in phases if each["package"]["code"] == row["package"]["code"]]
            for column in ("target", *RUNGS):
                assert sum(each[column] for each in own) == row[column]


async def test_a_ready_meal_reaches_a_person_only_if_there_is_one_for_every_day(
    demo: Graph,
) -> None:
    rows = (await demo.ask(ANYBODY, _BY_PHASE))["ladderByPhase"]
    found = {(row["package"]["code"], row["phase"]["number"]): row for row in rows}
    meals, staples = found["SIAP_SAJI", 2], found["SEMBAKO", 1]
    assert (meals["package"]["per"], meals["times"]) == ("PERSON", 7)
    assert meals["committed"] > 0
    assert meals["reachCommitted"] == meals["committed"] // 7
    assert meals["reachNeeded"] * 7 == meals["target"]
    assert (staples["package"]["per"], staples["times"]) == ("FAMILY", 1)
    assert staples["reachCommitted"] == staples["committed"] == 24_548


def _step(target: int, committed: int) -> int:
    """The step as people read it: the colours of the map, and both ends apart."""
    if committed == 0:
        return 0
    if committed == target:
        return 6
    gap = 100 * (target - committed) / target
    return 1 + sum(gap < most for most in (80, 60, 40, 20))


async def test_every_rw_stands_on_the_step_of_its_own_needs(demo: Graph) -> None:
    async with demo.database.connection("admin") as db:
        needs = await db.fetch(
            "SELECT u.code, f.number AS phase, n.target, n.committed FROM pub.need n"
            " JOIN pub.unit u ON u.id = n.unit_id JOIN pub.phase f ON f.id = n.phase_id"
            " JOIN pub.package p ON p.id = n.package_id"
            " WHERE p.code = 'SEMBAKO' AND u.kind = 'RW'"
        )
    for area, number in (("31", None), ("31", 1), ("31.74", 2), ("31.74.05", None)):
        sums: dict[str, Counter[str]] = {}
        for need in needs:
            if need["code"].startswith(area) and number in (None, need["phase"]):
                sums.setdefault(need["code"], Counter()).update(
                    target=need["target"], committed=need["committed"]
                )
        expected: list[dict[str, Any]] = []
        for step in range(7):
            there = [
                unit for unit in sums.values() if _step(unit["target"], unit["committed"]) == step
            ]
            expected.append(
                {
                    "step": step,
                    "units": len(there),
                    "target": sum(unit["target"] for unit in there),
                    "committed": sum(unit["committed"] for unit in there),
                }
            )
        narrowed = {} if number is None else {"phase": await _phase(demo, number)}
        assert (await demo.ask(ANYBODY, _COVERAGE, area=area, **narrowed))["coverage"] == expected


async def test_the_rws_of_a_step_are_listed_as_they_are_counted(demo: Graph) -> None:
    phase = await _phase(demo, 2)
    steps = (await demo.ask(ANYBODY, _COVERAGE, phase=phase))["coverage"]
    assert sum(1 for each in steps if 0 < each["units"] <= 100) >= 3
    for each in steps:
        page = (await demo.ask(ANYBODY, _NEEDS, phase=phase, coverage=each["step"]))["needs"]
        assert page["pageInfo"]["hasNextPage"] == (each["units"] > 100)
        assert len(page["nodes"]) == min(each["units"], 100)
        for need in page["nodes"]:
            assert _step(need["target"], need["committed"]) == each["step"]
        if not page["pageInfo"]["hasNextPage"]:
            assert sum(need["committed"] for need in page["nodes"]) == each["committed"]


async def test_steps_of_coverage_follow_the_published_breaks(fresh_played: Database) -> None:
    breaks = [
        (100, 0, 0),
        (100, 1, 1),
        (100, 20, 1),
        (100, 21, 2),
        (100, 80, 4),
        (100, 81, 5),
        (100, 99, 5),
        (100, 100, 6),
        (3, 1, 2),
    ]
    async with opened(fresh_played) as demo:
        phase = await _phase(demo, 2)
        for target, committed, step in breaks:
            async with fresh_played.connection("admin") as db:
                await db.execute("SET session_replication_role = replica")
                changed = await db.fetch(
                    "UPDATE pub.need n SET held = 0, target = $1, committed = $2"
                    " FROM pub.unit u, pub.package p, pub.phase f"
                    " WHERE u.id = n.unit_id AND u.kind = 'RW' AND p.id = n.package_id"
                    " AND p.code = 'SEMBAKO' AND f.id = n.phase_id AND f.number = 2"
                    " AND u.code LIKE '31.74.05.%' RETURNING n.id",
                    target,
                    committed,
                )
            rows = (await demo.ask(ANYBODY, _COVERAGE, area="31.74.05", phase=phase))["coverage"]
            found = {row["step"]: row["units"] for row in rows if row["units"]}
            assert found == {step: len(changed)}, (target, committed)
