"""The whole product on a database: mail server, web server, worker, as in `./ksbb run`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.database import Database
from tools.dev import mail, paths

_LOOPBACK = mail.LOOPBACK
_STARTUP_SECONDS = 180
_GRACE_SECONDS = 10
_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Site:
    """A running product.

    Attributes:
        origin: its address.
        mails: the address of its mail server's page.
        admin: the administrator's DSN of its database.
    """

    origin: str
    mails: str
    admin: str


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(name: str, arguments: Sequence[str], logs: Path, **settings: str) -> Iterator[None]:
    with (logs / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=paths.checkout(),
            env={**os.environ, **settings},
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_it_answers(address: str, log: Path) -> None:
    until = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=_STARTUP_SECONDS):  # noqa: S310 - our own loopback
                return
        except (URLError, OSError):
            time.sleep(_POLL_SECONDS)
    raise AssertionError(f"{address} does not answer:\n{log.read_text()[-4000:]}")


@contextmanager
def opened(database: Database, logs: Path) -> Iterator[Site]:
    """Run the product on a database until the block ends.

    Args:
        database: with the demo in it; changes are kept.
        logs: a folder for the output of the processes.
    """
    web, smtp, mails = _free_port(), _free_port(), _free_port()
    # A host name and not an IP address, as people use it: cookies and links belong to the name.
    origin = f"http://localhost:{web}"
    settings = {
        "KSBB_DATABASE_URL": database.admin,
        "KSBB_SECRET": database.secret,
        "KSBB_DEMO": "1",
        "KSBB_PRECOMPILE": "0",
        "KSBB_PUBLIC_URL": origin,
        "KSBB_SMTP_URL": f"smtp://{_LOOPBACK}:{smtp}",
        "KSBB_MAIL_PAGE": f"http://{_LOOPBACK}:{mails}",
    }
    server = ["uvicorn", "ksbb.app:create_app", "--factory", "--host", _LOOPBACK]
    programs = {
        "mail": [mail.__name__, str(smtp), str(mails)],
        "web": [*server, "--port", str(web), "--no-access-log"],
        "worker": ["ksbb.worker"],
    }
    with ExitStack() as running:
        for name, arguments in programs.items():
            running.enter_context(_running(name, arguments, logs, **settings))
        site = Site(origin, f"http://{_LOOPBACK}:{mails}", database.admin)
        _wait_until_it_answers(f"{site.mails}/messages.json", logs / "mail.log")
        _wait_until_it_answers(f"{origin}/readyz", logs / "web.log")
        yield site
