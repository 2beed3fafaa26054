"""Caddy with our configuration in front of the real web server, as a visitor sees both."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ksbb.app import create_app
from tests.database import Database
from tests.web.graphql.conftest import serving
from tools.dev import packages, paths

ROOT = paths.checkout()

# In one process: two would download Debian's package at once, and apt refuses the second.
pytestmark = pytest.mark.xdist_group("proxy")


def caddy() -> str:
    """The system's Caddy, or Debian's package, unpacked into our own folder."""
    found = shutil.which("caddy")
    if found is None:
        folder = paths.local() / "caddy"
        packages.unpacked("caddy", folder, "Caddy diambil", "Fetching Caddy")
        found = str(folder / "usr" / "bin" / "caddy")
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Caddy's folder; `log` is its log."""
    return tmp_path_factory.mktemp("caddy")


@pytest.fixture(scope="module")
def visitor(seeded: Database, folder: Path) -> Iterator[httpx.Client]:
    """An HTTP client that can only reach Caddy."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    outside = f"http://127.0.0.1:{port}"
    with serving(create_app(seeded.settings(public_url=outside, demo=True))) as address:
        environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "KSBB_SITE": outside,
            "KSBB_BACKEND": address.removeprefix("http://"),
            "KSBB_ASSETS": str(ROOT / "frontend" / "dist"),
        }
        with (folder / "log").open("w") as log:
            running = subprocess.Popen(
                [caddy(), "run", "--adapter", "caddyfile", "--config", "infra/Caddyfile"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            with httpx.Client(base_url=outside, trust_env=False, timeout=60) as found:
                for _ in range(600):
                    try:
                        if found.get("/readyz").status_code == 200:
                            break
                    except httpx.TransportError:
                        assert running.poll() is None, (folder / "log").read_text()[-2000:]
                    time.sleep(0.05)
                yield found
        finally:
            running.terminate()
            running.wait(30)


def test_pages_come_through_as_the_backend_sends_them(visitor: httpx.Client) -> None:
    page = visitor.get("/")
    assert page.status_code == 200
    assert "sha256-" in page.headers["content-security-policy"]
    assert page.headers["content-encoding"] == "gzip"
    again = visitor.get("/", headers={"if-none-match": page.headers["etag"]})
    assert again.status_code == 304
    assert visitor.get("/tidak-ada").status_code == 404
    assert "<title>" in visitor.get("/kantor").text


def test_files_of_the_build_are_immutable_and_compressed(visitor: httpx.Client) -> None:
    asset = re.search(r'src="(/assets/[^"]+\.js)"', visitor.get("/").text)
    assert asset
    for coding in ("br", "gzip"):
        found = visitor.get(asset[1], headers={"accept-encoding": coding})
        assert found.status_code == 200
        assert found.headers["content-encoding"] == coding
        assert "immutable" in found.headers["cache-control"]
        assert found.headers["x-content-type-options"] == "nosniff"
        assert "javascript" in found.headers["content-type"]
    again = visitor.get(asset[1], headers={"if-none-match": found.headers["etag"]})
    assert again.status_code == 304


def test_a_missing_file_is_not_found(visitor: httpx.Client) -> None:
    gone = visitor.get("/assets/gone-1234.js")
    assert gone.status_code == 404
    assert "<html" not in gone.text
    assert visitor.get("/assets/../../../../pyproject.toml").status_code == 404
    assert visitor.get("/assets/%2e%2e/%2e%2e/pyproject.toml").status_code in (400, 404)


def test_graphql_works_through_the_proxy(visitor: httpx.Client) -> None:
    written = re.search(r'id="data">(.*?)</script>', visitor.get("/").text, re.DOTALL)
    assert written
    answers = json.loads(written[1])["answers"]
    # Needs have no timestamp, which would differ between responses.
    [requested] = [address for address, answer in answers.items() if "needs" in answer["data"]]
    answer = visitor.get(requested, headers={"accept": "application/graphql-response+json"})
    assert answer.json() == answers[requested]
    again = visitor.get(
        requested,
        headers={
            "accept": "application/graphql-response+json",
            "if-none-match": answer.headers["etag"],
        },
    )
    assert again.status_code == 304


def test_signing_in_works_through_the_proxy(visitor: httpx.Client) -> None:
    origin = str(visitor.base_url).rstrip("/")
    headers = {"origin": origin, "x-ksbb-csrf": "1"}
    people = visitor.get("/auth/people").json()["people"]
    answer = visitor.post("/auth/as", json={"person": people[0]["id"]}, headers=headers)
    assert answer.status_code == 200, answer.text
    foreign = visitor.post(
        "/auth/as",
        json={"person": people[0]["id"]},
        headers={**headers, "origin": "https://elsewhere.example"},
    )
    assert foreign.status_code == 403
    visitor.cookies.clear()


def test_too_large_a_request_is_refused_by_the_proxy(visitor: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(21):
            yield b"x" * 1_000_000

    try:
        answer = visitor.post(
            "/graphql", content=endless(), headers={"content-type": "application/json"}
        )
    except httpx.TransportError:
        return  # the connection was closed while sending: refused as well
    assert answer.status_code in (400, 413, 502)


def test_the_log_has_no_code_and_no_token(visitor: httpx.Client, folder: Path) -> None:
    visitor.get("/en/lapor/K7QPZ4TR8W2M?x=1", headers={"referer": "http://x/lacak/K7QPZ4TR8W2M"})
    visitor.get("/lacak/K7QPZ4TR8W2M")
    visitor.get("/auth/link?token=K7QPZ4TR8W2M&x=2")
    visitor.get("/unit?cari=mangga")
    log = ""
    for _ in range(100):
        if "cari=mangga" in (log := (folder / "log").read_text()):
            break
        time.sleep(0.05)
    assert "cari=mangga" in log
    assert '"/en/lapor/-?x=1"' in log
    assert '"/auth/link?token=-&x=2"' in log.replace("\\u0026", "&")
    assert "K7QPZ4TR8W2M" not in log
