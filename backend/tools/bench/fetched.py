"""Programs that only the benchmarks need: npm installs them into `.local/bench`, once."""

from __future__ import annotations

from pathlib import Path

from ksbb.cli.terminal import step
from tools.dev import node, paths


def folder(name: str, indonesian: str, english: str) -> Path:
    """The folder with an npm program; installed if it is missing.

    Args:
        name: of the folder beside this file that has its `package.json`.
        indonesian: printed while it is installed, and if that fails.
        english: the same.
    """
    found = paths.local() / "bench" / name
    found.mkdir(parents=True, exist_ok=True)
    wanted = (Path(__file__).parent / name / "package.json").read_text()
    kept = found / "package.json"
    if not (kept.exists() and kept.read_text() == wanted and (found / "installed").exists()):
        (found / "installed").unlink(missing_ok=True)
        kept.write_text(wanted)
        with step(f"{indonesian}: npm install", f"{english}: npm install"):
            node.npm(
                *("install", "--no-audit", "--no-fund", "--no-package-lock"),
                folder=found,
                failing=(f"Gagal: {indonesian}.", f"Failed: {english}."),
            )
        (found / "installed").touch()
    return found
