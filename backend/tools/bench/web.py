"""One web process as it is deployed, with the bench's documents registered."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graphql_sql import ID
from ksbb.cli.terminal import CommandError
from ksbb.core.settings import Settings

HOST = "127.0.0.1"
_STARTUP_SECONDS = 60
_GRACE_SECONDS = 10
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Web:
    """A running web process."""

    pid: int
    port: int

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def sign_in(self, person: int) -> str:
        """A session of the demo's person with this id, as a Cookie header."""
        with closing(http.client.HTTPConnection(HOST, self.port)) as connection:
            connection.request(
                "POST",
                "/auth/as",
                json.dumps({"person": str(ID("Person", person))}),
                {
                    "Content-Type": "application/json",
                    "Host": f"localhost:{self.port}",
                    "Origin": self.origin,
                    "X-KSBB-CSRF": "1",
                },
            )
            answer = connection.getresponse()
            body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise CommandError("Masuk gagal.", "Could not sign in.", body.decode(errors="replace"))
        return (answer.headers["set-cookie"] or "").partition(";")[0]

    def most_memory(self) -> int:
        """The peak memory of the process, in bytes."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        raise CommandError("Memori tidak terbaca.", "The process's memory could not be read.")


def document_id(document: str) -> str:
    """The id of a registered document."""
    return hashlib.sha256(document.encode()).hexdigest()


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    arguments: Sequence[str | Path], environment: Mapping[str, str], answers: Callable[[], bool]
) -> Iterator[int]:
    """A server until the block ends; yields its process id.

    Args:
        arguments: the program and its arguments.
        environment: its whole environment.
        answers: whether it is ready; an OSError means not yet.

    Raises:
        CommandError: it ended, or was not ready within a minute.
    """
    with tempfile.NamedTemporaryFile("r") as log:
        process = subprocess.Popen(
            arguments, stdout=log.fileno(), stderr=subprocess.STDOUT, env=environment
        )
        try:
            until = time.monotonic() + _STARTUP_SECONDS
            ready = False
            while not ready and process.poll() is None and time.monotonic() < until:
                with suppress(OSError, http.client.HTTPException):
                    ready = answers()
                if not ready:
                    time.sleep(_POLL_SECONDS)
            if not ready:
                logged = Path(log.name).read_text(errors="replace")[-2000:]
                raise CommandError("Peladen tidak menyala.", "A server does not start.", logged)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def serving(config: Settings, documents: Mapping[str, str]) -> Iterator[Web]:
    """A web process on a database, until the block ends.

    Args:
        config: the database and its secret.
        documents: texts by name, which are registered by id.
    """
    port = free_port()

    def answers() -> bool:
        with closing(http.client.HTTPConnection(HOST, port, timeout=5)) as requested:
            requested.request("GET", "/readyz")
            return requested.getresponse().status == http.HTTPStatus.OK

    with tempfile.TemporaryDirectory() as folder:
        registered = {document_id(text): text for text in documents.values()}
        (Path(folder) / "bench.json").write_text(json.dumps(registered))
        arguments = (
            *(sys.executable, "-m", "uvicorn", "ksbb.app:create_app", "--factory"),
            *("--host", HOST, "--port", str(port)),
            *("--no-access-log", "--no-server-header"),
        )
        environment = {
            **os.environ,
            "KSBB_DATABASE_URL": config.database_url,
            "KSBB_SECRET": config.secret,
            "KSBB_DEMO": "1",
            "KSBB_REGISTERED": folder,
            "KSBB_PUBLIC_URL": f"http://localhost:{port}",
        }
        with running(arguments, environment, answers) as pid:
            yield Web(pid, port)
