"""What changes, told while people look: to whom, and until when."""

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
from ksbb.endpoint.stream import PERSON_STREAMS
from ksbb.live.hub import MOST, Batch, Figures
from ksbb.live.tell import tell
from ksbb.local import places
from ksbb.outbox.deliver import deliver
from tests.database import Database
from tests.endpoint.conftest import serving
from tests.endpoint.forwarding import Way
from tests.endpoint.site import Site, opened
from tests.graph import global_id

CHANGED = """subscription Changed {
  changed { missed changes {
    thing thingId number at figures { unit target held committed remaining } } }
}"""
PLEDGE = """mutation Pledge($input: PledgeInput!) {
  pledge(input: $input) { __typename ... on PledgeSubmitted { pledge { id number } }
    ... on Refusal { message } } }"""
WITHDRAW = """mutation Withdraw($input: PledgeReasonInput!) {
  withdrawPledge(input: $input) { __typename ... on Refusal { message } } }"""
STREAM = {"accept": "text/event-stream"}
# How long it takes is not judged here: the machine may be busy.
PATIENCE = 60


class Told:
    """What one stream says."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.lines = answer.aiter_lines()

    async def event(self) -> tuple[str, Any]:
        """The next event and its data; `end` where there is no more."""
        name = ""
        async with asyncio.timeout(PATIENCE):
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
async def waiting(browser: httpx.AsyncClient) -> AsyncIterator[Told]:
    """A stream that is listened to."""
    async with browser.stream(
        "POST", "/graphql", json={"query": CHANGED}, headers=STREAM
    ) as answer:
        assert answer.status_code == 200, await answer.aread()
        told = Told(answer)
        assert await told.changed() == {"missed": False, "changes": []}
        yield told


@asynccontextmanager
async def entered(site: Site, who: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of this person."""
    headers = {"origin": site.address, "x-ksbb-csrf": "1"}
    async with httpx.AsyncClient(
        base_url=site.address, headers=headers, trust_env=False, timeout=PATIENCE
    ) as browser:
        if who == "pemprov":
            site.people[who] = site.it.pemprov
        if who:
            person = global_id("Person", site.people[who].person_id)
            answer = await browser.post("/auth/as", json={"person": person})
            assert answer.status_code == 200, answer.text
        yield browser


async def ask(browser: httpx.AsyncClient, query: str, **variables: object) -> dict[str, Any]:
    answer = await browser.post("/graphql", json={"query": query, "variables": variables})
    data = answer.json()
    assert "errors" not in data, data
    return data["data"]


async def delivered(site: Site) -> None:
    """Let the worker deliver what happened."""
    async with site.database.connection("worker") as worker:
        while await deliver(worker, [tell]):
            pass


async def pledge(site: Site, browser: httpx.AsyncClient, **changed: object) -> dict[str, str]:
    data = (await ask(browser, PLEDGE, input=site.offer(**changed)))["pledge"]
    assert data["__typename"] == "PledgeSubmitted", data
    await delivered(site)
    return data["pledge"]


@pytest.fixture
async def site(fresh_database: Database, tmp_path: Path) -> AsyncIterator[Site]:
    async with opened(fresh_database, tmp_path) as found:
        async with found.database.connection("worker") as worker:
            email = "SELECT email FROM app.person WHERE id = $1"
            async with found.database.connection("admin") as admin:
                address = await admin.fetchval(email, found.it.pemprov.person_id)
            await worker.execute("SELECT app.demo_person_add($1, '')", address)
        # What happened while the people came together is of no concern here.
        await delivered(found)
        yield found


async def test_a_pledge_is_told_to_its_parties_and_the_pemprov_and_to_nobody_else(
    site: Site,
) -> None:
    async with (
        contextlib.AsyncExitStack() as stack,
        entered(site, "donor") as donor,
    ):
        people = {
            who: await stack.enter_async_context(entered(site, who))
            for who in ("donor", "pmi", "pemprov", "other", "bare", "reader", "applicant")
        }
        told = {
            who: await stack.enter_async_context(waiting(browser))
            for who, browser in people.items()
        }
        aggregator = global_id("Organisation", site.people["pmi"].organisation_id)
        made = await pledge(site, donor, channel="VIA_AGGREGATOR", aggregator=aggregator)
        for who in ("donor", "pmi", "pemprov"):
            change = await told[who].until("PLEDGE")
            assert (change["thingId"], change["number"]) == (made["id"], made["number"]), who
            assert change["figures"] is None
            assert change["at"].startswith("2020-05-02T02:")
        # The next that strangers hear of is something else: the figures of a need, public anyway.
        for who in ("other", "bare", "reader", "applicant"):
            changes = (await told[who].changed())["changes"]
            assert [change["thing"] for change in changes] == ["NEED"], who


