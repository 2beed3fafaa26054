"""How a database is brought up to date: revisions once, functions whenever they differ."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ksbb.core import functions, migrate, revisions
from ksbb.core.mismatch import DatabaseMismatchError, FunctionsMismatchError
from tests.database import Database

_REVISION = """
from ksbb.core.migrate import run_sql

revision = "9001"
down_revision = "{before}"


def upgrade() -> None:
    run_sql(__file__)
"""
_TODAY = "app/today"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `backend/db` that a test may change; the code then works with it."""
    folder = tmp_path / "db"
    shutil.copytree(revisions.DATABASE, folder)
    monkeypatch.setattr(revisions, "DATABASE", folder)
    monkeypatch.setattr(revisions, "MIGRATIONS", folder / "migrations")
    monkeypatch.setattr(revisions, "FUNCTIONS", folder / "functions")
    return folder


AddRevision = Callable[..., None]


@pytest.fixture
def add_revision(files: Path) -> AddRevision:
    """Adds a revision after the last one; its SQL by the ends of file names."""
    versions = files / "migrations" / "versions"
    last = max(versions.glob("*.py")).stem.split("_")[3]

    def add(**sql: str) -> None:
        (versions / "2099_01_01_9001_more.py").write_text(_REVISION.format(before=last))
        for end, text in sql.items():
            name = f"2099_01_01_9001_more.{end.replace('_', '.')}"
            (versions / name).write_text(text)

    return add


def ask(database: Database, query: str) -> Any:
    with psycopg.connect(database.admin) as connection:
        found = connection.execute(query.encode()).fetchone()
    return found and found[0]


def change(database: Database, statement: str) -> None:
    with psycopg.connect(database.admin) as connection:
        connection.execute(statement.encode())


def upgrade(database: Database) -> list[str]:
    return migrate.upgrade(database.admin, database.secret)


