"""Finds PostgreSQL programs on this machine that have PostGIS in their share folder."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# The SQL is written for PostgreSQL 15 and later.
OLDEST = 15

_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
)


@dataclass(frozen=True)
class Postgres:
    """The programs of one PostgreSQL version that has PostGIS."""

    version: int
    bin: Path

    def program(self, name: str) -> Path:
        """The path of initdb, pg_ctl, postgres, ..."""
        return self.bin / name


def _bin_folders() -> Iterator[Path]:
    for pattern in _PLACES:
        yield from Path("/").glob(pattern.lstrip("/"))
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent


def _answer(program: Path, option: str) -> str:
    """The output of a program for an option; empty if it fails."""
    printed = subprocess.run([program, option], check=False, capture_output=True, text=True)
    return printed.stdout if printed.returncode == 0 else ""


def _shared_by_version(version: int) -> Path:
    """Debian's share folder; its pg_config is in another package than the server."""
    return Path(f"/usr/share/postgresql/{version}")


def _inspect(folder: Path) -> Postgres | None:
    """The PostgreSQL in `folder`; None if it lacks a server or PostGIS, or is too old."""
    postgres = folder / "postgres"
    pg_config = folder / "pg_config"
    if not (os.access(postgres, os.X_OK) and os.access(folder / "initdb", os.X_OK)):
        return None
    found = re.search(r"(\d+)", _answer(postgres, "--version"))
    if found is None or int(found.group(1)) < OLDEST:
        return None
    version = int(found.group(1))
    shares = [_shared_by_version(version)]
    if pg_config.exists():
        requested = subprocess.run(
            [pg_config, "--sharedir"], check=False, capture_output=True, text=True
        )
        if requested.returncode == 0:
            shares.insert(0, Path(requested.stdout.strip()))
    if not any((share / "extension" / "postgis.control").is_file() for share in shares):
        return None
    return Postgres(version=version, bin=folder)


def find(version: int | None = None) -> Postgres | None:
    """The newest usable PostgreSQL, or the one of `version`, which a data folder needs."""
    usable = [found for folder in _bin_folders() if (found := _inspect(folder))]
    if version is not None:
        usable = [found for found in usable if found.version == version]
    return max(usable, key=lambda found: found.version, default=None)
