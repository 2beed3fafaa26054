"""The command line of a checkout: the product's commands on its own database, and its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import typer

from ksbb.cli import app
from ksbb.cli.terminal import CommandError
from ksbb.core.settings import settings
from tools import cli
from tools.dev import browser, paths

COMMANDS = (
    *("run", "dev", "stop", "seed", "recap", "import", "test", "pytest", "check", "bench"),
    "explain",
    "schema",
    "structure",
    *("migrate", "verify", "replay"),
)


def ksbb(*arguments: str) -> int:
    """The exit code of `./ksbb`."""
    return app.run(cli.build, "./ksbb", arguments)


def test_a_command_works_on_the_database_of_the_checkout_though_settings_were_read_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def found() -> Iterator[dict[str, str]]:
        yield {"KSBB_DATABASE_URL": "postgresql://found", "KSBB_SECRET": "s" * 32}

    seen: list[str] = []

    def upgrade(address: str, secret: str) -> None:
        seen.extend((address, secret))

    for name in ("KSBB_DATABASE_URL", "KSBB_SECRET"):
        monkeypatch.setenv(name, "before")
    monkeypatch.setattr("tools.dev.installation.installation", found)
    monkeypatch.setattr("ksbb.core.migrate.upgrade", upgrade)
    settings.cache_clear()
    assert settings().secret == "before"
    try:
        assert ksbb("migrate") == 0
    finally:
        settings.cache_clear()
    assert seen == ["postgresql://found", "s" * 32]


def test_options_of_pytest_are_passed_on_unchanged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []

    def test(_jakarta: object, for_pytest: list[str]) -> None:
        seen.extend(for_pytest)
        raise typer.Exit(7)

    monkeypatch.setattr("tools.dev.testing.test", test)
    assert ksbb("test", "-x", "-k", "needs", "--maxfail=2", "tests/needs") == 7
    assert seen == ["-x", "-k", "needs", "--maxfail=2", "tests/needs"]


def test_an_expected_error_is_shown_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise CommandError("Proses tidak mau berhenti.", "The process would not stop.")

    monkeypatch.setattr("tools.dev.stop.stop", stop)
    assert ksbb("stop") == 1
    shown = capsys.readouterr().err
    assert "Galat: Proses tidak mau berhenti." in shown
    assert "Traceback" not in shown


def test_without_a_command_all_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert ksbb() == 2
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_without_a_database(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("KSBB_DATABASE_URL", "postgresql://nowhere")
    assert ksbb(name, "--help") == 0
    assert f"ksbb {name}" in capsys.readouterr().out


def test_help_imports_nothing_that_commands_need() -> None:
    program = (
        "import sys; from ksbb.cli import app; from tools import cli;"
        " app.run(cli.build, './ksbb', ['--help']);"
        " assert not [m for m in sys.modules if m.startswith(('ksbb.domain', 'tools.dev'))]"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=paths.checkout())


def test_the_launcher_is_a_plain_shell_script() -> None:
    subprocess.run(["sh", "-n", paths.checkout() / "ksbb"], check=True)


def test_the_browser_named_by_the_environment_must_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")
    with pytest.raises(CommandError, match="CHROMIUM_PATH"):
        browser.find()


def test_the_browser_found_here_runs() -> None:
    printed = subprocess.run(
        [browser.find(), "--version"], check=True, capture_output=True, text=True
    )
    assert "Chrom" in printed.stdout
