"""`./ksbb COMMAND`: finds the module of a command and runs its `main(argv) -> int`.

A module is imported only when its command runs, so that `./ksbb` answers at once. A command that
works on the database gets one: the server named by KSBB_DATABASE_URL, or the private cluster.
"""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from ksbb.local.progress import LocalError, show_error

Main = Callable[[list[str]], "int | None"]


@dataclass(frozen=True)
class Command:
    """Where a command's `main` is, what it does (Indonesian, English), whether it needs data."""

    module: str
    indonesian: str
    english: str
    database: bool = True


COMMANDS = {
    "run": Command(
        "ksbb.local.run", "jalankan semuanya dengan demo", "bring everything up", database=False
    ),
    "stop": Command("ksbb.local.stop", "hentikan semuanya", "stop everything", database=False),
    "test": Command(
        "ksbb.local.testing", "jalankan semua pemeriksaan dan uji", "run all tests", database=False
    ),
    "check": Command(
        "ksbb.local.checking", "hanya pemeriksaan statis", "static checks only", database=False
    ),
    "migrate": Command(
        "ksbb.kernel.migrate", "mutakhirkan basis data", "bring the database up to date"
    ),
    "seed": Command("ksbb.story.play", "mainkan cerita demo", "play the story of the demo"),
    "import": Command(
        "ksbb.units.importing", "impor wilayah dan unit", "import areas and units from files"
    ),
    "recap": Command("ksbb.recap_cli", "rekap per tanggal", "print a recap as of a day"),
    "verify": Command(
        "ksbb.audit.verify", "hitung ulang semua buku", "derive all books anew and compare"
    ),
    "schema": Command(
        "ksbb.schema_cli", "tulis atau periksa schema.graphql", "write the schema", database=False
    ),
    "bench": Command("ksbb.bench.cli", "ukur kinerja", "measure performance"),
}


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    listed = "\n".join(
        f"  {name:{width}}  {command.indonesian} ({command.english})"
        for name, command in COMMANDS.items()
    )
    parser = argparse.ArgumentParser(
        prog="./ksbb",
        description="KSBB: Kolaborasi Sosial Berskala Besar.",
        epilog=f"perintah (commands):\n{listed}\n\n./ksbb COMMAND --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="./ksbb COMMAND ...",
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _load(name: str, command: Command) -> Main:
    try:
        module = importlib.import_module(command.module)
    except ModuleNotFoundError as error:
        # Something that the module itself lacks is a fault to be seen whole.
        if error.name is None or not f"{command.module}.".startswith(f"{error.name}."):
            raise
        raise LocalError(
            f"Perintah {name} tidak ada dalam pemasangan ini ({command.module}).",
            f"This installation has no command {name} ({command.module}).",
        ) from error
    return cast("Main", module.main)


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is the command's own, 1 for an expected error, 130 for ^C."""
    parser = _parser()
    given = sys.argv[1:] if argv is None else argv
    if not given:
        parser.print_help()
        return 2
    chosen = parser.parse_args(given)
    name: str = chosen.command
    command = COMMANDS[name]
    try:
        with contextlib.ExitStack() as open_while_running:
            run = _load(name, command)
            asks_for_help = {"-h", "--help"} & set(chosen.arguments)
            if command.database and not asks_for_help:
                from ksbb.kernel.settings import settings
                from ksbb.local.installation import installation

                os.environ.update(open_while_running.enter_context(installation()))
                # Whatever was imported may have asked before there was an installation.
                settings.cache_clear()
            return run(chosen.arguments) or 0
    except LocalError as error:
        show_error(error)
        return 1
    except KeyboardInterrupt:
        print("\nDihentikan. (Interrupted.)", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
