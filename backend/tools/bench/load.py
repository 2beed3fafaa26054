"""Load from two well-known programs: wrk over HTTP, pgbench on the socket.

Each round is short and bounded. A round with a failed response is an error, not a measurement.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from ksbb.cli.terminal import CommandError
from tools.dev import packages, postgres

CONNECTIONS = 16


class FailedRoundError(CommandError):
    """Some responses failed under load."""


@dataclass(frozen=True, slots=True)
class Round:
    """The result of one round: operations per second, and lines that the script printed."""

    rate: float
    counts: dict[str, int]


def wrk() -> str:
    """The program ``wrk``, installed with apt if it is missing.

    Raises:
        CommandError: it is missing and can't be installed.
    """
    found = shutil.which("wrk")
    if found is None and packages.apt_usable():
        packages.apt_install(["wrk"], "Pembangkit beban wrk dipasang", "installing the load tool")
        found = shutil.which("wrk")
    if found is None:
        raise CommandError("Program wrk tidak ada.", "The program wrk is missing.")
    return found


def over_http(port: int, script: str, seconds: float, connections: int = CONNECTIONS) -> Round:
    """One round of wrk against this machine.

    Args:
        port: of the web process.
        script: in Lua, for wrk; lines that it prints as ``name=number`` are kept.
        seconds: length of the round.
        connections: kept open.

    Raises:
        FailedRoundError: a response was not 200, or a connection broke.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        ended = subprocess.run(
            [
                *(wrk(), "-t", "1", "-c", str(connections), "-d", f"{seconds:.0f}s"),
                *("-s", file.name, f"http://127.0.0.1:{port}"),
            ],
            check=False,
            capture_output=True,
            text=True,
        )
    rate = re.search(r"^Requests/sec:\s+([\d.]+)", ended.stdout, re.MULTILINE)
    wrong = re.search(r"Non-2xx or 3xx responses: \d+|Socket errors: .*", ended.stdout)
    if ended.returncode or rate is None or (wrong and "timeout" not in wrong[0]):
        raise FailedRoundError(
            "Putaran wrk gagal.", "A round of wrk failed.", ended.stdout + ended.stderr
        )
    counts = {name: int(n) for name, n in re.findall(r"^(\w+)=(\d+)$", ended.stdout, re.MULTILINE)}
    return Round(float(rate[1]), counts)


def on_socket(
    dsn: str, script: str, seconds: float, connections: int = CONNECTIONS, *, times: int = 0
) -> Round:
    """One round of ``pgbench -M prepared``.

    Args:
        dsn: with login and password.
        script: statements for pgbench.
        seconds: length of the round.
        connections: kept open.
        times: how often each connection runs the script, instead of a length.

    Raises:
        FailedRoundError: a statement failed.
    """
    found = postgres.find()
    program = str(found.program("pgbench")) if found else shutil.which("pgbench")
    if program is None:
        raise CommandError("Program pgbench tidak ada.", "The program pgbench is missing.")
    parts = urlsplit(dsn)
    host = parts.hostname or parse_qs(parts.query).get("host", ["localhost"])[0]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        ended = subprocess.run(
            [
                *(program, "-n", "-M", "prepared", "-c", str(connections), "-j", "1"),
                *(("-t", str(times)) if times else ("-T", f"{seconds:.0f}")),
                *("-f", file.name),
            ],
            check=False,
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "PGHOST": host,
                "PGPORT": str(parts.port or parse_qs(parts.query).get("port", ["5432"])[0]),
                "PGUSER": parts.username or "",
                "PGPASSWORD": parts.password or "",
                "PGDATABASE": Path(parts.path).name,
            },
        )
    rate = re.search(r"^tps = ([\d.]+)", ended.stdout, re.MULTILINE)
    failed = re.search(r"number of failed transactions: ([1-9]\d*)", ended.stdout)
    if ended.returncode or rate is None or failed:
        raise FailedRoundError(
            "Putaran pgbench gagal.", "A round of pgbench failed.", ended.stdout + ended.stderr
        )
    return Round(float(rate[1]), {})
