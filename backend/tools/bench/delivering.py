"""The writes of a delivery: a trip of 40 stops leaves, and couriers report its stops.

Over HTTP it is the whole product: session, rules, idempotency key, books, public rows, event,
audit. It is compared with one function in the database that only does the same writes, called by
pgbench.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

import asyncpg
import psycopg

from graphql_sql import ID
from ksbb.core.audit.verify import verify
from ksbb.core.database import dsn, open_pools
from ksbb.core.settings import Settings, derive
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.deliveries.trips.departures import dispatch_shipment
from tools.bench import load
from tools.bench.data import OPEN_NEEDS, donors, pemprov_of
from tools.bench.reading import Operation, Paired, own_page
from tools.bench.trips import planned_trip
from tools.bench.web import HOST, Web, document_id

STOPS = 40
PACKAGES = 1
DISPATCH = """mutation Leave($input: DispatchShipmentInput!) { dispatchShipment(input: $input) {
  __typename ... on ShipmentDispatched { shipment { id state } } ... on Refusal { message } } }"""
REPORT = """mutation Report($input: ReportHandoverInput!) { reportHandover(input: $input) {
  __typename ... on HandoverReported { handover { id state } } ... on Refusal { message } } }"""

TIMELINE = Operation(
    "Q5",
    ("kiriman sebuah unit", "deliveries of a unit"),
    """query Timeline { unit(code: "31.74.05.1001.001") { name
    deliveries(first: 20) { edges { node {
    dispatched dispatchedOn received receivedOn state provenBy provenHow
    package { code } giver { name } executor { name } } } } } }""",
)

# What is left to do is written down before each round; whoever comes next takes the next number.
_PREPARED = """
CREATE SEQUENCE public.bench_next;
CREATE TABLE public.bench_todo (
    number bigint PRIMARY KEY, id bigint NOT NULL, context text NOT NULL
);
CREATE FUNCTION public.bench_begins(key uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    task public.bench_todo;
BEGIN
    SELECT * INTO STRICT task FROM public.bench_todo
    WHERE number = (SELECT nextval('public.bench_next'));
    PERFORM set_config('app.ctx', task.context, true);
    INSERT INTO app.idempotency (tenant_id, actor, actor_id, key, request_hash)
    VALUES (sec.tenant(), 'PERSON', sec.person(), key, sha256(task.context::bytea));
    RETURN task.id;
END $$;
CREATE FUNCTION public.bench_ends(key uuid, event text, action text, thing text, made bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM app.record_event(event, action, thing, made, NULL, '{}', '{}');
    UPDATE app.idempotency SET result = to_jsonb(made)
    WHERE actor = 'PERSON' AND actor_id = sec.person() AND idempotency.key = bench_ends.key;
END $$;
CREATE FUNCTION public.bench_dispatch() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    key uuid := gen_random_uuid();
    shipment bigint := public.bench_begins(key);
BEGIN
    PERFORM app.shipment_dispatch(shipment, app.today(), '{}', '{}', NULL);
    PERFORM public.bench_ends(key, 'ShipmentDispatched', 'dispatch_shipment', 'shipment', shipment);
END $$;
CREATE FUNCTION public.bench_report(package bigint, packages int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    key uuid := gen_random_uuid();
    stop bigint := public.bench_begins(key);
    made bigint;
BEGIN
    SELECT handover_id INTO STRICT made FROM app.handover_report(
        stop, app.today(), NULL, NULL, 'ketua RW', '', NULL,
        jsonb_build_array(jsonb_build_object('package', package, 'good', packages, 'damaged', 0,
                                             'missing', 0, 'brought_back', 0, 'surplus', 0)), NULL);
    PERFORM public.bench_ends(key, 'HandoverReported', 'report_handover', 'handover', made);
END $$;
GRANT USAGE ON SEQUENCE public.bench_next TO ksbb_tenant;
GRANT SELECT ON public.bench_todo TO ksbb_tenant;
GRANT EXECUTE ON FUNCTION public.bench_begins, public.bench_ends, public.bench_dispatch,
    public.bench_report TO ksbb_tenant
"""


@dataclass(frozen=True, slots=True)
class Act:
    """A write that is measured.

    Attributes:
        document: over HTTP.
        done: the type of its result.
        thing: the type of what it moves, and its field of the input.
        todo: SQL of what is left: row id, person and organisation of who may do it.
        call: SQL of the function that does the same writes.
        connections: at once.
        times: how often each connection acts in a round.
    """

    document: str
    done: str
    thing: str
    todo: str
    call: str
    connections: int
    times: int


_DISPATCHING = Act(
    DISPATCH,
    "ShipmentDispatched",
    "Shipment",
    "SELECT id, created_by, executor_id FROM app.shipment WHERE id = ANY (%s)"
    " AND state = 'planned' ORDER BY id",
    "public.bench_dispatch()",
    connections=2,
    times=5,
)
_REPORTING = Act(
    REPORT,
    "HandoverReported",
    "Stop",
    "SELECT stop.id, trip.created_by, trip.executor_id FROM app.stop"
    " JOIN app.shipment AS trip ON trip.id = stop.shipment_id WHERE trip.id = ANY (%s)"
    " AND stop.state = 'on_the_way' ORDER BY stop.position, stop.id",
    "public.bench_report({package}, {packages})",
    connections=load.CONNECTIONS,
    times=10,
)
# So many are prepared for each round: both sides act equally often.
TRIPS = 2 * _DISPATCHING.connections * _DISPATCHING.times


@dataclass(frozen=True, slots=True)
class Delivered:
    """Trips that left and stops that were reported.

    Attributes:
        dispatching: trips of 40 stops in a second, over HTTP and in the database.
        reporting: stops in a second.
        refused: responses over HTTP that were refusals.
        breaches: invariants that do not hold afterwards, by name.
    """

    dispatching: Paired
    reporting: Paired
    refused: int
    breaches: list[str]


def measure(config: Settings, web: Web, *, rounds: int) -> Delivered:
    """Rounds over HTTP and in the database, in turns; then the invariants are checked.

    A trip leaves once and a stop is reported once, so a round has a number of acts and no length.
    """
    shipments, package = asyncio.run(_plan(config, rounds * TRIPS))
    with psycopg.connect(config.database_url, autocommit=True) as admin:
        admin.execute(_PREPARED)
    runs = _Rounds(config, web, shipments, package)
    dispatching = runs.run(_DISPATCHING, rounds)
    asyncio.run(_dispatch_rest(config, runs.left(_DISPATCHING)))
    reporting = runs.run(_REPORTING, rounds)
    worker = dsn("ksbb_worker", config.database_url, config.secret)
    breaches = [breach.invariant for breach in verify(worker)]
    return Delivered(dispatching, reporting, runs.refused, breaches)


async def _plan(config: Settings, trips: int) -> tuple[list[int], int]:
    """Plan trips of different donors; their row ids, and the package that they carry."""
    worker = dsn("ksbb_worker", config.database_url, config.secret)
    pools = await open_pools(config)
    try:
        connection = await asyncpg.connect(worker)
        try:
            needs = await connection.fetch(OPEN_NEEDS, STOPS)
            pemprov = await pemprov_of(connection)
        finally:
            await connection.close()
        shipments = [
            await planned_trip(pools, donor, pemprov, needs, PACKAGES)
            for donor in islice(cycle(donors(config)), trips)
        ]
        return shipments, needs[0]["package_id"]
    finally:
        await pools.close()


async def _dispatch_rest(config: Settings, left: list[tuple[int, Viewer]]) -> None:
    pools = await open_pools(config)
    try:
        for shipment, viewer in left:
            async with pools.transaction(viewer) as tx:
                await dispatch_shipment(tx, viewer, uuid4(), shipment_id=shipment, quantities={})
    finally:
        await pools.close()


class _Rounds:
    """Rounds of an act, over HTTP and in the database, in turns."""

    def __init__(self, config: Settings, web: Web, shipments: list[int], package: int) -> None:
        self.config = config
        self.web = web
        self.shipments = shipments
        self.package = package
        self.refused = 0
        self._cookies: dict[int, str] = {}

    def run(self, act: Act, rounds: int) -> Paired:
        """The rates of both sides."""
        over_http: list[float] = []
        on_socket: list[float] = []
        base = dsn("ksbb_tenant", self.config.database_url, self.config.secret)
        call = act.call.format(package=self.package, packages=PACKAGES)
        for _ in range(rounds):
            over_http.append(self._over_http(act))
            self._write_down(act)
            ended = load.on_socket(base, f"SELECT {call};", 0, act.connections, times=act.times)
            on_socket.append(ended.rate)
        return Paired(over_http, on_socket)

    def left(self, act: Act) -> list[tuple[int, Viewer]]:
        """What is left to do, and who may do it."""
        with psycopg.connect(self.config.database_url) as admin:
            rows = admin.execute(act.todo.encode(), (self.shipments,)).fetchall()
        return [
            (id, Viewer(person, organisation, Kind.DONOR, Role.OWNER))
            for id, person, organisation in rows
        ]

    def _write_down(self, act: Act) -> None:
        key = derive(self.config.secret, "context")
        signed: dict[int, str] = {}
        with psycopg.connect(self.config.database_url) as admin:
            admin.execute("TRUNCATE public.bench_todo")
            admin.execute("ALTER SEQUENCE public.bench_next RESTART")
            copying = "COPY public.bench_todo FROM STDIN"
            with admin.cursor().copy(copying) as copy:
                for number, (id, viewer) in enumerate(self.left(act), start=1):
                    context = signed.setdefault(viewer.person_id, viewer.context(key))
                    copy.write_row((number, id, context))

    def _over_http(self, act: Act) -> float:
        """Acts in a second; each connection does what is left, as who may do it."""
        todo = self.left(act)[: act.connections * act.times]
        for _, viewer in todo:
            if viewer.person_id not in self._cookies:
                self._cookies[viewer.person_id] = self.web.sign_in(viewer.person_id)
        day = self._today()

        def acts(part: list[tuple[int, Viewer]]) -> int:
            refused = 0
            with closing(http.client.HTTPConnection(HOST, self.web.port)) as connection:
                for id, viewer in part:
                    body = self._body(act, id, day)
                    headers = own_page(self.web, self._cookies[viewer.person_id])
                    connection.request("POST", "/graphql", body, headers)
                    answer = connection.getresponse().read()
                    if f'"{act.done}"'.encode() not in answer:
                        refused += 1
            return refused

        parts = [todo[at :: act.connections] for at in range(act.connections)]
        with ThreadPoolExecutor(act.connections) as pool:
            started = time.perf_counter()
            self.refused += sum(pool.map(acts, parts))
            return len(todo) / (time.perf_counter() - started)

    def _body(self, act: Act, id: int, day: str) -> str:
        values: dict[str, Any] = {"key": str(uuid4()), act.thing.lower(): str(ID(act.thing, id))}
        if act is _REPORTING:
            counts = [{"package": str(ID("Package", self.package)), "good": PACKAGES}]
            values |= {"happenedOn": day, "receiver": "ketua RW", "counts": counts}
        request = {"documentId": document_id(act.document), "variables": {"input": values}}
        return json.dumps(request)

    def _today(self) -> str:
        with psycopg.connect(self.config.database_url) as admin:
            row = admin.execute("SELECT app.today()").fetchone()
        return row[0].isoformat() if row else ""