class TestFunctions:
    def test_nothing_is_replaced_where_nothing_differs(self, fresh_database: Database) -> None:
        written = "SELECT max(applied_at) FROM public.migration_file"
        before = ask(fresh_database, written)
        assert upgrade(fresh_database) == []
        assert ask(fresh_database, written) == before

    def test_a_changed_file_replaces_its_function_and_no_other(
        self, fresh_database: Database, files: Path
    ) -> None:
        path = files / "functions" / f"{_TODAY}.sql"
        path.write_text(path.read_text().replace("Asia/Jakarta", "Asia/Jayapura"))
        assert upgrade(fresh_database) == [_TODAY]
        assert "Jayapura" in ask(fresh_database, "SELECT prosrc FROM pg_proc WHERE proname='today'")
        assert upgrade(fresh_database) == []

    def test_a_function_changed_by_hand_gets_its_file_again_and_keeps_owner_and_grants(
        self, fresh_database: Database
    ) -> None:
        about = (
            "SELECT (oid, proowner, proacl::text, md5(prosrc), provolatile)::text FROM pg_proc"
            " WHERE oid = 'app.today()'::regprocedure"
        )
        before = ask(fresh_database, about)
        change(
            fresh_database,
            "CREATE OR REPLACE FUNCTION app.today() RETURNS date LANGUAGE sql STABLE"
            " AS 'SELECT current_date'",
        )
        assert ask(fresh_database, about) != before
        assert upgrade(fresh_database) == [_TODAY]
        assert ask(fresh_database, about) == before

    def test_a_function_born_again_gets_its_body_though_its_file_is_the_same(
        self, fresh_database: Database, add_revision: AddRevision
    ) -> None:
        add_revision(
            sql="DROP FUNCTION app.mail_queue;"
            " CREATE FUNCTION app.mail_queue(recipient text, template text, facts jsonb)"
            " RETURNS void LANGUAGE plpgsql AS 'placeholder';"
            " ALTER FUNCTION app.mail_queue OWNER TO ksbb_engine;"
        )
        assert upgrade(fresh_database) == ["app/mail_queue"]

    def test_a_view_is_replaced_like_a_function(self, fresh_database: Database) -> None:
        change(fresh_database, "ALTER VIEW ledger.posting RESET (security_invoker)")
        assert upgrade(fresh_database) == ["ledger/posting"]

    def test_a_signature_that_no_revision_made_is_refused(
        self, fresh_database: Database, files: Path
    ) -> None:
        path = files / "functions" / f"{_TODAY}.sql"
        path.write_text(path.read_text().replace("app.today()", "app.today(zone text)"))
        with pytest.raises(FunctionsMismatchError, match=r"another signature.*app/today"):
            upgrade(fresh_database)
        assert ask(fresh_database, "SELECT count(*) FROM pg_proc WHERE proname = 'today'") == 1

    def test_a_function_without_a_file_is_refused(
        self, fresh_database: Database, files: Path
    ) -> None:
        (files / "functions" / f"{_TODAY}.sql").unlink()
        with pytest.raises(FunctionsMismatchError, match=r"no file.*app/today"):
            upgrade(fresh_database)

    def test_a_file_without_a_revision_is_refused(
        self, fresh_database: Database, files: Path
    ) -> None:
        (files / "functions" / "app" / "tomorrow.sql").write_text("SELECT 1;")
        with pytest.raises(FunctionsMismatchError, match=r"no revision.*app/tomorrow"):
            upgrade(fresh_database)

    def test_a_function_that_a_revision_drops_is_forgotten(
        self, fresh_database: Database, files: Path, add_revision: AddRevision
    ) -> None:
        add_revision(sql="DROP FUNCTION sec.session_close;")
        (files / "functions" / "sec" / "session_close.sql").unlink()
        assert upgrade(fresh_database) == []
        kept = "SELECT count(*) FROM public.migration_file WHERE path LIKE '%session_close%'"
        assert ask(fresh_database, kept) == 0

    def test_one_wrong_file_leaves_all_functions_as_they_were(
        self, fresh_database: Database, files: Path
    ) -> None:
        good = files / "functions" / f"{_TODAY}.sql"
        good.write_text(good.read_text().replace("Asia/Jakarta", "Asia/Jayapura"))
        bad = files / "functions" / "sec" / "new_token.sql"
        bad.write_text(bad.read_text().replace("SELECT translate", "SELEKT translate"))
        with pytest.raises(psycopg.errors.SyntaxError):
            upgrade(fresh_database)
        assert "Jakarta" in ask(fresh_database, "SELECT prosrc FROM pg_proc WHERE proname='today'")


class TestRevisions:
    def test_a_failing_revision_is_rolled_back_whole(
        self, fresh_database: Database, add_revision: AddRevision
    ) -> None:
        add_revision(sql="CREATE TABLE pub.half (); SELECT 1 / 0;")
        with pytest.raises(psycopg.errors.DivisionByZero):
            upgrade(fresh_database)
        assert ask(fresh_database, "SELECT to_regclass('pub.half')") is None
        add_revision(sql="CREATE TABLE pub.half ();")
        upgrade(fresh_database)
        assert ask(fresh_database, "SELECT to_regclass('pub.half')") is not None

    def test_a_revision_has_one_sql_file(
        self, fresh_database: Database, add_revision: AddRevision
    ) -> None:
        add_revision(sql="SELECT 1;", concurrent_sql="SELECT 1;")
        with pytest.raises(ValueError, match="two SQL files"):
            upgrade(fresh_database)

    def test_a_database_of_newer_code_is_refused(
        self, fresh_database: Database, add_revision: AddRevision, files: Path
    ) -> None:
        add_revision(sql="SELECT 1;")
        upgrade(fresh_database)
        for path in (files / "migrations").rglob("*_9001_*"):
            path.unlink()
        with pytest.raises(DatabaseMismatchError, match="newer KSBB: this code has no revision"):
            upgrade(fresh_database)

    def test_an_edited_revision_is_refused(self, fresh_database: Database, files: Path) -> None:
        edited = next((files / "migrations").rglob("*_needs.sql"))
        edited.write_text(edited.read_text() + "SELECT 1;\n")
        with pytest.raises(DatabaseMismatchError, match=rf"edited .*{edited.name}"):
            upgrade(fresh_database)

    def test_a_database_that_kept_no_record_is_refused(self, fresh_database: Database) -> None:
        change(fresh_database, "DROP TABLE public.migration_file")
        with pytest.raises(DatabaseMismatchError, match="before revisions were recorded"):
            upgrade(fresh_database)


