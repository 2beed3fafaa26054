"""The processes of an installation run and end together."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ksbb.cli.terminal import CommandError
from tools.dev import supervisor

SUPERVISED = Path(__file__).with_name("supervised.py")
PATIENCE_SECONDS = 30

# A web server that is ready at once and writes its process id into a file for the test.
WEB = """
import http.server, os, pathlib, sys
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), Ready).serve_forever()
"""


class Supervised:
    """A supervisor in its own process, with its folder and its pipes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.process: subprocess.Popen[str] | None = None
        (folder / "web.py").write_text(WEB)

    def web(self) -> str:
        return f"web=exec {sys.executable} {self.folder}/web.py {self.folder}/web.pid {self.port}"

    def start(self, *programs: str) -> subprocess.Popen[str]:
        self.process = subprocess.Popen(
            [sys.executable, str(SUPERVISED), str(self.folder), str(self.port), *programs],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return self.process

    def ready(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def number_of(self, name: str) -> int:
        return int((self.folder / f"{name}.pid").read_text())


@pytest.fixture
def supervised(
    tmp_path: Path, free_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Supervised]:
    monkeypatch.setattr(supervisor, "folder", lambda: tmp_path)
    made = Supervised(tmp_path, free_tcp_port)
    yield made
    if made.process is not None:
        if made.process.poll() is None:
            made.process.kill()
        made.process.communicate()


def wait_for_end(process: int) -> None:
    """Return when the process has ended; the kernel notifies, without polling."""
    try:
        watched = os.pidfd_open(process)
    except ProcessLookupError:
        return
    try:
        assert select.select([watched], [], [], PATIENCE_SECONDS)[0], f"{process} still runs"
    finally:
        os.close(watched)


def test_the_supervisor_shows_its_address_and_ends_all_processes_when_stopped(
    supervised: Supervised,
) -> None:
    process = supervised.start(
        supervised.web(),
        f"worker=echo $$ >{supervised.folder}/worker.pid; exec cat /dev/zero >/dev/null",
    )
    supervised.ready()
    running = supervisor.running()
    assert running == supervisor.Running(
        process.pid, [("KSBB", f"http://127.0.0.1:{supervised.port}")], ready=True
    )
    process.terminate()
    assert process.wait(PATIENCE_SECONDS) == 0
    wait_for_end(supervised.number_of("web"))
    wait_for_end(supervised.number_of("worker"))
    assert supervisor.running() is None


def test_a_process_that_died_is_started_again(supervised: Supervised) -> None:
    seen = supervised.folder / "seen"
    os.mkfifo(seen)
    worker = f"echo $$ >{seen}; exec cat /dev/zero >/dev/null"
    supervised.start(supervised.web(), f"worker={worker}")
    first = int(seen.read_text())
    supervised.ready()
    os.kill(first, signal.SIGKILL)
    # Opening the pipe waits until the next worker writes its process id.
    assert int(seen.read_text()) != first


def test_a_process_that_cannot_start_ends_all_and_shows_why(supervised: Supervised) -> None:
    process = supervised.start(supervised.web(), "worker=echo no such table: pub.need; exit 3")
    _, shown = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "no such table: pub.need" in shown
    assert "Galat" in shown


def test_no_process_outlives_a_killed_supervisor(supervised: Supervised) -> None:
    process = supervised.start(supervised.web())
    supervised.ready()
    process.kill()
    process.wait(PATIENCE_SECONDS)
    wait_for_end(supervised.number_of("web"))
    assert supervisor.running() is None


def test_a_second_supervisor_is_refused(supervised: Supervised) -> None:
    supervised.start(supervised.web())
    supervised.ready()
    with pytest.raises(CommandError, match="sudah berjalan"), supervisor.alone():
        pass


def test_stopping_waits_until_it_has_stopped(supervised: Supervised) -> None:
    process = supervised.start(supervised.web())
    supervised.ready()
    assert supervisor.stop()
    assert process.wait(PATIENCE_SECONDS) == 0


def test_stopping_without_a_running_supervisor_is_no_error(supervised: Supervised) -> None:
    assert not supervisor.stop()
    assert supervised.process is None


def test_a_stale_process_id_in_the_state_file_is_ignored(supervised: Supervised) -> None:
    (supervised.folder / "state.json").write_text(
        f'{{"pid": {os.getpid()}, "shown": [], "ready": true}}'
    )
    assert supervisor.running() is None
    assert not supervisor.stop()
