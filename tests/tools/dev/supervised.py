"""Run by test_supervisor.py in a process of its own: a supervisor with small programs.

Arguments: its folder, the port to serve, then NAME=COMMAND for each program.
"""

import os
import sys
from pathlib import Path

from ksbb.cli.terminal import CommandError, show_error
from tools.dev import supervisor


def main(folder: str, port: str, *programs: str) -> int:
    supervisor.folder = lambda: Path(folder)
    address = f"http://127.0.0.1:{port}"
    wanted = [
        supervisor.Program(name, ["/bin/sh", "-c", command])
        for name, _, command in (program.partition("=") for program in programs)
    ]
    try:
        with supervisor.alone():
            supervisor.Supervisor(wanted, os.environ, address, [("KSBB", address)]).run(
                lambda: print("ready", flush=True)
            )
    except CommandError as error:
        show_error(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
