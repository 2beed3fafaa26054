"""Every broken request gets a clear 4xx answer in the caller's language."""

import json
import socket
from urllib.parse import quote, urlsplit

import httpx
import pytest

from ksbb.web.graphql.registered import identify
from tests.web.graphql.conftest import COOKIE, PLACES, RENAME, SENT_BY, TOKEN

JSON = {"content-type": "application/json"}
ID = identify(PLACES)


def code(answer: httpx.Response) -> str:
    """The code of an error answer, which must be JSON, not cached, and have a message."""
    assert answer.headers["cache-control"] == "private, no-store"
    errors = answer.json()["errors"]
    assert errors[0]["message"]
    return errors[0]["extensions"]["code"]


def post(client: httpx.Client, content: bytes, **headers: str) -> httpx.Response:
    return client.post("/graphql", content=content, headers={**JSON, **headers})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "NOT_JSON"),
        (b'{ "not a JSON', "NOT_JSON"),
        (b'{"query": "{ \xff }"}', "NOT_JSON"),
        (b'{"query": "\\ud800"}', "NOT_JSON"),
        (b'{"query": NaN}', "NOT_JSON"),
        (b"\xef\xbb\xbf{}", "NOT_JSON"),
        (b"\x1f\x8b\x08", "NOT_JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "JSON_TOO_DEEP"),
        (
            b'{"query": "{ total }", "variables": ' + b'{"a":' * 40 + b"1" + b"}" * 41,
            "JSON_TOO_DEEP",
        ),
        (b"[]", "NO_BATCHING"),
        (b'[{"query": "{ sentBy }"}, {"query": "{ sentBy }"}]', "NO_BATCHING"),
        (b"null", "BAD_PARAMETER"),
        (b'"query"', "BAD_PARAMETER"),
        (b"{}", "NOTHING_ASKED"),
        (b'{"query": ""}', "NOTHING_ASKED"),
        (b'{"query": 1}', "BAD_PARAMETER"),
        (b'{"query": "{ sentBy }", "variables": "x"}', "BAD_PARAMETER"),
        (b'{"query": "{ sentBy }", "variables": []}', "BAD_PARAMETER"),
        (b'{"query": "{ sentBy }", "operationName": {}}', "BAD_PARAMETER"),
        (b'{"query": "{ sentBy }", "extensions": 0}', "BAD_PARAMETER"),
        (b'{"documentId": []}', "BAD_PARAMETER"),
        (b'{"query": "{ sentBy }", "documentId": "x"}', "QUERY_AND_ID"),
        (b'{"query": "{ sentBy }", "variables": {"a": "\\u0000"}}', "BAD_CHARACTER"),
        (b'{"query": "{ sentBy }", "variables": {"\\u0000": 1}}', "BAD_CHARACTER"),
    ],
)
def test_a_broken_body_is_a_400_that_says_what_is_wrong(
    system: httpx.Client, content: bytes, expected: str
) -> None:
    answer = post(system, content)
    assert (answer.status_code, code(answer)) == (400, expected)


def test_a_body_that_announces_too_much_is_refused_before_reading(system: httpx.Client) -> None:
    answer = post(system, b" " * (256 * 1024 + 1))
    assert (answer.status_code, code(answer)) == (413, "BODY_TOO_LARGE")


def test_a_body_that_does_not_announce_its_size_is_cut_off_at_the_limit(
    system: httpx.Client,
) -> None:
    chunks = iter([b'{"query": "'] + [b"x" * 65_536] * 5)
    answer = system.post("/graphql", content=chunks, headers=JSON)
    assert (answer.status_code, code(answer)) == (413, "BODY_TOO_LARGE")