async def test_the_figures_of_a_need_come_with_the_change(site: Site) -> None:
    async with (
        entered(site, "donor") as donor,
        entered(site, "other") as other,
        waiting(other) as told,
    ):
        made = await pledge(site, donor)
        change = await told.until("NEED")
        figures = change["figures"]
        assert figures["unit"] == global_id("Unit", site.it.units[0])
        assert figures["held"] == 2
        assert figures["remaining"] == figures["target"] - 2
        await ask(donor, WITHDRAW, input={"key": str(uuid4()), "pledge": made["id"]})
        await delivered(site)
        assert (await told.until("NEED"))["figures"] == {
            **figures,
            "held": 0,
            "remaining": figures["target"],
        }


async def test_what_is_rolled_back_is_told_to_nobody(site: Site) -> None:
    async with (
        entered(site, "donor") as donor,
        waiting(donor) as told,
    ):
        many = {
            "quantity": 10_000,
            "allocations": [{"unit": global_id("Unit", site.it.units[0]), "quantity": 10_000}],
        }
        refused = (await ask(donor, PLEDGE, input=site.offer(line=many)))["pledge"]
        assert refused["__typename"] != "PledgeSubmitted"
        made = await pledge(site, donor)
        assert (await told.until("PLEDGE"))["thingId"] == made["id"]


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
async def test_a_stream_is_asked_for_as_one_by_a_page_of_ours(
    site: Site, how: dict[str, str], status: int, code: str
) -> None:
    async with entered(site, "donor") as donor:
        answer = await donor.post("/graphql", json={"query": CHANGED}, headers=how)
        assert answer.json()["errors"][0]["extensions"]["code"] == code
        assert answer.status_code == status


async def test_who_has_not_signed_in_is_told_nothing(site: Site) -> None:
    async with entered(site, "") as nobody:
        answer = await nobody.post("/graphql", json={"query": CHANGED}, headers=STREAM)
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["extensions"]["code"] == "PERSISTED_ONLY"
        answer = await nobody.get("/graphql", params={"query": CHANGED}, headers=STREAM)
        assert answer.status_code == 406


async def test_a_question_is_not_answered_by_a_stream(site: Site) -> None:
    async with entered(site, "donor") as donor:
        answer = await donor.post("/graphql", json={"query": "{ __typename }"}, headers=STREAM)
        assert answer.status_code == 406
        assert answer.json()["errors"][0]["extensions"]["code"] == "ONLY_SUBSCRIPTIONS"
        both = {"accept": "text/event-stream, application/json"}
        answer = await donor.post("/graphql", json={"query": "{ __typename }"}, headers=both)
        assert answer.json() == {"data": {"__typename": "Query"}}


async def test_a_person_has_so_many_streams_and_a_place_is_free_again(site: Site) -> None:
    async with entered(site, "donor") as donor:
        async with contextlib.AsyncExitStack() as stack:
            last = await stack.enter_async_context(waiting(donor))
            for _ in range(PERSON_STREAMS - 1):
                await stack.enter_async_context(waiting(donor))
            answer = await donor.post("/graphql", json={"query": CHANGED}, headers=STREAM)
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "2"
            assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_STREAMS"
            async with entered(site, "other") as other, waiting(other):
                await last.answer.aclose()
        # All have left: the server hears of it in its own time.
        async with asyncio.timeout(PATIENCE):
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


async def test_a_stream_ends_with_the_session(site: Site) -> None:
    async with (
        entered(site, "donor") as donor,
        entered(site, "other") as other,
        waiting(other) as told,
    ):
        # The same session in another page of the same browser signs out.
        assert (await other.post("/auth/out", json={})).status_code == 200
        await pledge(site, donor)
        name, data = await told.event()
        assert (name, data["data"]) == ("next", None)
        assert data["errors"][0]["extensions"]["code"] == "SIGN_IN_FIRST"
        assert await told.event() == ("complete", None)
        assert await told.event() == ("end", None)


