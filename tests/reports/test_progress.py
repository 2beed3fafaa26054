"""The ladder by day and by phase agrees with the recap and the ladder itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ksbb.core.viewer import Viewer
from tests.database import Database
from tests.real_schema import Api, opened

ANYBODY = Viewer()
RUNGS = ("pledged", "committed", "dispatched", "received", "verified")
_RUNGS = " ".join(RUNGS)

_BY_DAY = f"""
    query (
      $package: ID, $area: String! = "31", $phase: ID, $organisation: ID,
      $side: Side, $since: Date, $until: Date
    ) {{
      area(code: $area) {{
        ladderByDay(
          package: $package, phase: $phase, organisation: $organisation, side: $side,
          since: $since, until: $until
        ) {{ package {{ code }} day {_RUNGS} }}
      }}
    }}
"""
_LADDER = f"""
    query (
      $area: String! = "31", $phase: ID, $organisation: ID, $side: Side, $day: Date
    ) {{
      area(code: $area) {{
        ladder(phase: $phase, organisation: $organisation, side: $side, asOf: $day) {{
          package {{ code }} target {_RUNGS}
        }}
      }}
    }}
"""
_BY_PHASE = f"""
    query ($area: String! = "31") {{
      area(code: $area) {{
        ladderByPhase {{
          phase {{ id number }} package {{ code per }} times target {_RUNGS}
          reachNeeded reachCommitted reachReceived
        }}
      }}
    }}
"""
_RECAP = """
    query ($day: Date!) {
      recap(asOf: $day) { packages { package { code } quantity institutions received } }
    }
"""
_COVERAGE = """
    query ($package: ID!, $area: String! = "31", $phase: ID) {
      area(code: $area) {
        coverage(package: $package, phase: $phase) { step units target committed }
      }
    }
"""
_NEEDS = """
    query ($phase: ID!, $package: ID!, $coverage: Int!) {
      needs(phase: $phase, package: $package, kinds: [RW], coverage: $coverage, first: 100) {
        nodes { target committed }
        pageInfo { hasNextPage }
      }
    }