def test_a_body_of_exactly_the_limit_is_read(system: httpx.Client) -> None:
    content = b'{"query": "{ sentBy }"}'
    assert post(system, content.ljust(256 * 1024)).status_code == 200


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "",
        ";;;",
    ],
)
def test_a_body_of_another_media_type_is_refused(system: httpx.Client, media: str) -> None:
    answer = system.post(
        "/graphql", content=b'{"query": "{ sentBy }"}', headers={"content-type": media}
    )
    assert (answer.status_code, code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_compressed_body_is_refused(system: httpx.Client) -> None:
    answer = post(system, b'{"query": "{ sentBy }"}', **{"content-encoding": "gzip"})
    assert (answer.status_code, code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_refused_with_a_list_of_allowed_ones(
    client: httpx.Client, method: str
) -> None:
    answer = client.request(method, "/graphql")
    assert (answer.status_code, code(answer)) == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "NOTHING_ASKED"),
        ("documentId=", "NOTHING_ASKED"),
        ("documentId=%FF", "BAD_QUERY_STRING"),
        ("documentId=%00", "BAD_CHARACTER"),
        (f"documentId={ID}&variables={{", "NOT_JSON"),
        (f"documentId={ID}&variables=[1]", "BAD_PARAMETER"),
        (f"documentId={ID}&variables=" + quote(r'{"first": "\u0000"}'), "BAD_CHARACTER"),
        (f"documentId={ID}&extensions=1", "BAD_PARAMETER"),
        (f"documentId={ID}&query=x", "QUERY_AND_ID"),
        ("&".join(f"a{number}=1" for number in range(40)), "BAD_QUERY_STRING"),
    ],
)
def test_broken_parameters_of_a_get_are_a_400(
    client: httpx.Client, query: str, expected: str
) -> None:
    answer = client.get(f"/graphql?{query}")
    assert (answer.status_code, code(answer)) == (400, expected)


def test_an_address_with_a_very_long_variable_is_refused(address: str) -> None:
    url = urlsplit(address)
    request = b"GET /graphql?documentId=" + b"a" * 65_600 + b" HTTP/1.1\r\nhost: x\r\n\r\n"
    with socket.create_connection((str(url.hostname), url.port or 0), timeout=30) as raw:
        raw.sendall(request)
        assert raw.recv(65_536).split(b" ")[1][:1] == b"4"


# -- callers ------------------------------------------------------------------------------------


def test_an_anonymous_caller_may_not_run_a_free_form_document(client: httpx.Client) -> None:
    for answer in (
        client.post("/graphql", json={"query": "{ sentBy }"}),
        client.get("/graphql", params={"query": "{ sentBy }"}),
        client.post("/graphql", json={"query": "{ __schema { types { name } } }"}),
    ):
        assert (answer.status_code, code(answer)) == (403, "REGISTERED_ONLY")


def test_an_anonymous_caller_may_run_a_registered_document(client: httpx.Client) -> None:
    answer = client.post("/graphql", json={"documentId": ID, "variables": {"first": 1}})
    assert answer.json() == {"data": {"places": {"nodes": [{"name": "RW 01"}]}}}


@pytest.mark.parametrize("unknown", ["0" * 64, "x", ID.upper(), "sha256:" + ID, "'; DROP TABLE"])
def test_an_unknown_document_is_a_404(client: httpx.Client, unknown: str) -> None:
    answer = client.get("/graphql", params={"documentId": unknown})
    assert (answer.status_code, code(answer)) == (404, "UNKNOWN_DOCUMENT")


def test_a_registered_document_has_the_page_sizes_of_our_own_documents(
    client: httpx.Client,
) -> None:
    requested = {"documentId": ID, "variables": {"first": 1000}}
    assert len(client.post("/graphql", json=requested).json()["data"]["places"]["nodes"]) == 1000
    requested["variables"] = {"first": 1001}
    answer = client.post("/graphql", json=requested)
    assert (answer.status_code, code(answer)) == (400, "PAGE_SIZE_OUT_OF_RANGE")
    requested["variables"] = {"first": 0}
    assert client.post("/graphql", json=requested).status_code == 400


