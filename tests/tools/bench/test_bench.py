"""The bench measures the product itself, and its invariants hold; no test checks the speed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from ksbb.core.audit.verify import verify
from ksbb.core.settings import Settings
from tests.database import Database
from tools.bench import (
    browsing,
    command,
    data,
    delivering,
    feedback,
    large,
    lineage,
    lines,
    peer,
    pledging,
    reading,
    tiling,
    web,
)
from tools.bench.reading import Paired
from tools.dev import browser


def config_of(database: Database) -> Settings:
    return database.settings(demo=True, registered=Path("/dev/null"))


async def test_donors_of_the_bench_break_no_invariant(fresh_seeded: Database) -> None:
    await data.grow(config_of(fresh_seeded), count=3, pledges_each=2, many=5)
    assert verify(fresh_seeded.dsn("worker")) == []
    async with fresh_seeded.connection("worker") as worker:
        held = await worker.fetch(
            "SELECT count(*) FROM app.pledge p JOIN app.organisation o ON o.id = p.donor_id"
            " WHERE o.name LIKE 'Donatur %' GROUP BY o.id ORDER BY o.id"
        )
    assert [count for (count,) in held] == [5, 2, 2]


def test_trips_leave_and_stops_are_reported_over_http_and_in_sql(fresh_seeded: Database) -> None:
    config = config_of(fresh_seeded)
    asyncio.run(data.grow(config, count=5, pledges_each=1, many=1))
    documents = {"D40": delivering.DISPATCH, "H1": delivering.REPORT}
    with web.serving(config, documents) as served:
        delivered = delivering.measure(config, served, rounds=1)
    assert (delivered.refused, delivered.breaches) == (0, [])
    for paired in (delivered.dispatching, delivered.reporting):
        assert all(rate > 0 for rate in (*paired.ours, *paired.base))
    traced = lineage.measure(config, rounds=1, seconds=1, sizes=(2_000, 4_000))
    assert traced.rows[0] >= 2_000
    assert traced.rows[1] >= 4_000
    assert traced.slower > 0


@pytest.mark.parametrize("operation", reading.OPERATIONS, ids=lambda each: each.name)
def test_an_operation_is_one_statement(operation: reading.Operation) -> None:
    plan, _ = reading.planned(operation)
    assert not plan.tree
    assert plan.signed == (operation.audience != "public")


async def test_clients_pledge_over_http_and_in_sql_and_nothing_is_promised_twice(
    fresh_seeded: Database,
) -> None:
    config = config_of(fresh_seeded)
    await data.grow(config, count=3, pledges_each=1, many=1)
    with web.serving(config, {"M1": pledging.PLEDGE}) as served:
        pledged = pledging.measure(config, served, data.donors(config), rounds=1, seconds=4)
    assert (pledged.refused, pledged.deadlocks, pledged.beyond) == (0, 0, 0)
    assert pledged.breaches == []
    assert all(rate > 0 for rate in (*pledged.paired.ours, *pledged.paired.base))


async def test_reads_are_measured_against_their_own_statement(fresh_seeded: Database) -> None:
    config = config_of(fresh_seeded)
    await data.grow(config, count=1, pledges_each=1, many=1)
    documents = {each.name: each.document for each in reading.OPERATIONS}
    [donor] = data.donors(config)
    with web.serving(config, documents) as served:
        for operation in reading.OPERATIONS:
            paired = reading.measure(operation, config, served, donor, rounds=1, seconds=1)
            assert paired.ratio > 0
        assert served.most_memory() > 0


def test_tiles_of_the_city_are_made_once_and_then_kept(fresh_seeded: Database) -> None:
    config = config_of(fresh_seeded)
    made = tiling.time_tiles(config, rounds=1)
    assert len(made.tiles) >= 9
    assert made.slowest >= made.typical > 0
    with web.serving(config, {}) as served:
        kept = tiling.measure_cached(config, served, rounds=1, seconds=1)
    assert kept.ratio > 0
    measured = lines.tile_lines(Paired([4_000.0], [9_000.0]), tiling.TileTimes([2.0, 3.0, 12.0]))
    assert [line.name for line in measured] == ["T1", "T1", "T2", "T2"]
    assert [line.good for line in measured] == [False, None, True, False]


def test_the_table_says_what_is_not_reached() -> None:
    pledged = pledging.Pledged(
        Paired([90.0, 100.0, 40.0], [100.0, 200.0, 100.0]),
        refused=0,
        deadlocks=1,
        beyond=0,
        breaches=[],
    )
    shown = lines.table(lines.pledging_lines(pledged)).splitlines()
    assert "0.50" in shown[1]
    assert "tercapai" in shown[1]
    [deadlocks] = [line for line in shown if line.split()[1] == "deadlock"]
    assert "BELUM" in deadlocks


def test_a_line_is_printed_as_json_with_its_rates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = lines.Line("Q1", "unit terdekat", ">= 0.75", "0.80", good=True, rates={"ours": [1.0]})
    monkeypatch.setattr(command, "_measure", lambda **_: [line])
    printed = command.bench(rounds=1, seconds=1, as_json=True, peers=False, many=False, web=False)
    [measured] = json.loads(printed)
    assert measured["rates"] == {"ours": [1.0]}
    assert measured["good"] is True


async def test_many_more_units_break_no_invariant_and_equal_what_triggers_derive(
    fresh_seeded: Database,
) -> None:
    index_names = "SELECT indexrelid::regclass::text FROM pg_index ORDER BY 1"
    async with fresh_seeded.connection("admin") as admin:
        before = await admin.fetch(index_names)
        units = int(await admin.fetchval("SELECT count(*) FROM pub.unit") or 0)
    large.enlarge(fresh_seeded.admin, 700)
    async with fresh_seeded.connection("admin") as admin:
        assert await admin.fetch(index_names) == before
        assert await admin.fetchval("SELECT count(*) FROM pub.unit") == units + 700
        derived = "SELECT id, search, families, people, snapshot_id FROM pub.unit ORDER BY id"
        written = await admin.fetch(derived)
        # Each trigger derives again what was written without it.
        await admin.execute("UPDATE pub.unit SET area_id = area_id")
        assert await admin.fetch(derived) == written
        assert not await admin.fetch(
            "SELECT u.id FROM pub.unit u LEFT JOIN pub.snapshot s ON (s.id, s.unit_id, s.families,"
            " s.people) = (u.snapshot_id, u.id, u.families, u.people)"
            " WHERE u.code LIKE 'UKUR.%' AND s.id IS NULL"
        )
        kinds = await admin.fetch("SELECT DISTINCT kind FROM pub.unit WHERE code LIKE 'UKUR.%'")
        assert len(kinds) == 6
        open_needs = await admin.fetch(
            "SELECT DISTINCT count(*) FROM pub.need n JOIN pub.unit u ON u.id = n.unit_id"
            " WHERE u.code LIKE 'UKUR.%' GROUP BY u.id"
        )
        assert [count for (count,) in open_needs] == [3]
        # New rows get ids of their own.
        await admin.execute(
            "INSERT INTO pub.unit (kind, code, name, area_id)"
            " SELECT 'PESANTREN', 'next', 'Next', area_id FROM pub.unit LIMIT 1"
        )
    assert verify(fresh_seeded.dsn("worker")) == []


async def test_the_peers_nearest_units_are_ours(fresh_seeded: Database) -> None:
    config = config_of(fresh_seeded)
    peer.prepare(config)
    [nearest] = [each for each in reading.OPERATIONS if each.placed]
    plan, values = reading.planned(nearest)
    async with fresh_seeded.connection("public") as public:
        ours = json.loads(await public.fetchval(plan.sql, *values) or "null")["unitsNear"]
        theirs = await public.fetch(
            "SELECT n.code, pub.unit_distance_metres(n, $1, $2) AS metres,"
            " (SELECT count(*) FROM pub.unit_open_needs(n)) AS needs"
            " FROM pub.units_near($1, $2, 5000, 20) n",
            nearest.variables["latitude"],
            nearest.variables["longitude"],
        )
    assert len(ours) == 20
    assert [
        (each["unit"]["code"], each["distanceMetres"], len(each["unit"]["needs"])) for each in ours
    ] == [tuple(each) for each in theirs]


def test_a_figure_without_a_goal_is_neither_reached_nor_missed() -> None:
    [ladder] = [each for each in reading.OPERATIONS if each.goal is None]
    head, line = lines.table([lines.reading_line(ladder, Paired([2.0], [4.0]))]).splitlines()
    assert line.split()[0] == ladder.name
    assert line.endswith("0.50")
    assert head.split()[-1] == "hasil"


def test_a_million_units_may_take_twice_as_long_and_no_longer() -> None:
    slower = large.Slower(1_000_000, Paired([100.0], [50.0]), Paired([300.0], [100.0]))
    over_http, on_socket = lines.large_lines([slower])
    assert (over_http.reached, over_http.good) == ("2.00x", True)
    assert (on_socket.reached, on_socket.good) == ("3.00x", False)


def test_a_page_is_visited_as_on_a_slow_phone(seeded: Database) -> None:
    config = config_of(seeded)
    [start, *_] = browsing.pages(config)
    with web.serving(config, browsing.documents()) as served, browser.opened() as chromium:
        visit = browsing.visit(chromium, served.origin + start.path, tap=start.tap)
    # Nothing arrives before one round trip to the server.
    assert visit.useful >= browsing.ROUND_TRIP_MILLISECONDS
    assert visit.largest >= browsing.ROUND_TRIP_MILLISECONDS
    assert 0 < visit.scripts < visit.size
    assert visit.requests > 1
    shown = lines.browsing_lines(start.name, visit, tapped=True)
    assert [line.what for line in shown][-3:] == ["LCP", "INP", "CLS"]
    untouched = lines.browsing_lines(start.name, visit, tapped=False)
    assert [line.what for line in untouched][-2:] == ["LCP", "CLS"]


def test_every_score_counts() -> None:
    assert lines.score_line("Beranda", {"performance": 95, "seo": 100}).good is True
    assert lines.score_line("Beranda", {"performance": 94, "seo": 100}).good is False


def test_in_the_office_a_tap_is_followed_by_a_changed_screen(fresh_seeded: Database) -> None:
    config = config_of(fresh_seeded)
    with web.serving(config, browsing.documents()) as served, browser.opened() as chromium:
        waits = [feedback.feedback(chromium, served, act) for act in feedback.actions(config)]
    assert len(waits) == 2
    # How fast it is, `./ksbb bench --web` says: a test on a busy machine can't.
    assert all(wait > 0 for wait in waits), waits
    pledged, slow = lines.feedback_line("Janji", 49.6), lines.feedback_line("Alokasi", 51.0)
    assert (pledged.good, slow.good) == (True, False)


def test_the_sizes_of_office_pages_are_compared_with_their_budgets() -> None:
    first, further = feedback.heaviest()
    assert (first.budget, further.budget) == (220_000, 40_000)
    assert further.size < first.size
    assert lines.size_line(feedback.Size("x", 221_000, 220_000)).good is False