"""
_PMI = '{ organisations(search: "PMI DKI", first: 1) { nodes { id } } }'


@pytest.fixture
async def demo(seeded: Database) -> AsyncIterator[Api]:
    async with opened(seeded) as api:
        yield api


async def _days(demo: Api, **narrowed: str) -> dict[tuple[str, str], dict[str, int]]:
    """The quantities on each rung, by package and day."""
    answer = await demo.query(ANYBODY, _BY_DAY, **narrowed)
    return {
        (row["package"]["code"], row["day"]): {rung: row[rung] for rung in RUNGS}
        for row in answer["area"]["ladderByDay"]
    }


async def _phase(demo: Api, number: int) -> str:
    answer = await demo.query(ANYBODY, "{ programmes { phases { id number } } }")
    [found] = [each["id"] for each in answer["programmes"][0]["phases"] if each["number"] == number]
    return found


async def test_each_day_agrees_with_the_recap_of_that_day(demo: Api) -> None:
    days = await _days(demo)
    for day in ("2020-04-30", "2020-05-01", "2020-05-02", "2020-05-03"):
        recap = (await demo.query(ANYBODY, _RECAP, day=day))["recap"]["packages"]
        for row in recap:
            stood = days.get((row["package"]["code"], day), dict.fromkeys(RUNGS, 0))
            assert stood["committed"] == row["quantity"] + row["institutions"]
            assert stood["received"] == row["received"]
    assert days["SEMBAKO", "2020-05-02"]["committed"] == 40_913
    assert days["SIAP_SAJI", "2020-05-02"]["committed"] == 20_447
    assert days["LEBARAN", "2020-05-02"]["committed"] == 9_015


@pytest.mark.parametrize("folded", [False, True], ids=["waiting", "folded"])
async def test_each_day_is_the_ladder_as_of_that_day(demo: Api, folded: bool) -> None:
    if folded:
        async with demo.database.connection("admin") as db:
            while await db.fetchval("SELECT ledger.apply_ladder_changes()"):
                pass
    [pmi] = (await demo.query(ANYBODY, _PMI))["organisations"]["nodes"]
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
            answer = await demo.query(ANYBODY, _LADDER, day=day, **narrowed)
            expected = {
                row["package"]["code"]: {rung: row[rung] for rung in RUNGS}
                for row in answer["area"]["ladder"]
                if (row["package"]["code"], day) in days
            }
            assert {code: row for (code, at), row in days.items() if at == day} == expected


async def test_no_day_is_missing_and_none_is_in_the_future(demo: Api) -> None:
    sembako = await demo.package("SEMBAKO")
    days = await _days(demo, package=sembako, until="2020-12-31")
    shown = [dt.date.fromisoformat(day) for _, day in days]
    assert shown == [dt.date(2020, 4, 24) + dt.timedelta(n) for n in range(10)]
    part = await _days(
        demo, package=await demo.package("SEMBAKO"), since="2020-04-29", until="2020-05-01"
    )
    assert part == {key: row for key, row in days.items() if "2020-04-29" <= key[1] <= "2020-05-01"}
    assert len(part) == 3
    assert await _days(demo, package=sembako, since="2020-06-01") == {}


async def test_phases_make_up_the_ladder(demo: Api) -> None:
    for area in ("31", "31.74"):
        phases = (await demo.query(ANYBODY, _BY_PHASE, area=area))["area"]["ladderByPhase"]
        for row in (await demo.query(ANYBODY, _LADDER, area=area))["area"]["ladder"]:
            own = [each for each in phases if each["package"]["code"] == row["package"]["code"]]
            for column in ("target", *RUNGS):
                assert sum(each[column] for each in own) == row[column]


async def test_a_ready_meal_reaches_a_person_only_if_there_is_one_for_every_day(
    demo: Api,
) -> None:
    rows = (await demo.query(ANYBODY, _BY_PHASE))["area"]["ladderByPhase"]
    found = {(row["package"]["code"], row["phase"]["number"]): row for row in rows}
    meals, staples = found["SIAP_SAJI", 2], found["SEMBAKO", 1]
    assert (meals["package"]["per"], meals["times"]) == ("PERSON", 7)
    assert meals["committed"] > 0
    assert meals["reachCommitted"] == meals["committed"] // 7
    assert meals["reachNeeded"] * 7 == meals["target"]
    assert (staples["package"]["per"], staples["times"]) == ("FAMILY", 1)
    # 24.548 of the recap of 2 May, less three that were written off on 3 May.
    assert staples["reachCommitted"] == staples["committed"] == 24_545


async def _coverage(demo: Api, **narrowed: str) -> list[dict[str, Any]]:
    sembako = await demo.package("SEMBAKO")
    answer = await demo.query(ANYBODY, _COVERAGE, package=sembako, **narrowed)
    return answer["area"]["coverage"]


def _step(target: int, committed: int) -> int:
    """The step as people see it: the map's colours, with both extremes as steps of their own."""
    if committed == 0:
        return 0
    if committed == target:
        return 6
    gap = 100 * (target - committed) / target
    return 1 + sum(gap < most for most in (80, 60, 40, 20))


async def test_every_rw_is_on_the_step_of_its_own_needs(demo: Api) -> None:
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
        assert await _coverage(demo, area=area, **narrowed) == expected


async def test_the_rws_of_a_step_are_listed_as_they_are_counted(demo: Api) -> None:
    phase = await _phase(demo, 2)
    steps, sembako = await _coverage(demo, phase=phase), await demo.package("SEMBAKO")
    assert sum(1 for each in steps if 0 < each["units"] <= 100) >= 3
    for each in steps:
        narrowed = {"phase": phase, "package": sembako, "coverage": each["step"]}
        page = (await demo.query(ANYBODY, _NEEDS, **narrowed))["needs"]
        assert page["pageInfo"]["hasNextPage"] == (each["units"] > 100)
        assert len(page["nodes"]) == min(each["units"], 100)
        for need in page["nodes"]:
            assert _step(need["target"], need["committed"]) == each["step"]
        if not page["pageInfo"]["hasNextPage"]:
            assert sum(need["committed"] for need in page["nodes"]) == each["committed"]


async def test_steps_of_coverage_follow_the_published_breaks(fresh_seeded: Database) -> None:
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
    async with opened(fresh_seeded) as demo:
        phase = await _phase(demo, 2)
        for target, committed, step in breaks:
            async with fresh_seeded.connection("admin") as db:
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
            rows = await _coverage(demo, area="31.74.05", phase=phase)
            found = {row["step"]: row["units"] for row in rows if row["units"]}
            assert found == {step: len(changed)}, (target, committed)
