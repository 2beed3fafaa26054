"""The demo is played without one pledge: exactly that pledge's figures are missing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from ksbb.core.audit.verify import verify
from tests.database import Database
from tests.real_schema import opened
from tests.tools.demo import figures
from tools.demo import people
from tools.demo.command import run_scenario
from tools.demo.pledges import PLANNED_PLEDGES, PlannedPledge
from tools.demo.scenario import END, RECAP_DAY, scenario, without
from tools.dev import paths, template

# All of them are played in one process.
pytestmark = pytest.mark.xdist_group("without")

STEPS = scenario()
BOUGHT, THROUGH_PMI, OF_PMI, WITHDRAWN = "baznas-3", "sejahtera-3", "pmi-3", "paduan-1"
LEFT_OUT = (BOUGHT, THROUGH_PMI, OF_PMI, WITHDRAWN)


def made(name: str) -> PlannedPledge:
    return next(each for each in PLANNED_PLEDGES if each.pledge.name == name)


@dataclass(frozen=True)
class Totals:
    """The figures of a demo: the recaps, the rows behind them, the ladder."""

    recap: figures.Figures
    later: figures.Figures
    rows: dict[tuple[object, ...], int]
    ladder: dict[str, dict[str, int]]


async def read_totals(database: Database) -> Totals:
    async with opened(database) as api:
        return Totals(
            await figures.recap(database, RECAP_DAY),
            await figures.recap(database, END.date()),
            await figures.rows(api, END.date()),
            await figures.ladder(api),
        )


@pytest.fixture(scope="module")
async def others(server: str, _template: str) -> AsyncIterator[dict[str, Database]]:
    """By pledge: the demo as it would be without it."""
    with ExitStack() as copies:
        databases = {
            name: Database(copies.enter_context(template.copy(server, _template)), paths.secret())
            for name in LEFT_OUT
        }
        # One after the other: publishing all needs may take 5 seconds, not more.
        for name, database in databases.items():
            await run_scenario(database.settings(), without(STEPS, name))
        yield databases


def test_the_pledges_left_out_are_of_different_kinds() -> None:
    assert made(BOUGHT).pledge.funded_by == "jne-money"
    assert made(THROUGH_PMI).pledge.executor == "pmi" != made(THROUGH_PMI).pledge.giver
    assert made(OF_PMI).pledge.channel == "DIRECT"
    assert made(WITHDRAWN).gift.outcome == "WITHDRAWN"


@pytest.mark.parametrize("name", LEFT_OUT)
async def test_the_rest_is_the_sum_of_the_other_steps(
    others: dict[str, Database], name: str
) -> None:
    left, steps = await read_totals(others[name]), without(STEPS, name)
    assert left.recap == figures.counted(steps, RECAP_DAY)
    assert left.later == figures.counted(steps, END.date())
    assert left.rows == figures.counted_rows(steps, END.date())
    assert verify(others[name].dsn("worker")) == []


@pytest.mark.parametrize("name", LEFT_OUT)
async def test_only_its_own_figures_change(
    seeded: Database, others: dict[str, Database], name: str
) -> None:
    whole, left = await read_totals(seeded), await read_totals(others[name])
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
    mine = {people.organisation(each).name for each in (gift.giver, gift.through) if each}
    assert {who: row for who, row in left.recap.by_organisation.items() if who not in mine} == {
        who: row for who, row in whole.recap.by_organisation.items() if who not in mine
    }
    # Packages bought with money are the aggregator's; the gift of money stays.
    assert left.recap.gifts == whole.recap.gifts


async def test_without_the_only_pledge_for_some_rws_they_and_their_kelurahan_are_missing(
    seeded: Database, others: dict[str, Database]
) -> None:
    whole = await figures.recap(seeded, RECAP_DAY)
    left = await figures.recap(others[OF_PMI], RECAP_DAY)
    assert (whole.rws - left.rws, whole.kelurahan - left.kelurahan) == (4, 2)
    assert whole.packages["SEMBAKO"] - left.packages["SEMBAKO"] == 3_000


async def test_a_withdrawn_pledge_changes_no_public_figure(
    seeded: Database, others: dict[str, Database]
) -> None:
    assert await read_totals(others[WITHDRAWN]) == await read_totals(seeded)
    async with seeded.connection("admin") as whole, others[WITHDRAWN].connection("admin") as left:
        counts = [await each.fetchval("SELECT count(*) FROM app.pledge") for each in (whole, left)]
    assert counts == [len(PLANNED_PLEDGES), len(PLANNED_PLEDGES) - 1]
