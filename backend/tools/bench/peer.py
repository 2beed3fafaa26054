"""The peer: PostGraphile 5 on the same data in the same run, with equal queries.

It is known for compiling GraphQL into SQL, as we do. It runs in one process, set up as its
documentation says, with as many connections as our pool has. It gets the document as text, which
it caches, and a signed context where we look up a session.
"""

from __future__ import annotations

import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from ksbb.cli.terminal import CommandError
from ksbb.core.database import Login, dsn
from ksbb.core.settings import Settings
from tools.bench import fetched, load, reading
from tools.bench.data import Donor
from tools.bench.reading import Operation, Paired, lua_headers
from tools.bench.web import HOST, Web, document_id, free_port, running
from tools.dev import node

_FILES = Path(__file__).parent / "postgraphile"
# The rounds of an operation take longer than the two minutes of the product's contexts.
_CONTEXT_SECONDS = 3600

NEAR = """query Near($latitude: Float!, $longitude: Float!) {
  unitsNear(latitude: $latitude, longitude: $longitude, radiusMetres: 5000, wanted: 20) { nodes {
    distanceMetres(latitude: $latitude, longitude: $longitude)
    code name kind families areaByAreaId { name }
    openNeeds { nodes { target held committed remaining packageByPackageId { code } } } } } }"""
OWN = """query Own($donor: BigInt!) {
  allAppPledges(first: 50, orderBy: [ROW_ID_DESC], condition: { donorId: $donor }) { nodes {
    id number state channel submittedAt held committed
    organisationByExecutorId { name } phaseByPhaseId { number }
    appPledgeLinesByPledgeIdAndDonorIdAndExecutorIdAndPhaseId { nodes {
      quantity unallocated packageByPackageId { code } } }
    appAllocationsByPledgeId { nodes { quantity state unitByUnitId { code name } } } } } }"""
MANY = """query Many { allUnits(first: 1000, orderBy: [CODE_ASC]) { nodes {
  id code name kind families people } } }"""


@dataclass(frozen=True, slots=True)
class Same:
    """One of our operations as the peer runs it.

    Attributes:
        document: for the peer.
        goal: our rate divided by the peer's should be at least this.
        marks: a field whose values must be the same, in the same order, in both responses.
    """

    document: str
    goal: float
    marks: str


SAME = {
    "Q1": Same(NEAR, 4.0, "code"),
    "Q3": Same(OWN, 5.0, "number"),
    "Q4": Same(MANY, 5.0, "code"),
}


def installed() -> Path:
    """The folder in `.local/` with the peer; installed with npm if it is missing."""
    folder = fetched.folder("postgraphile", "PostGraphile dipasang", "Installing PostGraphile")
    # Node looks for modules beside the program that imports them.
    shutil.copy(_FILES / "server.mjs", folder)
    return folder


def prepare(config: Settings) -> None:
    """Write what the peer needs into the database, which is a copy of the bench's."""
    with psycopg.connect(config.database_url, autocommit=True) as admin:
        admin.execute((_FILES / "schema.sql").read_bytes())


@contextmanager
def serving(config: Settings, operation: Operation) -> Iterator[int]:
    """A process of the peer that runs this operation until the block ends; yields its port."""
    port = free_port()
    signed_in = operation.audience == "tenant"
    login: Login = "ksbb_tenant" if signed_in else "ksbb_public"
    environment = {
        **node.environment(),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
        "PEER_DSN": dsn(login, config.database_url, config.secret),
        "PEER_PORT": str(port),
        "PEER_SCHEMAS": "pub,app" if signed_in else "pub",
        "PEER_CONNECTIONS": str(config.pool_tenant if signed_in else config.pool_public),
    }

    def answers() -> bool:
        return "data" in _send(port, {"query": "{ __typename }"}, {})

    with running([node.node(), installed() / "server.mjs"], environment, answers):
        yield port


def measure(
    operation: Operation, config: Settings, web: Web, donor: Donor, *, rounds: int, seconds: float
) -> Paired:
    """The operation over HTTP from us and from the peer, in turns.

    Raises:
        CommandError: the two responses differ.
    """
    same = SAME[operation.name]
    cookie = web.sign_in(donor.person) if operation.audience == "tenant" else None
    ours = reading.request_script(operation, web, cookie)
    with serving(config, operation) as port:
        headers = _headers(config, operation, donor, port)
        body = _request_body(operation, donor)
        registered = {
            "documentId": document_id(operation.document),
            "variables": operation.variables,
        }
        own = _send(web.port, registered, reading.own_page(web, cookie) if cookie else {})
        theirs = _send(port, body, headers)
        if not _marks(own, same.marks) or _marks(own, same.marks) != _marks(theirs, same.marks):
            raise CommandError(
                f"{operation.name}: jawaban PostGraphile berbeda.",
                f"{operation.name}: PostGraphile does not answer the same.",
                json.dumps(theirs)[:2000],
            )
        peers = _script(operation, body, headers)
        load.over_http(web.port, ours, 1)
        load.over_http(port, peers, 1)
        rates = [
            (
                load.over_http(web.port, ours, seconds).rate,
                load.over_http(port, peers, seconds).rate,
            )
            for _ in range(rounds)
        ]
    return Paired([mine for mine, _ in rates], [peer for _, peer in rates])


def _headers(config: Settings, operation: Operation, donor: Donor, port: int) -> dict[str, str]:
    headers = {
        # Wrk sets it only when it runs, and a request may be built before that.
        "Host": f"{HOST}:{port}",
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    if operation.audience == "tenant":
        key = config.derived("context")
        headers["X-Context"] = donor.viewer.context(key, lifetime=_CONTEXT_SECONDS)
    return headers


def _request_body(operation: Operation, donor: Donor) -> dict[str, Any]:
    own = {"donor": str(donor.organisation)} if operation.audience == "tenant" else {}
    return {"query": SAME[operation.name].document, "variables": {**operation.variables, **own}}


def _script(operation: Operation, body: dict[str, Any], headers: dict[str, str]) -> str:
    """Lua for wrk, with the same places as in the requests to our own server."""
    if not operation.placed:
        return f"""{lua_headers(headers)}
local requested = wrk.format("POST", "/graphql", nil, {json.dumps(json.dumps(body))})
function request() return requested end"""
    opening = json.dumps(json.dumps({"query": body["query"]})[:-1] + ', "variables": {"latitude":')
    return f"""{lua_headers(headers)}
function request()
  {reading.LUA_PLACE}
  return wrk.format("POST", "/graphql", nil, {opening} .. string.format("%.6f", latitude)
    .. ',"longitude":' .. string.format("%.6f", longitude) .. "}}}}")
end"""


def _send(port: int, body: dict[str, Any], headers: dict[str, str]) -> Any:
    with closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
        connection.request(
            "POST",
            "/graphql",
            json.dumps(body),
            {"Content-Type": "application/json", "Accept": "application/json", **headers},
        )
        return json.loads(connection.getresponse().read())


def _marks(answer: Any, name: str) -> list[Any]:
    """All values of this field in the order of the response; a match is not searched further."""
    if isinstance(answer, list):
        return [value for each in answer for value in _marks(each, name)]
    if isinstance(answer, dict):
        if name in answer:
            return [answer[name]]
        return [value for each in answer.values() for value in _marks(each, name)]
    return []
