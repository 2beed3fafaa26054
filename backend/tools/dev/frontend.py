"""The frontend's packages and its build, made again only when their sources have changed."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from ksbb.cli.terminal import CommandError, step
from tools.dev import node
from tools.dev.paths import checkout, local

# Files that the build writes or downloads are not its sources.
_NOT_SOURCES = {"node_modules", "dist", "build", "coverage", ".vite", "tests"}


def folder() -> Path:
    """The frontend's folder."""
    return checkout() / "frontend"


def _sources() -> Iterator[Path]:
    for entry in sorted(folder().iterdir()):
        if entry.name in _NOT_SOURCES:
            continue
        yield from sorted(entry.rglob("*")) if entry.is_dir() else [entry]
    # Relay's generated files depend on the schema.
    yield checkout() / "schema.graphql"


def _digest(files: Iterator[Path]) -> str:
    digest = hashlib.sha256(os.fsencode(node.node()))
    for file in files:
        if file.is_file():
            digest.update(str(file.relative_to(checkout())).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _lock() -> Iterator[Path]:
    yield folder() / "package.json"
    yield folder() / "package-lock.json"


def install() -> None:
    """`npm ci`, if the lock file changed or the packages are missing."""
    stamp = folder() / "node_modules" / ".ksbb"
    wanted = _digest(_lock())
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if (folder() / "node_modules").is_symlink():
        # npm ci empties the folder that the link leads to, which others may be using.
        raise CommandError(
            "frontend/node_modules adalah tautan ke folder lain. Hapus tautan itu, lalu ulangi.",
            "frontend/node_modules is a link to another folder. Remove the link and try again.",
        )
    with step("Paket web dipasang: npm ci", "Installing the frontend's packages: npm ci"):
        node.npm(
            *("ci", "--no-audit", "--no-fund"),
            folder=folder(),
            failing=("npm ci gagal.", "npm ci failed."),
        )
    stamp.write_text(wanted)


def is_built() -> bool:
    """Whether there is a complete build, of any age."""
    return (folder() / "dist").is_dir() and _stamp().is_file()


def stale() -> bool:
    """Whether the build is missing or older than its sources."""
    return not is_built() or _stamp().read_text() != _digest(_sources())


def _stamp() -> Path:
    return local() / "frontend-build"


def build() -> None:
    """`npm run build`, if it is stale; the packages must be installed."""
    if not stale():
        return
    _stamp().unlink(missing_ok=True)
    node.npm(
        *("run", "build"),
        folder=folder(),
        failing=("Web gagal disusun.", "The frontend could not be built."),
    )
    # Computed after the build: by then the files that it generates among the sources exist.
    _stamp().write_text(_digest(_sources()))


def give_up_build() -> None:
    """Make the next `build` run: another program writes into the build's folder."""
    _stamp().unlink(missing_ok=True)
