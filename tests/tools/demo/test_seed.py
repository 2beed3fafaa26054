"""`./ksbb seed` ends with the whole demo in every case, and changes nothing else."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from ksbb.cli import app
from ksbb.core.settings import REPOSITORY, settings
from tests.database import Database
from tests.tools.demo import figures
from tools import cli
from tools.demo import command
from tools.demo.command import DemoState, demo_state
from tools.demo.delete import NotADemoError, delete_demo
from tools.demo.scenario import END, RECAP_DAY, scenario, without
from tools.dev import demo

Seed = Callable[..., tuple[int, str]]

# The number of rows of every table that people or the worker fill.
_COUNTS = """
    SELECT table_schema || '.' || table_name, (xpath('/row/c/text()', query_to_xml(
        format('SELECT count(*) AS c FROM %I.%I', table_schema, table_name), false, true, '')
    ))[1]::text::int
    FROM information_schema.tables
    WHERE table_schema IN ('app', 'ledger', 'pub', 'sec') AND table_type = 'BASE TABLE'
"""


def counts(database: Database) -> dict[str, int]:
    with psycopg.connect(database.admin) as connection:
        return dict(connection.execute(_COUNTS).fetchall())


def one(database: Database, query: str) -> Any:
    with psycopg.connect(database.admin) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def change(database: Database, statement: str) -> None:
    with psycopg.connect(database.admin) as connection:
        connection.execute(statement.encode())


def state_of(database: Database) -> DemoState:
    return asyncio.run(demo_state(database.admin))


def recap(database: Database) -> figures.Figures:
    return asyncio.run(figures.recap(database, RECAP_DAY))


@pytest.fixture
def seed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Seed]:
    """Runs the command on a database; returns its exit code and output."""

    def run(database: Database, *arguments: str) -> tuple[int, str]:
        monkeypatch.setenv("KSBB_DATABASE_URL", database.admin)
        monkeypatch.setenv("KSBB_SECRET", database.secret)
        code = app.run(cli.build, "./ksbb", ["seed", *arguments])
        return code, capsys.readouterr().err

    yield run
    settings.cache_clear()


def test_if_the_demo_is_there_seed_says_so_and_changes_nothing(
    fresh_seeded: Database, seed: Seed
) -> None:
    before, opened = counts(fresh_seeded), one(fresh_seeded, "SELECT opened_at FROM pub.clock")
    code, printed = seed(fresh_seeded)
    assert code == 0
    assert "Cerita demo sudah ada" in printed
    assert counts(fresh_seeded) == before
    assert one(fresh_seeded, "SELECT opened_at FROM pub.clock") == opened


def test_a_different_scenario_is_not_mistaken_for_the_existing_one(
    fresh_seeded: Database, seed: Seed
) -> None:
    before = counts(fresh_seeded)
    code, printed = seed(fresh_seeded, "--without", "pmi-3")
    assert code == 1
    assert "--fresh" in printed
    assert counts(fresh_seeded) == before


def test_fresh_deletes_what_visitors_did_and_plays_the_requested_scenario(
    fresh_seeded: Database, seed: Seed
) -> None:
    change(fresh_seeded, "INSERT INTO app.person (email) VALUES ('tamu@example.org')")
    code, _ = seed(fresh_seeded, "--fresh", "--without", "paduan-1", "--without", "pmi-3")
    assert code == 0
    assert one(fresh_seeded, "SELECT count(*) FROM app.person WHERE email ~ '^tamu@'") == 0
    steps = without(without(scenario(), "paduan-1"), "pmi-3")
    assert recap(fresh_seeded) == figures.counted(steps, RECAP_DAY)


def test_the_next_run_restarts_a_killed_seed(
    fresh_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tools.cli", "seed"],
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "KSBB_DATABASE_URL": fresh_database.admin,
            "KSBB_SECRET": fresh_database.secret,
        },
    ) as playing:
        assert playing.stderr is not None
        printed = ""
        for line in playing.stderr:
            printed += line
            if "25-4-2020" in line:
                break
        playing.kill()
    assert "25-4-2020" in printed
    # The server notices a moment later; then it releases the lock.
    change(fresh_database, "SELECT pg_advisory_lock(hashtext('ksbb story'))")
    assert state_of(fresh_database) is DemoState.INTERRUPTED

    # Days later the interrupted demo's clock is past the end, but it is still interrupted.
    change(fresh_database, "UPDATE pub.clock SET shift = shift + interval '30 days'")
    assert state_of(fresh_database) is DemoState.INTERRUPTED

    monkeypatch.setattr(command, "settings", fresh_database.settings)
    demo.fill_if_empty(fresh_database.admin)
    assert state_of(fresh_database) is DemoState.COMPLETE
    assert recap(fresh_database) == figures.counted(scenario(), RECAP_DAY)
    assert one(fresh_database, "SELECT app.today()") == END.date()


@pytest.mark.parametrize("arguments", [(), ("--fresh",)])
@pytest.mark.parametrize("switched", ["off", "on"])
def test_real_data_is_not_changed(
    fresh_database: Database, seed: Seed, arguments: tuple[str, ...], switched: str
) -> None:
    change(fresh_database, "INSERT INTO app.person (email) VALUES ('ibu.rt@example.org')")
    change(fresh_database, f"UPDATE pub.clock SET demo = '{switched}'")  # noqa: S608
    assert state_of(fresh_database) is DemoState.FOREIGN
    before = counts(fresh_database)
    code, printed = seed(fresh_database, *arguments)
    assert code == 1
    assert "tidak ada yang diubah" in printed
    assert counts(fresh_database) == before
    assert one(fresh_database, "SELECT demo FROM pub.clock") is (switched == "on")


async def test_with_a_real_clock_nothing_is_deleted(fresh_database: Database) -> None:
    async with fresh_database.connection("admin") as db:
        await db.execute("INSERT INTO app.person (email) VALUES ('ibu.rt@example.org')")
        with pytest.raises(NotADemoError):
            await delete_demo(fresh_database.admin)
        assert await db.fetchval("SELECT count(*) FROM app.person") == 1


def test_two_do_not_play_at_once(fresh_database: Database, seed: Seed) -> None:
    with psycopg.connect(fresh_database.admin) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('ksbb story'))")
        code, printed = seed(fresh_database)
    assert code == 1
    assert "sedang dimainkan" in printed
    assert state_of(fresh_database) is DemoState.EMPTY


def test_an_unknown_pledge_cannot_be_left_out(fresh_database: Database, seed: Seed) -> None:
    code, printed = seed(fresh_database, "--without", "pmi-300")
    assert code == 1
    assert "Tidak ada janji pmi-300; yang ada: " in printed
    assert state_of(fresh_database) is DemoState.EMPTY


def test_a_scenario_that_breaks_the_rules_is_refused_before_it_begins(
    fresh_database: Database, seed: Seed
) -> None:
    code, printed = seed(fresh_database, "--without", "pmi-1")
    assert code == 1
    assert "pmi-2" in printed
    assert state_of(fresh_database) is DemoState.EMPTY