async def test_a_stream_keeps_no_session_open(site: Site) -> None:
    seen = "SELECT max(last_seen) FROM sec.session"
    async with entered(site, "donor") as donor, site.database.connection("admin") as admin:
        await admin.execute("UPDATE sec.session SET last_seen = last_seen - interval '10 minutes'")
        before = await admin.fetchval(seen)
        async with waiting(donor):
            assert await admin.fetchval(seen) == before
            quiet = {"x-ksbb-quiet": "1"}
            body = {"query": "{ viewer { role } }"}
            assert (await donor.post("/graphql", json=body, headers=quiet)).status_code == 200
            assert await admin.fetchval(seen) == before
            await donor.post("/graphql", json=body)
            assert await admin.fetchval(f"SELECT ({seen}) > $1", before)


async def test_after_a_break_readers_are_told_to_read_again(
    fresh_database: Database, tmp_path: Path
) -> None:
    async with opened(fresh_database, tmp_path) as first:
        await delivered(first)
        way = Way(fresh_database.admin)
        config = fresh_database.settings(
            database_url=way.dsn, persisted=tmp_path, web=tmp_path, demo=True
        )
        with serving(create_app(config)) as address:
            cut_off = Site(address, first.database, first.it, first.people, first.pledge)
            async with entered(first, "donor") as elsewhere, entered(cut_off, "donor") as donor:
                async with waiting(donor) as told, first.database.connection("admin") as admin:
                    # Only the one who listens is cut off; the others go on.
                    await admin.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE application_name = 'ksbb listens' AND datname = current_database()"
                    )
                    assert await told.changed() == {"missed": True, "changes": []}
                    made = await pledge(first, elsewhere)
                    assert (await told.until("PLEDGE"))["thingId"] == made["id"]
                    # Without any database there is nothing to wait for; then it is there again.
                    way.cut()
                    way.open()
                async with waiting(donor) as told:
                    made = await pledge(first, elsewhere)
                    assert (await told.until("PLEDGE"))["thingId"] == made["id"]
        way.cut()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def process(database: Database, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The web server as `./ksbb run` starts it."""
    settings = {
        "KSBB_DATABASE_URL": database.admin,
        "KSBB_SECRET": database.secret,
        "KSBB_DEMO": "1",
        "KSBB_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    arguments = ["uvicorn", "ksbb.app:create_app", "--factory", "--port", str(port)]
    with log.open("w") as output:
        running = subprocess.Popen(
            [sys.executable, "-m", *arguments, "--timeout-graceful-shutdown", str(PATIENCE)],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=places.checkout(),
            env={**os.environ, **settings},
        )
        try:
            yield running
        finally:
            running.kill()
            running.wait()


async def test_a_server_that_is_told_to_stop_waits_for_no_stream(
    fresh_database: Database, tmp_path: Path
) -> None:
    async with opened(fresh_database, tmp_path) as first:
        port = free_port()
        with process(fresh_database, port, tmp_path / "web.log") as running:
            site = Site(
                f"http://127.0.0.1:{port}", first.database, first.it, first.people, first.pledge
            )
            async with asyncio.timeout(PATIENCE), httpx.AsyncClient(trust_env=False) as anybody:
                while True:
                    try:
                        await anybody.get(f"{site.address}/readyz", timeout=PATIENCE)
                        break
                    except httpx.TransportError:
                        await asyncio.sleep(0.05)
            async with entered(site, "donor") as donor, waiting(donor) as told:
                running.send_signal(signal.SIGTERM)
                assert await told.event() == ("end", None)
                # Well before the server would have given up on it.
                assert await asyncio.to_thread(running.wait, PATIENCE / 2) == -signal.SIGTERM


def test_who_falls_behind_reads_everything_again() -> None:
    waiting_for, figures = Batch(), Figures(1, 1, 1, 0, 0, 1)
    waiting_for.add(Batch({("pledge", 1): 1.0}, {1: (figures, 1.0)}))
    waiting_for.add(Batch({("pledge", 1): 2.0}))
    assert waiting_for.things == {("pledge", 1): 2.0}
    assert not waiting_for.missed
    waiting_for.add(Batch({("pledge", number): 3.0 for number in range(MOST)}))
    assert waiting_for == Batch(missed=True)
