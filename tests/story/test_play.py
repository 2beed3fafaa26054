"""The story, played through the doors people use, gives the figures that were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ksbb.audit.verify import verify
from ksbb.story import cast
from ksbb.story.gifts import MONEY
from ksbb.story.places import PASAR_KEDIP
from ksbb.story.pledges import MADE
from ksbb.story.programme import PackageCode
from ksbb.story.script import BEGIN, END, RECAP_DAY, story
from ksbb.story.sums import expected
from tests.database import Database
from tests.graph import Graph, opened
from tests.story import figures

STEPS = story()
DAYS = [BEGIN.date() + timedelta(days) for days in range((END.date() - BEGIN.date()).days + 1)]


@pytest.fixture
async def demo(played: Database) -> AsyncIterator[Graph]:
    async with opened(played) as graph:
        yield graph


async def test_the_recap_of_2_may_is_the_published_one(played: Database) -> None:
    recap = await figures.recap(played, RECAP_DAY)
    assert recap.packages == {"SEMBAKO": 40_913, "SIAP_SAJI": 20_447, "LEBARAN": 9_015, "THR": 0}
    assert (recap.organisations, recap.donors, recap.aggregators) == (22, 18, 4)
    assert (recap.kota, recap.kelurahan, recap.rws) == (5, 69, 118)
    assert {code: row[:2] for code, row in recap.by_kota.items()} == {
        "31.71": (12, 20),
        "31.72": (13, 22),
        "31.73": (14, 25),
        "31.74": (15, 25),
        "31.75": (15, 26),
    }
    assert recap.gifts == [
        (
            "Asosiasi Museum Indonesia DKI Jakarta",
            "Aksi Cepat Tanggap (ACT)",
            20_000_000,
            "2020-05-02",
        ),
        ("JNE", "BAZNAS BAZIS DKI", 1_000_000_000, "2020-04-30"),
        ("PGRI SMP", "BAZNAS BAZIS DKI", 545_000_000, "2020-04-30"),
    ]
    assert recap.received == 0


@pytest.mark.parametrize("day", [BEGIN.date() - timedelta(1), *DAYS], ids=str)
async def test_the_recap_of_every_day_is_what_the_steps_add_up_to(
    played: Database, day: date
) -> None:
    assert await figures.recap(played, day) == figures.counted(STEPS, day)


async def test_behind_the_recap_stand_exactly_the_rows_of_the_story(demo: Graph) -> None:
    assert await figures.rows(demo, RECAP_DAY) == figures.counted_rows(STEPS, RECAP_DAY)


async def test_barisan_bangun_negeri_is_outside_the_recap_of_2_may_and_inside_that_of_3_may(
    played: Database,
) -> None:
    before = await figures.recap(played, RECAP_DAY)
    after = await figures.recap(played, END.date())
    kedip = {rw.code for rw in PASAR_KEDIP.rws}
    assert "Barisan Bangun Negeri" not in before.by_organisation
    assert not kedip & set(before.by_rw)
    assert after.by_organisation["Barisan Bangun Negeri"] == ({"SEMBAKO": 600}, {}, 0)
    assert kedip < set(after.by_rw)
    assert after.packages["SEMBAKO"] - before.packages["SEMBAKO"] == 600
    assert (after.organisations, after.rws, after.kelurahan) == (23, 121, 70)


async def test_the_ladder_shows_committed_and_waiting_packages_and_nothing_above(
    demo: Graph,
) -> None:
    committed = expected(STEPS, END.date()).packages
    # What its executor has not allocated yet stands at no need, so on no rung.
    directed: Counter[PackageCode] = Counter()
    for made in MADE:
        alone = made.pledge.channel == "DIRECT"
        if made.gift.outcome == "ALLOCATED" or (alone and made.gift.outcome == "SUBMITTED"):
            directed[made.gift.package] += made.gift.quantity
    assert directed == {"SEMBAKO": 700, "SIAP_SAJI": 350}
    ladder = await figures.ladder(demo)
    assert set(ladder) == {"SEMBAKO", "SIAP_SAJI", "LEBARAN"}
    for code in committed:
        rungs = ladder[code]
        assert rungs["committed"] == committed[code]
        assert rungs["pledged"] == committed[code] + directed[code]
        assert (rungs["dispatched"], rungs["received"], rungs["verified"]) == (0, 0, 0)


async def test_the_ladder_of_a_day_agrees_with_its_recap(demo: Graph) -> None:
    for day in DAYS:
        answer = await demo.ask(
            figures.NOBODY,
            "query ($day: Date!) { ladder(asOf: $day) { package { code } committed }"
            " recap(asOf: $day) { packages { package { code } quantity institutions } } }",
            day=day.isoformat(),
        )
        stand = {row["package"]["code"]: row["committed"] for row in answer["ladder"]}
        for row in answer["recap"]["packages"]:
            committed = row["quantity"] + row["institutions"]
            assert stand.get(row["package"]["code"], 0) == committed


async def test_every_organisation_ends_where_the_story_leaves_it(demo: Graph) -> None:
    answer = await demo.ask(
        figures.NOBODY, "{ organisations(first: 100) { nodes { name kind example } } }"
    )
    assert {
        (each["name"], each["kind"], each["example"]) for each in answer["organisations"]["nodes"]
    } == {(each.name, each.kind, each.example) for each in cast.ORGANISATIONS} - {
        (cast.APPLICANT.name, cast.APPLICANT.kind, cast.APPLICANT.example)
    }


async def test_all_money_came_in_and_is_bound_as_far_as_packages_are_bought_of_it(
    played: Database,
) -> None:
    async with played.connection("admin") as db:
        rows = await db.fetch(
            "SELECT o.name, c.intended, c.received, c.funded"
            " FROM app.contribution c JOIN app.organisation o ON o.id = c.donor_id"
        )
    given = {cast.organisation(each.giver).name: each.amount for each in MONEY}
    assert {row["name"]: row["intended"] for row in rows} == given
    assert {row["name"]: row["received"] for row in rows} == given
    assert {row["name"]: row["funded"] for row in rows} == {
        "JNE": 1_000_000_000,
        "PGRI SMP": 545_000_000,
        "Asosiasi Museum Indonesia DKI Jakarta": 0,
    }


async def test_of_what_people_tell_one_of_each_waits_and_one_was_answered(played: Database) -> None:
    async with played.connection("admin") as db:
        complaints = await db.fetch(
            "SELECT c.state, u.name, c.told, c.reason FROM app.complaint c"
            " JOIN pub.unit u ON u.id = c.unit_id ORDER BY c.id"
        )
        proposals = await db.fetch(
            "SELECT p.state, p.remark, u.people, p.people AS proposed FROM app.proposal p"
            " JOIN pub.unit u ON u.id = p.unit_id ORDER BY p.id"
        )
        assert await db.fetchval("SELECT count(*) FROM app.reporter") == 0
    assert [row["state"] for row in complaints] == ["answered", "received"]
    assert [row["state"] for row in proposals] == ["accepted", "received"]
    # Made up, and it says so; no real unit is complained about.
    texts = [row["told"] for row in complaints] + [row["remark"] for row in proposals]
    assert all(text.endswith("(contoh)") for text in [*texts, complaints[0]["reason"]])
    assert all(row["name"].endswith("(contoh)") for row in complaints)
    accepted, waiting = proposals
    assert accepted["people"] == accepted["proposed"] == 71
    assert waiting["people"] != waiting["proposed"]


def test_no_book_is_broken(played: Database) -> None:
    assert verify(played.dsn("worker")) == []


async def test_everything_is_folded_and_sealed(played: Database) -> None:
    async with played.connection("worker") as db:
        assert not await db.fetchval("SELECT ledger.fold()")
        assert not await db.fetchval("SELECT app.seal_audit()")


async def test_the_demo_opens_at_noon_of_3_may_and_runs_on(demo: Graph) -> None:
    async def clock() -> dict[str, Any]:
        return (await demo.ask(figures.NOBODY, "{ clock { now today demo } }"))["clock"]

    first, then = await clock(), await clock()
    assert (first["today"], first["demo"]) == ("2020-05-03", True)
    assert END <= datetime.fromisoformat(first["now"]) < datetime.fromisoformat(then["now"])


async def test_no_letter_of_the_story_waits_to_be_sent(played: Database) -> None:
    async with played.connection("admin") as db:
        assert await db.fetchval("SELECT count(*) FROM app.mail WHERE template = 'INVITATION'") == 0
