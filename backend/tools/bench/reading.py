"""The reads that matter, over HTTP and as the same statement in pgbench."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ksbb.core.database import dsn
from ksbb.core.settings import Settings, derive
from tools.bench import load
from tools.bench.web import Web, document_id

if TYPE_CHECKING:
    from graphql_sql.plan import Plan
    from tools.bench.data import Donor

NEAR = """query Near($latitude: Float!, $longitude: Float!) {
  unitsNear(latitude: $latitude, longitude: $longitude, radiusMetres: 5000, first: 20) {
    distanceMetres
    unit { code name kind families kelurahan { name }
      needs(open: true) { target held committed remaining package { code } } } } }"""
OWN = """query Own { viewer { organisation { pledges(first: 50) { edges { node {
  id number state channel submittedAt held committed executor { name } phase { number }
  lines { quantity unallocated package { code } }
  allocations { quantity state unit { code name } } } } } } } }"""
MANY = "query Many { units(first: 1000) { nodes { id code name kind families people } } }"
LADDER = """query Ladder {
  province { ladder { target pledged committed received package { code } } } }"""

# Inside of Jakarta, in degrees.
SOUTH, NORTH, WEST, EAST = -6.34, -6.12, 106.72, 106.94
# A place that is in no cache; both programs choose from the same box.
LUA_PLACE = f"""
local latitude = {SOUTH} + math.random() * {NORTH - SOUTH:.6f}
local longitude = {WEST} + math.random() * {EAST - WEST:.6f}
"""
_PGBENCH_PLACE = f"""
\\set latitude {SOUTH} + random(0, 1000000) * {(NORTH - SOUTH) / 1e6:.12f}
\\set longitude {WEST} + random(0, 1000000) * {(EAST - WEST) / 1e6:.12f}
"""


@dataclass(frozen=True, slots=True)
class Operation:
    """A read: its document, its viewer, and whether it has a place as argument."""

    name: str
    what: tuple[str, str]
    document: str
    goal: float | None = None
    audience: str = "public"
    placed: bool = False

    @property
    def variables(self) -> dict[str, Any]:
        return {"latitude": -6.2, "longitude": 106.8} if self.placed else {}


OPERATIONS = (
    Operation("Q1", ("unit terdekat", "nearest units"), NEAR, 0.75, placed=True),
    Operation("Q2", ("jumlah capaian", "totals of the ladder"), LADDER),
    Operation("Q3", ("janji sendiri", "own pledges"), OWN, 0.9, audience="tenant"),
    Operation("Q4", ("seribu unit", "a thousand units"), MANY, 0.95),
)


@dataclass(frozen=True, slots=True)
class Paired:
    """Rates of rounds that ran in turns, and the median of their ratios."""

    ours: list[float]
    base: list[float]

    @property
    def ratio(self) -> float:
        return median(own / base for own, base in zip(self.ours, self.base, strict=True))


def measure(
    operation: Operation, config: Settings, web: Web, donor: Donor, *, rounds: int, seconds: float
) -> Paired:
    """The operation over HTTP and its statement in pgbench, in turns."""
    cookie = web.sign_in(donor.person) if operation.audience == "tenant" else None
    lua = request_script(operation, web, cookie)
    login = "ksbb_tenant" if operation.audience == "tenant" else "ksbb_public"
    base = dsn(login, config.database_url, config.secret)
    load.over_http(web.port, lua, 1)
    load.on_socket(base, statement_script(operation, config, donor), 1)
    over_http: list[float] = []
    on_socket: list[float] = []
    for _ in range(rounds):
        over_http.append(load.over_http(web.port, lua, seconds).rate)
        # Signed again for each round: a context is valid for two minutes.
        script = statement_script(operation, config, donor)
        on_socket.append(load.on_socket(base, script, seconds).rate)
    return Paired(over_http, on_socket)


def request_script(operation: Operation, web: Web, cookie: str | None) -> str:
    """Lua for wrk: the registered document, with a new place each time if it takes one.

    Signed-in viewers send POST: a GET is public and ignores cookies.
    """
    if cookie:
        body = json.dumps({"documentId": document_id(operation.document), "variables": {}})
        return f"""{lua_headers(own_page(web, cookie))}
local requested = wrk.format("POST", "/graphql", nil, {json.dumps(body)})
function request() return requested end"""
    path = f"/graphql?documentId={document_id(operation.document)}"
    if not operation.placed:
        return f"""local requested = wrk.format("GET", "{path}")
function request() return requested end"""
    opening = quote('{"latitude":')
    between = quote(',"longitude":')
    ending = quote("}")
    return f"""function request()
  {LUA_PLACE}
  return wrk.format("GET", "{path}&variables={opening}" .. string.format("%.6f", latitude)
    .. "{between}" .. string.format("%.6f", longitude) .. "{ending}")
end"""


def own_page(web: Web, cookie: str) -> dict[str, str]:
    """The headers that one of our pages sends for a signed-in viewer."""
    return {
        "Accept": "application/graphql-response+json",
        "Content-Type": "application/json",
        "Cookie": cookie,
        "Host": f"localhost:{web.port}",
        "Origin": web.origin,
        "X-KSBB-CSRF": "1",
    }


def lua_headers(headers: dict[str, str]) -> str:
    """Lua that lets wrk send these headers."""
    return "\n".join(f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in headers.items())


def planned(operation: Operation) -> tuple[Plan, list[Any]]:
    """The statement of the document, and its values."""
    from ksbb.schema import schema

    return schema.plan(operation.document, operation.variables, operation.audience)


def statement_script(operation: Operation, config: Settings, donor: Donor) -> str:
    """The same statement for pgbench; places stay parameters, other values are literals."""
    plan, values = planned(operation)
    if plan.signed:
        values[0] = donor.viewer.context(derive(config.secret, "context"))
    given = operation.variables
    names = {value: f":{name}" for name, value in given.items()}

    def written(match: re.Match[str]) -> str:
        value = values[int(match[1]) - 1]
        if value in names and isinstance(value, float):
            return names[value]
        if isinstance(value, str):
            return "'" + value.replace("'", "''") + "'"
        return str(value)

    # Pgbench reads a word after a colon as a variable, also in texts such as 'HH24:MI'.
    plain = re.sub(r"'[^']*'", lambda text: _without_colons(text[0]), plan.sql)
    sql = re.sub(r"\$(\d+)", written, plain).replace("\n", " ")
    return (_PGBENCH_PLACE if operation.placed else "") + sql + ";\n"


def _without_colons(literal: str) -> str:
    """The same text constant, written so that pgbench finds no variable in it."""
    if not re.search(r":\w", literal):
        return literal
    return "E" + literal.replace("\\", r"\\").replace(":", r"\x3a")
