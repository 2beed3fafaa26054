"""Programs that only a measurement needs: npm fetches them into `.local/bench`, once."""

from __future__ import annotations

from pathlib import Path

from ksbb.local import node, places
from ksbb.local.progress import step


def folder(name: str, indonesian: str, english: str) -> Path:
    """The folder with a program of npm in it, fetched if it isn't there yet.

    Args:
        name: of the folder beside this file that holds its `package.json`.
        indonesian: what is said meanwhile, and if it fails.
        english: the same.
    """
    found = places.local() / "bench" / name
    found.mkdir(parents=True, exist_ok=True)
    wanted = (Path(__file__).parent / name / "package.json").read_text()
    kept = found / "package.json"
    if not (kept.exists() and kept.read_text() == wanted and (found / "installed").exists()):
        (found / "installed").unlink(missing_ok=True)
        kept.write_text(wanted)
        with step(f"{indonesian}: npm install", english):
            node.npm(
                *("install", "--no-audit", "--no-fund", "--no-package-lock"),
                folder=found,
                failing=(f"Gagal: {indonesian}.", f"Failed: {english}."),
            )
        (found / "installed").touch()
    return found