def test_a_wrong_token_is_a_401_and_not_an_anonymous_caller(client: httpx.Client) -> None:
    answer = client.post(
        "/graphql", json={"documentId": ID}, headers={"authorization": "Bearer wrong"}
    )
    assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_person_on_our_own_page_may_run_a_free_form_document(browser: httpx.Client) -> None:
    answer = browser.post("/graphql", json={"query": "{ sentBy }"})
    assert answer.json() == {"data": {"sentBy": "8"}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://ksbb.example.evil.example"},
        {"origin": "http://ksbb.example"},
        {"origin": ""},
        {"x-ksbb-csrf": ""},
        {"x-ksbb-csrf": "0"},
    ],
)
def test_cookies_from_another_page_are_refused(
    browser: httpx.Client, wrong: dict[str, str]
) -> None:
    answer = browser.post("/graphql", json={"query": "{ sentBy }"}, headers=wrong)
    assert (answer.status_code, code(answer)) == (403, "CSRF")


def test_cookies_without_an_origin_are_refused(address: str) -> None:
    headers = {"cookie": COOKIE, "x-ksbb-csrf": "1"}
    answer = httpx.post(f"{address}/graphql", json={"query": "{ sentBy }"}, headers=headers)
    assert (answer.status_code, code(answer)) == (403, "CSRF")


def test_a_page_at_the_requested_host_is_our_own_page_too_with_our_scheme(
    browser: httpx.Client, address: str
) -> None:
    host = urlsplit(address).netloc
    for scheme, status in (("https", 200), ("http", 403)):
        headers = {"origin": f"{scheme}://{host}"}
        answer = browser.post("/graphql", json={"query": "{ sentBy }"}, headers=headers)
        assert answer.status_code == status


def test_a_get_ignores_cookies(browser: httpx.Client) -> None:
    answer = browser.get("/graphql", params={"documentId": identify(SENT_BY)})
    assert answer.json() == {"data": {"sentBy": "0"}}
    answer = browser.get("/graphql", params={"query": "{ sentBy }"})
    assert (answer.status_code, code(answer)) == (403, "REGISTERED_ONLY")


def test_a_token_counts_before_a_cookie(browser: httpx.Client) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "origin": "https://evil.example"}
    answer = browser.post("/graphql", json={"query": "{ sentBy }"}, headers=headers)
    assert answer.json() == {"data": {"sentBy": "7"}}


# -- documents ----------------------------------------------------------------------------------


def test_a_mutation_by_get_is_refused_for_every_caller(
    client: httpx.Client, system: httpx.Client
) -> None:
    for answer in (
        client.get("/graphql", params={"documentId": identify(RENAME)}),
        system.get("/graphql", params={"query": RENAME}),
        system.head("/graphql", params={"query": RENAME}),
    ):
        assert answer.status_code == 405
        assert answer.headers["allow"] == "POST"
    assert code(client.get("/graphql", params={"documentId": identify(RENAME)})) == (
        "MUTATION_NEEDS_POST"
    )


def test_a_mutation_by_post_may_set_headers(client: httpx.Client) -> None:
    answer = client.post("/graphql", json={"documentId": identify(RENAME)})
    assert answer.json() == {"data": {"rename": "RW 06"}}
    assert answer.headers["x-renamed"] == "yes"


