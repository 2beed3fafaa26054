"""Gaps in GraphQL: the figures of the needs of each unit and kelurahan."""

from collections.abc import AsyncIterator

import pytest

from ksbb.core.viewer import NOBODY
from tests.database import Database
from tests.real_schema import Api, global_id, opened

GAPS = """
    query Gaps($package: ID!, $phase: ID) {
        gaps(package: $package, phase: $phase) {
            phase { id number }
            package { code }
            unplaced
            units unitTargets unitCommitted
            areas areaTargets areaCommitted
        }
        province { ladder(phase: $phase) { package { code } target committed } }
        mapState { version drawn unplaced }
    }
"""


@pytest.fixture(scope="module")
async def demo(seeded: Database) -> AsyncIterator[Api]:
    async with opened(seeded) as api:
        yield api


async def test_without_a_phase_the_current_one_is_used(demo: Api) -> None:
    data = await demo.query(NOBODY, GAPS, package=await demo.package("SEMBAKO"))
    assert data["gaps"]["phase"]["number"] == 2
    later = await demo.query(NOBODY, GAPS, package=await demo.package("LEBARAN"))
    assert later["gaps"]["phase"]["number"] == 4


async def test_gaps_add_up_to_the_ladder_of_the_phase(demo: Api) -> None:
    phase = (await demo.query(NOBODY, GAPS, package=await demo.package("SEMBAKO")))["gaps"][
        "phase"
    ]["id"]
    data = await demo.query(NOBODY, GAPS, package=await demo.package("SEMBAKO"), phase=phase)
    gaps = data["gaps"]
    (ladder,) = [row for row in data["province"]["ladder"] if row["package"]["code"] == "SEMBAKO"]
    for of in ("unit", "area"):
        assert sum(gaps[f"{of}Targets"]) == ladder["target"]
        assert sum(gaps[f"{of}Committed"]) == ladder["committed"]
    assert len(gaps["units"]) == len(gaps["unitTargets"]) == len(gaps["unitCommitted"])
    assert gaps["units"] == sorted(gaps["units"])
    assert gaps["areas"] == sorted(set(gaps["areas"]))


async def test_each_unit_has_the_figures_of_its_own_need(demo: Api, seeded: Database) -> None:
    gaps = (await demo.query(NOBODY, GAPS, package=await demo.package("SEMBAKO")))["gaps"]
    async with seeded.transaction("public") as db:
        rows = await db.fetch(
            "SELECT n.unit_id, n.target, n.committed FROM pub.need n"
            " JOIN pub.phase ph ON ph.id = n.phase_id JOIN pub.package p ON p.id = n.package_id"
            " WHERE ph.number = 2 AND p.code = 'SEMBAKO'"
        )
    figures = zip(gaps["units"], gaps["unitTargets"], gaps["unitCommitted"], strict=True)
    assert set(figures) == {tuple(row) for row in rows}


async def test_units_without_a_location_are_counted_and_listed(demo: Api) -> None:
    data = await demo.query(
        NOBODY,
        "{ mapState { unplaced } unplacedUnits(first: 100)"
        " { edges { node { code kind location { latitude } } } } }",
    )
    listed = [edge["node"] for edge in data["unplacedUnits"]["edges"]]
    assert len(listed) == data["mapState"]["unplaced"] == 5
    assert {unit["location"] for unit in listed} == {None}


async def test_there_are_no_gaps_for_an_unknown_package_or_phase(demo: Api) -> None:
    assert (await demo.query(NOBODY, GAPS, package=global_id("Package", 999_999)))["gaps"] is None
    never = global_id("Phase", 999_999)
    assert (await demo.query(NOBODY, GAPS, package=await demo.package("SEMBAKO"), phase=never))[
        "gaps"
    ] is None
