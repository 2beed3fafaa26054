"""`./ksbb dev` in a copy of the checkout: edits there reach the open pages."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.checkout_copy import copy_checkout
from tests.database import Database
from tools.dev import browser, frontend, paths

# The public pages are built first, and again after the edit; other tests run meanwhile.
PATIENCE_SECONDS = 300
PATIENCE = PATIENCE_SECONDS * 1000

OFFICE = "frontend/src/office/shell/Boundary.tsx"
PUBLIC = "frontend/src/public/home/HomePage.tsx"


@pytest.fixture
def copy() -> Iterator[Path]:
    """The checkout's files on the same disk, so that npm's packages can be hard-linked."""
    folder = paths.local() / "developing"
    shutil.rmtree(folder, ignore_errors=True)
    copy_checkout(folder)
    frontend.install()
    shutil.copytree(
        frontend.folder() / "node_modules",
        folder / "frontend" / "node_modules",
        symlinks=True,
        copy_function=os.link,
    )
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def address(copy: Path, fresh_database: Database) -> Iterator[str]:
    """The address where `./ksbb dev` serves the copy, on an empty database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "tools.cli", "dev", "--port", str(port)],
        cwd=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(copy / "backend"),
            "KSBB_DATABASE_URL": fresh_database.admin,
            "KSBB_SECRET": fresh_database.secret,
            "KSBB_DEMO": "0",
        },
    ) as running:
        assert running.stdout is not None
        printed = ""
        for line in running.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        assert running.poll() is None, printed
        yield f"http://localhost:{port}"
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=PATIENCE_SECONDS)


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def opened(page: Page, address: str) -> Page:
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    return page


def test_an_edit_of_pages_and_of_python_reaches_open_pages(copy: Path, address: str) -> None:
    with browser.opened() as chromium:
        public = opened(chromium.new_page(), address)
        office = opened(chromium.new_page(), f"{address}/kantor")
        heading = public.locator("h1")
        expect(heading).to_contain_text("Siapa yang masih menunggu bantuan", timeout=PATIENCE)
        expect(office.get_by_role("heading", name="Anda belum masuk")).to_be_visible(
            timeout=PATIENCE
        )

        edit(copy / OFFICE, "Anda belum masuk", "Anda belum masuk lagi")
        expect(office.get_by_role("heading", name="Anda belum masuk lagi")).to_be_visible(
            timeout=PATIENCE
        )

        edit(copy / PUBLIC, "Siapa yang masih menunggu bantuan", "Siapa yang menunggu")
        expect(heading).to_contain_text("Siapa yang menunggu", timeout=PATIENCE)

        # The page polls until the server's number has changed.
        with public.expect_navigation():
            edit(copy / "backend/ksbb/app.py", '"ok\\n"', '"fine\\n"')
        assert public.request.get(f"{address}/healthz").text() == "fine\n"
