"""The command line of an installation without the tools."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ksbb.cli import app
from ksbb.cli.terminal import CommandError
from ksbb.core.settings import REPOSITORY, settings
from tests.database import Database


@pytest.fixture
def installation(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The settings of this process name this database."""
    monkeypatch.setenv("KSBB_DATABASE_URL", database.admin)
    monkeypatch.setenv("KSBB_SECRET", database.secret)
    settings.cache_clear()
    yield database
    settings.cache_clear()


@pytest.mark.parametrize(
    ("language", "title", "about"),
    [("id", "Mengoperasikan", "Mutakhirkan basis data."), ("en", "Operate", "Bring the database")],
)
def test_help_is_grouped_and_speaks_one_language(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    title: str,
    about: str,
) -> None:
    monkeypatch.setenv("KSBB_LANG", language)
    assert app.run(app.build, "ksbb", ["--help"]) == 0
    shown = capsys.readouterr().out
    assert title in shown
    assert about in shown
    assert ("Usage: ksbb" in shown) is (language == "en")


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(app.build, "ksbb", ["jalan"]) == 2
    assert "jalan" in capsys.readouterr().err


def test_without_a_command_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(app.build, "ksbb", []) == 2
    assert "migrate" in capsys.readouterr().out


def test_help_needs_neither_settings_nor_the_domain() -> None:
    program = (
        "import sys; from ksbb.cli import app; app.run(app.build, 'ksbb', ['recap', '--help']);"
        " assert not [m for m in sys.modules if m.startswith(('ksbb.domain', 'sqlalchemy'))]"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=REPOSITORY)


@pytest.mark.usefixtures("installation")
def test_verify_prints_each_invariant(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(app.build, "ksbb", ["verify"]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert all(line.startswith("benar  ") for line in lines)
    assert last == f"Semua {len(lines)} kaidah dipenuhi."


@pytest.mark.usefixtures("installation")
def test_a_migrated_database_is_migrated_again_without_harm() -> None:
    assert app.run(app.build, "ksbb", ["migrate"]) == 0


def test_the_committed_schema_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(app.build, "ksbb", ["schema", "--check"]) == 0
    other = tmp_path / "schema.graphql"
    other.write_text("type Query\n")
    monkeypatch.setattr("ksbb.cli.contract.CONTRACT", other)
    assert app.run(app.build, "ksbb", ["schema", "--check"]) == 1
    assert "jalankan ./ksbb schema" in capsys.readouterr().err
    assert app.run(app.build, "ksbb", ["schema"]) == 0
    assert app.run(app.build, "ksbb", ["schema", "--check"]) == 0


@pytest.mark.usefixtures("installation")
def test_an_expected_error_is_shown_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_worker: str) -> None:
        raise CommandError("Berkas tidak ada.", "The file is missing.")

    monkeypatch.setattr("ksbb.core.audit.verify.verify", fails)
    assert app.run(app.build, "ksbb", ["verify"]) == 1
    shown = capsys.readouterr().err
    assert "Galat: Berkas tidak ada." in shown
    assert "Traceback" not in shown


@pytest.mark.usefixtures("installation")
def test_an_unexpected_error_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_worker: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ksbb.core.audit.verify.verify", fails)
    with pytest.raises(ZeroDivisionError):
        app.run(app.build, "ksbb", ["verify"])


@pytest.mark.usefixtures("installation")
def test_an_interrupted_command_has_the_exit_code_of_an_interrupt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_worker: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ksbb.core.audit.verify.verify", interrupted)
    assert app.run(app.build, "ksbb", ["verify"]) == 130
