"""Lists of the office in every order, page by page: no row is skipped or repeated.

The orders are taken from the schema, so a new one is tested too. The demo's lists have many equal
values: needs of equal size, pledges of the same minute.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from graphql import GraphQLEnumType

from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.schema import schema
from tests.database import Database
from tests.real_schema import Api, opened

TYPES = schema._schema.type_map


def _families(node: dict[str, Any]) -> tuple[bool, int]:
    # Unknown numbers sort as the smallest.
    return (node["families"] is not None, node["families"] or 0)


def _amount(node: dict[str, Any]) -> int:
    return int(node["received"] or node["intended"])


Value = Callable[[dict[str, Any]], Any]

# For each list: its path, the fields of a row, and for each order the value by which it sorts and
# whether it descends.
PLEDGES: dict[str, tuple[Value, bool]] = {
    "NEWEST": (lambda row: row["number"], True),
    "OLDEST": (lambda row: row["number"], False),
    "LONGEST_WAITING": (lambda row: row["waitsSince"], False),
    "SHORTEST_WAITING": (lambda row: row["waitsSince"], True),
}
LISTS: dict[str, tuple[str, str, dict[str, tuple[Value, bool]]]] = {
    "pledgeQueue": ("PledgeOrder", "id number waitsSince", PLEDGES),
    "viewer.organisation.pledges": ("PledgeOrder", "id number waitsSince", PLEDGES),
    "viewer.organisation.contributions": (
        "ContributionOrder",
        "id number intended received",
        {
            "NEWEST": (lambda row: row["number"], True),
            "OLDEST": (lambda row: row["number"], False),
            "LARGEST": (_amount, True),
            "SMALLEST": (_amount, False),
        },
    ),
    "tenants": (
        "OrganisationOrder",
        "id name appliedAt",
        {
            "NEWEST": (lambda row: row["appliedAt"], True),
            "OLDEST": (lambda row: row["appliedAt"], False),
            # Names are compared by PostgreSQL's collation; only the pages are checked.
            "NAME": (lambda _: 0, False),
            "NAME_DESCENDING": (lambda _: 0, False),
        },
    ),
    "area.units": (
        "UnitOrder",
        "id code families",
        {
            "CODE": (lambda row: row["code"], False),
            "CODE_DESCENDING": (lambda row: row["code"], True),
            "MOST_FAMILIES": (_families, True),
            "FEWEST_FAMILIES": (_families, False),
        },
    ),
    "area.needs": (
        "NeedOrder",
        "id target committed remaining",
        {
            "MOST_REMAINING": (lambda row: row["remaining"], True),
            "FEWEST_REMAINING": (lambda row: row["remaining"], False),
            "LARGEST": (lambda row: row["target"], True),
            "SMALLEST": (lambda row: row["target"], False),
            "MOST_COMMITTED": (lambda row: row["committed"], True),
            "LEAST_COMMITTED": (lambda row: row["committed"], False),
        },
    ),
    "audit": (
        "AuditOrder",
        "id: number",
        {
            "NEWEST": (lambda row: int(row["id"]), True),
            "OLDEST": (lambda row: int(row["id"]), False),
        },
    ),
}
# Arguments that make a list short enough to read to its end.
NARROWED = {
    "viewer.organisation.pledges": "side: EXECUTOR",
    "viewer.organisation.contributions": "side: EXECUTOR",
}
# Arguments of the fields on the path to a list.
ARGUMENTS = {"area": '(code: "31.74.05")'}
WHOLE = 1000


@pytest.fixture
async def demo(seeded: Database) -> AsyncIterator[Api]:
    async with opened(seeded) as api:
        yield api


async def _viewer(demo: Api, place: str) -> Viewer:
    kind = "AGGREGATOR" if place.startswith("viewer") else "PEMPROV"
    async with demo.database.connection("admin") as admin:
        row = await admin.fetchrow(
            "SELECT m.person_id, m.organisation_id FROM app.membership m"
            " JOIN app.organisation o ON o.id = m.organisation_id"
            " WHERE o.kind = $1 AND m.role = 'OWNER' ORDER BY o.id LIMIT 1",
            kind,
        )
    assert row is not None
    return Viewer(row["person_id"], row["organisation_id"], Kind(kind), Role.OWNER)


async def _read(
    demo: Api, viewer: Viewer, place: str, order: str, size: int
) -> list[dict[str, Any]]:
    """All rows of a list, in pages of this size."""
    *path, name = place.split(".")
    narrowed = ", ".join(filter(None, (NARROWED.get(place), f"order: {order}")))
    call = (
        f"{name}({narrowed}, first: $first, after: $after)"
        f" {{ nodes {{ {LISTS[place][1]} }} pageInfo {{ hasNextPage endCursor }} }}"
    )
    for each in reversed(path):
        call = f"{each}{ARGUMENTS.get(each, '')} {{ {call} }}"
    document = f"query ($first: Int!, $after: String) {{ {call} }}"
    rows: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = await demo.query(viewer, document, first=size, after=after)
        for each in (*path, name):
            page = page[each]
        rows += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return rows
        assert len(page["nodes"]) == size
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("place", LISTS)
async def test_pages_of_every_order_add_up_to_the_list(demo: Api, place: str) -> None:
    kind, _, orders = LISTS[place]
    words = TYPES[kind]
    assert isinstance(words, GraphQLEnumType)
    assert set(orders) == set(words.values)
    viewer = await _viewer(demo, place)
    every: set[str] = set()
    for order, (value, falls) in orders.items():
        whole = await _read(demo, viewer, place, order, WHOLE)
        assert 1 < len(whole) < WHOLE
        every = every or {row["id"] for row in whole}
        assert {row["id"] for row in whole} == every
        values = [value(row) for row in whole]
        assert values == sorted(values, reverse=falls), order
        for size in (1, 3) if len(whole) < 40 else (7, 100):
            assert await _read(demo, viewer, place, order, size) == whole, (order, size)


async def test_a_cursor_of_one_order_is_refused_in_another(demo: Api) -> None:
    document = """
        query ($order: NeedOrder!, $after: String) {
          needs(order: $order, first: 1, after: $after) {
            pageInfo { endCursor }
          }
        }
    """
    page = await demo.query(Viewer(), document, order="LARGEST", after=None)
    cursor = page["needs"]["pageInfo"]["endCursor"]
    _, errors = await demo.execute(Viewer(), document, order="SMALLEST", after=cursor)
    assert errors == ["BAD_CURSOR"]
