"""What is measured is the product itself, on books that hold; how fast it is, no test judges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ksbb.audit.verify import verify
from ksbb.bench import cli, data, pledging, reading, web
from ksbb.bench.reading import Paired
from ksbb.kernel.settings import Settings
from tests.database import Database


def config_of(database: Database) -> Settings:
    return database.settings(demo=True, persisted=Path("/dev/null"))


async def test_donors_of_the_bench_leave_the_books_whole(fresh_played: Database) -> None:
    await data.grow(config_of(fresh_played), count=3, pledges_each=2, many=5)
    assert verify(fresh_played.dsn("worker")) == []
    async with fresh_played.connection("worker") as worker:
        held = await worker.fetch(
            "SELECT count(*) FROM app.pledge p JOIN app.organisation o ON o.id = p.donor_id"
            " WHERE o.name LIKE 'Donatur %' GROUP BY o.id ORDER BY o.id"
        )
    assert [count for (count,) in held] == [5, 2, 2]


@pytest.mark.parametrize("operation", reading.OPERATIONS, ids=lambda each: each.name)
def test_an_operation_is_one_statement(operation: reading.Operation) -> None:
    plan, _ = reading.planned(operation)
    assert not plan.tree
    assert plan.signed == (operation.audience != "public")


async def test_clients_pledge_over_http_and_in_the_database_and_nothing_is_promised_twice(
    fresh_played: Database,
) -> None:
    config = config_of(fresh_played)
    await data.grow(config, count=3, pledges_each=1, many=1)
    with web.serving(config, {"M1": pledging.PLEDGE}) as served:
        pledged = pledging.measure(config, served, data.donors(config), rounds=1, seconds=4)
    assert (pledged.refused, pledged.deadlocks, pledged.beyond) == (0, 0, 0)
    assert pledged.breaches == []
    assert all(rate > 0 for rate in (*pledged.paired.over_http, *pledged.paired.on_socket))


async def test_reads_are_measured_against_their_own_statement(fresh_played: Database) -> None:
    config = config_of(fresh_played)
    await data.grow(config, count=1, pledges_each=1, many=1)
    documents = {each.name: each.document for each in reading.OPERATIONS}
    [donor] = data.donors(config)
    with web.serving(config, documents) as served:
        for operation in reading.OPERATIONS:
            paired = reading.measure(operation, config, served, donor, rounds=1, seconds=1)
            assert paired.ratio > 0
        assert served.most_memory() > 0


def test_the_table_says_what_is_not_reached() -> None:
    pledged = pledging.Pledged(
        Paired([90.0, 100.0, 40.0], [100.0, 200.0, 100.0]),
        refused=0,
        deadlocks=1,
        beyond=0,
        breaches=[],
    )
    shown = cli.table(cli.pledging_lines(pledged)).splitlines()
    assert "0.50" in shown[1]
    assert "tercapai" in shown[1]
    [deadlocks] = [line for line in shown if line.split()[1] == "deadlock"]
    assert "BELUM" in deadlocks


def test_a_measured_line_is_told_as_json_with_its_rates(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = cli.Line("Q1", "unit terdekat", ">= 0.75", "0.80", good=True, rates={"over_http": [1.0]})
    monkeypatch.setattr(cli, "_measure", lambda **_: [line])
    assert cli.main(["--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["rates"] == {"over_http": [1.0]}
    assert told["good"] is True
