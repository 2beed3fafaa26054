"""Bad input to the real application, from people who have signed in.

Every bad request gets a typed refusal in the caller's language, or a 4xx, and never a 500. It
changes nothing: every table has as many rows as before.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx
import pytest

from tests.database import Database
from tests.real_schema import global_id
from tests.web.graphql.running_app import RunningApp, Values, opened
from tools.dev import paths, template

PLEDGE = """
    mutation Pledge($input: SubmitPledgeInput!) {
      submitPledge(input: $input) {
        __typename ... on Refusal { message } ... on PledgeSubmitted { pledge { id number } }
      }
    }
"""
WITHDRAW = """
    mutation Withdraw($input: WithdrawPledgeInput!) {
      withdrawPledge(input: $input) { __typename ... on Refusal { message } }
    }
"""
INTEND = """
    mutation Intend($input: IntendContributionInput!) {
      intendContribution(input: $input) { __typename ... on Refusal { message } }
    }
"""
# With the older media type an answer that is an error has the status 200, by its specification.
NEWER = {"accept": "application/graphql-response+json"}


@pytest.fixture(scope="module")
async def running(
    server: str, _template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningApp]:
    with template.copy(server, _template) as dsn:
        database = Database(dsn, paths.secret())
        async with opened(database, tmp_path_factory.mktemp("none")) as found:
            yield found


@asynccontextmanager
async def nothing_changes(running: RunningApp) -> AsyncIterator[None]:
    """Nothing in the database changes while the block runs."""
    before = await running.row_counts()
    yield
    assert await running.row_counts() == before


def refused(browser: httpx.Client, document: str, values: Values) -> tuple[str, str]:
    """The type of a refusal and its message."""
    answer = browser.post("/graphql", json={"query": document, "variables": {"input": values}})
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json(), answer.text
    [only] = answer.json()["data"].values()
    return only["__typename"], only.get("message", "")


def unknown(kind: str) -> str:
    return global_id(kind, 10**9)


# The person, the document, its input, the type of the refusal, and words of its message in
# Indonesian and in English.
Case = tuple[str, str, Callable[[RunningApp], Values], str, str, str]
CASES: dict[str, Case] = {
    "an unknown unit": (
        "donor",
        PLEDGE,
        lambda s: s.offer(line={"allocations": [{"unit": unknown("Unit"), "quantity": 2}]}),
        "NotFound",
        "tidak ditemukan",
        "not found",
    ),
    "an unknown package": (
        "donor",
        PLEDGE,
        lambda s: s.offer(line={"package": unknown("Package")}),
        "NotFound",
        "tidak ditemukan",
        "not found",
    ),
    "the id of something else": (
        "donor",
        PLEDGE,
        lambda s: s.offer(line={"package": global_id("Unit", s.it.units[0])}),
        "NotFound",
        "tidak ditemukan",
        "not found",
    ),
    "no packages": (
        "donor",
        PLEDGE,
        lambda s: s.offer(line={"quantity": 0}),
        "QuantityInvalid",
        "Jumlah paket",
        "number of packages",
    ),
    "fewer than none": (
        "donor",
        PLEDGE,
        lambda s: s.offer(line={"quantity": -3}),
        "QuantityInvalid",
        "Jumlah paket",
        "number of packages",
    ),
    "more than is left": (
        "donor",
        PLEDGE,
        lambda s: s.offer(
            line={
                "quantity": 101,
                "allocations": [{"unit": global_id("Unit", s.it.units[0]), "quantity": 101}],
            }
        ),
        "NeedAlreadyMet",
        "tinggal membutuhkan",
        "needs only",
    ),
    "a line that says not where to": (
        "donor",
        PLEDGE,
        lambda s: s.offer(line={"quantity": 3}),
        "DirectNotAllocated",
        "belum punya tujuan",
        "no destination",
    ),
    "no lines": (
        "donor",
        PLEDGE,
        lambda s: s.offer(lines=[]),
        "PledgeEmpty",
        "setidaknya satu paket",
        "at least one package",
    ),
    "a phase that is over": (
        "donor",
        PLEDGE,
        lambda s: s.offer(phase=global_id("Phase", s.it.phases[0])),
        "PhaseClosed",
        "berakhir",
        "ended",
    ),
    "no statement": (
        "donor",
        PLEDGE,
        lambda s: s.offer(statementAccepted=False),
        "StatementNotAccepted",
        "surat pernyataan",
        "statement",
    ),
    "an aggregator without an agreement": (
        "donor",
        PLEDGE,
        lambda s: s.offer(
            channel="VIA_AGGREGATOR",
            aggregator=global_id("Organisation", s.people["bare"].organisation_id),
        ),
        "AgreementNotInForce",
        "PKS",
        "agreement",
    ),
    "a donor as aggregator": (
        "donor",
        PLEDGE,
        lambda s: s.offer(
            channel="VIA_AGGREGATOR",
            aggregator=global_id("Organisation", s.people["other"].organisation_id),
        ),
        "ChannelInvalid",
        "agregator",
        "aggregator",
    ),
    "in the name of who only looks": (
        "reader",
        PLEDGE,
        lambda s: s.offer(),
        "NotAllowed",
        "peran",
        "role",
    ),
    "in the name of who is not verified": (
        "applicant",
        PLEDGE,
        lambda s: s.offer(),
        "OrganisationNotVerified",
        "belum diverifikasi",
        "not verified",
    ),
    "another tenant's pledge": (
        "donor",
        WITHDRAW,
        lambda s: {"key": str(uuid4()), "pledge": global_id("Pledge", s.pledge)},
        "NotFound",
        "tidak ditemukan",
        "not found",
    ),
    "an unknown pledge": (
        "donor",
        WITHDRAW,
        lambda _: {"key": str(uuid4()), "pledge": unknown("Pledge")},
        "NotFound",
        "tidak ditemukan",
        "not found",
    ),
    "money to who may not collect": (
        "donor",
        INTEND,
        lambda s: {
            "key": str(uuid4()),
            "aggregator": global_id("Organisation", s.people["bare"].organisation_id),
            "amount": "1000",
        },
        "AgreementNotInForce",
        "PKS",
        "agreement",
    ),
    "less money than none": (
        "donor",
        INTEND,
        lambda s: {
            "key": str(uuid4()),
            "aggregator": global_id("Organisation", s.people["pmi"].organisation_id),
            "amount": "-5",
        },
        "AmountInvalid",
        "Jumlah",
        "amount",
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_a_refusal_is_typed_and_in_the_callers_language(
    running: RunningApp, name: str
) -> None:
    who, document, values, kind, indonesian, english = CASES[name]
    async with nothing_changes(running):
        for language, words in (("id", indonesian), ("en", english)):
            with running.browser(who, language) as browser:
                typed, message = refused(browser, document, values(running))
            assert typed == kind, message
            assert words.lower() in message.lower(), message


async def test_anothers_pledge_and_an_unknown_one_are_refused_alike(running: RunningApp) -> None:
    with running.browser("donor") as browser:
        message = {
            refused(browser, WITHDRAW, {"key": str(uuid4()), "pledge": id})
            for id in (global_id("Pledge", running.pledge), unknown("Pledge"))
        }
    assert len(message) == 1


async def test_the_same_key_with_other_content_changes_nothing(running: RunningApp) -> None:
    with running.browser("donor", "en") as browser:
        offer = running.offer()
        first, _ = refused(browser, PLEDGE, offer)
        assert first == "PledgeSubmitted"
        async with nothing_changes(running):
            other = {**offer, "note": "lain"}
            kind, message = refused(browser, PLEDGE, other)
            assert kind == "KeyReused"
            assert "key" in message.lower()
            # The same request again gets the same answer.
            assert refused(browser, PLEDGE, offer)[0] == "PledgeSubmitted"


# Bodies that can't be read, and the status of the response.
UNREADABLE: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "half an object": (b'{"query": "{ now }"', 400),
    "no UTF-8": (b'{"query": "{ now }", "variables": {"x": "\xff\xfe"}}', 400),
    "half a character": (b'{"query": "{ now }", "variables": {"x": "\\ud800"}}', 400),
    "NUL in a variable": (b'{"query": "{ now }", "variables": {"x": "a\\u0000b"}}', 400),
    "deeply nested": (b'{"query": "{ now }", "variables": ' + b'{"x":' * 5_000 + b"1", 400),
    "deep lists": (b'{"query": "{ now }", "variables": {"x":' + b"[" * 200 + b"]" * 200, 400),
    "too large": (b'{"query": "' + b" " * 300_000 + b'{ now }"}', 413),
    "many at once": (b'[{"query": "{ now }"}]', 400),
    "an unknown document": (json.dumps({"documentId": "0" * 64}).encode(), 404),
    "no document": (b"{}", 400),
    "no GraphQL": (b'{"query": "SELECT 1"}', 400),
}


@pytest.mark.parametrize("name", UNREADABLE)
async def test_an_unreadable_body_is_a_4xx_in_both_languages(
    running: RunningApp, name: str
) -> None:
    body, status = UNREADABLE[name]
    async with nothing_changes(running):
        message: list[str] = []
        for language in ("id", "en"):
            with running.browser("donor", language) as browser:
                answer = browser.post(
                    "/graphql",
                    content=body,
                    headers={"content-type": "application/json", **NEWER},
                )
            assert answer.status_code == status, answer.text
            message.append(answer.json()["errors"][0]["message"])
        assert message[0] != message[1]


@pytest.mark.parametrize(
    ("name", "spoiled"),
    [
        ("NUL", r"a\u0000b"),
        ("half a character", r"\uD800"),
        ("a character beyond all", r"\u{110000}"),
    ],
)
async def test_bad_characters_in_the_document_itself_break_nothing(
    running: RunningApp, name: str, spoiled: str
) -> None:
    offer = running.offer()
    document = f"""
        mutation {{ withdrawPledge(input: {{
            key: "{offer["key"]}", pledge: "{global_id("Pledge", running.pledge)}",
            reason: "{spoiled}" }}) {{ __typename }} }}"""
    search = f'{{ units(search: "{spoiled}", first: 1) {{ nodes {{ id }} }} }}'
    async with nothing_changes(running):
        with running.browser("other", "en") as browser:
            for query in (document, search):
                answer = browser.post("/graphql", json={"query": query}, headers=NEWER)
                assert answer.status_code == 400, (name, answer.text)
                assert answer.json()["errors"][0]["extensions"]["code"] != "INTERNAL"


async def test_an_anonymous_caller_changes_nothing(running: RunningApp) -> None:
    async with nothing_changes(running):
        for language in ("id", "en"):
            with running.browser("", language) as browser:
                answer = browser.post(
                    "/graphql", json={"query": PLEDGE, "variables": {"input": running.offer()}}
                )
            assert 400 <= answer.status_code < 500, answer.text


async def test_a_session_that_was_ended_changes_nothing(running: RunningApp) -> None:
    with running.browser("donor", "en") as browser:
        async with running.database.connection("admin") as admin:
            await admin.execute("UPDATE sec.session SET revoked_at = clock_timestamp()")
        async with nothing_changes(running):
            answer = browser.post(
                "/graphql", json={"query": PLEDGE, "variables": {"input": running.offer()}}
            )
            assert 400 <= answer.status_code < 500, answer.text
