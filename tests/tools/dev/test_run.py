"""What `./ksbb run` decides before it starts anything."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ksbb.cli.terminal import CommandError
from ksbb.core.settings import settings
from tools.dev import frontend, run

LOOPBACK = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another server listens."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def default_port(taken: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setenv("KSBB_PORT", str(taken))
    settings.cache_clear()
    yield taken
    settings.cache_clear()


def test_a_requested_port_that_is_in_use_is_refused(taken: int) -> None:
    with pytest.raises(CommandError, match=str(taken)):
        run.chosen_port(LOOPBACK, taken)


def test_without_a_requested_port_the_next_free_one_is_used(
    default_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.chosen_port(LOOPBACK, None) > default_port
    assert str(default_port) in capsys.readouterr().err


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose frontend builds at once."""
    folder = tmp_path / "frontend"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "page.ts").write_text("1")
    build = {"build": "mkdir -p dist && cp src/page.ts dist/page.js"}
    (folder / "package.json").write_text(json.dumps({"name": "pages", "scripts": build}))
    monkeypatch.setattr(frontend, "checkout", lambda: tmp_path)
    monkeypatch.setattr(frontend, "local", lambda: tmp_path)
    return folder


def test_pages_are_built_again_only_when_a_source_changed(pages: Path) -> None:
    assert frontend.stale()
    frontend.build()
    assert (pages / "dist" / "page.js").read_text() == "1"
    assert not frontend.stale()
    (pages / "src" / "page.ts").write_text("2")
    assert frontend.stale()
    frontend.build()
    assert (pages / "dist" / "page.js").read_text() == "2"


def test_pages_whose_build_was_removed_are_stale(pages: Path) -> None:
    frontend.build()
    (pages / "dist" / "page.js").unlink()
    (pages / "dist").rmdir()
    assert frontend.stale()


def test_a_failing_build_is_an_error_with_its_last_lines(pages: Path) -> None:
    (pages / "src" / "page.ts").unlink()
    with pytest.raises(CommandError) as failed:
        frontend.build()
    assert "page.ts" in failed.value.detail
    assert frontend.stale()
