"""Errors while a document runs: what is hidden, what the caller sees, and the deadline."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from structlog.testing import capture_logs

from ksbb.web.graphql.endpoint import Endpoint
from ksbb.web.graphql.registered import identify
from tests.web.graphql.conftest import BREAKS


def error(answer: httpx.Response) -> dict[str, object]:
    return answer.json()["errors"][0]


def test_an_unexpected_exception_is_hidden_and_its_incident_code_is_in_the_log(
    system: httpx.Client,
) -> None:
    with capture_logs() as lines:
        answer = system.post("/graphql", json={"query": "query Breaks { breaks }"})
    assert "hunter2" not in answer.text
    assert answer.status_code == 200
    assert answer.json()["data"] == {"breaks": None}
    found = error(answer)
    assert found["path"] == ["breaks"]
    extensions = found["extensions"]
    assert isinstance(extensions, dict)
    assert extensions["code"] == "INTERNAL"
    logged = [line for line in lines if line.get("incident") == extensions["incident"]]
    assert len(logged) == 1
    assert logged[0]["operation"] == "Breaks"
    assert "hunter2" in str(logged[0]["exc_info"])


def test_an_error_of_the_database_is_hidden_too(system: httpx.Client) -> None:
    answer = system.post("/graphql", json={"query": "{ divides }"})
    assert "division" not in answer.text
    assert error(answer)["extensions"]["code"] == "INTERNAL"  # type: ignore[index]


def test_a_resolved_value_that_can_t_be_written_is_an_internal_error(
    system: httpx.Client,
) -> None:
    answer = system.post("/graphql", json={"query": "{ overflows }"})
    assert error(answer)["extensions"]["code"] == "INTERNAL"  # type: ignore[index]
    assert str(2**40) not in answer.text


def test_an_argument_that_can_t_be_read_is_the_callers_mistake(system: httpx.Client) -> None:
    text = "query ($first: Int) { places(first: $first) { nodes { name } } }"
    answer = system.post("/graphql", json={"query": text, "variables": {"first": None}})
    assert error(answer)["extensions"]["code"] == "BAD_USER_INPUT"  # type: ignore[index]


def test_a_refusal_of_the_domain_reaches_the_caller_with_its_facts(system: httpx.Client) -> None:
    answer = system.post("/graphql", json={"query": "{ refuses }"})
    assert error(answer) == {
        "message": "RW 05 sudah ditutup.",
        "locations": [{"line": 1, "column": 3}],
        "path": ["refuses"],
        "extensions": {"code": "PLACE_IS_CLOSED", "place": "RW 05"},
    }


def test_an_error_with_a_code_keeps_its_message_and_facts(system: httpx.Client) -> None:
    answer = system.post("/graphql", json={"query": "{ forbids }"})
    assert error(answer)["message"] == "Not that many."
    assert error(answer)["extensions"] == {"code": "TOO_MANY_NODES", "most": 5}


def test_an_answer_has_ten_errors_and_counts_the_omitted_ones(
    system: httpx.Client,
) -> None:
    answer = system.post("/graphql", json={"query": "{ failing { number value } }"}).json()
    assert len(answer["data"]["failing"]) == 25
    assert len(answer["errors"]) == 10
    assert answer["extensions"] == {"errorsOmitted": 15}


def test_validation_stops_at_ten_errors(system: httpx.Client) -> None:
    text = "{ " + " ".join(f"x{number}" for number in range(40)) + " }"
    assert len(system.post("/graphql", json={"query": text}).json()["errors"]) == 10


def test_a_message_does_not_echo_a_long_input(system: httpx.Client) -> None:
    requested = {
        "query": "query ($value: Int!) { number(value: $value) }",
        "variables": {"value": "x" * 100_000},
    }
    assert len(system.post("/graphql", json=requested).text) < 1_000


@contextmanager
def short_deadline(app: Starlette) -> Iterator[None]:
    """The endpoint's deadline is a twentieth of a second instead of ten seconds."""
    endpoint = next(
        route.app for route in app.routes if isinstance(route, Route) and route.path == "/graphql"
    )
    assert isinstance(endpoint, Endpoint)
    before, endpoint.seconds = endpoint.seconds, 0.05
    try:
        yield
    finally:
        endpoint.seconds = before


def test_an_answer_that_is_never_ready_is_a_504(app: Starlette, system: httpx.Client) -> None:
    with short_deadline(app):
        answer = system.post("/graphql", json={"query": "{ waits }"})
    assert answer.status_code == 504
    assert error(answer)["extensions"] == {"code": "DEADLINE"}


@pytest.mark.parametrize(
    ("slow", "quick"),
    [("{ sleeps }", "{ one }"), ("mutation { write(slowly: true) }", "mutation { write }")],
)
def test_after_the_deadline_the_database_connection_is_returned(
    app: Starlette, system: httpx.Client, slow: str, quick: str
) -> None:
    with short_deadline(app):
        for _ in range(app.state.pools.public.get_max_size() + 2):
            assert system.post("/graphql", json={"query": slow}).status_code == 504
    answer = system.post("/graphql", json={"query": quick})
    assert list(answer.json()["data"].values()) == [1]


def test_a_body_that_never_ends_is_a_408(app: Starlette, address: str) -> None:
    url = urlsplit(address)
    with (
        short_deadline(app),
        socket.create_connection((str(url.hostname), url.port or 0), timeout=30) as raw,
    ):
        raw.sendall(
            b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"content-length: 100\r\n\r\n{"
        )
        assert raw.recv(65_536).startswith(b"HTTP/1.1 408")


def test_a_public_answer_with_an_error_is_not_cached(client: httpx.Client) -> None:
    answer = client.get("/graphql", params={"documentId": identify(BREAKS)})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0"])
def test_a_caller_who_accepts_none_of_our_media_types_gets_a_406(
    client: httpx.Client, accept: str
) -> None:
    answer = client.get("/graphql", headers={"accept": accept})
    assert answer.status_code == 406
    assert error(answer)["extensions"] == {"code": "NOT_ACCEPTABLE"}
