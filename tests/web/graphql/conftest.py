"""A real server on a free port, with the small schema of these tests."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request

from ksbb.app import application
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.schema import schema as real_schema
from ksbb.web.graphql.context import context_of as real_context_of
from ksbb.web.graphql.registered import identify
from tests.database import Database
from tests.web.graphql.schema import context_of, schema
from tools.dev import node, paths, template

TOKEN = "a-token-of-an-organisation-s-system"
COOKIE = "__Host-ksbb=a-session"
SYSTEM = Viewer(7, 3, Kind.AGGREGATOR, Role.OPERATOR)
# One system for each kind of organisation; none of these is in the database.
tokens = {kind: TOKEN if kind is SYSTEM.kind else f"{TOKEN}-{kind}" for kind in Kind}
systems = {
    f"Bearer {token}": SYSTEM if kind is SYSTEM.kind else Viewer(9, 4, kind, Role.OPERATOR)
    for kind, token in tokens.items()
}
# Whoever is signed in is a person, also where the organisation is not there.
_PERSONS = """
    INSERT INTO app.person (id, email) OVERRIDING SYSTEM VALUE
    SELECT DISTINCT id, 'sistem-' || id || '@contoh.id' FROM unnest(%s::bigint[]) AS id
"""
PERSON = Viewer(8, 3, Kind.AGGREGATOR, Role.OPERATOR, locale="en")

PLACES = "query Places($first: Int = 2) { places(first: $first) { nodes { name } } }"
SENT_BY = "query SentBy { sentBy }"
RENAME = 'mutation Rename { rename(name: "RW 06") }'
BREAKS = "query Breaks { breaks }"


async def viewer_of(request: Request) -> Viewer | None:
    """The viewers of these tests: systems by their tokens, one person by a cookie."""
    if "authorization" in request.headers:
        return systems.get(request.headers["authorization"])
    return PERSON if COOKIE in request.headers.get("cookie", "") else None


class Server(uvicorn.Server):
    """Uvicorn with an event that is set when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """Serve an application on a free local port; gives its address without a final slash."""
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
    folder: Path = tmp_path_factory.mktemp("registered")
    documents = (PLACES, SENT_BY, RENAME, BREAKS)
    (folder / "public.json").write_text(json.dumps({identify(text): text for text in documents}))
    return application(
        database.settings(
            registered=folder, web=folder / "none", public_url="https://ksbb.example"
        ),
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
    """A client without token and cookie."""
    with httpx.Client(base_url=address, trust_env=False, timeout=60) as found:
        yield found


@pytest.fixture
def system(address: str) -> Iterator[httpx.Client]:
    """An organisation's system, with its token."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as found:
        yield found


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    """A browser of a signed-in person, on one of our pages."""
    headers = {"cookie": COOKIE, "origin": "https://ksbb.example", "x-ksbb-csrf": "1"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as found:
        yield found


@pytest.fixture(scope="session")
def audits() -> Path:
    """The folder of the audits, with their npm packages installed."""
    folder = Path(__file__).with_name("audits")
    if not (folder / "node_modules" / "graphql-http").is_dir():
        node.npm("ci", folder=folder, failing=("npm ci gagal.", "npm ci failed."))
    return folder


@pytest.fixture(scope="session")
def contract(
    server: str, _template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server of the real schema, for systems with a known token; its mutations are committed."""
    folder = tmp_path_factory.mktemp("none")
    with template.copy(server, _template) as dsn:
        with psycopg.connect(dsn) as admin:
            admin.execute(_PERSONS, ([system.person_id for system in systems.values()],))
        own = Database(admin=dsn, secret=paths.secret())
        app = application(
            own.settings(registered=folder, web=folder, public_url="https://ksbb.example"),
            real_schema,
            viewer_of=viewer_of,
            context_of=real_context_of,
        )
        with serving(app) as address:
            yield address
