"""The demo, played through the API and forms that people use, gives the published figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ksbb.core.audit.verify import verify
from ksbb.domain.organisations.rules import is_made_up
from tests.database import Database
from tests.real_schema import Api, opened
from tests.tools.demo import figures
from tools.demo import people
from tools.demo.gifts import MONEY
from tools.demo.pledges import PLANNED_PLEDGES
from tools.demo.programme import PackageCode
from tools.demo.rws import PASAR_KEDIP
from tools.demo.scenario import BEGIN, END, RECAP_DAY, scenario
from tools.demo.sums import arrived, expected

STEPS = scenario()
DAYS = [BEGIN.date() + timedelta(days) for days in range((END.date() - BEGIN.date()).days + 1)]


@pytest.fixture
async def demo(seeded: Database) -> AsyncIterator[Api]:
    async with opened(seeded) as api:
        yield api


async def test_the_recap_of_2_may_is_the_published_one(seeded: Database) -> None:
    recap = await figures.recap(seeded, RECAP_DAY)
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


@pytest.mark.parametrize("day", [BEGIN.date() - timedelta(1), *DAYS], ids=str)
async def test_the_recap_of_every_day_is_what_the_steps_add_up_to(
    seeded: Database, day: date
) -> None:
    assert await figures.recap(seeded, day) == figures.counted(STEPS, day)


async def test_the_recaps_rows_are_exactly_those_of_the_scenario(demo: Api) -> None:
    assert await figures.rows(demo, RECAP_DAY) == figures.counted_rows(STEPS, RECAP_DAY)


async def test_barisan_bangun_negeri_is_outside_the_recap_of_2_may_and_inside_that_of_3_may(
    seeded: Database,
) -> None:
    before = await figures.recap(seeded, RECAP_DAY)
    after = await figures.recap(seeded, END.date())
    kedip = {rw.code for rw in PASAR_KEDIP.rws}
    assert "Barisan Bangun Negeri" not in before.by_organisation
    assert not kedip & set(before.by_rw)
    assert after.by_organisation["Barisan Bangun Negeri"] == ({"SEMBAKO": 600}, {}, 0)
    assert kedip < set(after.by_rw)
    # Three packages of another gift were written off on 3 May.
    assert after.packages["SEMBAKO"] - before.packages["SEMBAKO"] == 600 - 3
    assert (after.organisations, after.rws, after.kelurahan) == (23, 121, 70)


async def test_the_ladder_shows_what_is_promised_committed_on_the_way_and_received(
    demo: Api,
) -> None:
    committed = expected(STEPS, END.date()).packages
    # What its executor has not allocated yet belongs to no need, so it is on no rung.
    directed: Counter[PackageCode] = Counter()
    for made in PLANNED_PLEDGES:
        alone = made.pledge.channel == "DIRECT"
        if made.gift.outcome == "ALLOCATED" or (alone and made.gift.outcome == "SUBMITTED"):
            directed[made.gift.package] += made.gift.quantity
    assert directed == {"SEMBAKO": 700, "SIAP_SAJI": 350}
    came: Counter[PackageCode] = Counter()
    by_unit: Counter[PackageCode] = Counter()
    for each in arrived(STEPS, END.date()):
        came[each.row.allocation.package] += each.good
        by_unit[each.row.allocation.package] += each.good * each.by_unit
    ladder = await figures.ladder(demo)
    assert set(ladder) == {"SEMBAKO", "SIAP_SAJI", "LEBARAN"}
    for code in committed:
        rungs = ladder[code]
        assert rungs["committed"] == committed[code]
        assert rungs["pledged"] == committed[code] + directed[code]
        assert (rungs["received"], rungs["receivedByUnit"]) == (came[code], by_unit[code])
        assert rungs["verified"] == 0
    sembako = ladder["SEMBAKO"]
    assert sembako["committed"] > sembako["dispatched"] > sembako["received"]
    assert sembako["received"] > sembako["receivedByUnit"] > sembako["received"] // 2


async def test_nothing_bad_happens_to_a_real_organisation_and_nothing_is_released_before_3_may(
    seeded: Database,
) -> None:
    async with seeded.connection("admin") as db:
        bad = await db.fetch(
            "SELECT giver.name, executor.name AS executor, d.state, d.damaged, d.missing,"
            " d.brought_back, d.unsettled, d.corrected"
            " FROM pub.delivery d JOIN pub.organisation giver ON giver.id = d.giver_id"
            " JOIN pub.organisation executor ON executor.id = d.executor_id"
            " WHERE d.damaged + d.missing + d.brought_back > 0 OR d.corrected"
        )
        releases = await db.fetch("SELECT cause, quantity, effective FROM pub.release")
        settled = await db.fetch("SELECT state, count(*) FROM app.discrepancy GROUP BY 1")
        disputes = await db.fetchval(
            "SELECT count(*) FROM app.step WHERE thing = 'handover' AND to_state = 'resolved'"
        )
    assert {row["name"] for row in bad} == {row["executor"] for row in bad}
    assert all(is_made_up(row["name"]) for row in bad)
    assert [tuple(row) for row in releases] == [("WRITTEN_OFF", 3, END.date())]
    assert {row["state"]: row["count"] for row in settled} == {
        "replaced": 1,
        "written_off": 1,
        "open": 1,
    }
    assert disputes == 1
    assert sum(row["state"] == "failed" for row in bad) == 1


async def test_the_600_packages_at_gang_pasar_kedip_are_received_by_code(demo: Api) -> None:
    answer = await demo.query(
        figures.NOBODY,
        """query ($codes: [String!]!) { unitsByCode(codes: $codes) {
            deliveries { nodes { giver { name } received provenHow receivedOn } } } }""",
        codes=[rw.code for rw in PASAR_KEDIP.rws],
    )
    came = [each for unit in answer["unitsByCode"] for each in unit["deliveries"]["nodes"]]
    assert sum(each["received"] for each in came) == 600
    assert {each["provenHow"] for each in came} == {"CODE"}
    assert {each["receivedOn"] for each in came} == {"2020-05-03"}
    assert {each["giver"]["name"] for each in came} == {"Barisan Bangun Negeri"}


async def test_the_ladder_of_a_day_agrees_with_its_recap(demo: Api) -> None:
    for day in DAYS:
        answer = await demo.query(
            figures.NOBODY,
            "query ($day: Date!) { province { ladder(asOf: $day) { package { code } committed } }"
            " recap(asOf: $day) { packages { package { code } quantity institutions } } }",
            day=day.isoformat(),
        )
        stand = {row["package"]["code"]: row["committed"] for row in answer["province"]["ladder"]}
        for row in answer["recap"]["packages"]:
            committed = row["quantity"] + row["institutions"]
            assert stand.get(row["package"]["code"], 0) == committed


async def test_every_organisation_ends_in_the_state_of_the_scenario(demo: Api) -> None:
    answer = await demo.query(
        figures.NOBODY, "{ organisations(first: 100) { nodes { name kind isExample } } }"
    )
    assert {
        (each["name"], each["kind"], each["isExample"]) for each in answer["organisations"]["nodes"]
    } == {(each.name, each.kind, each.example) for each in people.ORGANISATIONS} - {
        (people.APPLICANT.name, people.APPLICANT.kind, people.APPLICANT.example)
    }


async def test_all_money_is_received_and_bound_as_far_as_it_buys_packages(
    seeded: Database,
) -> None:
    async with seeded.connection("admin") as db:
        rows = await db.fetch(
            "SELECT o.name, c.intended, c.received, c.funded"
            " FROM app.contribution c JOIN app.organisation o ON o.id = c.donor_id"
        )
    given = {people.organisation(each.giver).name: each.amount for each in MONEY}
    assert {row["name"]: row["intended"] for row in rows} == given
    assert {row["name"]: row["received"] for row in rows} == given
    assert {row["name"]: row["funded"] for row in rows} == {
        "JNE": 1_000_000_000,
        "PGRI SMP": 545_000_000,
        "Asosiasi Museum Indonesia DKI Jakarta": 0,
    }


async def test_one_complaint_and_one_proposal_wait_and_one_of_each_is_answered(
    seeded: Database,
) -> None:
    async with seeded.connection("admin") as db:
        complaints = await db.fetch(
            "SELECT c.state, u.name, c.description, c.reason FROM app.complaint c"
            " JOIN pub.unit u ON u.id = c.unit_id ORDER BY c.id"
        )
        proposals = await db.fetch(
            "SELECT p.state, p.remark, u.people, p.people AS proposed FROM app.proposal p"
            " JOIN pub.unit u ON u.id = p.unit_id ORDER BY p.id"
        )
        assert await db.fetchval("SELECT count(*) FROM app.reporter") == 0
    assert [row["state"] for row in complaints] == ["answered", "received"]
    assert [row["state"] for row in proposals] == ["accepted", "received"]
    # They say that they are made up; no complaint is about a real unit.
    texts = [row["description"] for row in complaints] + [row["remark"] for row in proposals]
    assert all(text.endswith("(contoh)") for text in [*texts, complaints[0]["reason"]])
    assert all(row["name"].endswith("(contoh)") for row in complaints)
    accepted, waiting = proposals
    assert accepted["people"] == accepted["proposed"] == 71
    assert waiting["people"] != waiting["proposed"]


def test_no_invariant_is_broken(seeded: Database) -> None:
    assert verify(seeded.dsn("worker")) == []


async def test_everything_is_folded_and_sealed(seeded: Database) -> None:
    async with seeded.connection("worker") as db:
        assert not await db.fetchval("SELECT ledger.apply_ladder_changes()")
        assert not await db.fetchval("SELECT app.seal_audit()")


async def test_the_demos_clock_starts_on_3_may_at_six_in_the_evening_and_runs_on(demo: Api) -> None:
    async def clock() -> dict[str, Any]:
        return (await demo.query(figures.NOBODY, "{ clock { now today demo } }"))["clock"]

    first, then = await clock(), await clock()
    assert (first["today"], first["demo"]) == ("2020-05-03", True)
    assert END <= datetime.fromisoformat(first["now"]) < datetime.fromisoformat(then["now"])


async def test_no_mail_of_the_demo_waits_to_be_sent(seeded: Database) -> None:
    async with seeded.connection("admin") as db:
        assert await db.fetchval("SELECT count(*) FROM app.mail WHERE template = 'INVITATION'") == 0
