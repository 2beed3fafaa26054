"""Live updates: who gets which changes, and until when."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from ksbb.app import create_app
from ksbb.core.live.notify import notify_change
from ksbb.core.outbox.deliver import deliver
from ksbb.domain.inbox.notify import notify
from ksbb.web.graphql.stream import PERSON_STREAMS
from tests.database import Database
from tests.real_schema import global_id
from tests.web.graphql.conftest import serving
from tests.web.graphql.database_forwarder import DatabaseForwarder
from tests.web.graphql.running_app import RunningApp, opened
from tools.dev import paths

CHANGED = """subscription Changed {
  changed { missed changes {
    thing thingId number at figures { unit target held committed remaining } } }
}"""
PLEDGE = """mutation Pledge($input: SubmitPledgeInput!) {
  submitPledge(input: $input) { __typename ... on PledgeSubmitted { pledge { id number } }
    ... on Refusal { message } } }"""
WITHDRAW = """mutation Withdraw($input: WithdrawPledgeInput!) {
  withdrawPledge(input: $input) { __typename ... on Refusal { message } } }"""
STREAM = {"accept": "text/event-stream"}
# A long timeout, because the machine may be busy.
TIMEOUT = 60


class Events:
    """The events of one stream."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.lines = answer.aiter_lines()

    async def event(self) -> tuple[str, Any]:
        """The next event and its data; `end` at the end of the stream."""
        name = ""
        async with asyncio.timeout(TIMEOUT):
            async for line in self.lines:
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data:"):
                    data = line.removeprefix("data:").strip()
                    return name, json.loads(data) if data else None
        return "end", None

    async def changed(self) -> dict[str, Any]:
        name, data = await self.event()
        assert name == "next", (name, data)
        assert "errors" not in data, data
        return data["data"]["changed"]

    async def until(self, thing: str) -> dict[str, Any]:
        """The next change of this kind."""
        while True:
            for change in (await self.changed())["changes"]:
                if change["thing"] == thing:
                    return change


@asynccontextmanager
async def subscribed(browser: httpx.AsyncClient) -> AsyncIterator[Events]:
    """An open stream, after its first message."""
    async with browser.stream(
        "POST", "/graphql", json={"query": CHANGED}, headers=STREAM
    ) as answer:
        assert answer.status_code == 200, await answer.aread()
        events = Events(answer)
        assert await events.changed() == {"missed": False, "changes": []}
        yield events


