"""Revisions are SQL files, each following one other, as backend/db/CONVENTIONS.md says."""

import re
from pathlib import Path

import pytest

from ksbb.core import revisions

VERSIONS = sorted((revisions.MIGRATIONS / "versions").glob("*.py"))
_LIMIT = 400


def number(path: Path) -> str:
    return path.stem.split("_")[3]


def test_numbers_follow_each_other_and_so_do_dates() -> None:
    assert [number(path) for path in VERSIONS] == [
        f"{place:04d}" for place in range(1, len(VERSIONS) + 1)
    ]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_revision_runs_its_sql_file_after_the_one_before(path: Path) -> None:
    assert re.fullmatch(r"\d{4}_\d\d_\d\d_\d{4}_[a-z_]+", path.stem)
    before = VERSIONS[VERSIONS.index(path) - 1]
    down = "None" if path == VERSIONS[0] else f'"{number(before)}"'
    # Only the SQL of a revision counts: nothing else may happen in one.
    assert path.read_text().partition('"""\n\n')[2] == (
        "from ksbb.core.migrate import run_sql\n\n"
        f'revision = "{number(path)}"\ndown_revision = {down}\n\n\n'
        "def upgrade() -> None:\n    run_sql(__file__)\n"
    )
    assert revisions.sql_of(path).exists()


def test_no_sql_file_is_without_its_revision() -> None:
    used = {revisions.sql_of(path) for path in VERSIONS}
    assert {*revisions.MIGRATIONS.rglob("*.sql")} == used


def test_files_are_short_enough_to_be_read() -> None:
    long = [
        path.name for path in revisions.sources() if len(path.read_text().splitlines()) >= _LIMIT
    ]
    assert long == []


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_function_is_born_without_a_body(path: Path) -> None:
    text = revisions.sql_of(path).read_text()
    born = re.findall(r"^CREATE FUNCTION .*?;$", text, re.DOTALL | re.MULTILINE)
    assert [each for each in born if not each.endswith("LANGUAGE plpgsql AS 'placeholder';")] == []
