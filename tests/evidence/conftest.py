"""Stores for the contract of the port: a local folder, and a real S3 server."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from ksbb.core.files import Files
from ksbb.core.settings import Settings

KEY, SECRET = "ksbb", "secret-of-a-test"


def free_ports(number: int) -> list[int]:
    """Ports that nobody uses now."""
    with ExitStack() as open_:
        sockets = [open_.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a SeaweedFS server of this test process."""
    folder = tmp_path_factory.mktemp("s3")
    who = {
        "name": "ksbb",
        "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (folder / "identities.json").write_text(json.dumps({"identities": [who]}))
    ports = free_ports(8)
    names = ("master.port", "volume.port", "filer.port", "s3.port")
    given = [
        argument
        for name, port, grpc in zip(names, ports[:4], ports[4:], strict=True)
        for argument in (f"-{name}={port}", f"-{name}.grpc={grpc}")
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(str(Path(sys.executable).parent / "weed"), "server", f"-dir={folder}"),
                *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-volume.max=5"),
                f"-s3.config={folder / 'identities.json'}",
                "-master.volumeSizeLimitMB=64",
                # Its other services have fixed ports.
                *("-s3.port.iceberg=0", "-s3.port.lance=0"),
                *given,
            ],
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{ports[3]}"
    try:
        _wait(address, server, folder / "log")
        yield address
    finally:
        # It would take half a minute to end by itself, and its data is nobody's.
        server.kill()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server takes requests."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            httpx.get(address, trust_env=False, timeout=2)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The S3 server did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(params=["folder", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    """The port on each of its stores."""
    if request.param == "folder":
        return Files.of(Settings(files_url=(tmp_path / "files").as_uri()))
    return Files.of(
        Settings(
            files_url="s3://ksbb/evidence",
            files_endpoint=request.getfixturevalue("s3_server"),
            files_access_key=KEY,
            files_secret_key=SECRET,
        )
    )
