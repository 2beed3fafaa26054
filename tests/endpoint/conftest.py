"""A real server on a port of its own, with the endpoint's small schema."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request

from ksbb.app import application
from ksbb.context import context_of as real_context_of
from ksbb.endpoint.persisted import identify
from ksbb.kernel.viewer import Kind, Role, Viewer
from ksbb.local import node, places, template
from ksbb.schema import schema as real_schema
from tests.database import Database
from tests.endpoint.schema import context_of, schema

TOKEN = "a-token-of-an-organisation-s-system"
COOKIE = "__Host-ksbb=a-session"
SYSTEM = Viewer(7, 3, Kind.AGGREGATOR, Role.OPERATOR)
# One system of each kind of organisation; none of them is in the database.
tokens = {kind: TOKEN if kind is SYSTEM.kind else f"{TOKEN}-{kind}" for kind in Kind}
systems = {
    f"Bearer {token}": SYSTEM if kind is SYSTEM.kind else Viewer(9, 4, kind, Role.OPERATOR)
    for kind, token in tokens.items()
}
PERSON = Viewer(8, 3, Kind.AGGREGATOR, Role.OPERATOR, locale="en")

PLACES = "query Places($first: Int = 2) { places(first: $first) { nodes { name } } }"
ASKED_BY = "query AskedBy { askedBy }"
RENAME = 'mutation Rename { rename(name: "RW 06") }'
BREAKS = "query Breaks { breaks }"


async def viewer_of(request: Request) -> Viewer | None:
    """Who is known here: some systems by their tokens, one person by a cookie."""
    if "authorization" in request.headers:
        return systems.get(request.headers["authorization"])
    return PERSON if COOKIE in request.headers.get("cookie", "") else None


class Server(uvicorn.Server):
    """Uvicorn that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """Serve an application on a free port of this machine; the address without a slash."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert server.listening.wait(30)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def app(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    folder: Path = tmp_path_factory.mktemp("persisted")
    documents = (PLACES, ASKED_BY, RENAME, BREAKS)
    (folder / "public.json").write_text(json.dumps({identify(text): text for text in documents}))
    return application(
        database.settings(persisted=folder, web=folder / "none", public_url="https://ksbb.example"),
        schema,
        viewer_of=viewer_of,
        context_of=context_of,
    )


@pytest.fixture(scope="session")
def address(app: Starlette) -> Iterator[str]:
    with serving(app) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """Nobody: no token and no cookie."""
    with httpx.Client(base_url=address, trust_env=False) as found:
        yield found


@pytest.fixture
def system(address: str) -> Iterator[httpx.Client]:
    """An organisation's system, with its token."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False) as found:
        yield found


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    """A signed-in person in a browser, on a page of ours."""
    headers = {"cookie": COOKIE, "origin": "https://ksbb.example", "x-ksbb-csrf": "1"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False) as found:
        yield found


@pytest.fixture(scope="session")
def audits() -> Path:
    """The folder of the audits, with their packages."""
    folder = Path(__file__).with_name("audits")
    if not (folder / "node_modules" / "graphql-http").is_dir():
        node.npm("ci", folder=folder, failing=("npm ci gagal.", "npm ci failed."))
    return folder


@pytest.fixture(scope="session")
def contract(
    server: str, _template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server of the real schema, for systems whose token is known; its mutations commit."""
    folder = tmp_path_factory.mktemp("none")
    with template.copy(server, _template) as dsn:
        own = Database(admin=dsn, secret=places.secret())
        app = application(
            own.settings(persisted=folder, web=folder, public_url="https://ksbb.example"),
            real_schema,
            viewer_of=viewer_of,
            context_of=real_context_of,
        )
        with serving(app) as address:
            yield address
