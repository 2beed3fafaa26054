"""Load from two programs that are known for it: wrk over HTTP, pgbench on the socket.

Each round is short and bounded. A round with a failed answer is no measurement: it is an error.
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

from ksbb.local import packages, postgres
from ksbb.local.progress import LocalError

CONNECTIONS = 16


class FailedRoundError(LocalError):
    """Answers failed under load."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round gave: finished operations for each second; lines that the script printed."""

    rate: float
    said: dict[str, int]


def wrk() -> str:
    """The program ``wrk``, installed with apt if it is missing.

    Raises:
        LocalError: it is not there and can't be installed from here.
    """
    found = shutil.which("wrk")
    if found is None and packages.apt_usable():
        packages.apt_install(["wrk"], "Pembangkit beban wrk dipasang", "installing the load tool")
        found = shutil.which("wrk")
    if found is None:
        raise LocalError("Program wrk tidak ada.", "The program wrk is missing.")
    return found


def over_http(port: int, script: str, seconds: float, connections: int = CONNECTIONS) -> Round:
    """One round of wrk against this machine.

    Args:
        port: of the web process.
        script: in Lua, for wrk; what it prints as ``name=number`` is kept.
        seconds: how long.
        connections: kept open.

    Raises:
        FailedRoundError: an answer was no 200, or a connection broke.
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
    said = {name: int(n) for name, n in re.findall(r"^(\w+)=(\d+)$", ended.stdout, re.MULTILINE)}
    return Round(float(rate[1]), said)


def on_socket(dsn: str, script: str, seconds: float, connections: int = CONNECTIONS) -> Round:
    """One round of ``pgbench -M prepared``.

    Args:
        dsn: with login and password.
        script: statements for pgbench.
        seconds: how long.
        connections: kept open.

    Raises:
        FailedRoundError: a statement failed.
    """
    found = postgres.find()
    program = str(found.program("pgbench")) if found else shutil.which("pgbench")
    if program is None:
        raise LocalError("Program pgbench tidak ada.", "The program pgbench is missing.")
    parts = urlsplit(dsn)
    host = parts.hostname or parse_qs(parts.query).get("host", ["localhost"])[0]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        ended = subprocess.run(
            [
                *(program, "-n", "-M", "prepared", "-c", str(connections), "-j", "1"),
                *("-T", f"{seconds:.0f}", "-f", file.name),
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