_INDEXES = """
-- Repeatable: a failed attempt leaves an invalid index.
DROP INDEX CONCURRENTLY IF EXISTS pub.gift_amount;
CREATE INDEX CONCURRENTLY gift_amount ON pub.gift (amount);
"""
_VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('pub.gift_amount')"


class TestConcurrentIndexes:
    def test_they_are_built_outside_of_a_transaction(
        self, fresh_database: Database, add_revision: AddRevision
    ) -> None:
        add_revision(concurrent_sql=_INDEXES)
        upgrade(fresh_database)
        assert ask(fresh_database, _VALID)
        assert ask(fresh_database, "SELECT version_num FROM public.migration") == "9001"
        kept = "SELECT count(*) FROM public.migration_file WHERE path LIKE '%_more.concurrent.sql'"
        assert ask(fresh_database, kept) == 1
        assert upgrade(fresh_database) == []

    def test_a_failed_one_is_run_again_from_its_beginning(
        self, fresh_database: Database, add_revision: AddRevision
    ) -> None:
        add_revision(concurrent_sql=_INDEXES + "SELECT 1 / 0;\n")
        with pytest.raises(psycopg.errors.DivisionByZero):
            upgrade(fresh_database)
        assert ask(fresh_database, "SELECT version_num FROM public.migration") != "9001"
        add_revision(concurrent_sql=_INDEXES)
        upgrade(fresh_database)
        assert ask(fresh_database, _VALID)
        assert ask(fresh_database, "SELECT version_num FROM public.migration") == "9001"

    def test_whoever_waits_for_its_turn_is_not_in_the_way(
        self, fresh_database: Database, add_revision: AddRevision
    ) -> None:
        add_revision(concurrent_sql=_INDEXES)
        with ThreadPoolExecutor(2) as threads:
            with _snapshot(fresh_database):
                first = threads.submit(upgrade, fresh_database)
                _until(fresh_database, "query LIKE 'CREATE INDEX%' AND wait_event_type = 'Lock'")
                second = threads.submit(_turn, fresh_database)
                _until(fresh_database, "query LIKE '%pg_try_advisory_lock%ksbb migrate%'")
                assert not first.done()
                assert not second.done()
            first.result(timeout=60)
            second.result(timeout=60)
        assert ask(fresh_database, _VALID)


def _turn(database: Database) -> None:
    with migrate._alone(database.admin):
        pass


@contextmanager
def _snapshot(database: Database) -> Iterator[None]:
    """A transaction that a concurrent index has to wait for."""
    with psycopg.connect(database.admin) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT FROM pub.gift")
        yield


def _until(database: Database, condition: str) -> None:
    """Wait until a connection of the database is in this state."""
    query = (
        "SELECT pg_sleep(0.02), count(*) FROM pg_stat_activity"  # noqa: S608 - the test's own
        f" WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}"
    )
    with psycopg.connect(database.admin, autocommit=True) as connection:
        for _ in range(1000):
            found = connection.execute(query.encode()).fetchone()
            if found is not None and found[1] > 0:
                return
    raise AssertionError(condition)


def test_every_function_has_a_file_of_its_own_schema() -> None:
    assert {name.partition("/")[0] for name in functions.files()} == {*functions.SCHEMAS}
