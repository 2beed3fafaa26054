"""The lineage of every pledge and contribution of the demo adds up to the package."""

from collections import Counter
from typing import Any

import pytest

from ksbb.core.viewer import Role, Viewer
from tests.database import Database
from tests.real_schema import opened
from tools.demo import people
from tools.demo.pledges import PLANNED_PLEDGES

_ROWS = """
    package { code } unit { code } packages undirected released notLoaded planned onTheWay waiting
    undecided unsettled lost receivedByUnit receivedByExecutor
"""
_PLEDGES = f"""{{ viewer {{ organisation {{ pledges(first: 100) {{ nodes {{
    number state lines {{ quantity }} lineage {{ {_ROWS} }}
}} }} }} }} }}"""
_MONEY = f"""{{ viewer {{ organisation {{ contributions(first: 100) {{ nodes {{
    fundings {{ packages }} lineage {{ {_ROWS} }}
}} }} }} }} }}"""
PLACES = (
    *("undirected", "released", "notLoaded", "planned", "onTheWay", "waiting", "undecided"),
    *("unsettled", "lost", "receivedByUnit", "receivedByExecutor"),
)


def adds_up(rows: list[dict[str, Any]]) -> int:
    """The packages of the rows; in each row the places add up to them."""
    for row in rows:
        assert sum(row[place] for place in PLACES) == row["packages"], row
        assert all(row[place] >= 0 for place in PLACES), row
    return sum(row["packages"] for row in rows)


async def test_the_packages_of_every_giver_are_somewhere(seeded: Database) -> None:
    places: Counter[str] = Counter()
    seen = 0
    async with opened(seeded) as api:
        for slug in sorted({made.pledge.giver for made in PLANNED_PLEDGES}):
            answer = await api.query(await viewer_of(seeded, slug), _PLEDGES)
            for pledge in answer["viewer"]["organisation"]["pledges"]["nodes"]:
                promised = sum(line["quantity"] for line in pledge["lines"])
                assert adds_up(pledge["lineage"]) == promised, pledge["number"]
                places.update(
                    {place: sum(row[place] for row in pledge["lineage"]) for place in PLACES}
                )
                seen += 1
    assert seen == len(PLANNED_PLEDGES)
    async with seeded.connection("admin") as db:
        received = await db.fetch(
            "SELECT proven_by, sum(received)::int AS packages FROM pub.delivery"
            " WHERE proven_by IS NOT NULL GROUP BY 1"
        )
    assert {row["proven_by"]: row["packages"] for row in received} == {
        "UNIT": places["receivedByUnit"],
        "EXECUTOR": places["receivedByExecutor"],
    }
    for place in ("onTheWay", "waiting", "unsettled", "planned", "notLoaded", "released"):
        assert places[place] > 0, place


@pytest.mark.parametrize("slug", ["jne", "pgri-smp"])
async def test_the_packages_that_money_pays_for_are_somewhere(seeded: Database, slug: str) -> None:
    async with opened(seeded) as api:
        answer = await api.query(await viewer_of(seeded, slug), _MONEY)
    [contribution] = answer["viewer"]["organisation"]["contributions"]["nodes"]
    paid = sum(funding["packages"] for funding in contribution["fundings"])
    assert adds_up(contribution["lineage"]) == paid
    came = sum(row["receivedByUnit"] + row["receivedByExecutor"] for row in contribution["lineage"])
    assert (came > 0) == (slug == "jne")


async def viewer_of(seeded: Database, slug: str) -> Viewer:
    """The person who acts for an organisation of the demo."""
    who = people.organisation(slug)
    async with seeded.connection("admin") as db:
        row = await db.fetchrow(
            "SELECT m.person_id, m.organisation_id, m.role FROM app.membership m"
            " JOIN app.person p ON p.id = m.person_id WHERE p.email = $1",
            who.operator.email,
        )
    assert row is not None
    return Viewer(row["person_id"], row["organisation_id"], who.kind, Role(row["role"]))
