"""What `./ksbb run` does with a database that is empty, fits the code, or doesn't."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ksbb.core.database import with_database
from ksbb.core.mismatch import DatabaseMismatchError, FunctionsMismatchError
from ksbb.core.settings import settings
from tests.database import Database
from tools.dev import cluster, databases, installation, prepare, run

_EDITED = "UPDATE public.migration_file SET hash = 'edited' WHERE path LIKE '%_needs.sql'"
_NEWER = "UPDATE public.migration SET version_num = '9001'"
_UNRECORDED = "DROP TABLE public.migration_file"
_DEMO = "UPDATE pub.clock SET demo = true"
_SOMEBODY = "INSERT INTO app.person (email) VALUES ('somebody@ksbb.example')"
_IMPORTED = (
    "INSERT INTO pub.area (code, level, name, boundary, boundary_source) VALUES ('31', 'PROVINSI',"
    " 'DKI Jakarta', 'SRID=4326;MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))', 'IMPORTED')"
)


@pytest.fixture
def found(fresh_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A migrated database of the settings; a table in it shows whether it was made again."""
    monkeypatch.setenv("KSBB_DATABASE_URL", fresh_database.admin)
    monkeypatch.setenv("KSBB_SECRET", fresh_database.secret)
    monkeypatch.setenv("KSBB_DEMO", "0")
    settings.cache_clear()
    change(fresh_database, "CREATE TABLE public.mark ()")
    yield fresh_database
    settings.cache_clear()


def change(database: Database, *statements: str) -> None:
    with psycopg.connect(database.admin) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def untouched(database: Database) -> bool:
    with psycopg.connect(database.admin) as connection:
        found = connection.execute("SELECT to_regclass('public.mark')").fetchone()
    return found is not None and found[0] is not None


def test_an_empty_database_is_migrated(found: Database) -> None:
    databases.remake(found.admin)
    prepare.prepare(private=True)
    with psycopg.connect(found.admin) as connection:
        assert connection.execute("SELECT demo FROM pub.clock").fetchone() == (False,)


@pytest.mark.parametrize("private", [True, False])
def test_a_database_that_fits_is_kept(found: Database, private: bool) -> None:
    change(found, _DEMO)
    prepare.prepare(private=private)
    assert untouched(found)


@pytest.mark.parametrize("unfit", [_EDITED, _NEWER, _UNRECORDED])
class TestADatabaseThatDoesNotFit:
    def test_a_private_demo_is_made_again_with_a_message(
        self, found: Database, unfit: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change(found, _DEMO, unfit)
        prepare.prepare(private=True)
        assert not untouched(found)
        assert "dibuat baru" in capsys.readouterr().err
        prepare.prepare(private=True)

    def test_a_private_database_without_data_is_made_again(
        self, found: Database, unfit: str
    ) -> None:
        change(found, unfit)
        prepare.prepare(private=True)
        assert not untouched(found)

    @pytest.mark.parametrize("kept", [_SOMEBODY, _IMPORTED])
    def test_a_private_database_with_data_is_not_changed(
        self, found: Database, unfit: str, kept: str
    ) -> None:
        change(found, kept, unfit)
        with pytest.raises(DatabaseMismatchError):
            prepare.prepare(private=True)
        assert untouched(found)

    def test_a_private_database_that_cannot_be_read_is_not_changed(
        self, found: Database, unfit: str
    ) -> None:
        change(found, _DEMO, "ALTER TABLE pub.clock RENAME demo TO example", unfit)
        with pytest.raises(DatabaseMismatchError):
            prepare.prepare(private=True)
        assert untouched(found)

    def test_a_demo_that_is_not_private_is_not_changed(
        self, found: Database, unfit: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change(found, _DEMO, unfit)
        assert prepare.main() == 1
        assert untouched(found)
        printed = capsys.readouterr().err
        assert "Galat: " in printed
        assert "KSBB_DATABASE_URL" in printed


def test_functions_without_a_file_do_not_make_a_database_again(found: Database) -> None:
    change(found, _DEMO, "CREATE FUNCTION app.left_over() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    with pytest.raises(FunctionsMismatchError, match="app/left_over"):
        prepare.prepare(private=True)
    assert untouched(found)


def test_only_the_database_of_the_private_server_is_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def folder(purpose: str) -> Path:
        return tmp_path / purpose

    monkeypatch.setattr(cluster, "cluster_folder", folder)
    named = "postgresql://postgres:word@db.example/ksbb"
    assert not installation.is_private(named)
    (tmp_path / "run" / "data").mkdir(parents=True)
    (tmp_path / "run" / "password").write_text("word\n")
    assert not installation.is_private(named)
    own = cluster.PrivateCluster("run").dsn()
    assert not installation.is_private(own)
    assert installation.is_private(with_database(own, installation.DATABASE))


@pytest.mark.parametrize("private", [True, False])
def test_run_makes_a_database_again_only_if_it_is_private(
    private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: list[bool] = []

    def prepared(*, private: bool) -> None:
        requested.append(private)

    monkeypatch.setattr(run, "prepare", prepared)
    monkeypatch.setattr(run, "is_private", lambda _dsn: private)
    monkeypatch.setattr(run.frontend, "install", lambda: None)
    monkeypatch.setattr(run.frontend, "stale", lambda: False)
    run._prepare()
    assert requested == [private]
