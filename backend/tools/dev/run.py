"""What `./ksbb run` does: starts everything with the demo and prints the address."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ksbb.cli.terminal import CommandError, say, step, t
from ksbb.core.settings import settings
from tools.dev import demo, frontend, mail, supervisor
from tools.dev.command import tail
from tools.dev.installation import installation, is_private
from tools.dev.paths import checkout
from tools.dev.prepare import prepare
from tools.dev.supervisor import Program, Supervisor

_PORTS_TRIED = 20
_MAIL_PORT = 1025
_MAIL_PAGE_PORT = 8025
_POLL_SECONDS = 0.1
# The application logs each request itself, with its id.
QUIET = ("--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "5")


def run(*, detach: bool, host: str | None, port: int | None, serve: bool) -> None:
    """Prepare what is missing, then run until Ctrl-C, or in the background.

    Args:
        detach: run in the background.
        host: the address to listen on; None: the one of the settings.
        port: None: the one of the settings, or the next free one.
        serve: everything is prepared, and this is the process in the background.
    """
    already = supervisor.running()
    if already is not None and already.ready:
        say("KSBB sudah berjalan", "KSBB is running already")
        greet(already.shown)
        return
    host = host or settings().host
    if not detach:
        with supervisor.alone(), installed():
            if not serve:
                _prepare()
            _serve(host, chosen_port(host, port))
        return
    # The process in the background finds the database itself, and so holds its own lock on it.
    untouched = dict(os.environ)
    # The server keeps running until the process in the background uses it.
    with installed():
        with supervisor.alone():
            _prepare()
            port = chosen_port(host, port)
        _detach(host, port, untouched)


@contextmanager
def installed() -> Iterator[None]:
    """The settings of the checkout's installation, a demo unless they say otherwise."""
    with installation() as environment:
        os.environ.update(environment)
        os.environ.setdefault("KSBB_DEMO", "1")
        settings.cache_clear()
        yield


def _prepare() -> None:
    prepare(private=is_private(settings().database_url))
    frontend.install()
    if frontend.stale():
        with step("Web disusun: npm run build", "Building the frontend: npm run build"):
            frontend.build()


def _free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        # As the web server will do: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def chosen_port(host: str, requested: int | None) -> int:
    """The requested port, or the first free one from the usual one on."""
    if requested is not None:
        if not _free(host, requested):
            raise CommandError(f"Port {requested} sedang dipakai.", f"Port {requested} is in use.")
        return requested
    first = settings().port
    port = next_free(host, first)
    if port != first:
        say(f"Port {first} sedang dipakai, jadi {port}", f"Port {first} is in use, so {port} it is")
    return port


def next_free(host: str, first: int) -> int:
    """The first free port from this one on."""
    for port in range(first, first + _PORTS_TRIED):
        if _free(host, port):
            return port
    raise CommandError(
        f"Tidak ada port bebas mulai dari {first}; pilih dengan --port.",
        f"No free port from {first} on; choose one with --port.",
    )


def _serve(host: str, port: int) -> None:
    shown = configured(host, port)
    python = sys.executable
    web = ["-m", "uvicorn", "ksbb.app:create_app", "--factory", "--host", host]
    programs = [
        *with_mail(shown),
        Program("web", [python, *web, "--port", str(port), *QUIET]),
        Program("worker", [python, "-m", "ksbb.worker"]),
    ]
    Supervisor(programs, os.environ, f"http://{_reached_at(host)}:{port}", shown).run(
        lambda: greet(shown)
    )


def configured(host: str, port: int) -> list[tuple[str, str]]:
    """Put the address into the settings; returns what to show, with labels."""
    # A name and not an IP address: browsers keep passkeys for names only.
    address = f"http://localhost:{port}"
    os.environ.update({"KSBB_HOST": host, "KSBB_PORT": str(port)})
    os.environ.setdefault("KSBB_PUBLIC_URL", address)
    pages = demo.PAGES if settings().demo else ()
    return [("KSBB", address), *((t(*label), address + path) for label, path in pages)]


def with_mail(shown: list[tuple[str, str]]) -> list[Program]:
    """The demo's mail server, unless the settings have one; its page is added to `shown`."""
    if settings().smtp_url:
        return []
    smtp = next_free(mail.LOOPBACK, _MAIL_PORT)
    page = next_free(mail.LOOPBACK, _MAIL_PAGE_PORT)
    os.environ["KSBB_SMTP_URL"] = f"smtp://{mail.LOOPBACK}:{smtp}"
    os.environ["KSBB_MAIL_PAGE"] = f"http://localhost:{page}"
    shown.append((t("Surat", "Mail"), os.environ["KSBB_MAIL_PAGE"]))
    return [Program("mail", [sys.executable, "-m", mail.__name__, str(smtp), str(page)])]


def _reached_at(host: str) -> str:
    """The address at which this machine reaches a server that listens on `host`."""
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound


def greet(shown: Sequence[tuple[str, str]]) -> None:
    """Print the addresses."""
    width = max(len(label) for label, _ in shown)
    print()
    for label, address in shown:
        print(f"  {label:{width}}  {address}")
    print(
        t("\n  Hentikan: ./ksbb stop, atau Ctrl-C\n", "\n  To stop it: ./ksbb stop, or Ctrl-C\n"),
        flush=True,
    )


def _detach(host: str, port: int, environment: Mapping[str, str]) -> None:
    log = supervisor.log_file("supervisor")
    with log.open("w") as output:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tools.cli",
                "run",
                "--serve",
                "--host",
                host,
                "--port",
                str(port),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=checkout(),
            env=environment,
            start_new_session=True,
        )
    with step("Web dan pekerja dinyalakan", "Starting the web server and the worker"):
        while not ((found := supervisor.running()) and found.ready):
            if process.poll() is not None:
                raise CommandError(
                    f"KSBB tidak dapat berjalan; catatannya di {log}.",
                    f"KSBB can't run; its log is {log}.",
                    detail=tail(log.read_text(errors="replace")),
                )
            time.sleep(_POLL_SECONDS)
    greet(found.shown)
