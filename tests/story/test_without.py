"""Leave one pledge out, play the story again: exactly its own figures are gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from ksbb.audit.verify import verify
from ksbb.local import places, template
from ksbb.story import cast
from ksbb.story.play import play
from ksbb.story.pledges import MADE, Made
from ksbb.story.script import END, RECAP_DAY, story, without
from tests.database import Database
from tests.graph import opened
from tests.story import figures

# All of them are played side by side, by one process.
pytestmark = pytest.mark.xdist_group("without")

STEPS = story()
BOUGHT, THROUGH_PMI, OF_PMI, WITHDRAWN = "baznas-3", "sejahtera-3", "pmi-3", "paduan-1"
LEFT_OUT = (BOUGHT, THROUGH_PMI, OF_PMI, WITHDRAWN)


def made(name: str) -> Made:
    return next(each for each in MADE if each.pledge.name == name)


@dataclass(frozen=True)
class Told:
    """What a demo says: the recaps, the rows behind them, the ladder."""

    recap: figures.Figures
    later: figures.Figures
    rows: dict[tuple[object, ...], int]
    ladder: dict[str, dict[str, int]]


async def told(database: Database) -> Told:
    async with opened(database) as graph:
        return Told(
            await figures.recap(database, RECAP_DAY),
            await figures.recap(database, END.date()),
            await figures.rows(graph, END.date()),
            await figures.ladder(graph),
        )


@pytest.fixture(scope="module")
async def others(server: str, _template: str) -> AsyncIterator[dict[str, Database]]:
    """By pledge: the demo as it would be without it."""
    with ExitStack() as copies:
        databases = {
            name: Database(copies.enter_context(template.copy(server, _template)), places.secret())
            for name in LEFT_OUT
        }
        async with asyncio.TaskGroup() as playing:
            for name, database in databases.items():
                playing.create_task(play(database.settings(), without(STEPS, name)))
        yield databases


def test_each_of_them_stands_for_a_way_of_its_own() -> None:
    assert made(BOUGHT).pledge.funded_by == "jne-money"
    assert made(THROUGH_PMI).pledge.executor == "pmi" != made(THROUGH_PMI).pledge.giver
    assert made(OF_PMI).pledge.channel == "DIRECT"
    assert made(WITHDRAWN).gift.outcome == "WITHDRAWN"


@pytest.mark.parametrize("name", LEFT_OUT)
async def test_what_is_left_is_what_the_other_steps_add_up_to(
    others: dict[str, Database], name: str
) -> None:
    left, steps = await told(others[name]), without(STEPS, name)
    assert left.recap == figures.counted(steps, RECAP_DAY)
    assert left.later == figures.counted(steps, END.date())
    assert left.rows == figures.counted_rows(steps, END.date())
    assert verify(others[name].dsn("worker")) == []


@pytest.mark.parametrize("name", LEFT_OUT)
async def test_nothing_moves_but_its_own_figures(
    played: Database, others: dict[str, Database], name: str
) -> None:
    whole, left = await told(played), await told(others[name])
    gift, committed = made(name).gift, made(name).gift.outcome == "COMMITTED"
    gone = gift.quantity if committed else 0
    for code, rungs in whole.ladder.items():
        lost = gone if code == gift.package else 0
        assert left.ladder[code]["target"] == rungs["target"]
        assert left.ladder[code]["committed"] == rungs["committed"] - lost
        assert left.ladder[code]["pledged"] == rungs["pledged"] - lost
    touched = {each.unit for each in made(name).pledge.allocations} if committed else set[str]()
    assert {
        code: quantity for code, quantity in left.recap.by_rw.items() if code not in touched
    } == {code: quantity for code, quantity in whole.recap.by_rw.items() if code not in touched}
    mine = {cast.organisation(each).name for each in (gift.giver, gift.through) if each}
    assert {who: row for who, row in left.recap.by_organisation.items() if who not in mine} == {
        who: row for who, row in whole.recap.by_organisation.items() if who not in mine
    }
    # Packages that money buys are the aggregator's; the money was given all the same.
    assert left.recap.gifts == whole.recap.gifts


async def test_without_a_pledge_that_alone_reached_some_rws_these_and_their_kelurahan_are_gone(
    played: Database, others: dict[str, Database]
) -> None:
    whole = await figures.recap(played, RECAP_DAY)
    left = await figures.recap(others[OF_PMI], RECAP_DAY)
    assert (whole.rws - left.rws, whole.kelurahan - left.kelurahan) == (4, 2)
    assert whole.packages["SEMBAKO"] - left.packages["SEMBAKO"] == 3_000


async def test_a_withdrawn_pledge_moves_no_public_figure_at_all(
    played: Database, others: dict[str, Database]
) -> None:
    assert await told(others[WITHDRAWN]) == await told(played)
    async with played.connection("admin") as whole, others[WITHDRAWN].connection("admin") as left:
        counts = [await each.fetchval("SELECT count(*) FROM app.pledge") for each in (whole, left)]
    assert counts == [len(MADE), len(MADE) - 1]
