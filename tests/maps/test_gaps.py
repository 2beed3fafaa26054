"""Gaps in GraphQL: one number for each unit and kelurahan, that of its needs."""

from collections.abc import AsyncIterator

import pytest

from ksbb.kernel.viewer import NOBODY
from tests.database import Database
from tests.graph import Graph, global_id, opened

GAPS = """
    query Gaps($package: String!, $phase: GlobalID) {
        gaps(package: $package, phase: $phase) {
            phase { id number }
            package { code }
            unplaced
            units unitTargets unitCommitted
            areas areaTargets areaCommitted
        }
        ladder(phase: $phase) { package { code } target committed }
        mapState { version drawn unplaced }
    }
"""


@pytest.fixture(scope="module")
async def demo(played: Database) -> AsyncIterator[Graph]:
    async with opened(played) as graph:
        yield graph


async def test_the_current_phase_is_told_where_none_is_asked_for(demo: Graph) -> None:
    data = await demo.ask(NOBODY, GAPS, package="SEMBAKO")
    assert data["gaps"]["phase"]["number"] == 2
    later = await demo.ask(NOBODY, GAPS, package="LEBARAN")
    assert later["gaps"]["phase"]["number"] == 4


async def test_gaps_add_up_to_the_ladder_of_the_phase(demo: Graph) -> None:
    phase = (await demo.ask(NOBODY, GAPS, package="SEMBAKO"))["gaps"]["phase"]["id"]
    data = await demo.ask(NOBODY, GAPS, package="SEMBAKO", phase=phase)
    gaps = data["gaps"]
    (ladder,) = [row for row in data["ladder"] if row["package"]["code"] == "SEMBAKO"]
    for of in ("unit", "area"):
        assert sum(gaps[f"{of}Targets"]) == ladder["target"]
        assert sum(gaps[f"{of}Committed"]) == ladder["committed"]
    assert len(gaps["units"]) == len(gaps["unitTargets"]) == len(gaps["unitCommitted"])
    assert gaps["units"] == sorted(gaps["units"])
    assert gaps["areas"] == sorted(set(gaps["areas"]))


async def test_each_unit_has_the_figures_of_its_own_need(demo: Graph, played: Database) -> None:
    gaps = (await demo.ask(NOBODY, GAPS, package="SEMBAKO"))["gaps"]
    async with played.transaction("public") as db:
        rows = await db.fetch(
            "SELECT n.unit_id, n.target, n.committed FROM pub.need n"
            " JOIN pub.phase ph ON ph.id = n.phase_id JOIN pub.package p ON p.id = n.package_id"
            " WHERE ph.number = 2 AND p.code = 'SEMBAKO'"
        )
    told = zip(gaps["units"], gaps["unitTargets"], gaps["unitCommitted"], strict=True)
    assert set(told) == {tuple(row) for row in rows}


async def test_units_that_nobody_can_place_are_counted_and_listed(demo: Graph) -> None:
    data = await demo.ask(
        NOBODY,
        "{ mapState { unplaced } unplacedUnits(first: 100)"
        " { edges { node { code kind location { latitude } } } } }",
    )
    listed = [edge["node"] for edge in data["unplacedUnits"]["edges"]]
    assert len(listed) == data["mapState"]["unplaced"] == 5
    assert {unit["location"] for unit in listed} == {None}


async def test_there_are_no_gaps_of_what_is_not_given(demo: Graph) -> None:
    assert (await demo.ask(NOBODY, GAPS, package="TIDAK_ADA"))["gaps"] is None
    never = global_id("Phase", 999_999)
    assert (await demo.ask(NOBODY, GAPS, package="SEMBAKO", phase=never))["gaps"] is None
