"""A trip with a shift, a server that loses answers, and a phone that can be killed."""

from __future__ import annotations

import http.client
import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.e2e.person import PHONE
from tools.dev import browser as browsers

# What the office does before a trip, as its own pages do: with the session of who is signed in.
_ASK = """const ask = async (query, variables) => {
  const answer = await (await fetch('/graphql', {
    method: 'POST',
    headers: {'content-type': 'application/json', accept: 'application/json', 'x-ksbb-csrf': '1'},
    body: JSON.stringify({query, variables}),
  })).json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return Object.values(answer.data)[0];
};
"""
_TRIP = """async ([wanted, tokenHash]) => {
  ASK
  const act = async (name, type, selection, input) => {
    const made = await ask(
      `mutation ($input: ${name[0].toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
        __typename ... on ${type} { ${selection} } ... on Refusal { message } } }`,
      {input: {key: crypto.randomUUID(), ...input}},
    );
    if (made.message) throw new Error(name + ': ' + made.message);
    return made;
  };
  const {today} = await ask('{ clock { today } }');
  const viewer = await ask(`{ viewer { organisation { allocationsToLoad(first: 100) { edges { node {
    id toLoad unit { id } package { id } pledge { id giver { id } executor { id } } } } } } } }`);
  // The units of as few pledges as possible, each once.
  const lines = new Map();
  for (const {node} of viewer.organisation.allocationsToLoad.edges) {
    const name = node.pledge.id + node.package.id;
    lines.set(name, [...(lines.get(name) || []), node]);
  }
  const chosen = new Map();
  for (const line of [...lines.values()].sort((a, b) => b.length - a.length)) {
    const taken = line
      .filter((each) => !chosen.has(each.unit.id))
      .slice(0, wanted - chosen.size);
    if (taken.length === 0) continue;
    for (const each of taken) chosen.set(each.unit.id, each);
    const {pledge, package: kind} = taken[0];
    const own = pledge.giver.id === pledge.executor.id;
    await act('receiveGoods', 'GoodsReceived', 'goodsReceipt { id }', {
      pledge: pledge.id, package: kind.id, receivedOn: today,
      quantity: taken.reduce((sum, each) => sum + each.toLoad, 0),
      ...(own ? {supplier: 'Pasar Induk (contoh)'} : {}),
    });
  }
  if (chosen.size < wanted) throw new Error('only ' + chosen.size + ' units');
  const planned = await act('planShipment', 'ShipmentPlanned', 'shipment { id }', {
    day: today, slotStarts: '08:00', slotEnds: '20:00',
    stops: [...chosen.values()].map((each) => ({
      unit: each.unit.id, loads: [{allocation: each.id, quantity: each.toLoad}],
    })),
  });
  const shipment = planned.shipment.id;
  await act('dispatchShipment', 'ShipmentDispatched', 'shipment { id }', {shipment});
  await act('openShift', 'ShiftOpened', 'shift { id }', {
    label: 'Mobil 1', shipments: [shipment], tokenHash,
  });
  return shipment;
}"""
_ARRIVED = """async (id) => {
  ASK
  return ask(`query ($id: ID!) { node(id: $id) { ... on Shipment { state
    shifts { device { waiting refused photos arrived lost } }
    stops { position state handovers { state evidence { kind }
      proofs { method evidence { kind } } } } } } }`, {id});
}"""


def left_with_shift(page: Page, stops: int, token_hash: str) -> str:
    """A trip with so many stops leaves, with a shift; the page is signed in at its executor."""
    shipment: str = page.evaluate(_TRIP.replace("ASK", _ASK), [stops, token_hash])
    return shipment


def arrived(page: Page, shipment: str) -> Any:
    """What the office sees of a trip."""
    return page.evaluate(_ARRIVED.replace("ASK", _ASK), shipment)


@dataclass
class Line:
    """The line between a phone and the server: it can be down, or lose answers.

    Each third answer to a POST that writes is lost after the server has done what was asked.
    """

    target: str
    address: str = ""
    down: bool = False
    loses: bool = False
    posts: int = 0
    lost: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def loses_this(self) -> bool:
        with self.lock:
            self.posts += 1
            if not self.loses or self.posts % 3:
                return False
            self.lost += 1
            return True


def _handler(line: Line) -> type[BaseHTTPRequestHandler]:
    host = urlsplit(line.target).netloc

    class Forward(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if line.down:
                self.close_connection = True
                return
            headers = {
                name: value
                for name, value in self.headers.items()
                if name.lower() not in ("host", "connection", "origin", "accept-encoding")
            }
            # The server takes requests from its own pages only.
            if self.headers.get("origin"):
                headers["origin"] = line.target
            server = http.client.HTTPConnection(host, timeout=60)
            server.request(self.command, self.path, body, headers)
            answer = server.getresponse()
            content = answer.read()
            server.close()
            writes = self.command == "POST" and self.path.startswith(("/graphql", "/files"))
            if writes and line.loses_this():
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                    self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_HEAD = _forward  # noqa: N815 - named by http.server

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    return Forward


@contextmanager
def line_to(target: str) -> Iterator[Line]:
    """A line to this server while the block runs."""
    line = Line(target)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(line))
    line.address = f"http://localhost:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Phone:
    """A browser with a folder of its own, which outlives it."""

    chromium: BrowserType
    folder: Path
    context: BrowserContext | None = None

    def starts(self, address: str) -> Page:
        """Start the browser and open the page."""
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.context = self.chromium.launch_persistent_context(
            self.folder,
            executable_path=browsers.find(),
            args=arguments,
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        self.context.set_default_timeout(20_000)
        page = self.context.pages[0]
        page.goto(address)
        return page

    def is_killed(self) -> None:
        """The browser's processes end at once, as when the battery is empty."""
        marker = str(self.folder).encode()
        for process in Path("/proc").iterdir():
            try:
                if marker in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
            except (OSError, ValueError):
                continue
        if self.context is not None:
            # It is dead already.
            with suppress(Error):
                self.context.close()
        self.context = None

    def ends(self) -> None:
        """Close the browser."""
        if self.context is not None:
            self.context.close()
            self.context = None


_PRINT = """async (shipment) => {
  ASK
  const node = await ask(`query ($id: ID!) { node(id: $id) { ... on Shipment { stops {
    unit { id code } loads { allocation { need { phase { id } } } } } } } }`, {id: shipment});
  const [{unit, loads}] = node.stops;
  const made = await ask(`mutation ($input: PrintSlipsInput!) { printSlips(input: $input) {
    ... on SlipsPrinted { path } ... on Refusal { message } } }`,
    {input: {key: crypto.randomUUID(), units: [unit.id],
             phase: loads[0].allocation.need.phase.id}});
  if (made.message) throw new Error(made.message);
  return [made.path, unit.code];
}"""


def slip_of_first_stop(page: Page, shipment: str) -> tuple[str, list[str]]:
    """Print the slip of a trip's first unit; the page is signed in at the Pemprov.

    Returns:
        the unit's code, and the codes of the slip.
    """
    path, unit = page.evaluate(_PRINT.replace("ASK", _ASK), shipment)
    page.goto(urlsplit(page.url)._replace(path=path, query="").geturl())
    page.get_by_role("button").first.click()
    codes = page.locator("li", has_text=re.compile(r"^[2-9A-Z]{5} [2-9A-Z]{5}$"))
    codes.first.wait_for()
    return unit, codes.all_inner_texts()
