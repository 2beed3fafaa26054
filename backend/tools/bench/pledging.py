"""The write that matters: fifty clients who pledge to three units each, from the same few needs.

Over HTTP it is the whole product: session, rules, idempotency key, ledger, event, audit. It is
compared with one function in the database that only does the same writes, called by pgbench.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import psycopg

from graphql_sql import ID
from ksbb.core.audit.verify import verify
from ksbb.core.database import dsn
from ksbb.core.settings import Settings, derive
from tools.bench import load
from tools.bench.data import OPEN_NEEDS, SHARES, WANTED, Donor
from tools.bench.reading import Paired, lua_headers, own_page
from tools.bench.web import Web, document_id

CLIENTS = 50
PLEDGE = """mutation Give($input: SubmitPledgeInput!) { submitPledge(input: $input) { __typename
  ... on PledgeSubmitted { pledge { id number } } ... on Refusal { message } } }"""

_FUNCTION = """
CREATE FUNCTION public.bench_pledge(context text, phase bigint, package bigint, version bigint,
                                    units bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    own_key uuid := gen_random_uuid();
    who bigint;
    giver bigint;
    made bigint;
    line bigint;
    wanted bigint[];
BEGIN
    PERFORM set_config('app.ctx', context, true);
    who := sec.person();
    giver := sec.tenant();
    INSERT INTO app.idempotency (tenant_id, actor, actor_id, key, request_hash)
    VALUES (giver, 'PERSON', who, own_key, sha256(context::bytea));
    INSERT INTO app.pledge (donor_id, executor_id, channel, phase_id, state, note, statement,
                            created_by)
    VALUES (giver, giver, 'DIRECT', phase, 'submitted', '', 'v1', who) RETURNING id INTO made;
    INSERT INTO app.pledge_line (pledge_id, donor_id, executor_id, phase_id, package_id,
                                 version_id, quantity)
    VALUES (made, giver, giver, phase, package, version, cardinality(units)) RETURNING id INTO line;
    SELECT array_agg(n.id) INTO wanted FROM pub.need n
    WHERE n.unit_id = ANY (units) AND n.phase_id = phase AND n.package_id = package;
    PERFORM app.needs_reserve(made, array_fill(line, ARRAY[cardinality(units)]), wanted,
                              array_fill(1, ARRAY[cardinality(units)]), NULL, NULL);
    PERFORM app.record_event('PledgeSubmitted', 'submit_pledge', 'pledge', made, NULL, '{}', '{}');
    UPDATE app.idempotency SET result = to_jsonb(made)
    WHERE actor = 'PERSON' AND actor_id = who AND key = own_key;
    RETURN made;
END $$;
GRANT EXECUTE ON FUNCTION public.bench_pledge TO ksbb_tenant
"""


@dataclass(frozen=True, slots=True)
class Pledged:
    """Pledges under contention.

    Attributes:
        paired: rates over HTTP and in the database.
        refused: responses that were refusals, for example because a need was full.
        deadlocks: the server's count.
        beyond: needs with more promised than they have.
        breaches: invariants that do not hold afterwards, by name.
    """

    paired: Paired
    refused: int
    deadlocks: int
    beyond: int
    breaches: list[str]


def measure(
    config: Settings, web: Web, donors: list[Donor], *, rounds: int, seconds: float
) -> Pledged:
    """Rounds over HTTP and in the database, in turns; then the invariants are checked."""
    clients = donors[:CLIENTS]
    with psycopg.connect(config.database_url, autocommit=True) as admin:
        admin.execute(_FUNCTION)
        needs = admin.execute(OPEN_NEEDS.replace("$1", "%s").encode(), (WANTED,)).fetchall()
        version = admin.execute(
            "SELECT id FROM pub.package_version WHERE package_id = %s ORDER BY number DESC LIMIT 1",
            (needs[0][2],),
        ).fetchone()
    if version is None:
        raise AssertionError("a package without a version")
    before = _deadlocks(config)
    lua = _request_script(web, [web.sign_in(donor.person) for donor in clients], needs)
    base = dsn("ksbb_tenant", config.database_url, config.secret)
    over_http: list[float] = []
    on_socket: list[float] = []
    refused = 0
    for _ in range(rounds):
        ended = load.over_http(web.port, lua, seconds, CLIENTS)
        over_http.append(ended.rate)
        refused += ended.counts.get("refused", 0)
        script = _call_script(config, clients, needs, version[0])
        on_socket.append(load.on_socket(base, script, seconds, CLIENTS).rate)
    with psycopg.connect(config.database_url) as admin:
        beyond = admin.execute("SELECT count(*) FROM pub.need WHERE held + committed > target")
        beyond_target = beyond.fetchone()
    worker = dsn("ksbb_worker", config.database_url, config.secret)
    return Pledged(
        Paired(over_http, on_socket),
        refused=refused,
        deadlocks=_deadlocks(config) - before,
        beyond=beyond_target[0] if beyond_target else 0,
        breaches=[breach.invariant for breach in verify(worker)],
    )


def _deadlocks(config: Settings) -> int:
    with psycopg.connect(config.database_url, autocommit=True) as admin:
        row = admin.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    return row[0] if row else 0


def _request_script(web: Web, cookies: list[str], needs: list[tuple[int, ...]]) -> str:
    """Lua for wrk: each request is a new pledge of one of the clients, to three different units."""
    _, phase, package, *_ = needs[0]
    units = [json.dumps(str(ID("Unit", need[0]))) for need in needs]
    opening = json.dumps({"documentId": document_id(PLEDGE)})[:-1]
    return f"""{lua_headers({k: v for k, v in own_page(web, "").items() if k != "Cookie"})}
local cookies = {{{", ".join(map(json.dumps, cookies))}}}
local units = {{{", ".join(units)}}}
local refused = 0
local function key()
  return (string.gsub("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx", "x", function()
    return string.format("%x", math.random(0, 15)) end))
end
math.randomseed(os.time())
function request()
  wrk.headers["Cookie"] = cookies[math.random(#cookies)]
  local first, step = math.random(#units), math.random(#units / {SHARES} - 1)
  local shares = {{}}
  for i = 0, {SHARES - 1} do
    local unit = units[(first + i * step) % #units + 1]
    shares[#shares + 1] = '{{"unit":"' .. unit .. '","quantity":1}}'
  end
  return wrk.format("POST", "/graphql", nil, '{opening},"variables":{{"input":{{"key":"' .. key() ..
    '","phase":"{ID("Phase", phase)}","channel":"DIRECT","statementAccepted":true,' ..
    '"lines":[{{"package":"{ID("Package", package)}","quantity":{SHARES},"allocations":[' ..
    table.concat(shares, ",") .. ']}}]}}}}}}')
end
function response(status, headers, body)
  if not string.find(body, '"PledgeSubmitted"', 1, true) then
    refused = refused + 1
    if refused == 1 then io.stderr:write(body, "\\n") end
    wrk.thread:set("refused", refused)
  end
end
local threads = {{}}
function setup(thread) threads[#threads + 1] = thread end
function done()
  local sum = 0
  for _, thread in ipairs(threads) do sum = sum + (thread:get("refused") or 0) end
  print("refused=" .. sum)
end"""


def _call_script(
    config: Settings, clients: list[Donor], needs: list[tuple[int, ...]], version: int
) -> str:
    """The same for pgbench: one of the clients, three different units, one call."""
    _, phase, package, *_ = needs[0]
    key = derive(config.secret, "context")
    contexts = ", ".join(f"'{donor.viewer.context(key)}'" for donor in clients)
    units = ", ".join(str(need[0]) for need in needs)
    picked = ", ".join(
        f"(ARRAY[{units}]::bigint[])[(:first + {i} * :step) % {len(needs)} + 1]"
        for i in range(SHARES)
    )
    return f"""
\\set client random(1, {len(clients)})
\\set first random(0, {len(needs) - 1})
\\set step random(1, {len(needs) // SHARES - 1})
SELECT public.bench_pledge((ARRAY[{contexts}])[:client], {phase}, {package}, {version},
                           ARRAY[{picked}]);
"""