def test_the_operation_is_chosen_by_name(system: httpx.Client) -> None:
    text = "query A { a: number(value: 1) } query B { b: number(value: 2) }"

    def ask(**more: str) -> httpx.Response:
        return system.post("/graphql", json={"query": text, **more})

    assert ask(operationName="B").json() == {"data": {"b": 2}}
    assert code(ask(operationName="C")) == "UNKNOWN_OPERATION"
    assert code(ask()) == "OPERATION_NAME_NEEDED"
    assert ask().status_code == 400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ " + 'place(name: "x") { parts { ' * 6 + "name" + " } }" * 6 + " }", "TOO_DEEP"),
        ("{ " + " ".join(f"a{n}: sentBy" for n in range(16)) + " }", "TOO_MANY_ALIASES"),
        ("{ sentBy " + "@skip(if: true) " * 11 + "}", "TOO_MANY_DIRECTIVES"),
        ("{ " + "sentBy " * 900 + "}", "TOO_MANY_REPEATS"),
        ("{ " + "sentBy " * 5_000 + "}", "TOO_MANY_TOKENS"),
        ("{ sentBy } #" + "x" * 70_000, "TEXT_TOO_LONG"),
        ("{ places(first: 101) { nodes { name } } }", "PAGE_SIZE_OUT_OF_RANGE"),
        (
            "{ places(first: 100) { nodes { near(first: 100) { nodes { name } } } } }",
            "TOO_MANY_NODES",
        ),
        ("{ __schema { types { name } } sentBy }", "INTROSPECTION_APART"),
    ],
)
def test_a_bomb_is_a_400_that_names_the_limit(
    system: httpx.Client, text: str, expected: str
) -> None:
    answer = system.post("/graphql", json={"query": text})
    assert (answer.status_code, code(answer)) == (400, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("   ", "GRAPHQL_PARSE_FAILED"),
        ("{ number(value: " + "[" * 450 + "]" * 450 + ") }", "GRAPHQL_PARSE_FAILED"),
        ('{ place(name: "\\u0000") { name } }', "BAD_CHARACTER"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ number(value: 99999999999) }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { x }", "GRAPHQL_VALIDATION_FAILED"),
        ("type A { b: Int }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...A } fragment A on Query { ...A }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_a_document_that_is_not_valid_is_a_400_in_the_newer_media_type(
    system: httpx.Client, text: str, expected: str
) -> None:
    accept = {"accept": "application/graphql-response+json"}
    answer = system.post("/graphql", json={"query": text}, headers=accept)
    assert (answer.status_code, code(answer)) == (400, expected)
    assert "data" not in answer.json()


def test_validation_makes_no_suggestions(system: httpx.Client) -> None:
    answer = system.post("/graphql", json={"query": "{ plases { nodes { name } } }"})
    assert "places" not in answer.text


def test_the_error_of_a_wrong_variable_names_it(system: httpx.Client) -> None:
    text = "query ($value: Int!) { number(value: $value) }"
    for variables in ({}, {"value": None}, {"value": "x"}, {"value": 2**40}, {"value": 10**30}):
        answer = system.post("/graphql", json={"query": text, "variables": variables})
        assert code(answer) == "BAD_USER_INPUT"
        assert "$value" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("accept_language", "beginning"),
    [
        ("", "Tanpa masuk"),
        ("id", "Tanpa masuk"),
        ("fr", "Tanpa masuk"),
        ("id-ID,id;q=0.9,en;q=0.8", "Tanpa masuk"),
        ("en-GB,en;q=0.9,id;q=0.8", "Without signing in"),
        ("en;q=0.2, id;q=0.1", "Without signing in"),
        ("en;q=nonsense", "Tanpa masuk"),
    ],
)
def test_errors_are_in_the_callers_language_and_in_indonesian_by_default(
    client: httpx.Client, accept_language: str, beginning: str
) -> None:
    answer = client.post(
        "/graphql", json={"query": "{ x }"}, headers={"accept-language": accept_language}
    )
    assert answer.json()["errors"][0]["message"].startswith(beginning)


def test_without_the_header_a_person_gets_errors_in_the_language_they_chose(
    browser: httpx.Client,
) -> None:
    answer = browser.post("/graphql", json={"query": "{ refuses }"})
    assert answer.json()["errors"][0]["message"] == "RW 05 is closed."


def test_random_bytes_never_break_the_server(system: httpx.Client) -> None:
    seeds = [bytes((value * factor) % 256 for value in range(200)) for factor in range(1, 60)]
    requested = json.dumps({"query": "{ sentBy }"}).encode()
    cut = [requested[:length] + b"\x80" + requested[length:] for length in range(len(requested))]
    for content in seeds + cut:
        assert 400 <= post(system, content).status_code < 500
