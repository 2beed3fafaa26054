"""The needs near a place, the most unpromised first."""

from typing import Any

import pytest

from ksbb.kernel.viewer import Viewer
from tests.database import Database
from tests.graph import global_id, opened

NEAR = """query ($latitude: Float!, $longitude: Float!, $phase: GlobalID!, $radius: Int!,
                 $package: String!, $first: Int!) {
  needsNear(latitude: $latitude, longitude: $longitude, phase: $phase, package: $package,
            radiusMetres: $radius, first: $first) {
    distanceMetres need { remaining open package { code } unit { code } } } }"""
PLACE = {"latitude": -6.2262, "longitude": 106.7812}


async def near(database: Database, **changed: Any) -> Any:
    async with database.connection("admin") as admin:
        phase = await admin.fetchval(
            "SELECT min(id) FROM pub.phase WHERE app.today() BETWEEN starts_on AND ends_on"
        )
    asked = {"radius": 2_000, "package": "SEMBAKO", "first": 100, **PLACE, **changed}
    async with opened(database) as graph:
        answer = await graph.ask(Viewer(), NEAR, phase=global_id("Phase", phase or 0), **asked)
    return answer["needsNear"]


async def test_the_most_unpromised_come_first_within_the_radius(played: Database) -> None:
    found = await near(played)
    left = [row["need"]["remaining"] for row in found]
    assert len(found) > 10
    assert left == sorted(left, reverse=True)
    assert all(row["distanceMetres"] <= 2_000 for row in found)
    assert all(row["need"]["open"] for row in found)
    assert {row["need"]["package"]["code"] for row in found} == {"SEMBAKO"}
    async with played.connection("admin") as admin:
        expected = await admin.fetchval(
            "SELECT count(*) FROM pub.need n JOIN pub.unit u ON u.id = n.unit_id"
            " JOIN pub.phase p ON p.id = n.phase_id JOIN pub.package k ON k.id = n.package_id"
            " WHERE app.today() BETWEEN p.starts_on AND p.ends_on AND k.code = 'SEMBAKO'"
            " AND ST_DWithin(u.point, ST_MakePoint(106.7812, -6.2262)::geography, 2000)"
        )
    assert len(found) == min(expected or 0, 100)


@pytest.mark.parametrize(
    ("changed", "count"),
    [({"radius": 0}, 0), ({"radius": -5}, 0), ({"first": 0}, 1), ({"package": "TIDAK-ADA"}, 0)],
)
async def test_odd_arguments_give_little(
    played: Database, changed: dict[str, Any], count: int
) -> None:
    assert len(await near(played, **changed)) == count
