"""The database goes away and comes back: callers get clear errors, and no restart is needed."""

from pathlib import Path

import httpx

from ksbb.app import application
from tests.database import Database
from tests.web.graphql.conftest import TOKEN, serving, viewer_of
from tests.web.graphql.database_forwarder import DatabaseForwarder
from tests.web.graphql.schema import context_of, schema


def test_an_outage_is_reported_and_ends_without_a_restart(
    fresh_database: Database, tmp_path: Path
) -> None:
    forwarder = DatabaseForwarder(fresh_database.admin)
    config = fresh_database.settings(database_url=forwarder.dsn, registered=tmp_path, web=tmp_path)
    app = application(config, schema, viewer_of=viewer_of, context_of=context_of)
    with serving(app) as address:

        def ask() -> httpx.Response:
            headers = {"authorization": f"Bearer {TOKEN}"}
            # A long timeout, because the machine may be busy.
            return httpx.post(
                f"{address}/graphql", json={"query": "{ one }"}, headers=headers, timeout=60
            )

        assert ask().json() == {"data": {"one": 1}}
        forwarder.cut()
        ready = httpx.get(f"{address}/readyz", timeout=60)
        assert ready.status_code == 503
        assert ready.headers["retry-after"] == "2"
        assert httpx.get(f"{address}/healthz").status_code == 200
        error = ask().json()["errors"][0]
        assert error["extensions"] == {"code": "UNAVAILABLE"}
        assert str(forwarder.port) not in str(error)
        forwarder.open()
        assert httpx.get(f"{address}/readyz", timeout=60).status_code == 200
        assert ask().json() == {"data": {"one": 1}}
    forwarder.cut()
