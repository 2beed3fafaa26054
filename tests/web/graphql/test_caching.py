"""Caches may keep public GET responses, and no others."""

import gzip

import httpx
import pytest

from ksbb.web.graphql.registered import identify
from tests.web.graphql.conftest import PLACES, TOKEN

ASK = {"documentId": identify(PLACES)}
PUBLIC = "public, max-age=10, s-maxage=30, stale-while-revalidate=300"


def test_a_public_get_is_cacheable_and_has_an_etag(client: httpx.Client) -> None:
    answer = client.get("/graphql", params=ASK)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == PUBLIC
    assert answer.headers["etag"].startswith('"')
    assert "Authorization" in answer.headers["vary"]
    other = client.get("/graphql", params={**ASK, "variables": '{"first": 3}'})
    assert other.headers["etag"] != answer.headers["etag"]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
def test_a_caller_with_the_current_etag_gets_304(client: httpx.Client, form: str) -> None:
    etag = client.get("/graphql", params=ASK).headers["etag"]
    answer = client.get("/graphql", params=ASK, headers={"if-none-match": form.format(etag)})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["etag"] == etag
    assert answer.headers["cache-control"] == PUBLIC


def test_a_caller_with_another_etag_gets_the_answer(client: httpx.Client) -> None:
    answer = client.get("/graphql", params=ASK, headers={"if-none-match": '"other"'})
    assert answer.status_code == 200


def test_a_head_has_the_same_headers_without_a_body(client: httpx.Client) -> None:
    answer = client.head("/graphql", params=ASK)
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["etag"] == client.get("/graphql", params=ASK).headers["etag"]


def test_an_answer_to_a_token_or_a_post_is_never_cached(
    client: httpx.Client, system: httpx.Client
) -> None:
    for answer in (
        system.get("/graphql", params=ASK),
        system.get("/graphql", params={"query": "{ sentBy }"}),
        client.post("/graphql", json=ASK),
        client.get("/graphql", params=ASK, headers={"authorization": f"bearer {TOKEN}"}),
    ):
        assert answer.headers["cache-control"] == "private, no-store"
        assert "etag" not in answer.headers


def test_a_large_answer_is_compressed_for_callers_who_accept_gzip(client: httpx.Client) -> None:
    large = {**ASK, "variables": '{"first": 500}'}
    plain = client.get("/graphql", params=large, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream(
        "GET", "/graphql", params=large, headers={"accept-encoding": "gzip"}
    ) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        # Different bytes, so a different strong ETag.
        assert answer.headers["etag"] != plain.headers["etag"]
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 4
