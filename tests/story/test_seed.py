"""`./ksbb seed` ends with the whole demo whatever came before it, and touches nothing else."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from ksbb.kernel.settings import REPOSITORY
from ksbb.local import demo
from ksbb.story import play
from ksbb.story.forget import NotADemoError, forget
from ksbb.story.play import Standing, standing
from ksbb.story.script import END, RECAP_DAY, story, without
from tests.database import Database
from tests.story import figures

Seed = Callable[..., tuple[int, str]]

# Rows of every table that people or the worker fill.
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


def told(database: Database) -> Standing:
    return asyncio.run(standing(database.admin))


def recap(database: Database) -> figures.Figures:
    return asyncio.run(figures.recap(database, RECAP_DAY))


@pytest.fixture
def seed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Seed:
    """The command on a database: its code, and what it says."""

    def run(database: Database, *arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(play, "settings", database.settings)
        code = play.main(list(arguments))
        return code, capsys.readouterr().err

    return run


def test_where_the_story_is_it_says_so_and_changes_nothing(
    fresh_played: Database, seed: Seed
) -> None:
    before, opened = counts(fresh_played), one(fresh_played, "SELECT opened_at FROM pub.clock")
    code, said = seed(fresh_played)
    assert code == 0
    assert "Cerita demo sudah ada" in said
    assert counts(fresh_played) == before
    assert one(fresh_played, "SELECT opened_at FROM pub.clock") == opened


def test_another_story_is_not_quietly_the_one_that_is_there(
    fresh_played: Database, seed: Seed
) -> None:
    before = counts(fresh_played)
    code, said = seed(fresh_played, "--without", "pmi-3")
    assert code == 1
    assert "--fresh" in said
    assert counts(fresh_played) == before


def test_fresh_forgets_what_visitors_did_and_plays_it_as_it_is_asked_for(
    fresh_played: Database, seed: Seed
) -> None:
    change(fresh_played, "INSERT INTO app.person (email) VALUES ('tamu@example.org')")
    code, _ = seed(fresh_played, "--fresh", "--without", "paduan-1", "--without", "pmi-3")
    assert code == 0
    assert one(fresh_played, "SELECT count(*) FROM app.person WHERE email ~ '^tamu@'") == 0
    steps = without(without(story(), "paduan-1"), "pmi-3")
    assert recap(fresh_played) == figures.counted(steps, RECAP_DAY)


def test_a_killed_seed_is_begun_anew_by_the_next_run(
    fresh_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ksbb.cli", "seed"],
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
        said = ""
        for line in playing.stderr:
            said += line
            if "25-4-2020" in line:
                break
        playing.kill()
    assert "25-4-2020" in said
    # The server notices a moment later; it gives the lock back then.
    change(fresh_database, "SELECT pg_advisory_lock(hashtext('ksbb story'))")
    assert told(fresh_database) is Standing.INTERRUPTED

    # Days later the clock of the torn demo is past the story's end, and it is torn all the same.
    change(fresh_database, "UPDATE pub.clock SET shift = shift + interval '30 days'")
    assert told(fresh_database) is Standing.INTERRUPTED

    monkeypatch.setattr(play, "settings", fresh_database.settings)
    demo.fill_if_empty(fresh_database.admin)
    assert told(fresh_database) is Standing.COMPLETE
    assert recap(fresh_database) == figures.counted(story(), RECAP_DAY)
    assert one(fresh_database, "SELECT app.today()") == END.date()


@pytest.mark.parametrize("arguments", [(), ("--fresh",)])
@pytest.mark.parametrize("switched", ["off", "on"])
def test_what_people_did_in_earnest_is_left_alone(
    fresh_database: Database, seed: Seed, arguments: tuple[str, ...], switched: str
) -> None:
    change(fresh_database, "INSERT INTO app.person (email) VALUES ('ibu.rt@example.org')")
    change(fresh_database, f"UPDATE pub.clock SET demo = '{switched}'")  # noqa: S608
    assert told(fresh_database) is Standing.FOREIGN
    before = counts(fresh_database)
    code, said = seed(fresh_database, *arguments)
    assert code == 1
    assert "tidak ada yang diubah" in said
    assert counts(fresh_database) == before
    assert one(fresh_database, "SELECT demo FROM pub.clock") is (switched == "on")


async def test_where_the_clock_is_real_nothing_is_forgotten(fresh_database: Database) -> None:
    async with fresh_database.connection("admin") as db:
        await db.execute("INSERT INTO app.person (email) VALUES ('ibu.rt@example.org')")
        with pytest.raises(NotADemoError):
            await forget(fresh_database.admin)
        assert await db.fetchval("SELECT count(*) FROM app.person") == 1


def test_two_do_not_play_at_once(fresh_database: Database, seed: Seed) -> None:
    with psycopg.connect(fresh_database.admin) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('ksbb story'))")
        code, said = seed(fresh_database)
    assert code == 1
    assert "sedang dimainkan" in said
    assert told(fresh_database) is Standing.EMPTY


def test_a_story_that_the_rules_forbid_is_refused_before_it_begins(
    fresh_database: Database, seed: Seed
) -> None:
    code, said = seed(fresh_database, "--without", "pmi-1")
    assert code == 1
    assert "pmi-2" in said
    assert told(fresh_database) is Standing.EMPTY
