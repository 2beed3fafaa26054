"""The database goes away and comes back: what callers are told, and that nobody has to restart."""

from pathlib import Path

import httpx

from ksbb.app import application
from tests.database import Database
from tests.endpoint.conftest import TOKEN, serving, viewer_of
from tests.endpoint.forwarding import Way
from tests.endpoint.schema import context_of, schema


def test_an_outage_is_told_as_one_and_ends_by_itself(
    fresh_database: Database, tmp_path: Path
) -> None:
    way = Way(fresh_database.admin)
    config = fresh_database.settings(database_url=way.dsn, persisted=tmp_path, web=tmp_path)
    app = application(config, schema, viewer_of=viewer_of, context_of=context_of)
    with serving(app) as address:

        def ask() -> httpx.Response:
            headers = {"authorization": f"Bearer {TOKEN}"}
            # How long it takes is not judged here: the machine may be busy.
            return httpx.post(
                f"{address}/graphql", json={"query": "{ one }"}, headers=headers, timeout=60
            )

        assert ask().json() == {"data": {"one": 1}}
        way.cut()
        ready = httpx.get(f"{address}/readyz", timeout=60)
        assert ready.status_code == 503
        assert ready.headers["retry-after"] == "2"
        assert httpx.get(f"{address}/healthz").status_code == 200
        error = ask().json()["errors"][0]
        assert error["extensions"] == {"code": "UNAVAILABLE"}
        assert str(way.port) not in str(error)
        way.open()
        assert httpx.get(f"{address}/readyz", timeout=60).status_code == 200
        assert ask().json() == {"data": {"one": 1}}
    way.cut()
