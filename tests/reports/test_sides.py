"""Every figure about an organisation is the sum of the rows that the same question lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ksbb.kernel.viewer import Viewer
from tests.database import Database
from tests.graph import Graph, opened

ANYBODY = Viewer()

_RECAP = """
    query ($day: Date) {
      recap(asOf: $day) {
        organisations {
          organisation { id name }
          gave { package { code } quantity }
          carried { package { code } quantity }
        }
      }
    }
"""
_LINES = """
    query ($day: Date) {
      recap(asOf: $day) {
        kotas { area { code } packages { package { code } quantity } }
        units { packages { package { code } quantity } }
        organisations { organisation { name } gave { package { code } quantity } }
      }
    }
"""
_LADDER = """
    query ($organisation: GlobalID, $side: Side, $day: Date) {
      ladder(organisation: $organisation, side: $side, asOf: $day) { package { code } committed }
    }
"""
_ROWS = """
    query (
      $organisation: GlobalID, $side: Side, $phase: GlobalID, $package: String, $area: String,
      $day: Date, $after: String
    ) {
      commitments(
        organisation: $organisation, side: $side, phase: $phase, package: $package, area: $area,
        until: $day, first: 100, after: $after
      ) {
        nodes { quantity package { code } giver { id } executor { id } phase { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
"""
_PHASES = "{ programmes { phases { id number } } }"
_BY_PHASE = """
    query ($phase: GlobalID!, $day: Date!) {
      ladder(phase: $phase, asOf: $day) { package { code } committed }
    }
"""
_OWN_ROWS = """
    query ($organisation: GlobalID!) {
      organisation(id: $organisation) {
        commitments(side: EXECUTOR, first: 100) { nodes { giver { name } executor { name } } }
      }
    }
"""
DAY = "2020-05-02"


@pytest.fixture
async def demo(played: Database) -> AsyncIterator[Graph]:
    async with opened(played) as graph:
        yield graph


async def _figures(demo: Graph, organisation: str, side: str | None) -> dict[str, int]:
    """What the ladder says of an organisation, by package."""
    answer = await demo.ask(ANYBODY, _LADDER, organisation=organisation, side=side, day=DAY)
    return {
        row["package"]["code"]: row["committed"] for row in answer["ladder"] if row["committed"]
    }


async def _rows(demo: Graph, **narrowed: str | None) -> list[dict[str, Any]]:
    """All rows of a day that fit, page by page."""
    rows: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        answer = await demo.ask(ANYBODY, _ROWS, day=DAY, after=after, **narrowed)
        page = answer["commitments"]
        rows += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return rows
        after = page["pageInfo"]["endCursor"]


def _by_package(rows: list[dict[str, Any]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row["package"]["code"]] += row["quantity"]
    return dict(found)


async def test_what_each_gives_and_what_it_carries_out_for_others_are_never_mixed(
    demo: Graph,
) -> None:
    recap = (await demo.ask(ANYBODY, _RECAP, day=DAY))["recap"]["organisations"]
    with_both = [row for row in recap if row["gave"] and row["carried"]]
    assert {row["organisation"]["name"] for row in with_both} >= {"PMI DKI", "BAZNAS BAZIS DKI"}
    for row in recap:
        organisation = row["organisation"]["id"]
        gave, carried = _by_package(row["gave"]), _by_package(row["carried"])
        for side, expected in (("GIVER", gave), ("EXECUTOR", carried)):
            rows = await _rows(demo, organisation=organisation, side=side)
            assert _by_package(rows) == expected
            assert await _figures(demo, organisation, side) == expected
            for each in rows:
                gives = each["giver"]["id"] == organisation
                assert gives is (side == "GIVER")
                assert gives or each["executor"]["id"] == organisation
        whole = dict(Counter(gave) + Counter(carried))
        assert await _figures(demo, organisation, None) == whole
        assert _by_package(await _rows(demo, organisation=organisation)) == whole


async def test_packages_of_different_kinds_are_never_one_sum(demo: Graph) -> None:
    recap = (await demo.ask(ANYBODY, _LINES, day=DAY))["recap"]
    published = {"SEMBAKO": 40_913, "SIAP_SAJI": 20_447, "LEBARAN": 9_015}
    for lines in ("kotas", "units"):
        assert _by_package([each for row in recap[lines] for each in row["packages"]]) == published
    gave = {row["organisation"]["name"]: row["gave"] for row in recap["organisations"]}
    assert _by_package([each for row in gave.values() for each in row]) == published
    assert [(each["package"]["code"], each["quantity"]) for each in gave["PMI DKI"]] == [
        ("SEMBAKO", 6_000),
        ("SIAP_SAJI", 5_000),
    ]
    assert gave["JNE"] == []


async def test_each_kotas_packages_are_the_rows_that_its_links_open(demo: Graph) -> None:
    recap = (await demo.ask(ANYBODY, _LINES, day=DAY))["recap"]
    for row in recap["kotas"]:
        for each in row["packages"]:
            rows = await _rows(demo, area=row["area"]["code"], package=each["package"]["code"])
            assert sum(found["quantity"] for found in rows) == each["quantity"]


async def test_an_aggregators_own_gifts_are_not_among_what_it_carries_out_for_others(
    demo: Graph,
) -> None:
    recap = (await demo.ask(ANYBODY, _RECAP, day=DAY))["recap"]["organisations"]
    pmi = next(row["organisation"] for row in recap if row["organisation"]["name"] == "PMI DKI")
    answer = await demo.ask(ANYBODY, _OWN_ROWS, organisation=pmi["id"])
    rows = answer["organisation"]["commitments"]["nodes"]
    assert rows
    assert {row["executor"]["name"] for row in rows} == {"PMI DKI"}
    assert "PMI DKI" not in {row["giver"]["name"] for row in rows}


async def test_the_rows_of_a_phase_are_those_behind_its_figures(demo: Graph) -> None:
    known = await demo.ask(ANYBODY, _PHASES)
    found: dict[int, int] = {}
    for phase in known["programmes"][0]["phases"]:
        answer = await demo.ask(ANYBODY, _BY_PHASE, phase=phase["id"], day=DAY)
        by_package = {row["package"]["code"]: row["committed"] for row in answer["ladder"]}
        rows = await _rows(demo, phase=phase["id"], package="SEMBAKO")
        assert {row["phase"]["id"] for row in rows} <= {phase["id"]}
        found[phase["number"]] = sum(row["quantity"] for row in rows)
        assert found[phase["number"]] == by_package.get("SEMBAKO", 0)
    assert found == {1: 24_548, 2: 16_365, 3: 0, 4: 0}
