"""The application around the endpoint: pages, health checks, headers, log."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import strawberry
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.extensions import MaskErrors
from structlog.testing import capture_logs

from ksbb.app import application
from ksbb.core.settings import Settings
from ksbb.web.graphql.registered import identify
from ksbb.web.security import HEADERS
from tests.database import Database
from tests.web.graphql.conftest import SENT_BY, serving, viewer_of
from tests.web.graphql.schema import Query, context_of, schema


async def crashes(_request: Request) -> Response:
    raise RuntimeError("the password is hunter2")


def settings(database: Database, folder: Path) -> Settings:
    return database.settings(
        web=folder, registered=folder / "none", public_url="https://ksbb.example"
    )


@pytest.fixture(scope="module")
def built(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An application whose pages have been built."""
    folder = tmp_path_factory.mktemp("dist")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<title>Beranda</title>")
    (folder / "kantor.html").write_text("<title>Kantor</title>")
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "assets" / "main-4f2a.js").write_text("plain")
    (folder / "assets" / "main-4f2a.js.br").write_bytes(b"brotli")
    (folder / "assets" / "main-4f2a.js.gz").write_bytes(b"gzip")
    app = application(
        settings(database, folder),
        schema,
        viewer_of=viewer_of,
        context_of=context_of,
        routes=[Route("/crashes", crashes)],
    )
    with serving(app) as address:
        yield address


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Beranda"),
        ("/wilayah/31.74.05.1001", "Beranda"),
        ("/unit/VW5pdDoxMjM=", "Beranda"),
        ("/kantor", "Kantor"),
        ("/kantor/janji/12", "Kantor"),
        ("/kantoran", "Beranda"),
    ],
)
def test_public_and_office_addresses_open_their_own_page(built: str, path: str, title: str) -> None:
    answer = httpx.get(built + path)
    assert answer.status_code == 200
    assert f"<title>{title}</title>" == answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_a_page_that_has_not_changed_is_a_304(built: str) -> None:
    etag = httpx.get(built).headers["etag"]
    assert httpx.get(built, headers={"if-none-match": etag}).status_code == 304


def raw(address: str, accept_encoding: str) -> tuple[bytes, httpx.Headers]:
    headers = {"accept-encoding": accept_encoding}
    with httpx.stream("GET", address, headers=headers) as answer:
        return b"".join(answer.iter_raw()), answer.headers


def test_hashed_files_are_cached_forever_and_sent_in_the_best_accepted_coding(
    built: str,
) -> None:
    address = f"{built}/assets/main-4f2a.js"
    for accepted, content, coding in (
        ("gzip, br", b"brotli", "br"),
        ("gzip", b"gzip", "gzip"),
        ("br;q=0, gzip", b"gzip", "gzip"),
        ("identity", b"plain", None),
    ):
        found, headers = raw(address, accepted)
        assert found == content
        assert headers.get("content-encoding") == coding
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        assert headers["content-type"] == "text/javascript; charset=utf-8"
        assert headers["vary"] == "Accept-Encoding"
    assert httpx.get(f"{built}/icon.svg").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/main-gone.js",
        "/assets/main-4f2a.js.br",
        "/favicon.ico",
        "/.env",
        "/assets/../../conftest.py",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/assets/%00",
    ],
)
def test_a_path_that_the_build_did_not_write_is_a_404(built: str, path: str) -> None:
    assert httpx.get(built + path).status_code == 404


def test_pages_that_have_not_been_built_say_so(client: httpx.Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 503
    assert "./ksbb run" in answer.text


def test_every_response_has_the_security_headers(built: str) -> None:
    for path in ("/", "/graphql", "/healthz", "/assets/gone.js", "/crashes"):
        headers = httpx.get(built + path).headers
        for name, value in HEADERS.items():
            assert headers[name] == value
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["strict-transport-security"].startswith("max-age=31536000")


def test_every_answer_has_a_request_id_and_a_proxy_may_choose_it(built: str) -> None:
    assert re.fullmatch("[0-9a-f]{16}", httpx.get(f"{built}/healthz").headers["x-request-id"])
    for given, kept in (("from-the-proxy-1", True), ("x", False), ("evil\tid-12345", False)):
        answer = httpx.get(f"{built}/healthz", headers={"x-request-id": given})
        assert (answer.headers["x-request-id"] == given) is kept


def test_an_exception_outside_graphql_is_a_500_and_is_logged(built: str) -> None:
    with capture_logs() as lines:
        answer = httpx.get(f"{built}/crashes")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert answer.headers["x-request-id"] in answer.text
    logged = [line for line in lines if line.get("incident") == answer.headers["x-request-id"]]
    assert len(logged) == 1


def test_the_access_log_names_the_operation_and_no_variables(client: httpx.Client) -> None:
    ask = {"documentId": identify(SENT_BY), "variables": json.dumps({"secret": "hunter2"})}
    with capture_logs() as lines:
        client.get("/graphql", params=ask)
        client.get("/graphql", params={"documentId": "0" * 64})
    known, unknown = (line for line in lines if line["event"] == "request")
    assert known["operation"] == "SentBy"
    assert known["status"] == 200
    assert known["path"] == "/graphql"
    assert "hunter2" not in str(lines)
    assert unknown["code"] == "UNKNOWN_DOCUMENT"
    assert unknown["status"] == 404


def test_the_contract_is_served_as_text(client: httpx.Client) -> None:
    answer = client.get("/schema.graphql")
    assert answer.text == schema.as_str()
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_process_whose_database_answers_is_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").json() == {"ready": True}


def test_a_schema_whose_extensions_would_not_run_stops_the_start(tmp_path: Path) -> None:
    extended = strawberry.Schema(query=Query, extensions=[MaskErrors])
    config = Settings(web=tmp_path, registered=tmp_path)
    with pytest.raises(TypeError, match="without a schema's extensions"):
        application(config, extended, viewer_of=viewer_of, context_of=context_of)