@asynccontextmanager
async def signed_in(running: RunningApp, who: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of this person."""
    headers = {"origin": running.address, "x-ksbb-csrf": "1"}
    async with httpx.AsyncClient(
        base_url=running.address, headers=headers, trust_env=False, timeout=TIMEOUT
    ) as browser:
        if who == "pemprov":
            running.people[who] = running.it.pemprov
        if who:
            person = global_id("Person", running.people[who].person_id)
            answer = await browser.post("/auth/as", json={"person": person})
            assert answer.status_code == 200, answer.text
        yield browser


async def ask(browser: httpx.AsyncClient, query: str, **variables: object) -> dict[str, Any]:
    answer = await browser.post("/graphql", json={"query": query, "variables": variables})
    data = answer.json()
    assert "errors" not in data, data
    return data["data"]


async def delivered(running: RunningApp) -> None:
    """Deliver all events, as the worker does."""
    async with running.database.connection("worker") as worker:
        while await deliver(worker, [notify, notify_change]):
            pass


async def pledge(
    running: RunningApp, browser: httpx.AsyncClient, **changed: object
) -> dict[str, str]:
    data = (await ask(browser, PLEDGE, input=running.offer(**changed)))["submitPledge"]
    assert data["__typename"] == "PledgeSubmitted", data
    await delivered(running)
    return data["pledge"]


@pytest.fixture
async def running(fresh_database: Database, tmp_path: Path) -> AsyncIterator[RunningApp]:
    async with opened(fresh_database, tmp_path) as found:
        async with found.database.connection("worker") as worker:
            email = "SELECT email FROM app.person WHERE id = $1"
            async with found.database.connection("admin") as admin:
                address = await admin.fetchval(email, found.it.pemprov.person_id)
            await worker.execute("SELECT app.demo_person_add($1, '')", address)
        # The events of setting up the people are of no interest here.
        await delivered(found)
        yield found


async def test_its_parties_and_the_pemprov_see_that_a_pledge_changed_and_nobody_else(
    running: RunningApp,
) -> None:
    async with (
        contextlib.AsyncExitStack() as stack,
        signed_in(running, "donor") as donor,
    ):
        people = {
            who: await stack.enter_async_context(signed_in(running, who))
            for who in ("donor", "pmi", "pemprov", "other", "bare", "reader", "applicant")
        }
        events = {
            who: await stack.enter_async_context(subscribed(browser))
            for who, browser in people.items()
        }
        aggregator = global_id("Organisation", running.people["pmi"].organisation_id)
        made = await pledge(running, donor, channel="VIA_AGGREGATOR", aggregator=aggregator)
        for who in ("donor", "pmi", "pemprov"):
            change = await events[who].until("PLEDGE")
            assert (change["thingId"], change["number"]) == (made["id"], made["number"]), who
            assert change["figures"] is None
            assert change["at"].startswith("2020-05-02T02:")
        # Others only get the figures of the need, which are public.
        for who in ("other", "bare", "reader", "applicant"):
            changes = (await events[who].changed())["changes"]
            assert [change["thing"] for change in changes] == ["NEED"], who


async def test_the_figures_of_a_need_come_with_the_change(running: RunningApp) -> None:
    async with (
        signed_in(running, "donor") as donor,
        signed_in(running, "other") as other,
        subscribed(other) as events,
    ):
        made = await pledge(running, donor)
        change = await events.until("NEED")
        figures = change["figures"]
        assert figures["unit"] == global_id("Unit", running.it.units[0])
        assert figures["held"] == 2
        assert figures["remaining"] == figures["target"] - 2
        await ask(donor, WITHDRAW, input={"key": str(uuid4()), "pledge": made["id"]})
        await delivered(running)
        assert (await events.until("NEED"))["figures"] == {
            **figures,
            "held": 0,
            "remaining": figures["target"],
        }


async def test_a_change_that_was_rolled_back_is_not_sent(running: RunningApp) -> None:
    async with (
        signed_in(running, "donor") as donor,
        subscribed(donor) as events,
    ):
        many = {
            "quantity": 10_000,
            "allocations": [{"unit": global_id("Unit", running.it.units[0]), "quantity": 10_000}],
        }
        refused = (await ask(donor, PLEDGE, input=running.offer(line=many)))["submitPledge"]
        assert refused["__typename"] != "PledgeSubmitted"
        made = await pledge(running, donor)
        assert (await events.until("PLEDGE"))["thingId"] == made["id"]


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ({}, 400, "NO_SUBSCRIPTIONS"),
        ({"accept": "application/json"}, 400, "NO_SUBSCRIPTIONS"),
        ({"accept": "text/event-stream;q=0, application/json"}, 400, "NO_SUBSCRIPTIONS"),
        ({"accept": "text/event-stream", "x-ksbb-csrf": ""}, 403, "CSRF"),
        ({"accept": "text/event-stream", "origin": "https://other.example"}, 403, "CSRF"),
    ],
)
async def test_a_stream_needs_the_accept_header_and_one_of_our_pages(
    running: RunningApp, how: dict[str, str], status: int, code: str
) -> None:
    async with signed_in(running, "donor") as donor:
        answer = await donor.post("/graphql", json={"query": CHANGED}, headers=how)
        assert answer.json()["errors"][0]["extensions"]["code"] == code
        assert answer.status_code == status


async def test_an_anonymous_caller_gets_no_stream(running: RunningApp) -> None:
    async with signed_in(running, "") as nobody:
        answer = await nobody.post("/graphql", json={"query": CHANGED}, headers=STREAM)
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["extensions"]["code"] == "REGISTERED_ONLY"
        answer = await nobody.get("/graphql", params={"query": CHANGED}, headers=STREAM)
        assert answer.status_code == 406


async def test_a_query_is_not_answered_by_a_stream(running: RunningApp) -> None:
    async with signed_in(running, "donor") as donor:
        answer = await donor.post("/graphql", json={"query": "{ __typename }"}, headers=STREAM)
        assert answer.status_code == 406
        assert answer.json()["errors"][0]["extensions"]["code"] == "ONLY_SUBSCRIPTIONS"
        both = {"accept": "text/event-stream, application/json"}
        answer = await donor.post("/graphql", json={"query": "{ __typename }"}, headers=both)
        assert answer.json() == {"data": {"__typename": "Query"}}


async def test_open_streams_of_a_person_are_limited_and_closed_ones_do_not_count(
    running: RunningApp,
) -> None:
    async with signed_in(running, "donor") as donor:
        async with contextlib.AsyncExitStack() as stack:
            last = await stack.enter_async_context(subscribed(donor))
            for _ in range(PERSON_STREAMS - 1):
                await stack.enter_async_context(subscribed(donor))
            answer = await donor.post("/graphql", json={"query": CHANGED}, headers=STREAM)
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "2"
            assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_STREAMS"
            async with signed_in(running, "other") as other, subscribed(other):
                await last.answer.aclose()
        # All streams are closed: the server may notice it a little later.
        async with asyncio.timeout(TIMEOUT):
            while True:
                answer = await donor.send(
                    donor.build_request(
                        "POST", "/graphql", json={"query": CHANGED}, headers=STREAM
                    ),
                    stream=True,
                )
                await answer.aclose()
                if answer.status_code == 200:
                    break


async def test_a_stream_ends_with_the_session(running: RunningApp) -> None:
    async with (
        signed_in(running, "donor") as donor,
        signed_in(running, "other") as other,
        subscribed(other) as events,
    ):
        # Another page of the same browser signs out.
        assert (await other.post("/auth/out", json={})).status_code == 200
        await pledge(running, donor)
        name, data = await events.event()
        assert (name, data["data"]) == ("next", None)
        assert data["errors"][0]["extensions"]["code"] == "SIGN_IN_FIRST"
        assert await events.event() == ("complete", None)
        assert await events.event() == ("end", None)


async def test_a_stream_does_not_prolong_the_session(running: RunningApp) -> None:
    seen = "SELECT max(last_seen) FROM sec.session"
    async with signed_in(running, "donor") as donor, running.database.connection("admin") as admin:
        await admin.execute("UPDATE sec.session SET last_seen = last_seen - interval '10 minutes'")
        before = await admin.fetchval(seen)
        async with subscribed(donor):
            assert await admin.fetchval(seen) == before
            quiet = {"x-ksbb-quiet": "1"}
            body = {"query": "{ viewer { role } }"}
            assert (await donor.post("/graphql", json=body, headers=quiet)).status_code == 200
            assert await admin.fetchval(seen) == before
            await donor.post("/graphql", json=body)
            assert await admin.fetchval(f"SELECT ({seen}) > $1", before)


async def test_after_a_lost_connection_clients_are_told_to_read_everything_again(
    fresh_database: Database, tmp_path: Path
) -> None:
    async with opened(fresh_database, tmp_path) as first:
        await delivered(first)
        forwarder = DatabaseForwarder(fresh_database.admin)
        config = fresh_database.settings(
            database_url=forwarder.dsn, registered=tmp_path, web=tmp_path, demo=True
        )
        with serving(create_app(config)) as address:
            cut_off = RunningApp(address, first.database, first.it, first.people, first.pledge)
            async with signed_in(first, "donor") as elsewhere, signed_in(cut_off, "donor") as donor:
                async with subscribed(donor) as events, first.database.connection("admin") as admin:
                    # Only the listening connection is cut.
                    await admin.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE application_name = 'ksbb listens' AND datname = current_database()"
                    )
                    assert await events.changed() == {"missed": True, "changes": []}
                    made = await pledge(first, elsewhere)
                    assert (await events.until("PLEDGE"))["thingId"] == made["id"]
                    # Without a database the stream ends; then the database is back.
                    forwarder.cut()
                    forwarder.open()
                async with subscribed(donor) as events:
                    made = await pledge(first, elsewhere)
                    assert (await events.until("PLEDGE"))["thingId"] == made["id"]
        forwarder.cut()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def process(database: Database, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The web server in a process of its own."""
    settings = {
        "KSBB_DATABASE_URL": database.admin,
        "KSBB_SECRET": database.secret,
        "KSBB_DEMO": "1",
        "KSBB_PUBLIC_URL": f"http://127.0.0.1:{port}",
        # Neither documents nor pages are needed: without them the server starts at once.
        "KSBB_REGISTERED": os.devnull,
        "KSBB_WEB": os.devnull,
    }
    arguments = ["uvicorn", "ksbb.app:create_app", "--factory", "--port", str(port)]
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", *arguments, "--timeout-graceful-shutdown", str(TIMEOUT)],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=paths.checkout(),
            env={**os.environ, **settings},
        )
        try:
            yield server
        finally:
            server.kill()
            server.wait()


async def test_a_stopping_server_does_not_wait_for_streams(
    fresh_database: Database, tmp_path: Path
) -> None:
    async with opened(fresh_database, tmp_path) as first:
        port = free_port()
        with process(fresh_database, port, tmp_path / "web.log") as server:
            running = RunningApp(
                f"http://127.0.0.1:{port}", first.database, first.it, first.people, first.pledge
            )
            async with asyncio.timeout(TIMEOUT), httpx.AsyncClient(trust_env=False) as anybody:
                while True:
                    try:
                        await anybody.get(f"{running.address}/readyz", timeout=TIMEOUT)
                        break
                    except httpx.TransportError:
                        await asyncio.sleep(0.05)
            async with signed_in(running, "donor") as donor, subscribed(donor) as events:
                server.send_signal(signal.SIGTERM)
                assert await events.event() == ("end", None)
                # Well before the server's own shutdown timeout.
                assert await asyncio.to_thread(server.wait, TIMEOUT / 2) == -signal.SIGTERM
