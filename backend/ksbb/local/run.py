"""`./ksbb run`: everything up with the demo, and the address printed."""

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ksbb.kernel.settings import settings
from ksbb.local import demo, frontend, mail, supervisor
from ksbb.local.command import tail
from ksbb.local.installation import installation
from ksbb.local.places import checkout
from ksbb.local.prepare import prepare
from ksbb.local.progress import LocalError, say, step
from ksbb.local.supervisor import Program, Supervisor

_PORTS_TRIED = 20
_MAIL_PORT = 1025
_MAIL_PAGE_PORT = 8025
_POLL_SECONDS = 0.1


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./ksbb run", description="Jalankan semuanya dengan demo. Bring everything up."
    )
    parser.add_argument("--detach", action="store_true", help="di latar (in the background)")
    parser.add_argument("--host", default=settings().host, help="alamat (address to listen on)")
    parser.add_argument("--port", type=int, help="port (default: 8000, or the next free one)")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Prepare what is missing, then run until Ctrl-C (or hand over to the background)."""
    chosen = _arguments(argv)
    already = supervisor.running()
    if already is not None and already.ready:
        say("KSBB sudah berjalan", "it is running already")
        _greet(already.shown)
        return 0
    if not chosen.detach:
        with supervisor.alone(), _installation():
            if not chosen.serve:
                _prepare()
            return _serve(chosen.host, _port(chosen.host, chosen.port))
    # The background finds the database for itself, so that it counts as one of its users.
    untouched = dict(os.environ)
    # The server stays up from the preparation on, until the background has taken it over.
    with _installation():
        with supervisor.alone():
            _prepare()
            port = _port(chosen.host, chosen.port)
        return _detach(chosen.host, port, untouched)


@contextmanager
def _installation() -> Iterator[None]:
    with installation() as environment:
        os.environ.update(environment)
        os.environ.setdefault("KSBB_DEMO", "1")
        settings.cache_clear()
        yield


def _prepare() -> None:
    prepare()
    frontend.install()
    if frontend.stale():
        with step("Web disusun: npm run build", "building the frontend"):
            frontend.build()


def _free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        # As the web server will: a port whose last connections still fade away is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _port(host: str, asked: int | None) -> int:
    if asked is not None:
        if not _free(host, asked):
            raise LocalError(f"Port {asked} sedang dipakai.", f"Port {asked} is in use.")
        return asked
    first = settings().port
    port = _next_free(host, first)
    if port != first:
        say(f"Port {first} sedang dipakai, jadi {port}", f"port {first} is in use")
    return port


def _next_free(host: str, first: int) -> int:
    for port in range(first, first + _PORTS_TRIED):
        if _free(host, port):
            return port
    raise LocalError(
        f"Tidak ada port bebas mulai dari {first}; pilih dengan --port.",
        f"No free port from {first} on; choose one with --port.",
    )


def _serve(host: str, port: int) -> int:
    # A name and not a number: browsers keep passkeys for names alone.
    address = f"http://localhost:{port}"
    os.environ.update({"KSBB_HOST": host, "KSBB_PORT": str(port)})
    os.environ.setdefault("KSBB_PUBLIC_URL", address)
    pages = demo.PAGES if settings().demo else ()
    shown = [("KSBB", address), *((label, address + path) for label, path in pages)]
    python = sys.executable
    web = ["-m", "uvicorn", "ksbb.app:create_app", "--factory", "--host", host]
    # The application logs each request itself, with its id.
    quiet = ["--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "5"]
    programs = [
        Program("web", [python, *web, "--port", str(port), *quiet]),
        Program("worker", [python, "-m", "ksbb.worker"]),
    ]
    if not settings().smtp_url:
        smtp = _next_free(mail.LOOPBACK, _MAIL_PORT)
        page = _next_free(mail.LOOPBACK, _MAIL_PAGE_PORT)
        os.environ["KSBB_SMTP_URL"] = f"smtp://{mail.LOOPBACK}:{smtp}"
        programs.insert(0, Program("mail", [python, "-m", mail.__name__, str(smtp), str(page)]))
        os.environ["KSBB_MAIL_PAGE"] = f"http://localhost:{page}"
        shown.append(("Surat (mail)", os.environ["KSBB_MAIL_PAGE"]))
    return Supervisor(programs, os.environ, f"http://{_reached_at(host)}:{port}", shown).run(
        lambda: _greet(shown)
    )


def _reached_at(host: str) -> str:
    """Where a server that listens on `host` can be asked from this machine."""
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound


def _greet(shown: Sequence[tuple[str, str]]) -> None:
    width = max(len(label) for label, _ in shown)
    print()
    for label, address in shown:
        print(f"  {label:{width}}  {address}")
    print("\n  ./ksbb stop, atau (or) Ctrl-C\n", flush=True)


def _detach(host: str, port: int, environment: Mapping[str, str]) -> int:
    log = supervisor.log_file("supervisor")
    with log.open("w") as output:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "ksbb.cli",
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
    with step("Web dan pekerja dinyalakan", "starting the web server and the worker"):
        while not ((found := supervisor.running()) and found.ready):
            if process.poll() is not None:
                raise LocalError(
                    f"KSBB tidak dapat berjalan; catatannya di {log}.",
                    f"KSBB can't run; its log is {log}.",
                    detail=tail(log.read_text(errors="replace")),
                )
            time.sleep(_POLL_SECONDS)
    _greet(found.shown)
    return 0
