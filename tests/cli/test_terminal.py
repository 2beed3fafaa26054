"""What commands print: one language at a time, and signs of progress."""

import io
import os
import re
import sys
import time

import pytest

from ksbb.cli import terminal
from ksbb.cli.terminal import CommandError, choose_language, language, show_error, step


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id_ID.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "id_ID"}, "id"),
        ({"LC_ALL": "", "LANG": "id_ID"}, "id"),
        ({"LC_ALL": "en_US.UTF-8", "KSBB_LANG": "id"}, "id"),
    ],
)
def test_the_language_follows_the_locale_unless_it_is_named(
    environment: dict[str, str], expected: str
) -> None:
    assert language(environment) == expected


@pytest.mark.parametrize(
    ("arguments", "first", "chosen"),
    [
        (["--lang", "en", "recap"], ["--lang", "en", "recap"], "en"),
        (["recap", "--json", "--lang", "en"], ["--lang", "en", "recap", "--json"], "en"),
        (["recap", "--lang=en"], ["--lang=en", "recap"], "en"),
        (["recap"], ["recap"], "id"),
        (["test", "--", "--lang", "en"], ["test", "--", "--lang", "en"], "id"),
    ],
)
def test_the_option_may_stand_anywhere(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], first: list[str], chosen: str
) -> None:
    monkeypatch.setenv("KSBB_LANG", "id")
    assert choose_language(arguments) == first
    assert language() == chosen
    # Child processes print in the same language.
    assert os.environ["KSBB_LANG"] == chosen


def test_an_error_is_shown_in_one_language_with_the_last_lines_of_what_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for chosen in ("id", "en"):
        monkeypatch.setenv("KSBB_LANG", chosen)
        show_error(CommandError("Berkas hilang.", "The file is missing.", "baris terakhir"))
    indonesian, english = capsys.readouterr().err.split("Error: ")
    assert indonesian == "\nGalat: Berkas hilang.\n\n    baris terakhir\n\n"
    assert english == "The file is missing.\n\n    baris terakhir\n"


def test_in_a_log_a_step_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Web disusun", "Building"):
        pass
    assert re.fullmatch(r"==> Web disusun ... selesai, \d+\.\d s\n", capsys.readouterr().err)


def test_in_a_log_a_failing_step_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), step("Web disusun", "Building"):
        raise ZeroDivisionError
    assert re.fullmatch(r"==> Web disusun ... gagal, \d+\.\d s\n", capsys.readouterr().err)


def test_in_a_log_a_long_step_repeats_its_name_and_names_its_parts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "_TICK_SECONDS", 0.01)
    shown = ""
    with step("Demo", "Demo", total=1) as running:
        running.note("hari pertama", "first day")
        running.advance()
        while "Demo ... 0 s" not in shown:
            time.sleep(0.01)
            shown += capsys.readouterr().err
    shown += capsys.readouterr().err
    first, second, *_, last = shown.splitlines()
    assert first == "==> Demo ..."
    assert second == "    hari pertama"
    assert last.startswith("    Demo: selesai, ")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_step_moves_and_leaves_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with step("Demo [1]", "Demo [1]", total=2) as running:
        running.note("hari pertama", "first day")
        running.advance()
    shown = screen.getvalue()
    assert "Demo [1]: hari pertama" in shown
    assert "1/2" in shown
    assert re.search(r"==> Demo \[1\]: selesai, \d+\.\d s\Z", shown.rstrip("\n"))
