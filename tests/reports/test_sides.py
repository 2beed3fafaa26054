"""Every figure about an organisation is the sum of the rows that the same filter lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ksbb.core.viewer import Viewer
from tests.database import Database
from tests.real_schema import Api, opened

ANYBODY = Viewer()

_RECAP = """
    query ($day: Date) {
      recap(asOf: $day) {
        organisations {
          organisation { id name }
          given { package { code } quantity }
          carriedOut { package { code } quantity }
        }
      }
    }
"""
_LINES = """
    query ($day: Date) {
      recap(asOf: $day) {
        kotas { area { code } packages { package { code } quantity } }
        units { packages { package { code } quantity } }
        organisations { organisation { name } given { package { code } quantity } }
      }
    }
"""
_LADDER = """
    query ($organisation: ID, $side: Side, $day: Date) {
      province {
        ladder(organisation: $organisation, side: $side, asOf: $day) { package { code } committed }
      }
    }
"""
_ROWS = """
    query (
      $area: String!, $inArea: Boolean!, $organisation: ID, $side: Side, $phase: ID, $package: ID,
      $day: Date, $after: String
    ) {
      commitments(
        organisation: $organisation, side: $side, phase: $phase, package: $package,
        until: $day, first: 100, after: $after
      ) @skip(if: $inArea) { ...Rows }
      area(code: $area) @include(if: $inArea) {
        commitments(
          organisation: $organisation, side: $side, phase: $phase, package: $package,
          until: $day, first: 100, after: $after
        ) { ...Rows }
      }
    }
    fragment Rows on CommitmentConnection {
      nodes { quantity package { code } giver { id } executor { id } phase { id } }
      pageInfo { hasNextPage endCursor }
    }
"""
_PHASES = "{ programmes { phases { id number } } }"
_BY_PHASE = """
    query ($phase: ID!, $day: Date!) {
      province { ladder(phase: $phase, asOf: $day) { package { code } committed } }
    }
"""
_OWN_ROWS = """
    query ($organisation: ID!) {
      organisation(id: $organisation) {
        commitments(side: EXECUTOR, first: 100) { nodes { giver { name } executor { name } } }
      }
    }
"""
DAY = "2020-05-02"


@pytest.fixture
async def demo(seeded: Database) -> AsyncIterator[Api]:
    async with opened(seeded) as api:
        yield api


async def _figures(demo: Api, organisation: str, side: str | None) -> dict[str, int]:
    """The ladder's figures for an organisation, by package."""
    answer = await demo.query(ANYBODY, _LADDER, organisation=organisation, side=side, day=DAY)
    return {
        row["package"]["code"]: row["committed"]
        for row in answer["province"]["ladder"]
        if row["committed"]
    }


async def _rows(
    demo: Api, *, area: str | None = None, package: str | None = None, **narrowed: str | None
) -> list[dict[str, Any]]:
    """All matching rows of a day, page by page; area and package by their codes."""
    within = {"area": area or "", "inArea": area is not None}
    of = None if package is None else await demo.package(package)
    rows: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        answer = await demo.query(
            ANYBODY, _ROWS, day=DAY, after=after, package=of, **within, **narrowed
        )
        page = (answer if area is None else answer["area"])["commitments"]
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
    demo: Api,
) -> None:
    recap = (await demo.query(ANYBODY, _RECAP, day=DAY))["recap"]["organisations"]
    with_both = [row for row in recap if row["given"] and row["carriedOut"]]
    assert {row["organisation"]["name"] for row in with_both} >= {"PMI DKI", "BAZNAS BAZIS DKI"}
    for row in recap:
        organisation = row["organisation"]["id"]
        given, carried_out = _by_package(row["given"]), _by_package(row["carriedOut"])
        for side, expected in (("GIVER", given), ("EXECUTOR", carried_out)):
            rows = await _rows(demo, organisation=organisation, side=side)
            assert _by_package(rows) == expected
            assert await _figures(demo, organisation, side) == expected
            for each in rows:
                gives = each["giver"]["id"] == organisation
                assert gives is (side == "GIVER")
                assert gives or each["executor"]["id"] == organisation
        whole = dict(Counter(given) + Counter(carried_out))
        assert await _figures(demo, organisation, None) == whole
        assert _by_package(await _rows(demo, organisation=organisation)) == whole


async def test_packages_of_different_kinds_are_never_one_sum(demo: Api) -> None:
    recap = (await demo.query(ANYBODY, _LINES, day=DAY))["recap"]
    published = {"SEMBAKO": 40_913, "SIAP_SAJI": 20_447, "LEBARAN": 9_015}
    for lines in ("kotas", "units"):
        assert _by_package([each for row in recap[lines] for each in row["packages"]]) == published
    given = {row["organisation"]["name"]: row["given"] for row in recap["organisations"]}
    assert _by_package([each for row in given.values() for each in row]) == published
    assert [(each["package"]["code"], each["quantity"]) for each in given["PMI DKI"]] == [
        ("SEMBAKO", 6_000),
        ("SIAP_SAJI", 5_000),
    ]
    assert given["JNE"] == []


async def test_each_kotas_packages_are_the_rows_that_its_links_open(demo: Api) -> None:
    recap = (await demo.query(ANYBODY, _LINES, day=DAY))["recap"]
    for row in recap["kotas"]:
        for each in row["packages"]:
            rows = await _rows(demo, area=row["area"]["code"], package=each["package"]["code"])
            assert sum(found["quantity"] for found in rows) == each["quantity"]


async def test_an_aggregators_own_gifts_are_not_among_what_it_carries_out_for_others(
    demo: Api,
) -> None:
    recap = (await demo.query(ANYBODY, _RECAP, day=DAY))["recap"]["organisations"]
    pmi = next(row["organisation"] for row in recap if row["organisation"]["name"] == "PMI DKI")
    answer = await demo.query(ANYBODY, _OWN_ROWS, organisation=pmi["id"])
    rows = answer["organisation"]["commitments"]["nodes"]
    assert rows
    assert {row["executor"]["name"] for row in rows} == {"PMI DKI"}
    assert "PMI DKI" not in {row["giver"]["name"] for row in rows}


async def test_the_rows_of_a_phase_are_those_behind_its_figures(demo: Api) -> None:
    known = await demo.query(ANYBODY, _PHASES)
    found: dict[int, int] = {}
    for phase in known["programmes"][0]["phases"]:
        answer = await demo.query(ANYBODY, _BY_PHASE, phase=phase["id"], day=DAY)
        by_package = {
            row["package"]["code"]: row["committed"] for row in answer["province"]["ladder"]
        }
        rows = await _rows(demo, phase=phase["id"], package="SEMBAKO")
        assert {row["phase"]["id"] for row in rows} <= {phase["id"]}
        found[phase["number"]] = sum(row["quantity"] for row in rows)
        assert found[phase["number"]] == by_package.get("SEMBAKO", 0)
    assert found == {1: 24_548, 2: 16_365, 3: 0, 4: 0}
