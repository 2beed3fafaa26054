"""Run by test_supervisor.py in a process of its own: a supervisor over small programs.

Arguments: its folder, the port to serve, then NAME=COMMAND for each program.
"""

import os
import sys
from pathlib import Path

from ksbb.local import supervisor
from ksbb.local.progress import LocalError, show_error


def main(folder: str, port: str, *programs: str) -> int:
    supervisor.folder = lambda: Path(folder)
    address = f"http://127.0.0.1:{port}"
    wanted = [
        supervisor.Program(name, ["/bin/sh", "-c", command])
        for name, _, command in (program.partition("=") for program in programs)
    ]
    try:
        with supervisor.alone():
            return supervisor.Supervisor(wanted, os.environ, address, [("KSBB", address)]).run(
                lambda: print("ready", flush=True)
            )
    except LocalError as error:
        show_error(error)
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
