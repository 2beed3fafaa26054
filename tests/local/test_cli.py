"""Every command answers in two languages, and with the right code."""

import subprocess
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ksbb import cli
from ksbb.kernel.settings import settings
from ksbb.local import browser, places
from ksbb.local.progress import LocalError


def planted(monkeypatch: pytest.MonkeyPatch, main: object) -> None:
    """A command `stop` whose inside is this function."""
    module = types.ModuleType("ksbb.local.stop")
    vars(module)["main"] = main
    monkeypatch.setitem(sys.modules, "ksbb.local.stop", module)


def test_a_command_gets_its_arguments_and_gives_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def main(argv: list[str]) -> int:
        seen.extend(argv)
        return 7

    planted(monkeypatch, main)
    assert cli.main(["stop", "--as-of", "2020-05-02", "--help-me"]) == 7
    assert seen == ["--as-of", "2020-05-02", "--help-me"]


def test_a_command_that_says_nothing_has_gone_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def main(_argv: list[str]) -> None:
        pass

    planted(monkeypatch, main)
    assert cli.main(["stop"]) == 0


def test_a_command_knows_its_installation_though_the_settings_were_read_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def found() -> Iterator[dict[str, str]]:
        yield {"KSBB_DATABASE_URL": "postgresql://found", "KSBB_SECRET": "s" * 32}

    def main(_argv: list[str]) -> int:
        return 0 if settings().secret == "s" * 32 else 1

    for name in ("KSBB_DATABASE_URL", "KSBB_SECRET"):
        monkeypatch.setenv(name, "before")
    monkeypatch.setattr("ksbb.local.installation.installation", found)
    needing = cli.Command("ksbb.local.stop", "perlu data", "needs data")
    monkeypatch.setitem(cli.COMMANDS, "stop", needing)
    planted(monkeypatch, main)
    settings.cache_clear()
    assert settings().secret == "before"
    try:
        assert cli.main(["stop"]) == 0
    finally:
        settings.cache_clear()


def test_an_expected_error_is_shown_in_both_languages_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def main(_argv: list[str]) -> int:
        raise LocalError("Berkas tidak ada.", "The file is missing.", detail="baris terakhir")

    planted(monkeypatch, main)
    assert cli.main(["stop"]) == 1
    shown = capsys.readouterr().err
    assert "Galat: Berkas tidak ada." in shown
    assert "Error: The file is missing." in shown
    assert "baris terakhir" in shown
    assert "Traceback" not in shown


def test_a_fault_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def main(_argv: list[str]) -> int:
        raise ZeroDivisionError

    planted(monkeypatch, main)
    with pytest.raises(ZeroDivisionError):
        cli.main(["stop"])


def test_an_interrupted_command_ends_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def main(_argv: list[str]) -> int:
        raise KeyboardInterrupt

    planted(monkeypatch, main)
    assert cli.main(["stop"]) == 130


def test_a_command_whose_module_is_missing_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = cli.Command("ksbb.nowhere.at_all", "tak ada", "nothing", database=False)
    monkeypatch.setitem(cli.COMMANDS, "stop", missing)
    assert cli.main(["stop"]) == 1
    assert "ksbb.nowhere.at_all" in capsys.readouterr().err


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["jalan"])
    assert ended.value.code == 2
    assert "jalan" in capsys.readouterr().err


def test_no_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ksbb.cli", name, "--help"],
        check=False,
        capture_output=True,
        text=True,
        cwd=places.checkout(),
    )
    assert ended.returncode == 0, ended.stderr
    assert f"ksbb {name}" in ended.stdout


def test_the_launcher_is_a_plain_shell_script() -> None:
    subprocess.run(["sh", "-n", places.checkout() / "ksbb"], check=True)


def test_the_browser_named_by_the_environment_must_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")
    with pytest.raises(LocalError, match="CHROMIUM_PATH"):
        browser.find()


def test_the_browser_found_here_runs() -> None:
    said = subprocess.run([browser.find(), "--version"], check=True, capture_output=True, text=True)
    assert "Chrom" in said.stdout
