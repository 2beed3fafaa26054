"""The SPA's packages and its build, made again only when what they are made from has changed."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from ksbb.local import node
from ksbb.local.places import checkout, local
from ksbb.local.progress import step

# What the build writes or fetches is no source of it.
_NOT_SOURCES = {"node_modules", "dist", "build", "coverage", ".vite", "tests"}


def folder() -> Path:
    """The SPA's folder."""
    return checkout() / "frontend"


def _sources() -> Iterator[Path]:
    for entry in sorted(folder().iterdir()):
        if entry.name in _NOT_SOURCES:
            continue
        yield from sorted(entry.rglob("*")) if entry.is_dir() else [entry]
    # The contract decides what Relay generates.
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
    """`npm ci`, if the lock file changed or the packages are gone."""
    stamp = folder() / "node_modules" / ".ksbb"
    wanted = _digest(_lock())
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    with step("Paket web dipasang: npm ci", "installing the frontend's packages"):
        node.npm(
            *("ci", "--no-audit", "--no-fund"),
            folder=folder(),
            failing=("npm ci gagal.", "npm ci failed."),
        )
    stamp.write_text(wanted)


def stale() -> bool:
    """Whether the build is missing or older than what it is made from."""
    built = (folder() / "dist").is_dir() and _stamp().is_file()
    return not built or _stamp().read_text() != _digest(_sources())


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
    # Taken after the build: what it generates beside the sources is part of them by then.
    _stamp().write_text(_digest(_sources()))
