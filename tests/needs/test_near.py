"""The needs near a place, those with the most remaining packages first."""

from typing import Any

import pytest

from ksbb.core.viewer import Viewer
from tests.database import Database
from tests.real_schema import global_id, opened

NEAR = """query ($latitude: Float!, $longitude: Float!, $phase: ID!, $radius: Int!,
                 $package: ID!, $first: Int!) {
  needsNear(latitude: $latitude, longitude: $longitude, phase: $phase, package: $package,
            radiusMetres: $radius, first: $first) {
    distanceMetres need { remaining open package { code } unit { code } } } }"""
PLACE = {"latitude": -6.2262, "longitude": 106.7812}


async def near(database: Database, **changed: Any) -> Any:
    async with database.connection("admin") as admin:
        phase = await admin.fetchval(
            "SELECT min(id) FROM pub.phase WHERE app.today() BETWEEN starts_on AND ends_on"
        )
    requested = {"radius": 2_000, "package": None, "first": 100, **PLACE, **changed}
    async with opened(database) as api:
        requested["package"] = requested["package"] or await api.package("SEMBAKO")
        answer = await api.query(Viewer(), NEAR, phase=global_id("Phase", phase or 0), **requested)
    return answer["needsNear"]


async def test_needs_with_most_remaining_come_first_within_the_radius(seeded: Database) -> None:
    found = await near(seeded)
    left = [row["need"]["remaining"] for row in found]
    assert len(found) > 10
    assert left == sorted(left, reverse=True)
    assert all(row["distanceMetres"] <= 2_000 for row in found)
    assert all(row["need"]["open"] for row in found)
    assert {row["need"]["package"]["code"] for row in found} == {"SEMBAKO"}
    async with seeded.connection("admin") as admin:
        expected = await admin.fetchval(
            "SELECT count(*) FROM pub.need n JOIN pub.unit u ON u.id = n.unit_id"
            " JOIN pub.phase p ON p.id = n.phase_id JOIN pub.package k ON k.id = n.package_id"
            " WHERE app.today() BETWEEN p.starts_on AND p.ends_on AND k.code = 'SEMBAKO'"
            " AND ST_DWithin(u.point, ST_MakePoint(106.7812, -6.2262)::geography, 2000)"
        )
    assert len(found) == min(expected or 0, 100)


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({"radius": 0}, 0),
        ({"radius": -5}, 0),
        ({"first": 0}, 1),
        ({"package": global_id("Package", 999_999)}, 0),
    ],
)
async def test_extreme_arguments_do_not_fail(
    seeded: Database, changed: dict[str, Any], count: int
) -> None:
    assert len(await near(seeded, **changed)) == count
