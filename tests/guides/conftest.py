"""A copy of the checkout in which all guides were followed, made once for all tests of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.checkout_copy import copy_checkout
from tests.guides.applying import Block, follow
from tools.dev import databases, frontend, node, paths, template

GUIDES = sorted((paths.checkout() / "docs" / "guides").glob("*.md"))


@dataclass(frozen=True)
class Followed:
    """A copy in which all guides were followed, and what they say is there then."""

    folder: Path
    environment: dict[str, str]
    shown: list[Block]

    def run(self, *command: str | Path, within: str = ".", **environment: str) -> str:
        """Run a program in the copy; returns its output, and fails the test with it."""
        ended = subprocess.run(
            command,
            check=False,
            cwd=self.folder / within,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert ended.returncode == 0, ended.stdout
        return ended.stdout

    def changed(self, suffix: str) -> list[str]:
        """The files of that kind that the guides change or add."""
        names = (path.relative_to(self.folder) for path in self.folder.rglob(f"*{suffix}"))
        return sorted(
            str(name)
            for name in names
            if not {"node_modules", "__generated__"} & {*name.parts}
            and not _same(self.folder / name, paths.checkout() / name)
        )


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory, server: str) -> Iterator[Followed]:
    folder = tmp_path_factory.mktemp("guides")
    copy_checkout(folder)
    # Only read: an install through a link would empty the checkout's own packages.
    packages = frontend.folder() / "node_modules"
    assert packages.is_dir(), "./ksbb check installs the frontend's packages"
    (folder / "frontend" / "node_modules").symlink_to(packages, target_is_directory=True)
    shown = [block for guide in GUIDES for block in follow(guide, folder)]
    environment = {
        **node.environment(),
        "PYTHONPATH": f"{folder / 'backend'}{os.pathsep}{folder}",
        "KSBB_DATABASE_URL": server,
        "KSBB_SECRET": paths.secret(),
    }
    made = Followed(folder, environment, shown)
    made.run(sys.executable, "-c", "from ksbb.cli.contract import write; write()")
    yield made
    for name in databases.named_like(server, template.prefix(folder)):
        databases.drop(server, name)
    shutil.rmtree(folder)
