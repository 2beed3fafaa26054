"""The browser for tests and measurements: a Chromium on this machine, else the one of apt."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ksbb.cli.terminal import CommandError
from tools.dev import node, packages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SYSTEM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_MACOS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def _playwrights_own() -> Path | None:
    """The browser that `playwright install chromium` installed, if there is one."""
    caches = (
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH"),
        Path.home() / ".cache" / "ms-playwright",
        Path.home() / "Library" / "Caches" / "ms-playwright",
    )
    for cache in filter(None, caches):
        for pattern in (
            "chromium-*/chrome-linux*/chrome",
            "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
        ):
            found = sorted(Path(cache).glob(pattern))
            if found:
                return found[-1]
    return None


def _present() -> Path | None:
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        if not os.access(named, os.X_OK):
            raise CommandError(
                f"CHROMIUM_PATH menunjuk ke {named}, yang tidak dapat dijalankan.",
                f"CHROMIUM_PATH names {named}, which can't be run.",
            )
        return Path(named)
    own = _playwrights_own()
    if own:
        return own
    for name in _SYSTEM:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((place for place in _MACOS if place.is_file()), None)


def find() -> Path:
    """A Chromium: CHROMIUM_PATH, Playwright's own, the system's, else installed with apt.

    Raises:
        CommandError: there is none and it can't be installed.
    """
    found = _present()
    if found is None and packages.apt_usable():
        packages.apt_install(
            ["chromium"], "Peramban Chromium dipasang", "Installing the browser Chromium"
        )
        found = _present()
    if found is None:
        raise CommandError(
            "Peramban Chromium tidak ada. Pasanglah, atau isi CHROMIUM_PATH.",
            "There is no Chromium. Install it, or set CHROMIUM_PATH.",
        )
    return found


@contextmanager
def opened() -> Iterator[Browser]:
    """A running Chromium."""
    # A dependency of development: only imported by commands that open a browser.
    from playwright.sync_api import sync_playwright

    # The Node that comes with Playwright needs a library that a minimal machine lacks.
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node.node())
    # As root there is no sandbox; the browser only opens our own pages.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=arguments)
        yield chromium
        chromium.close()
